import { sql } from 'kysely';
import { Conflict } from '#shared';
import type { Database, Tx } from './connect.ts';
import { asSealer } from './scope.ts';

const LOGS = ['event', 'access'] as const;
export type Log = (typeof LOGS)[number];

/**
 * Seals what has been committed since the last seal: the SHA-256 of the last seal's digest and the rows' own digests in
 * (xid, position) order. Only transactions older than every one still running are sealed, so that no row can arrive behind a seal.
 */
export async function sealOnce(db: Database, machineNow: Date): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await seal(db, machineNow);
    } catch (error) {
      // The snapshot is older than the wait for the lock: what another sealed meanwhile is seen the next time.
      if (!(error instanceof Conflict) || attempt === tries) throw error;
    }
  }
}

const tries = 10;

function seal(db: Database, machineNow: Date): Promise<number> {
  return asSealer(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('vigil seal'))`.execute(tx);
    let made = 0;
    for (const log of LOGS) made += await sealLog(tx, log, machineNow);
    return made;
  });
}

async function sealLog(tx: Tx, log: Log, machineNow: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    with last as (
      select coalesce(max(number), 0) as number,
        coalesce((select to_xid from seal where log = ${log} order by number desc limit 1), '0'::xid8) as to_xid,
        coalesce((select digest from seal where log = ${log} order by number desc limit 1), ''::bytea) as digest
      from seal where log = ${log}),
    upto as (select pg_snapshot_xmin(pg_current_snapshot()) as xid),
    found as (
      select count(*)::int as rows, string_agg(r.digest, ''::bytea order by r.xid, r.position) as digests
      from ${sql.table(log)} r, last, upto where r.xid >= last.to_xid and r.xid < upto.xid)
    insert into seal (log, number, from_xid, to_xid, rows, digest, at)
    select ${log}, last.number + 1, last.to_xid, upto.xid, found.rows, sha256(last.digest || found.digests), ${machineNow}
    from last, upto, found where found.rows > 0`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** The number of the last seal of the log, 0 before the first: an expression for an insert that says how far the record was sealed. */
export const lastEventSeal = sql<string>`(select coalesce(max(number), 0) from seal where log = 'event')`;
