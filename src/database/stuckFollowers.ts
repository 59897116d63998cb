import { sql } from 'kysely';
import type { Tx } from './connect.ts';

/**
 * Followers that have not moved for so long although there is something to read: by the machine's clock, which all of them write.
 * The scope has to be every organisation's, or facts of others are not seen.
 */
export async function stuckFollowers(tx: Tx, afterMs: number): Promise<{ name: string; polledAt: Date }[]> {
  const { rows } = await sql<{ name: string; polled_at: Date }>`select name, polled_at from follower f
    where polled_at < clock_timestamp() - ${afterMs} * interval '1 millisecond'
      and exists (select 1 from event e where (e.xid, e.position) > (f.xid, f.position) and e.xid < pg_snapshot_xmin(pg_current_snapshot()))
    order by name`.execute(tx);
  return rows.map(({ name, polled_at }) => ({ name, polledAt: polled_at }));
}
