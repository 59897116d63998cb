import { type ChildProcess, spawn } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Home } from './home.ts';
import { serverEnvironment } from './initialise.ts';
import { processesIn, processState, signal, standsIn, title } from './processes.ts';
import { commandAs } from './runAs.ts';

const LOG_LIMIT = 10_000_000;

export type Started = { hasEnded(): boolean /** What the server has written since it was started. */; said(): string };

const pidFile = (home: Home) => join(home.data, 'postmaster.pid');
const socketLock = (home: Home) => join(home.socket, '.s.PGSQL.5432.lock');

/** The first line of a server's lock file: its process, whether or not that still runs. */
function writtenPid(file: string): number | undefined {
  try {
    const pid = Math.abs(Number.parseInt(readFileSync(file, 'utf8'), 10));
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  }
}

function isOurs(home: Home, pid: number): boolean {
  return processState(pid) === 'alive' && (standsIn(pid) ?? home.data) === home.data;
}

/** The process of this cluster's running server, or undefined. */
export function runningPostmaster(home: Home): number | undefined {
  const pid = writtenPid(pidFile(home));
  return pid !== undefined && isOurs(home, pid) ? pid : undefined;
}

/** Backends whose postmaster was killed: they leave by themselves as soon as they look, which a long query may not do. */
export function orphans(home: Home): number[] {
  if (runningPostmaster(home) !== undefined) return [];
  return processesIn(home.data).filter((pid) => title(pid).startsWith('postgres: '));
}

/**
 * Removes lock files whose number now belongs to a zombie or to another program: PostgreSQL would refuse to start for ever. One
 * whose process is simply gone is left to PostgreSQL, which also looks for backends that still hold the shared memory.
 */
export function clearStaleLocks(home: Home): void {
  for (const file of [pidFile(home), socketLock(home)]) {
    const pid = writtenPid(file);
    if (pid === undefined || processState(pid) === 'gone' || isOurs(home, pid)) continue;
    if (processesIn(home.data).length === 0) setAside(file, pid);
  }
}

function setAside(file: string, pid: number): void {
  const aside = `${file}.stale-${process.pid}`;
  renameSync(file, aside);
  // Another command may have started a server between the look and the rename: then its file goes back.
  if (writtenPid(aside) !== pid && !existsSync(file)) linkSync(aside, file);
  rmSync(aside);
}

/** Starts a server in a process group of its own; it outlives the command. Does not wait until it answers. */
export function startPostmaster(home: Home): Started {
  if (existsSync(home.log) && statSync(home.log).size > LOG_LIMIT) renameSync(home.log, `${home.log}.1`);
  const log = openSync(home.log, 'a', 0o600);
  if (home.runAs.kind === 'user') chownSync(home.log, home.runAs.uid, home.runAs.gid);
  const from = statSync(home.log).size;
  const { file, args, uid, gid } = commandAs(home.runAs, join(home.native, 'bin', 'postgres'), serverArguments(home));
  const child = spawn(file, args, {
    uid,
    gid,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: serverEnvironment(),
  });
  closeSync(log);
  child.unref();
  return observed(child, () => readFileSync(home.log).subarray(from).toString('utf8').slice(-2000).trim());
}

function observed(child: ChildProcess, read: () => string): Started {
  let failure: Error | undefined;
  child.on('error', (error) => {
    failure = error;
  });
  return {
    hasEnded: () => failure !== undefined || child.exitCode !== null || child.signalCode !== null,
    said: () => failure?.message ?? read(),
  };
}

/** fsync, full_page_writes and synchronous_commit keep their defaults, so that checkDurability sees what a person changed. */
function serverArguments(home: Home): string[] {
  const settings = {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: `"${home.socket.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d %a: ',
    cluster_name: 'vigil',
  };
  return ['-D', home.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** A fast shutdown; resolves when the process has gone, or after `patience` milliseconds, saying which. */
export async function stopPostmaster(home: Home, patience: number): Promise<boolean> {
  const pid = runningPostmaster(home);
  if (pid === undefined || !signal(pid, 'SIGINT')) return true;
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (processState(pid) !== 'alive') return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
