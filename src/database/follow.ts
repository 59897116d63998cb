import { sql } from 'kysely';
import type { Tx } from './connect.ts';
import { type StoredEvent, storedEvent } from './event.ts';

export type Cursor = { xid: string; position: string };
export const START: Cursor = { xid: '0', position: '0' };

/**
 * Facts after the cursor, in commit-safe order: only those of transactions older than every one still running, because a row
 * with a lower position may still be waiting for its commit.
 */
export async function factsAfter(
  tx: Tx,
  cursor: Cursor,
  limit = 5_000,
): Promise<{ facts: StoredEvent[]; cursor: Cursor }> {
  const { rows } = await sql<Parameters<typeof storedEvent>[0] & { xid: string; position: string }>`
    select tenant, stream, version, type, shape, occurred_at, recorded_at, recorded_by, source, corrects, reason, data, xid::text as xid, position
    from event where (xid, position) > (${cursor.xid}::xid8, ${cursor.position}::bigint)
      and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by event.xid, event.position limit ${limit}`.execute(tx);
  const last = rows.at(-1);
  return { facts: rows.map(storedEvent), cursor: last ? { xid: last.xid, position: String(last.position) } : cursor };
}

export async function readCursor(tx: Tx, name: string): Promise<Cursor> {
  const { rows } =
    await sql<Cursor>`select xid::text as xid, position::text as position from follower where name = ${name} for update`.execute(
      tx,
    );
  return rows[0] ?? START;
}

export async function writeCursor(tx: Tx, name: string, cursor: Cursor): Promise<void> {
  await sql`insert into follower (name, xid, position, polled_at) values (${name}, ${cursor.xid}::xid8, ${cursor.position}::bigint, clock_timestamp())
    on conflict (name) do update set xid = excluded.xid, position = excluded.position, polled_at = excluded.polled_at`.execute(
    tx,
  );
}
