import { sql } from 'kysely';
import { type Instant, instantFromMs } from '#shared';
import type { Tx } from './connect.ts';
import { type DigestedColumns, eventDigest } from './event.ts';

/** What protects a stream: its rows against their own digests, and the seal over its newest event. */
export type StreamSeal = {
  /** Every event matches its own digest. */
  isWhole: boolean;
  /** Absent until the sealer has passed. `rows` are all events under that seal; `at` is the machine's time. */
  seal?: { at: Instant; rows: number };
};

type Row = DigestedColumns & { digest: Buffer };
const iso = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`);

/** Recomputes the digests of one stream and finds the seal that covers its newest event. */
export async function sealOf(tx: Tx, tenant: number, stream: string): Promise<StreamSeal> {
  const events = await sql<Row>`select tenant, stream, version, type, shape,
    to_char(occurred_at at time zone 'UTC', ${iso}) as occurred_at, to_char(recorded_at at time zone 'UTC', ${iso}) as recorded_at,
    recorded_by, source, corrects, reason, data::text as data, digest
    from event where tenant = ${tenant} and stream = ${stream} order by version`.execute(tx);
  const seals = await sql<{ at: Date; rows: number }>`select seal.at, seal.rows from seal,
    (select xid from event where tenant = ${tenant} and stream = ${stream} order by version desc limit 1) as newest
    where seal.log = 'event' and newest.xid >= seal.from_xid and newest.xid < seal.to_xid`.execute(tx);
  const isWhole = events.rows.every((row) => eventDigest(row).equals(row.digest));
  const [seal] = seals.rows;
  return seal ? { isWhole, seal: { at: instantFromMs(seal.at.getTime()), rows: seal.rows } } : { isWhole };
}
