import { sql } from 'kysely';
import type { Tx } from '#database';
import { type Period, toIso } from '#shared';
import type { NoteOf } from './notes.ts';
import { tables } from './tables.ts';

/** Keeps what the log says of people sent elsewhere; the same fact read twice is one row. */
export async function keepRedirections(tx: Tx, notes: readonly NoteOf<'redirected'>[]): Promise<void> {
  if (notes.length === 0) return;
  const rows = notes.map(({ tenant, stream, version, from, to, miles, at }) => ({
    ...{ tenant, stream, version, miles },
    from_place: from,
    to_place: to,
    at: toIso(at),
  }));
  await sql`insert into redirection select * from json_populate_recordset(null::redirection, ${JSON.stringify(rows)}::json)
    on conflict do nothing`.execute(tx);
}

/** A correction gives the moment at which somebody was sent elsewhere another time. */
export async function moveRedirections(tx: Tx, notes: readonly NoteOf<'corrected'>[]): Promise<void> {
  for (const { tenant, stream, version, at } of notes) {
    await tables(tx)
      .updateTable('redirection')
      .set({ at: new Date(at) })
      .where('tenant', '=', tenant)
      .where('stream', '=', stream)
      .where('version', '=', version)
      .execute();
  }
}

export type Redirected = { subject: string; to: number; miles: number };

/** Who was sent away from a base in a stretch of time, and where to. */
export async function redirectionsFrom(
  tx: Tx,
  { tenant, place, period }: { tenant: number; place: number; period: Period },
): Promise<Redirected[]> {
  const rows = await tables(tx)
    .selectFrom('redirection')
    .select(['stream', 'to_place', 'miles'])
    .where('tenant', '=', tenant)
    .where('from_place', '=', place)
    .where('at', '>=', new Date(period.from))
    .where('at', '<', new Date(period.to))
    .orderBy('at')
    .execute();
  return rows.map(({ stream, to_place, miles }) => ({ subject: stream, to: to_place, miles: Number(miles) }));
}
