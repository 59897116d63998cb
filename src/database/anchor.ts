import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Database, Tx } from './connect.ts';
import type { Log } from './seal.ts';

/**
 * The last seal of each log, kept outside the database: whoever can rewrite the database and all its seals cannot also have
 * rewritten what was sent away an hour ago. One JSON line each.
 */
export type Anchor = { installation: string; log: Log; number: number; digest: string; at: string };

const FILE = 'anchors.jsonl';

/** Adds the last seals to the anchors in `folder`; nothing when they are there already. */
export async function exportAnchors(db: Database, folder: string): Promise<number> {
  const { rows } =
    await db.sealer.query<Anchor>(`select distinct on (seal.log) installation.id as installation, seal.log, seal.number::int as number,
    encode(seal.digest, 'hex') as digest, to_char(seal.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
    from seal, installation order by seal.log, seal.number desc`);
  const known = new Set((await readAnchors(folder)).map((anchor) => anchor.digest));
  const fresh = rows.filter((anchor) => !known.has(anchor.digest));
  if (fresh.length === 0) return 0;
  await mkdir(folder, { recursive: true });
  await appendFile(join(folder, FILE), fresh.map((anchor) => `${JSON.stringify(anchor)}\n`).join(''));
  return fresh.length;
}

/** The anchors in a folder; none where there is no file. A line that is no anchor is left out: it proves nothing. */
export async function readAnchors(folder: string): Promise<Anchor[]> {
  const text = await readFile(join(folder, FILE), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    try {
      const read = JSON.parse(line) as Anchor;
      return typeof read.digest === 'string' && typeof read.number === 'number' ? [read] : [];
    } catch {
      return [];
    }
  });
}

/** Anchors of this installation whose seal is gone or says something else now. */
export async function brokenAnchors(tx: Tx, anchors: readonly Anchor[]): Promise<{ at: string; why: string }[]> {
  const { rows: own } = await sql<{ id: string }>`select id from installation`.execute(tx);
  const { rows } = await sql<{
    log: string;
    number: number;
    digest: string;
  }>`select log, number::int as number, encode(digest, 'hex') as digest from seal`.execute(tx);
  const seals = new Map(rows.map((seal) => [`${seal.log} ${seal.number}`, seal.digest]));
  return anchors
    .filter((anchor) => anchor.installation === own[0]?.id)
    .filter((anchor) => seals.get(`${anchor.log} ${anchor.number}`) !== anchor.digest)
    .map((anchor) => ({
      at: `${anchor.log} seal ${anchor.number}`,
      why: `it is not the seal that was sent away at ${anchor.at}`,
    }));
}
