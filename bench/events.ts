import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { connection, packageRoot } from '#database';
import { readConfig } from '../src/config.ts';
import { openInstallation } from '../src/installation.ts';
import { serve } from '../src/server/serve.ts';
import { type ApiAsk, apiClients } from './events/apiClients.ts';
import {
  type BareAsk,
  bareStatements,
  listenToWrites,
  numberIn,
  type Recorded,
  type RowAsk,
  singleRows,
  takeOneThrough,
} from './events/bareStatements.ts';
import { flushTimes } from './events/flush.ts';
import { pooled, type Rate, rateOf, type Seen, type Stretch } from './events/rates.ts';
import { answerParent, inChild } from './support/children.ts';
import { makeOrganisation, type Staffed } from './support/organisation.ts';
import { onePatient } from './support/patient.ts';
import { plainEnvironment, startServer } from './support/serverProcess.ts';
import { percentile, rounded } from './support/statistics.ts';

/** npm run bench:events [-- --seconds N]: durable commands through the HTTP API beside the same rows as bare statements. */
const LEVELS = (process.env.BENCH_LEVELS ?? '1,8,32').split(',').map(Number);
const ROUNDS = 5;
const GATE = { rate: 600, p99: 50, clients: 8, ratio: 0.5 };

type Prepared = { url: { owner: string; app: string }; staffed: Staffed; recorded: Recorded };

/** Makes the organisation and learns from the product, in this process, which statements a patient costs. */
async function prepared(folder: string): Promise<Prepared> {
  const config = { ...readConfig(plainEnvironment(folder), packageRoot), port: 0 };
  const installation = await openInstallation(config, () => {});
  const staffed = await makeOrganisation(installation.db, 'bench', Math.max(...LEVELS));
  const owner = new pg.Client(connection(installation.ownerUrl));
  await owner.connect();
  await owner.query('create table bench_row (id uuid primary key, body text not null)');
  await slowerDisk(owner);
  await owner.end();
  const url = { owner: installation.ownerUrl, app: installation.db.urls.app };
  await installation.close();
  const writes = listenToWrites();
  const serving = await serve(config, { census: false, plays: false });
  const patient = await takeOneThrough(Number(new URL(serving.address).port), staffed);
  await serving.stop();
  writes.stop();
  const { statements } = writes;
  if (statements.length !== onePatient('').length) throw new Error(`${statements.length} write statements were seen`);
  const recorded = { ...patient, statements, number: numberIn(statements) };

  return { url, staffed, recorded };
}

/** `BENCH_FLUSH_US=3000` makes each flush wait so long first, for all three alike: a disk that is not this fast. */
async function slowerDisk(owner: pg.Client): Promise<void> {
  const wait = Number(process.env.BENCH_FLUSH_US ?? 0);
  if (!wait) return;
  await owner.query(`alter system set commit_delay = ${Math.floor(wait)}`);
  await owner.query('alter system set commit_siblings = 0');
  await owner.query('select pg_reload_conf()');
}

type Times = Omit<Stretch, 'watched'>;
type Level = { clients: number; api: Rate; bare: Rate; row: Rate; ratio: number; ratios: number[] };

async function measureLevels(folder: string, times: Times): Promise<Level[]> {
  const { url, staffed, recorded } = await prepared(folder);
  const server = await startServer({ dataFolder: folder, nodeArguments: profiling() });
  const levels: Level[] = [];
  const stretch: Stretch = { ...times, watched: { dataFolder: folder, server: server.pid } };
  try {
    for (const clients of LEVELS) {
      const { tenant } = staffed;
      const bareAsk: BareAsk = { url: url.app, tenant, recorded, connections: clients, stretch };
      const apiAsk: ApiAsk = { port: server.port, staffed, clients, stretch };
      const rowAsk: RowAsk = { url: url.owner, connections: clients, stretch };
      const rounds: { api: Seen; bare: Seen; row: Seen }[] = [];
      // In turn and again, so that what else the machine does meets all three.
      for (let round = 0; round <= ROUNDS; round += 1) {
        const seen = {
          api: await inChild<Seen>('api', apiAsk),
          bare: await inChild<Seen>('bare', bareAsk),
          row: await inChild<Seen>('row', rowAsk),
        };
        // A server that has just begun is still being compiled; the one that works at night has run for days.
        if (round > 0) rounds.push(seen);
      }
      levels.push(levelOf(clients, rounds));
    }
  } finally {
    await server.stop();
  }
  return levels;
}

function levelOf(clients: number, rounds: readonly { api: Seen; bare: Seen; row: Seen }[]): Level {
  const ratios = rounds.map(({ api, bare }) => rounded(rateOf(api) / rateOf(bare), 2)).sort((a, b) => a - b);
  const [api, bare, row] = (['api', 'bare', 'row'] as const).map((part) => pooled(rounds.map((round) => round[part])));
  if (!api || !bare || !row) throw new Error('nothing was measured');
  return { clients, api, bare, row, ratio: percentile(ratios, 0.5), ratios };
}

/** `BENCH_PROFILE=folder` leaves a CPU profile of the server there. */
function profiling(): string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : Number(process.argv[at + 1]) || otherwise;
}

async function main(): Promise<void> {
  const measuredMs = option('--seconds', 10) * 1_000;
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-events-'));
  try {
    const before = flushTimes(folder);
    const levels = await measureLevels(folder, { warmUpMs: 700, measuredMs: measuredMs / ROUNDS });
    tell(levels, { before, after: flushTimes(folder) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Flushes = { before: ReturnType<typeof flushTimes>; after: ReturnType<typeof flushTimes> };

function tell(levels: readonly Level[], flush: Flushes): void {
  console.table(
    Object.fromEntries(
      levels.map((level) => [
        `${level.clients} client${level.clients === 1 ? '' : 's'}`,
        {
          'commands/s': level.api.rate,
          'p50 ms': level.api.p50,
          'p99 ms': level.api.p99,
          'worst ms': level.api.worst,
          'bare statement/s': level.bare.rate,
          'bare p99 ms': level.bare.p99,
          ratio: level.ratio,
          'bare row/s': level.row.rate,
          'CPU ms a command: server': level.api.cpu.server,
          database: level.api.cpu.database,
          'bare: database': level.bare.cpu.database,
        },
      ]),
    ),
  );
  console.log(`flush of 8 kB: ${flush.before.p50} ms before, ${flush.after.p50} ms after (p99 ${flush.after.p99} ms)`);
  const refused = levels.reduce((all, { api }) => all + api.refused, 0);
  const sustained = levels.some(({ api }) => api.rate >= GATE.rate && api.p99 < GATE.p99);
  const half = levels.some((level) => level.clients === GATE.clients && level.ratio >= GATE.ratio);
  console.log(`gate: ${GATE.rate} commands/s at p99 under ${GATE.p99} ms: ${sustained ? 'held' : 'NOT held'}`);
  console.log(`gate: half of the bare statement at ${GATE.clients} clients: ${half ? 'held' : 'NOT held'}`);
  const gates = { sustained, half, refused: refused === 0 };
  console.log(JSON.stringify({ bench: 'events', levels, flush, gates, cores: cpus().length }));
  if (!sustained || !half || refused > 0) process.exitCode = 1;
}

const child = await answerParent({
  api: (ask: ApiAsk) => apiClients(ask),
  bare: (ask: BareAsk) => bareStatements(ask),
  row: (ask: RowAsk) => singleRows(ask),
});
if (!child) await main();
