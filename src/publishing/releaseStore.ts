import { sql } from 'kysely';
import { lastEventSeal, type Tx } from '#database';
import { canonicalJson, type Instant, type Period, sha256, toIso } from '#shared';
import type { Body, FigureSaid, PeriodBody } from './body.ts';
import type { ReleaseKind } from './tables.ts';

/** Who makes releases: nobody presses anything. */
export const FOLLOWER = '01900000-0000-7000-8000-0000000f0110';

export type NewRelease = {
  tenant: number;
  service: number;
  kind: ReleaseKind;
  key: string;
  period: Period;
  madeAt: Instant;
  body: Body;
  replaces?: number;
};

export const AMENDED = 'amended after release';

/**
 * Writes a release: its body as the bytes that its digest is of, and the number of the last seal, which says how much of the
 * record was sealed when it was made.
 */
export async function writeRelease(tx: Tx, release: NewRelease): Promise<number> {
  const { tenant, service, kind, key, period, madeAt, body, replaces = null } = release;
  const text = canonicalJson(body);
  const place = 'base' in body ? body.base : { slug: null, name: null };
  const { rows } = await sql<{
    id: number;
  }>`insert into release (tenant, service, kind, key, service_slug, service_name, made_up,
      made_at, made_by, replaces, reason, seal, body, digest, place_slug, place_name, from_at, to_at)
    values (${tenant}, ${service}, ${kind}, ${key}, ${body.service.slug}, ${body.service.name}, ${body.madeUp},
      ${toIso(madeAt)}, ${FOLLOWER}, ${replaces}::int, ${replaces === null ? null : AMENDED},
      ${lastEventSeal}, ${text}::json, ${sha256(text)}, ${place.slug}, ${place.name},
      ${toIso(period.from)}, ${toIso(period.to)})
    returning id`.execute(tx);
  const id = rows[0]!.id;
  if (body.kind === 'period') await writeFigures(tx, id, { body, period });
  return id;
}

/** The released figures as rows: first what stands, then what was first recorded. */
async function writeFigures(tx: Tx, release: number, { body, period }: { body: PeriodBody; period: Period }) {
  const rows = body.figures.flatMap((figure) => [
    figureRow(body, '', figure),
    figureRow(body, 'as first recorded', { ...figure, ...figure.asFirstRecorded, ...NOT_KEPT }),
  ]);
  if (rows.length === 0) return;
  const range = `[${toIso(period.from)},${toIso(period.to)})`;
  await sql`insert into figure (release, service, measure, period, cut, origin, source, numerator, denominator, excluded,
      unmeasurable, late, value, band, held, as_of, digest)
    select ${release}, service, measure, ${range}::tstzrange, cut, 'computed', source, numerator, denominator, excluded, unmeasurable,
      late, value, band, held, ${body.asOf}::timestamptz, decode(hex, 'hex')
    from json_to_recordset(${JSON.stringify(rows)}::json) as f(service text, measure text, cut text, source json, numerator numeric,
      denominator numeric, excluded bigint, unmeasurable bigint, late bigint, value numeric, band text, held text, hex text)`.execute(
    tx,
  );
}

const NOT_KEPT = { excluded: null, unmeasurable: null, late: null, band: null };

/** The digest is of what is released: a digest of the true numbers would let anybody try out the few that are held. */
function figureRow(body: PeriodBody, cut: string, figure: Omit<FigureSaid, 'asFirstRecorded'>) {
  const { measure, clause, numerator, denominator, excluded, unmeasurable, late, value, band, held } = figure;
  const numbers = { numerator, denominator, excluded, unmeasurable, late, value, band, held };
  const said = { service: body.service.slug, measure, cut, source: { rule: body.rule, clause }, ...numbers };
  return { ...said, hex: sha256(canonicalJson({ ...said, from: body.from, to: body.to })).toString('hex') };
}

export type Released = { id: number; body: Body };

/** The release that stands for a key: the last of those that replaced each other. */
export async function standingRelease(
  tx: Tx,
  { tenant, service, kind, key }: Pick<NewRelease, 'tenant' | 'service' | 'kind' | 'key'>,
): Promise<Released | undefined> {
  const { rows } = await sql<{ id: number; body: string }>`select id, body::text as body from release
    where tenant = ${tenant} and service = ${service} and kind = ${kind} and key = ${key} order by id desc limit 1`.execute(
    tx,
  );
  return rows[0] && { id: rows[0].id, body: JSON.parse(rows[0].body) as Body };
}

/** Whether two bodies say the same of what happened; when it was worked out does not matter. */
export function saysTheSame(one: Body, other: Body): boolean {
  const timeless = (body: Body) => canonicalJson({ ...body, asOf: undefined });
  return timeless(one) === timeless(other);
}
