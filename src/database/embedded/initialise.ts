import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Unavailable } from '#shared';
import { give, type Home, moveInto } from './home.ts';
import { processState } from './processes.ts';
import { commandAs, runOnce } from './runAs.ts';

export const OWNER = 'vigil_owner';

/** No PG* setting of the person's own shell may reach the server, and its messages are read by us, so they are English. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && !name.startsWith('LC_'));
  return { ...Object.fromEntries(own), LC_ALL: 'C' };
}

/**
 * Makes the cluster's data folder where there is none. It is built aside and renamed into place, so one that was killed half-way
 * is never taken for a cluster, and of two that meet the first wins.
 */
export function initialise(home: Home): void {
  sweep(home);
  if (existsSync(home.data)) return;
  const aside = join(home.folder, `new-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(aside, { mode: 0o700 });
  give(aside, home.runAs);
  const made = runOnce(
    commandAs(home.runAs, join(home.native, 'bin', 'initdb'), [
      `--pgdata=${aside}`,
      `--username=${OWNER}`,
      `--pwfile=${join(home.folder, 'owner-password')}`,
      '--auth-local=scram-sha-256',
      '--auth-host=reject',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      '--no-instructions',
    ]),
    serverEnvironment(),
  );
  if (made.status !== 0) {
    rmSync(aside, { recursive: true, force: true });
    throw new Unavailable(
      `the embedded database could not be made: ${(made.stderr || made.error?.message || '').trim()}`,
    );
  }
  settle(home, aside);
}

function settle(home: Home, aside: string): void {
  moveInto(aside, home.data);
  const folder = openSync(home.folder, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function sweep(home: Home): void {
  for (const name of readdirSync(home.folder)) {
    const maker = /^new-(\d+)-/.exec(name)?.[1];
    if (maker && processState(Number(maker)) !== 'alive')
      rmSync(join(home.folder, name), { recursive: true, force: true });
  }
}
