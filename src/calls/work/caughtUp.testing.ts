import type { Database } from '#database';

const TRIES = 200;

/**
 * Waits until whatever has been written can be followed. A transaction of another test on the same cluster hides rows from every
 * follower for as long as it runs.
 */
export async function canBeFollowed(db: Database): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const { rows } = await db.sealer.query<{ seen: boolean }>(
      'select coalesce(max(xid) < pg_snapshot_xmin(pg_current_snapshot()), true) as seen from event',
    );
    if (rows[0]?.seen) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('another transaction on this cluster has kept the log from being followed for ten seconds');
}
