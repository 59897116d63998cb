import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { packageRoot } from '#database';

export type ServerProcess = {
  port: number;
  pid: number;
  ended: Promise<void>;
  /** What it has said on standard error. */
  said: string[];
  stop(): Promise<void>;
};

export type ServerOptions = {
  dataFolder: string;
  port?: number;
  /** For node itself, in front of the program. */
  nodeArguments?: readonly string[];
  env?: Record<string, string>;
};

/** The product as `npm start` runs it, for a live organisation, in a process of its own. Rejects when it ends before it answers. */
export async function startServer({
  dataFolder,
  port = 0,
  nodeArguments = [],
  env = {},
}: ServerOptions): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...nodeArguments, join(packageRoot, 'dist', 'main.js')], {
    env: { ...plainEnvironment(dataFolder), PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  createInterface(child.stderr).on('line', (line) => void (said.push(line) > 200 && said.shift()));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await Promise.race([
    new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve)),
    ended.then(() => Promise.reject(new Error(`the server ended before it answered: ${said.join('\n')}`))),
  ]);
  return { port: Number(new URL(address).port), pid: child.pid ?? 0, ended, said, stop: () => stop(child, ended) };
}

/** Nothing of the caller's own database or demo reaches what is measured. */
export function plainEnvironment(dataFolder: string): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), VIGIL_DATA: dataFolder, VIGIL_MODE: 'live', LOG_LEVEL: 'error' };
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  await ended;
}
