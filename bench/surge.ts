import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '#database';
import { grantRoles } from '#people';
import { readConfig } from '../src/config.ts';
import { openInstallation } from '../src/installation.ts';
import { answerParent, inChild } from './support/children.ts';
import { makeOrganisation, type Staffed } from './support/organisation.ts';
import { plainEnvironment, startServer } from './support/serverProcess.ts';
import { percentile, rounded } from './support/statistics.ts';
import { type IntakeAsk, type IntakeSeen, intake } from './surge/intake.ts';
import { type ReadersAsk, type ReadersSeen, readers } from './surge/readers.ts';

/** npm run bench:surge [-- --seconds N]: ten times the usual calls of two hours in N seconds, with boards and reports open beside. */
const USUAL_CALLS_AN_HOUR = 60;
const TIMES = 10;
const HOURS = 2;
const GATE_P99_MS = 500;
const LINES = 64;
const TAKERS = 16;

type Round = { sheds: boolean; intake: IntakeSeen; readers?: ReadersSeen };

async function staffed(folder: string): Promise<Staffed> {
  const config = { ...readConfig(plainEnvironment(folder), packageRoot), port: 0 };
  const installation = await openInstallation(config, () => {});
  const made = await makeOrganisation(installation.db, 'bench', TAKERS);
  const grants = made.doctors.flatMap(({ account }) =>
    (['health-advisor', 'shift-lead'] as const).map((role) => ({ account, role })),
  );
  await grantRoles(installation.db, made.tenant, grants);
  await installation.close();
  return made;
}

/** One surge against a server of its own; `alone` without anybody who reads. */
async function surge({ ms, sheds, alone = false }: { ms: number; sheds: boolean; alone?: boolean }): Promise<Round> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-surge-'));
  try {
    const { service, doctors } = await staffed(folder);
    const server = await startServer({ dataFolder: folder, env: { VIGIL_SHEDS: sheds ? 'yes' : 'no' } });
    try {
      const tokens = doctors.map(({ token }) => token);
      const calls = USUAL_CALLS_AN_HOUR * TIMES * HOURS;
      const intakeAsk: IntakeAsk = { port: server.port, service, tokens, calls, ms, lines: LINES };
      // A server that has just begun is still being compiled; the one that works at night has run for days.
      await inChild<IntakeSeen>('intake', { ...intakeAsk, calls: 150, ms: 6_000 });
      const readersAsk: ReadersAsk = { port: server.port, token: tokens[0] ?? '', boards: 30, reports: 12, ms };
      const [seen, read] = await Promise.all([
        inChild<IntakeSeen>('intake', intakeAsk),
        alone ? undefined : inChild<ReadersSeen>('readers', readersAsk),
      ]);
      return { sheds, intake: seen, readers: read };
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function timesOf(list: readonly number[]) {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (share: number) => rounded(percentile(sorted, share), 1);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: rounded(sorted.at(-1) ?? 0, 1) };
}

function lineOf(name: string, { intake: seen, readers: read }: Round) {
  const all = timesOf(Object.values(seen.times).flat());
  return {
    name,
    ...all,
    'open-case p99': timesOf(seen.times['open-case'] ?? []).p99,
    refused: seen.refused,
    'reports answered': read?.reports.answered ?? 0,
    'reports shed': read?.reports.shed ?? 0,
    'boards answered': read?.boards.answered ?? 0,
    'boards shed': read?.boards.shed ?? 0,
  };
}

async function main(): Promise<void> {
  const at = process.argv.indexOf('--seconds');
  const ms = (at < 0 ? 60 : Number(process.argv[at + 1]) || 60) * 1_000;
  const calls = USUAL_CALLS_AN_HOUR * TIMES * HOURS;
  const load = rounded(loadavg()[0] ?? 0, 1);
  const rounds = [
    lineOf('calls alone', await surge({ ms, sheds: true, alone: true })),
    lineOf('with readers, reports shed', await surge({ ms, sheds: true })),
    lineOf('with readers, nothing shed', await surge({ ms, sheds: false })),
  ];
  console.log(
    `${calls} calls (${TIMES} times the usual ${USUAL_CALLS_AN_HOUR} an hour, for ${HOURS} h) in ${ms / 1000} s:`,
  );
  console.log(
    `four commands each, milliseconds from when a call came in; 30 boards, 12 who read figures; load ${load}`,
  );
  console.table(Object.fromEntries(rounds.map(({ name, ...rest }) => [name, rest])));
  const held = rounds[1];
  const isHeld = held !== undefined && held.p99 < GATE_P99_MS && held.refused === 0;
  console.log(`gate: intake under ${GATE_P99_MS} ms at p99, no call refused: ${isHeld ? 'held' : 'NOT held'}`);
  console.log(
    JSON.stringify({ bench: 'surge', calls, ms, rounds, gates: { intake: isHeld }, load, cores: cpus().length }),
  );
  if (!isHeld) process.exitCode = 1;
}

const child = await answerParent({
  intake: (ask: IntakeAsk) => intake(ask),
  readers: (ask: ReadersAsk) => readers(ask),
});
if (!child) await main();
