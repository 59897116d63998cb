import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { processState } from './processes.ts';
import { startOrJoin } from './startOrJoin.ts';
import { clusterProcesses, holders, query } from './testHolders.ts';

const { folder, tidy } = holders();
afterAll(tidy);

/** What a machine that lost its power leaves: the lock files of a server that is no more. */
async function crashed(): Promise<string> {
  const at = folder();
  const server = await startOrJoin({ folder: at, log: () => {} });
  const pid = readFileSync(join(at, 'postgres/data/postmaster.pid'), 'utf8');
  const lock = readFileSync(join(at, 'postgres/socket/.s.PGSQL.5432.lock'), 'utf8');
  await server.stop();
  writeFileSync(join(at, 'postgres/data/postmaster.pid'), pid);
  writeFileSync(join(at, 'postgres/socket/.s.PGSQL.5432.lock'), lock);
  return at;
}

function claim(at: string, pid: number): void {
  for (const file of ['postgres/data/postmaster.pid', 'postgres/socket/.s.PGSQL.5432.lock']) {
    writeFileSync(join(at, file), readFileSync(join(at, file), 'utf8').replace(/^\d+/, String(pid)));
  }
}

async function startsAndStops(at: string): Promise<void> {
  const server = await startOrJoin({ folder: at, log: () => {} });
  expect(await query(server.ownerUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
  await server.stop();
  expect(clusterProcesses(at)).toEqual([]);
}

test('lock files of a process that is gone are no hindrance', async () => {
  await startsAndStops(await crashed());
});

test('lock files whose number now belongs to another program are set aside', async () => {
  const at = await crashed();
  const other = spawn('sleep', ['60']);
  try {
    claim(at, other.pid ?? 0);
    await startsAndStops(at);
  } finally {
    other.kill('SIGKILL');
  }
});

test('lock files whose number belongs to a zombie that nobody buries are set aside', async () => {
  const at = await crashed();
  // The shell becomes a program that never asks after the child it has, and does so before the child ends.
  const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 60']);
  try {
    const zombie = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
    while (processState(zombie) !== 'zombie') await new Promise((resolve) => setTimeout(resolve, 10));
    claim(at, zombie);
    await startsAndStops(at);
  } finally {
    parent.kill('SIGKILL');
  }
});
