import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { packageRoot } from '#database';

const AGAIN_MS = 1_000;

export type Child = { pid(): number | undefined; stop(): Promise<void> };

/** Keeps one child process of the server alive: a bundle in dist/, started again when it dies, ended with the server. */
export function keepChild(about: {
  name: string;
  bundle: string;
  env: Record<string, string>;
  log: FastifyBaseLogger;
  again?: boolean;
}): Child {
  let child: ChildProcess | undefined;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  const start = () => {
    const made = spawn(process.execPath, [join(packageRoot, 'dist', about.bundle)], {
      env: { ...process.env, ...about.env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child = made;
    made.on('exit', (code, signal) => {
      if (child === made) child = undefined;
      if (stopping || (about.again === false && code === 0)) return;
      about.log.warn({ code, signal }, `${about.name} ended; starting it again`);
      timer = setTimeout(start, AGAIN_MS);
    });
    made.on('error', (error) => about.log.error({ err: error }, `${about.name} could not be started`));
  };
  start();
  return {
    pid: () => child?.pid,
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        clearTimeout(timer);
        const last = child;
        if (!last || last.exitCode !== null) return resolve();
        const forced = setTimeout(() => last.kill('SIGKILL'), 3_000);
        last.once('exit', () => {
          clearTimeout(forced);
          resolve();
        });
        last.kill('SIGTERM');
      }),
  };
}
