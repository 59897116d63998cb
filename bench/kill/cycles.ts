import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '#shared';
import { type ServerProcess, startServer } from '../support/serverProcess.ts';
import { asOwner } from './control.ts';
import { ARMED_FILE, type Armed, killAll, POINTS, type Point, type Target } from './crashPoints.ts';
import type { LoadProcess } from './loadProcess.ts';
import { countDone } from './replay.ts';

/** One kill and what came of it. */
export type Cycle = {
  target: Target;
  moment: Point | 'random';
  /** From the kill to the first command acknowledged after it, in milliseconds. */
  recoveryMs: number;
  /** Requests that broke off, and how many of them turned out to have been done. */
  unknown: number;
  done: number;
};

export type Arena = {
  dataFolder: string;
  ownerUrl: string;
  tenant: number;
  port: number;
  random: Random;
  server: ServerProcess;
};

const TARGETS: readonly Target[] = ['app', 'database', 'both'];
const MOMENTS: readonly Cycle['moment'][] = ['random', ...POINTS];
const ARMED_MS = 5_000;
const RECOVERY_MS = 60_000;

/** Each target in turn, and each in turn at a random moment and at each point inside a command. */
export function planned(n: number): Pick<Cycle, 'target' | 'moment'> {
  const target = TARGETS[n % TARGETS.length] ?? 'app';
  return { target, moment: MOMENTS[Math.floor(n / TARGETS.length) % MOMENTS.length] ?? 'random' };
}

/** Lets the load work for a while, kills, starts again what nobody else would, and waits until a command is acknowledged. */
export async function killOnce(arena: Arena, load: LoadProcess, n: number): Promise<Cycle> {
  const { target, moment } = planned(n);
  load.order('go');
  await wait(arena.random.int(200, 1_200));
  const at = await (moment === 'random' ? killNow(arena, target) : killAt(arena, target, moment));
  load.order('hold');
  if (target !== 'database') {
    await arena.server.ended;
    arena.server = await startWatched(arena.dataFolder, arena.port);
  }
  load.order('probe');
  const probed = await load.hear('probed', RECOVERY_MS);
  const held = load.hear('held', RECOVERY_MS);
  load.order('hold');
  const { unknown } = await held;
  if (target !== 'app') await restartedSince(arena, at);
  return {
    target,
    moment,
    recoveryMs: probed.at - at,
    unknown: unknown.length,
    done: await howManyDone(arena, unknown),
  };
}

/** The product with the crash points loaded in front of it. */
export function startWatched(dataFolder: string, port: number): Promise<ServerProcess> {
  const env = { BENCH_PART: 'crash', [ARMED_FILE]: armedFile(dataFolder) };
  return startServer({ dataFolder, port, env, nodeArguments: ['--import', process.argv[1] ?? ''] });
}

const armedFile = (dataFolder: string) => `${dataFolder}.armed`;

async function killNow({ server, dataFolder }: Arena, target: Target): Promise<number> {
  const at = Date.now();
  killAll(target, { app: server.pid, dataFolder });
  return at;
}

async function killAt(arena: Arena, target: Target, point: Point): Promise<number> {
  const file = armedFile(arena.dataFolder);
  const done = `${file}.done`;
  rmSync(done, { force: true });
  const armed: Armed = { point, target, dataFolder: arena.dataFolder };
  writeFileSync(file, JSON.stringify(armed));
  process.kill(arena.server.pid, 'SIGUSR2');
  for (const end = Date.now() + ARMED_MS; Date.now() < end; await wait(2)) {
    const said = existsSync(done) ? readFileSync(done, 'utf8') : '';
    if (said !== '') return Number(said);
  }
  throw new Error(`no command came to ${point} within ${ARMED_MS} ms`);
}

function howManyDone({ ownerUrl, tenant }: Arena, keys: readonly string[]): Promise<number> {
  return asOwner(ownerUrl, (owner) => countDone(owner, tenant, keys));
}

/** A kill that missed would look like the fastest recovery of all. */
async function restartedSince({ ownerUrl }: Arena, at: number): Promise<void> {
  const began = await asOwner(ownerUrl, async (owner) => {
    const { rows } = await owner.query<{ at: Date }>('select pg_postmaster_start_time() as at');
    return rows[0]?.at.getTime() ?? 0;
  });
  if (began < at) throw new Error('the database was not killed');
}
