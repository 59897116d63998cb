import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '#database';
import { seeded } from '#shared';
import { readConfig } from '../src/config.ts';
import { startOrJoin } from '../src/database/embedded/index.ts';
import { openInstallation } from '../src/installation.ts';
import { asOwner, type Control, control } from './kill/control.ts';
import { installCrashPoints, killAll } from './kill/crashPoints.ts';
import { type Arena, type Cycle, killOnce, startWatched } from './kill/cycles.ts';
import { readLedger } from './kill/ledger.ts';
import { loadPart, startLoad } from './kill/loadProcess.ts';
import { letItFollow } from './kill/ownEvents.ts';
import { type Replayed, replay } from './kill/replay.ts';
import { makeOrganisation, type Staffed } from './support/organisation.ts';
import { plainEnvironment } from './support/serverProcess.ts';
import { percentile, rounded, sortedCopy } from './support/statistics.ts';

/** npm run bench:kill [-- --times N --seed S]: kill -9 of app and database under load, then the ledger against what is there. */
const CLIENTS = 8;
const FINISH_MS = 120_000;

type Verdicts = { audit: number; clocks: number; events: number };
type Run = { cycles: Cycle[]; replayed: Replayed; verdicts: Verdicts; controls: Control[] };

async function madeReady(folder: string): Promise<{ ownerUrl: string; staffed: Staffed }> {
  const installation = await openInstallation(readConfig(plainEnvironment(folder), packageRoot), () => {});
  const staffed = await makeOrganisation(installation.db, 'bench', CLIENTS);
  const { ownerUrl } = installation;
  await installation.close();
  return { ownerUrl, staffed };
}

async function killed(folder: string, times: number, seed: string): Promise<Run> {
  const { ownerUrl, staffed } = await madeReady(folder);
  const { tenant, service, doctors } = staffed;
  const ledgerPath = `${folder}.ledger`;
  const server = await startWatched(folder, 0);
  const arena: Arena = { dataFolder: folder, ownerUrl, tenant, port: server.port, random: seeded(seed), server };
  const cycles: Cycle[] = [];
  const load = await startLoad({ port: server.port, service, doctors, ledgerPath, seed });
  try {
    for (let n = 0; n < times; n += 1) {
      cycles.push(await killOnce(arena, load, n));
      progress(cycles, times);
    }
    const finished = load.hear('finished', FINISH_MS);
    load.order('finish');
    await finished;
    await asOwner(ownerUrl, (owner) => letItFollow(owner, tenant));
  } catch (error) {
    process.stderr.write(`${arena.server.said.slice(-80).join('\n')}\n`);
    killAll('both', { app: arena.server.pid, dataFolder: folder });
    throw error;
  } finally {
    load.kill();
  }
  await arena.server.stop();
  const verdicts = verified(folder);
  const held = await startOrJoin({ folder, log: () => {} });
  try {
    const entries = readLedger(ledgerPath);
    const replayed = await asOwner(ownerUrl, (owner) => replay(owner, tenant, entries));
    return { cycles, replayed, verdicts, controls: await control(ownerUrl, tenant, entries) };
  } finally {
    await held.stop();
    await rm(ledgerPath, { force: true });
  }
}

/** What the product itself says of its record and of its clocks. */
function verified(folder: string): Verdicts {
  const ask = (words: string[]) => {
    const ran = spawnSync(process.execPath, [join(packageRoot, 'dist', 'vigil.js'), ...words, '--json'], {
      env: plainEnvironment(folder),
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    });
    if (ran.stdout === '') throw new Error(`vigil ${words.join(' ')}: ${ran.stderr}`);
    return JSON.parse(ran.stdout) as { broken?: object[]; mismatches?: object[]; events?: number };
  };
  const audit = ask(['audit', 'verify']);
  const clocks = ask(['clocks', 'verify']);
  if (!audit.broken || !clocks.mismatches) throw new Error(`not verified: ${JSON.stringify([audit, clocks])}`);
  return { audit: audit.broken.length, clocks: clocks.mismatches.length, events: audit.events ?? 0 };
}

function progress(cycles: readonly Cycle[], times: number): void {
  if (cycles.length % 10 !== 0 && cycles.length !== times) return;
  const slowest = Math.max(...cycles.map(({ recoveryMs }) => recoveryMs));
  process.stderr.write(`${cycles.length} of ${times} kills, slowest recovery ${slowest} ms\n`);
}

function told({ cycles, replayed, verdicts, controls }: Run, seed: string): boolean {
  const recovery = (some: readonly Cycle[]) => {
    const sorted = sortedCopy(some.map(({ recoveryMs }) => recoveryMs / 1_000));
    const [p50, p95, max] = [0.5, 0.95, 1].map((share) => rounded(percentile(sorted, share), 2));
    return { kills: some.length, p50, p95, max };
  };
  const byTarget = Object.fromEntries(
    [...new Set(cycles.map(({ target }) => target))].map((target) => [
      target,
      recovery(cycles.filter((cycle) => cycle.target === target)),
    ]),
  );
  const broke = cycles.reduce((sum, { unknown }) => sum + unknown, 0);
  const brokeDone = cycles.reduce((sum, { done }) => sum + done, 0);
  const faults = replayed.faults.length;
  const all = { ...byTarget, all: recovery(cycles) };
  console.log('seconds from a kill to the first command acknowledged after it:');
  console.table(all);
  console.log(`${replayed.acknowledged} requests acknowledged, ${replayed.refused} refused`);
  console.log(
    `${broke} broke off: ${brokeDone} of them had been done, and a retry settled each to one; ${replayed.unknown} left`,
  );
  const ofTrue = (n: number) => (n === 0 ? '' : `, so below 1 in ${Math.floor(n / 3)} at 95 %`);
  console.log(`${faults} lost, doubled or half written${faults === 0 ? ofTrue(replayed.acknowledged) : ''}`);
  for (const fault of replayed.faults.slice(0, 20)) console.log(`  ${fault.kind} ${fault.at}: ${fault.why}`);
  const killsFailed = faults === 0 ? ` (0 of ${cycles.length} kills lost any${ofTrue(cycles.length)})` : '';
  console.log(`audit verify: ${verdicts.audit} broken, clocks verify: ${verdicts.clocks} differ${killsFailed}`);
  for (const { damage, seen } of controls) console.log(`control, ${damage}: ${seen ? 'seen' : 'NOT SEEN'}`);
  const { acknowledged, refused, unknown } = replayed;
  const line = { bench: 'kill', seed, recovery: all, acknowledged, refused, broke, brokeDone, unknown, faults };
  console.log(JSON.stringify({ ...line, ...verdicts, controls: controls.every(({ seen }) => seen) }));
  return faults + unknown + verdicts.audit + verdicts.clocks === 0 && controls.every(({ seen }) => seen);
}

function option(name: string, otherwise: string): string {
  const at = process.argv.indexOf(name);
  return (at < 0 ? undefined : process.argv[at + 1]) ?? otherwise;
}

async function main(): Promise<void> {
  const times = Number(option('--times', '20'));
  const seed = option('--seed', String(Date.now()));
  process.stderr.write(`${times} kills, seed ${seed}\n`);
  const folder = await mkdtemp(join(tmpdir(), 'vigil-bench-kill-'));
  try {
    if (!told(await killed(folder, times, seed), seed)) process.exitCode = 1;
  } finally {
    for (const path of [folder, `${folder}.armed`, `${folder}.armed.done`])
      await rm(path, { recursive: true, force: true });
  }
}

if (process.env.BENCH_PART === 'crash') installCrashPoints();
else if (process.env.BENCH_PART === 'load') await loadPart();
else {
  await main();
  // Whatever a killed server left behind may still hold a pipe to us.
  process.exit();
}
