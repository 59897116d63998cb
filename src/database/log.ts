import { type Expression, sql } from 'kysely';
import type { Instant } from '#shared';
import type { Database, Tx } from './connect.ts';
import { eventRows, type NewEvent, type Recorded, type StoredEvent, storedEvent } from './event.ts';
import { planned, sendLast } from './planned.ts';

/** Rows of a module's own tables that stand or fall with the events: an insert, update or delete. */
export type Fragment = Expression<unknown>;

export type Append = Recorded & {
  /** The version that the stream was read at; 0 for a birth. Another writer in between: Conflict. */
  expected: number;
  events: readonly NewEvent[];
  rows: readonly (Fragment | undefined)[];
  /** Nothing follows it in its transaction: it goes out together with the commit, which then says what became of it. */
  isLast?: true;
};

/** Appends facts and writes the rows that follow from them, in one statement. There is no second way to append. */
export async function append(tx: Tx, write: Append): Promise<void> {
  const rows = eventRows(write, write.expected, write.events);
  if (rows.length === 0) throw new TypeError('nothing to append');
  const values = rows.map(
    (r) => sql`(${r.tenant}::int, ${r.stream}::uuid, ${r.version}::int, ${r.type}, ${r.shape}::smallint,
      ${r.occurred_at}::timestamptz, ${r.recorded_at}::timestamptz, ${r.recorded_by}::uuid, ${r.source},
      ${r.corrects}::int, ${r.reason}, ${r.data}::json, ${r.digest}::bytea)`,
  );
  const parts = write.rows.filter((row) => row !== undefined);
  const others = parts.map((part, index) => sql`, ${sql.ref(`rows_${index}`)} as (${part})`);
  const statement = sql<object>`with facts as (insert into event (tenant, stream, version, type, shape, occurred_at, recorded_at, recorded_by,
    source, corrects, reason, data, digest) values ${sql.join(values)})${others.length ? sql.join(others, sql``) : sql``} select 1`;
  await (write.isLast ? sendLast(tx, statement) : planned(tx, statement));
}

/** A stream's facts in the order in which they were written down; empty when there is none in this scope. */
export async function readStream(tx: Tx, tenant: number, stream: string): Promise<StoredEvent[]> {
  const query = sql<Parameters<typeof storedEvent>[0]>`select tenant, stream, version, type, shape, occurred_at,
    recorded_at, recorded_by, source, corrects, reason, data from event
    where tenant = ${tenant} and stream = ${stream} order by version`;
  return (await planned(tx, query)).map(storedEvent);
}

const years = new WeakMap<Database, Set<number>>();

/** Makes the year's partitions when they are not there yet; remembered, so that a command pays nothing. */
export async function ensureYear(db: Database, at: Instant): Promise<void> {
  const known = years.get(db) ?? new Set<number>();
  years.set(db, known);
  const year = new Date(at).getUTCFullYear();
  if (known.has(year)) return;
  // Two that come to a new year at once would both make its tables: the second waits, and finds them there.
  await db.app.query(
    "select ensure_year($1) from (select pg_advisory_xact_lock(hashtext('vigil year')) offset 0) locked",
    [new Date(at)],
  );
  known.add(year);
}

/** When the last fact of a tenant was recorded; undefined when there is none. Scans: for opening a demo, not for a page. */
export async function lastRecordedAt(db: Database, tenant: number): Promise<Instant | undefined> {
  const { rows } = await db.sealer.query<{ at: Date | null }>(
    'select max(recorded_at) as at from event where tenant = $1',
    [tenant],
  );
  return rows[0]?.at ? (rows[0].at.getTime() as Instant) : undefined;
}
