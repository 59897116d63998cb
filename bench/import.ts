import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { importCalls, openCallFile } from '#calls';
import { connection, inScope, migrate, openDatabase, roleUrls } from '#database';
import { machineClock, registerOrganisation, registerService } from '#people';
import { newId } from '#shared';
import { ensureRules } from '#standards';
import { startOrJoin } from '../src/database/embedded/index.ts';
import { copyIn, copyOut } from './bareCopy.ts';
import { someCalls, writeCalls } from './importFile.ts';

/** One import in a process of its own, so that its memory is its own. */
type Import = { url: string; path: string; slug: string; folder: string };
type Ran = { tenant: number; rows: number; imported: number; rejected: number; ms: number; rssMb: number[] };

const MB = 1024 * 1024;

async function importOnce({ url, path, slug, folder }: Import): Promise<Ran> {
  const db = openDatabase(roleUrls(url));
  const tenant = await registerOrganisation(db, { slug, name: slug, madeUp: false });
  const service = { slug, id: await registerService(db, { tenant, slug, name: slug, kind: 'telephone-only' }) };
  const rssMb: number[] = [];
  const began = performance.now();
  const opened = await openCallFile(path);
  if ('trouble' in opened) throw new Error(opened.trouble.message);
  const done = await importCalls(db, {
    tenant,
    service,
    file: opened.file,
    folder,
    recordedAt: machineClock(),
    recordedBy: newId(),
    progress: () => rssMb.push(Math.round(process.memoryUsage.rss() / MB)),
  });
  const ms = performance.now() - began;
  await db.close();
  return { tenant, rows: done.rows, imported: done.imported, rejected: done.rejected, ms, rssMb };
}

function inChild(ask: Import): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = fork(process.argv[1] ?? '', [JSON.stringify(ask)], { env: { ...process.env, BENCH_CHILD: '1' } });
    child.once('message', (ran) => resolve(ran as Ran));
    child.once('exit', (code) => code && reject(new Error(`the import ended with ${code}`)));
  });
}

async function main(): Promise<void> {
  const times = Number(process.argv[process.argv.indexOf('--times') + 1] ?? 0) || 40;
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-'));
  const server = await startOrJoin({ folder, log: () => {} });
  try {
    await migrate(server.ownerUrl);
    const db = openDatabase(roleUrls(server.ownerUrl));
    await inScope(db, { tenants: [] }, ensureRules);
    await db.close();
    await measure(server.ownerUrl, folder, times);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(url: string, folder: string, times: number): Promise<void> {
  const { what, rows } = await someCalls();
  const [once, many] = [join(folder, 'once.csv'), join(folder, 'many.csv')];
  await writeCalls(once, rows, 1);
  const manyBytes = await writeCalls(many, rows, times);
  const owner = new pg.Client(connection(url));
  await owner.connect();
  const rounds: { ours: number; bare: number; peak: number }[] = [];
  for (let round = 0; round < 3; round++) {
    const ran = await inChild({ url, path: once, slug: `once-${round}`, folder });
    if (ran.imported !== rows.length) throw new Error(`${ran.imported} of ${rows.length} rows were imported`);
    const bare = await copyIn(owner, await copyOut(owner, ran.tenant));
    rounds.push({
      ours: perSecond(rows.length, ran.ms),
      bare: perSecond(rows.length, bare),
      peak: Math.max(...ran.rssMb),
    });
  }
  await owner.end();
  const long = await inChild({ url, path: many, slug: 'many', folder });
  const [ours, bare, peak] = [median(rounds, 'ours'), median(rounds, 'bare'), median(rounds, 'peak')];
  const quarter = (n: number) => long.rssMb[Math.min(long.rssMb.length - 1, Math.floor((long.rssMb.length * n) / 4))];
  const manyPeak = Math.max(...long.rssMb);
  const table = {
    [`${rows.length} ${what}`]: {
      'rows/s': ours,
      'bare COPY rows/s': bare,
      ratio: round2(ours / bare),
      'peak MB': peak,
    },
    [`the same ${times} times, ${Math.round(manyBytes / 1e6)} MB`]: {
      'rows/s': perSecond(long.rows, long.ms),
      'peak MB': manyPeak,
    },
  };
  console.table(table);
  console.log(`memory over the long file, at 0, 1/4, 1/2, 3/4, 1: ${[0, 1, 2, 3, 4].map(quarter).join(', ')} MB`);
  const line = {
    bench: 'import',
    rows: rows.length,
    rowsPerSecond: ours,
    bareCopyRowsPerSecond: bare,
    ratio: round2(ours / bare),
    peakMb: peak,
  };
  console.log(
    JSON.stringify({
      ...line,
      times,
      longRows: long.rows,
      longRowsPerSecond: perSecond(long.rows, long.ms),
      longPeakMb: manyPeak,
      longMb: [0, 1, 2, 3, 4].map(quarter),
    }),
  );
}

const perSecond = (rows: number, ms: number) => Math.round((rows * 1000) / ms);
const round2 = (value: number) => Math.round(value * 100) / 100;
const median = <K extends string>(rounds: readonly Record<K, number>[], key: K) =>
  rounds.map((round) => round[key]).sort((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? 0;

if (process.env.BENCH_CHILD) process.send?.(await importOnce(JSON.parse(process.argv[2] ?? '')));
else await main();
