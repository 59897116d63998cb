import { sql } from 'kysely';
import type { Tx } from '#database';
import { type Instant, type Period, toIso } from '#shared';
import type { NoteOf } from './notes.ts';
import { type ReleaseKind, tables } from './tables.ts';

/** One line of the publication schedule. */
export type Due = {
  tenant: number;
  service: number;
  kind: ReleaseKind;
  key: string;
  place: number | null;
  period: Period;
  dueAt: Instant;
};

/** Puts releases on the schedule; those that are on it already stay as they are. */
export async function schedule(tx: Tx, dues: readonly Due[]): Promise<void> {
  if (dues.length === 0) return;
  const rows = dues.map(({ period, dueAt, ...due }) => ({
    ...due,
    from_at: toIso(period.from),
    to_at: toIso(period.to),
    due_at: toIso(dueAt),
  }));
  await sql`insert into release_due (tenant, service, kind, key, place, from_at, to_at, due_at)
    select tenant, service, kind, key, place, from_at, to_at, due_at
    from json_populate_recordset(null::release_due, ${JSON.stringify(rows)}::json) on conflict do nothing`.execute(tx);
}

/** What is to be released by now, in the order of the schedule. */
export async function dueBy(tx: Tx, tenant: number, now: Instant): Promise<Due[]> {
  const rows = await tables(tx)
    .selectFrom('release_due')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('state', '!=', 'released')
    .where('due_at', '<=', new Date(now))
    .orderBy('due_at')
    .orderBy('key')
    .limit(500)
    .execute();
  return rows.map(({ from_at, to_at, due_at, state: _, ...row }) => ({
    ...row,
    period: { from: from_at.getTime() as Instant, to: to_at.getTime() as Instant },
    dueAt: due_at.getTime() as Instant,
  }));
}

type DueKey = Pick<Due, 'tenant' | 'service' | 'kind' | 'key'>;

/** Takes a line for this transaction; false when it is released already or another process has it. */
export async function takeDue(tx: Tx, { tenant, service, kind, key }: DueKey): Promise<boolean> {
  const { rows } =
    await sql`select 1 from release_due where tenant = ${tenant} and service = ${service} and kind = ${kind}
    and key = ${key} and state <> 'released' for update skip locked`.execute(tx);
  return rows.length > 0;
}

export async function settleDue(tx: Tx, { tenant, service, kind, key }: DueKey): Promise<void> {
  await tables(tx)
    .updateTable('release_due')
    .set({ state: 'released' })
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where('kind', '=', kind)
    .where('key', '=', key)
    .execute();
}

/** The end of the last stretch that was released, a tenant; a fact after it cannot change a release. */
export async function releasedUntil(tx: Tx): Promise<Map<number, Instant>> {
  const { rows } = await sql<{ tenant: number; until: Date }>`select tenant, max(to_at) as until from release_due
    where state = 'released' and kind <> 'requirement' group by tenant`.execute(tx);
  return new Map(rows.map(({ tenant, until }) => [tenant, until.getTime() as Instant]));
}

/** Releases about any of these stretches are to be looked at again. */
export async function lookAgain(tx: Tx, stretches: readonly (Period & { tenant: number })[]): Promise<void> {
  if (stretches.length === 0) return;
  const rows = stretches.map(({ tenant, from, to }) => ({ tenant, from_at: toIso(from), to_at: toIso(to) }));
  await sql`update release_due d set state = 'stale'
    from json_to_recordset(${JSON.stringify(rows)}::json) as s(tenant int, from_at timestamptz, to_at timestamptz)
    where d.tenant = s.tenant and d.state = 'released' and d.kind <> 'requirement'
      and d.from_at <= s.to_at and s.from_at < d.to_at`.execute(tx);
}

export async function lookAgainAtShifts(tx: Tx, shifts: readonly NoteOf<'about-shift'>[]): Promise<void> {
  if (shifts.length === 0) return;
  await sql`update release_due set state = 'stale' where state = 'released' and kind = 'shift'
    and key = any (${[...new Set(shifts.map(({ shift }) => shift))]}::text[])`.execute(tx);
}
