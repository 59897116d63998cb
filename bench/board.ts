import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '#database';
import { grantRoles, issueApiToken, machineClock, registerAccount, registerPlaces, servicesOf } from '#people';
import { readConfig } from '../src/config.ts';
import { openInstallation } from '../src/installation.ts';
import { type BoardsAsk, type BoardsSeen, boards } from './board/boards.ts';
import { type NightAsk, type NightDone, night } from './board/night.ts';
import { answerParent, inChild } from './support/children.ts';
import { cpuMs, databaseProcesses } from './support/cpuTime.ts';
import { makeOrganisation, type Staffed } from './support/organisation.ts';
import { plainEnvironment, type ServerProcess, startServer } from './support/serverProcess.ts';
import { percentile, rounded } from './support/statistics.ts';

/** npm run bench:board [-- --probes N] [-- --boards 60,500]: from an event to every open board, with a night's load running. */
const GATE = { boards: 60, p99: 250 };
const WORKERS = 6;
/** A service of 280,000 people has some 4 commands a second at its busiest hour: twice that. */
const PER_SECOND = 8;

type Prepared = { staffed: Staffed; telephone: string };

async function prepared(folder: string, most: number): Promise<Prepared> {
  const config = { ...readConfig(plainEnvironment(folder), packageRoot), port: 0 };
  const installation = await openInstallation(config, () => {});
  const staffed = await makeOrganisation(installation.db, 'bench', most + WORKERS);
  const account = await registerAccount(installation.db, {
    signIn: 'bench.telephone',
    name: 'Telephone',
    machine: true,
  });
  await grantRoles(installation.db, staffed.tenant, [{ account, role: 'telephony' }]);
  const telephone = await issueApiToken(installation.db, account, machineClock());
  const [service] = await servicesOf(installation.db, [staffed.tenant]);
  const places = (['base', 'base', 'car', 'car'] as const).map((kind, n) => ({
    slug: `${kind}-${n}`,
    name: `${kind} ${n}`,
    kind,
    area: null,
  }));
  await registerPlaces(installation.db, staffed.tenant, service?.id ?? 0, places);
  await installation.close();
  return { staffed, telephone };
}

type Level = {
  boards: number;
  p50: number;
  p99: number;
  worst: number;
  fromSendingP99: number;
  commandP50: number;
  commandP99: number;
  lost: number;
  /** Boards that were sent away at first, because calls come first. */
  turnedAway: number;
  night: NightDone & { perSecond: number };
  cpu: { server: number; database: number };
  kbPerBoardPerSecond: number;
};

async function measured(
  { server, folder }: { server: ServerProcess; folder: string },
  { staffed, telephone }: Prepared,
  { count, probes }: { count: number; probes: number },
): Promise<Level> {
  const { service, doctors } = staffed;
  const tokens = doctors.map(({ token }) => token);
  const ms = 8_000 + 4 * count + probes * 700;
  const common = { port: server.port, service };
  const nightAsk: NightAsk = { ...common, tokens: tokens.slice(-WORKERS), perSecond: PER_SECOND, ms };
  const boardsAsk: BoardsAsk = { ...common, watchers: tokens.slice(0, count), telephone, probes };
  const begun = performance.now();
  const before = { server: cpuMs([server.pid]), database: cpuMs(databaseProcesses(folder)) };
  const [worked, seen] = await Promise.all([
    inChild<NightDone>('night', nightAsk),
    inChild<BoardsSeen>('boards', boardsAsk),
  ]);
  const seconds = (performance.now() - begun) / 1_000;
  const share = (used: number) => rounded(used / (seconds * 1_000), 2);
  const sorted = (all: number[]) => Float64Array.from(all).sort();
  const [answer, sending, command] = [sorted(seen.fromAnswer), sorted(seen.fromSending), sorted(seen.answers)];
  const at = (values: Float64Array, of: number) => rounded(percentile(values, of), 0);
  return {
    boards: count,
    ...{ p50: at(answer, 0.5), p99: at(answer, 0.99), worst: at(answer, 1) },
    fromSendingP99: at(sending, 0.99),
    ...{ commandP50: at(command, 0.5), commandP99: at(command, 0.99), lost: seen.lost },
    turnedAway: seen.turnedAway,
    night: { ...worked, perSecond: rounded(worked.commands / (ms / 1_000), 1) },
    cpu: {
      server: share(cpuMs([server.pid]) - before.server),
      database: share(cpuMs(databaseProcesses(folder)) - before.database),
    },
    kbPerBoardPerSecond: rounded(seen.bytes / 1_024 / count / seconds, 1),
  };
}

/** `BENCH_PROFILE=folder` leaves a CPU profile of the server there. */
function profiling(): string[] {
  const folder = process.env.BENCH_PROFILE;
  return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

function option(name: string, otherwise: string): string {
  const at = process.argv.indexOf(name);
  return at < 0 ? otherwise : (process.argv[at + 1] ?? otherwise);
}

async function main(): Promise<void> {
  const counts = option('--boards', '60,500').split(',').map(Number);
  const probes = Number(option('--probes', '100'));
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-board-'));
  const levels: Level[] = [];
  try {
    const made = await prepared(folder, Math.max(...counts));
    const server = await startServer({ dataFolder: folder, nodeArguments: profiling() });
    try {
      // A server that has just begun is still being compiled; the one that works at night has run for days.
      await measured({ server, folder }, made, { count: Math.min(...counts), probes: 10 });
      for (const count of counts) levels.push(await measured({ server, folder }, made, { count, probes }));
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  tell(levels);
}

function tell(levels: readonly Level[]): void {
  console.table(
    Object.fromEntries(
      levels.map((level) => [
        `${level.boards} boards`,
        {
          'p50 ms': level.p50,
          'p99 ms': level.p99,
          'worst ms': level.worst,
          'p99 from sending': level.fromSendingP99,
          'command p50 ms': level.commandP50,
          'command p99 ms': level.commandP99,
          'never came': level.lost,
          'sent away': level.turnedAway,
          'commands/s beside': level.night.perSecond,
          'CPU: server': level.cpu.server,
          'CPU: database': level.cpu.database,
          'kB/s a board': level.kbPerBoardPerSecond,
        },
      ]),
    ),
  );
  const gated = levels.find(({ boards: count }) => count === GATE.boards);
  const held = gated !== undefined && gated.p99 < GATE.p99 && gated.lost === 0;
  const stretched = levels.some(({ boards: count, p99, lost }) => count >= 500 && p99 < GATE.p99 && lost === 0);
  console.log(
    `gate: from the answer to ${GATE.boards} changed boards, p99 under ${GATE.p99} ms: ${held ? 'held' : 'NOT held'}`,
  );
  console.log(`stretch: 500 boards: ${stretched ? 'held' : 'not held'}`);
  const refused = levels.reduce((sum, level) => sum + level.night.refused, 0);
  console.log(
    JSON.stringify({
      bench: 'board',
      levels,
      gates: { held, stretched },
      refused,
      cores: cpus().length,
      load: loadavg(),
    }),
  );
  if (!held) process.exitCode = 1;
}

const child = await answerParent({
  boards: (ask: BoardsAsk) => boards(ask),
  night: (ask: NightAsk) => night(ask),
});
if (!child) await main();
