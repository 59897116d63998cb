import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from, to } from 'pg-copy-streams';

/** What an import leaves behind: these tables, copied into plain ones with the same columns, checks and indexes. */
const tables = [
  {
    name: 'event',
    columns:
      'tenant, stream, version, type, shape, occurred_at, recorded_at, recorded_by, source, corrects, reason, data, digest',
  },
  {
    name: 'clock',
    columns:
      'tenant, subject, measure, lap, rule, service, part, through, started_at, due_at, stopped_at, counts_at, counted_ms, paused_ms, outcome, reason, first_outcome, first_counted_ms, first_through, first_reason',
  },
  { name: 'imported_call', columns: 'tenant, service, key, stream' },
] as const;

export type Copied = { name: string; columns: string; bytes: Buffer[] };

/** The stored rows of one organisation, as COPY writes them. */
export async function copyOut(owner: pg.Client, tenant: number): Promise<Copied[]> {
  const copied: Copied[] = [];
  for (const { name, columns } of tables) {
    await owner.query(`create table if not exists bare_${name} (like ${name} including all)`);
    const bytes: Buffer[] = [];
    const keep = new Writable({ write: (part: Buffer, _, done) => done(void bytes.push(part)) });
    await pipeline(owner.query(to(`copy (select ${columns} from ${name} where tenant = ${tenant}) to stdout`)), keep);
    copied.push({ name, columns, bytes });
  }
  return copied;
}

/** The limit that an import is measured against: the same rows, ready made, by nothing but COPY, in one commit. Milliseconds. */
export async function copyIn(owner: pg.Client, copied: readonly Copied[]): Promise<number> {
  for (const { name } of copied) await owner.query(`truncate bare_${name}`);
  const began = performance.now();
  await owner.query('begin');
  for (const { name, columns, bytes } of copied)
    await pipeline(Readable.from(bytes), owner.query(from(`copy bare_${name} (${columns}) from stdin`)));
  await owner.query('commit');
  return performance.now() - began;
}
