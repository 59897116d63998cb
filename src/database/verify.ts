import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type AccessColumns, accessDigest } from './access.ts';
import { type Anchor, brokenAnchors } from './anchor.ts';
import type { Database, Tx } from './connect.ts';
import { type DigestedColumns, eventDigest } from './event.ts';
import { asSealer } from './scope.ts';
import type { Log } from './seal.ts';

export type Broken = { log: Log | 'seal'; at: string; why: string };
export type AuditVerdict = {
  streams: number;
  events: number;
  accesses: number;
  seals: number;
  broken: Broken[];
  unsealed: { events: number; accesses: number };
};

type Placed = { xid: string; position: string; digest: Buffer };
type Seal = { number: string; from_xid: string; to_xid: string; rows: number; digest: Buffer };

/** Recomputes every row's digest from its columns, then follows the seals over them. An unsealed tail is told, not called broken. */
export async function verifyAudit(db: Database, anchors: readonly Anchor[] = []): Promise<AuditVerdict> {
  return asSealer(db, async (tx) => {
    const broken: Broken[] = [];
    const events = await follow(tx, 'event', broken, eventBatch);
    const accesses = await follow(tx, 'access', broken, accessBatch);
    const streams = await brokenStreams(tx, broken);
    for (const fault of await brokenAnchors(tx, anchors)) broken.push({ log: 'seal', ...fault });
    return {
      streams,
      events: events.rows,
      accesses: accesses.rows,
      seals: events.seals + accesses.seals,
      broken,
      unsealed: { events: events.unsealed, accesses: accesses.unsealed },
    };
  });
}

type Checked = Placed & { name: string; recomputed: Buffer };
type Batch = (tx: Tx, after: { xid: string; position: string }) => Promise<Checked[]>;
const BATCH = 10_000;
const ISO = sql.raw(`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`);

async function eventBatch(tx: Tx, after: { xid: string; position: string }): Promise<Checked[]> {
  const { rows } = await sql<DigestedColumns & Placed>`select tenant, stream, version, type, shape,
    to_char(occurred_at at time zone 'UTC', ${ISO}) as occurred_at, to_char(recorded_at at time zone 'UTC', ${ISO}) as recorded_at,
    recorded_by, source, corrects, reason, data::text as data, digest, xid::text as xid, position::text as position
    from event where (xid, position) > (${after.xid}::xid8, ${after.position}::bigint) order by event.xid, event.position limit ${BATCH}`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, name: `${row.stream} version ${row.version}`, recomputed: eventDigest(row) }));
}

async function accessBatch(tx: Tx, after: { xid: string; position: string }): Promise<Checked[]> {
  const { rows } = await sql<
    AccessColumns & Placed
  >`select tenant, id, to_char(at at time zone 'UTC', ${ISO}) as at, actor, session,
    action, subject, detail::text as detail, digest, xid::text as xid, position::text as position
    from access where (xid, position) > (${after.xid}::xid8, ${after.position}::bigint) order by access.xid, access.position limit ${BATCH}`.execute(
    tx,
  );
  return rows.map((row) => ({ ...row, name: row.id, recomputed: accessDigest(row) }));
}

async function follow(tx: Tx, log: Log, broken: Broken[], batch: Batch) {
  const { rows: seals } =
    await sql<Seal>`select number::text as number, from_xid::text as from_xid, to_xid::text as to_xid, rows, digest
    from seal where log = ${log} order by seal.number`.execute(tx);
  const chain = new Chain(log, seals, broken);
  let after = { xid: '0', position: '0' };
  let rows = 0;
  for (;;) {
    const found = await batch(tx, after);
    for (const row of found) {
      if (!row.digest.equals(row.recomputed))
        broken.push({ log, at: row.name, why: 'the row does not match its own digest' });
      chain.take(row);
    }
    rows += found.length;
    const last = found.at(-1);
    if (!last) break;
    after = { xid: last.xid, position: last.position };
  }
  return { rows, seals: seals.length, unsealed: chain.end() };
}

/** Walks rows in (xid, position) order past the seals that should cover them. */
class Chain {
  private index = 0;
  private hash = createHash('sha256');
  private counted = 0;
  private unsealed = 0;
  private readonly log: Log;
  private readonly seals: Seal[];
  private readonly broken: Broken[];
  constructor(log: Log, seals: Seal[], broken: Broken[]) {
    this.log = log;
    this.seals = seals;
    this.broken = broken;
    seals.forEach((seal, at) => {
      const before = seals[at - 1];
      if (Number(seal.number) !== at + 1) this.fault(seal, `seal ${at + 1} is missing`);
      if (before && before.to_xid !== seal.from_xid)
        this.fault(seal, 'it does not begin where the seal before it ended');
    });
  }
  take(row: Placed) {
    let seal = this.seals[this.index];
    while (seal && BigInt(row.xid) >= BigInt(seal.to_xid)) {
      this.close(seal);
      seal = this.seals[this.index];
    }
    if (!seal) {
      this.unsealed += 1;
      return;
    }
    this.hash.update(row.digest);
    this.counted += 1;
  }
  end(): number {
    for (let seal = this.seals[this.index]; seal; seal = this.seals[this.index]) this.close(seal);
    return this.unsealed;
  }
  private close(seal: Seal) {
    if (this.counted !== seal.rows) this.fault(seal, `it covers ${seal.rows} rows and ${this.counted} are there`);
    else if (!this.hash.digest().equals(seal.digest)) this.fault(seal, 'the rows under it have changed');
    this.index += 1;
    this.counted = 0;
    this.hash = createHash('sha256').update(seal.digest);
  }
  private fault(seal: Seal, why: string) {
    this.broken.push({ log: 'seal', at: `${this.log} seal ${seal.number}`, why });
  }
}

async function brokenStreams(tx: Tx, broken: Broken[]): Promise<number> {
  const { rows } = await sql<{
    streams: number;
  }>`select count(*)::int as streams from (select 1 from event group by tenant, stream) s`.execute(tx);
  const gaps = await sql<{
    stream: string;
    n: number;
    last: number;
  }>`select stream, count(*)::int as n, max(version) as last from event
    group by tenant, stream having count(*) <> max(version) order by stream limit 1000`.execute(tx);
  for (const gap of gaps.rows)
    broken.push({ log: 'event', at: gap.stream, why: `${gap.last - gap.n} of ${gap.last} versions are missing` });
  return rows[0]?.streams ?? 0;
}
