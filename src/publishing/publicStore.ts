import { sql } from 'kysely';
import type { Tx } from '#database';
import { type Instant, type Period, toIso } from '#shared';
import type { Body, PeriodBody, RequirementBody, ShiftBody } from './body.ts';
import type { ReleaseKind } from './tables.ts';

/** What anybody may read, as vigil_public: releases, released figures and public notices; that role can read nothing else. */
export type Release<B extends Body = Body> = {
  id: number;
  kind: ReleaseKind;
  key: string;
  period: Period;
  madeAt: Instant;
  replaces: number | null;
  reason: string | null;
  /** The seal of the record that stood when this was made. */
  seal: string;
  /** SHA-256 of `text`, hexadecimal. */
  digest: string;
  /** The body as it was written, byte for byte. */
  text: string;
  body: B;
};

type Row = {
  id: number;
  kind: ReleaseKind;
  key: string;
  from_at: Date;
  to_at: Date;
  made_at: Date;
  replaces: number | null;
  reason: string | null;
  seal: string;
  digest: Buffer;
  text: string;
};

const columns = sql`id, kind, key, from_at, to_at, made_at, replaces, reason, seal, digest, body::text as text`;

function releaseOf<B extends Body>(row: Row): Release<B> {
  const { from_at, to_at, made_at, digest, ...rest } = row;
  const period = { from: from_at.getTime() as Instant, to: to_at.getTime() as Instant };
  return {
    ...rest,
    period,
    madeAt: made_at.getTime() as Instant,
    digest: digest.toString('hex'),
    body: JSON.parse(row.text) as B,
  };
}

export type PublicBase = { slug: string; name: string; notice?: PublicNotice };
export type PublicNotice = { says: 'open' | 'shut'; goTo: string | null; postedAt: Instant };
export type PublicService = { tenant: number; slug: string; name: string; madeUp: boolean; bases: PublicBase[] };

/** Every service that has released or posted anything, with its bases and what their notices say now. */
export async function publicServices(tx: Tx): Promise<PublicService[]> {
  const { rows } = await sql<{ tenant: number; slug: string; name: string; made_up: boolean | null }>`
    select distinct on (slug) tenant, slug, name, made_up from (
      select tenant, service_slug as slug, service_name as name, made_up, id::bigint as id from release
      union all select tenant, service_slug, service_name, null, 0 from public_notice) s
    order by slug, id desc`.execute(tx);
  const bases = await sql<{ service: string; slug: string; name: string } & Notice>`
    with base as (
      select distinct on (service_slug, place_slug) service_slug, place_slug, place_name from (
        select service_slug, place_slug, place_name from release where place_slug is not null
        union all select service_slug, place_slug, place_name from public_notice) p
      order by service_slug, place_slug)
    select base.service_slug as service, base.place_slug as slug, base.place_name as name, n.says, n.go_to, n.posted_at
    from base left join lateral (
      select last.says, last.go_to, (
        -- Said again with another place to go: it is shut since it was first said.
        select min(same.posted_at) from public_notice same
        where same.service_slug = base.service_slug and same.place_slug = base.place_slug and same.posted_at > coalesce((
          select max(other.posted_at) from public_notice other
          where other.service_slug = base.service_slug and other.place_slug = base.place_slug and other.says <> last.says), '-infinity')
      ) as posted_at
      from public_notice last where last.service_slug = base.service_slug and last.place_slug = base.place_slug
      order by last.posted_at desc, last.id desc limit 1) n on true
    order by base.place_name`.execute(tx);
  return rows.map(({ made_up, ...service }) => ({
    ...service,
    madeUp: made_up ?? false,
    bases: bases.rows.filter((base) => base.service === service.slug).map(baseOf),
  }));
}

type Notice = { says: 'open' | 'shut' | null; go_to: string | null; posted_at: Date | null };

function baseOf({ slug, name, says, go_to, posted_at }: { slug: string; name: string } & Notice): PublicBase {
  if (says === null || posted_at === null) return { slug, name };
  return { slug, name, notice: { says, goTo: go_to, postedAt: posted_at.getTime() as Instant } };
}

/** What stands of a service's releases of one kind within a stretch of time: of those that replaced each other, the last. */
async function standing<B extends Body>(tx: Tx, kind: ReleaseKind, { service, period }: Within): Promise<Release<B>[]> {
  const { rows } = await sql<Row>`select * from (
      select distinct on (key) ${columns} from release
      where service_slug = ${service} and kind = ${kind} and from_at < ${toIso(period.to)} and to_at > ${toIso(period.from)}
      order by key, id desc) r order by from_at, key`.execute(tx);
  return rows.map((row) => releaseOf<B>(row));
}

export type Within = { service: string; period: Period };

export function requirementsIn(tx: Tx, within: Within): Promise<Release<RequirementBody>[]> {
  return standing(tx, 'requirement', within);
}

export function shiftsReleasedIn(tx: Tx, within: Within): Promise<Release<ShiftBody>[]> {
  return standing(tx, 'shift', within);
}

/** The figures of the last periods, newest first. */
export async function lastPeriods(tx: Tx, service: string, limit: number): Promise<Release<PeriodBody>[]> {
  const { rows } = await sql<Row>`select * from (
      select distinct on (key) ${columns} from release where service_slug = ${service} and kind = 'period'
      order by key desc, id desc) r order by from_at desc limit ${limit}`.execute(tx);
  return rows.map((row) => releaseOf<PeriodBody>(row));
}

/** The first and last hour for which a base is known to have needed a doctor; undefined where none is. */
export async function knownHours(tx: Tx, service: string, base: string): Promise<Period | undefined> {
  const { rows } = await sql<{
    from_at: Date | null;
    to_at: Date | null;
  }>`select min(from_at) as from_at, max(to_at) as to_at
    from release where service_slug = ${service} and place_slug = ${base}`.execute(tx);
  const [from, to] = [rows[0]?.from_at, rows[0]?.to_at];
  return from && to ? { from: from.getTime() as Instant, to: to.getTime() as Instant } : undefined;
}

/** Releases of cover and figures, newest first; those that were replaced are listed too. */
export async function lastReleases(tx: Tx, service: string, limit: number): Promise<Release[]> {
  const { rows } =
    await sql<Row>`select ${columns} from release where service_slug = ${service} and kind <> 'requirement'
    order by id desc limit ${limit}`.execute(tx);
  return rows.map((row) => releaseOf(row));
}

/** One release, and the number of the one that replaced it. */
export async function releaseById(tx: Tx, id: number): Promise<(Release & { replacedBy: number | null }) | undefined> {
  const { rows } = await sql<Row & { replaced_by: number | null }>`select ${columns},
    (select later.id from release later where later.replaces = release.id) as replaced_by from release where id = ${id}`.execute(
    tx,
  );
  const [row] = rows;
  if (!row) return undefined;
  const { replaced_by, ...rest } = row;
  return { ...releaseOf(rest), replacedBy: replaced_by };
}
