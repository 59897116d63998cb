import { chmodSync, chownSync, mkdirSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nativeFolder } from './binaries.ts';
import { canRun } from './runAs.ts';
import { serverUrlFrom } from './serverUrl.ts';
import { startOrJoin } from './startOrJoin.ts';
import { clusterProcesses, holders, postmasters, query } from './testHolders.ts';

const NOBODY = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;
const { start, folder, prepare, tidy } = holders();
beforeAll(prepare);
afterAll(tidy);

const ownerOf = (pid: number | undefined) => statSync(`/proc/${pid}`).uid;
const log = () => {};

test('whoever runs the tests can start and stop a cluster of their own', async () => {
  const at = folder();
  const server = await startOrJoin({ folder: at, log });
  expect(ownerOf(postmasters(at)[0])).toBe(process.getuid?.());
  await server.stop();
  expect(clusterProcesses(at)).toEqual([]);
});

test('a server named by DATABASE_URL is used as it is', async () => {
  const server = await serverUrlFrom({ DATABASE_URL: 'postgresql://elsewhere/vigil' }, log);
  expect(server).toMatchObject({ ownerUrl: 'postgresql://elsewhere/vigil', embedded: false });
  await server.stop();
});

/** A PATH in which `unshare` does not work, as in a container that forbids user namespaces. */
function withoutNamespaces(): string {
  const bin = folder();
  writeFileSync(join(bin, 'unshare'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  return `${bin}:${process.env.PATH}`;
}

describe.runIf(isRoot)('started by root', () => {
  test.runIf(canRun({ kind: 'user', name: 'nobody', ...NOBODY }, nativeFolder()))(
    'an ordinary user has a cluster, and root adopts it without taking its files',
    async () => {
      const at = folder();
      chownSync(at, NOBODY.uid, NOBODY.gid);
      const ordinary = await start(at, NOBODY);
      expect(ownerOf(postmasters(at)[0])).toBe(NOBODY.uid);
      await ordinary.kill();
      const adopter = await startOrJoin({ folder: at, log });
      expect(adopter.ownerUrl).toBe(ordinary.url);
      await adopter.stop();
      expect(clusterProcesses(at)).toEqual([]);
      const again = await startOrJoin({ folder: at, log });
      expect(ownerOf(postmasters(at)[0])).toBe(NOBODY.uid);
      await again.stop();
      const back = await start(at, NOBODY);
      expect(await query(back.url, 'select 1 as n')).toEqual([{ n: 1 }]);
      await back.stop();
    },
  );

  test('an ordinary user is told that a cluster is somebody else’s', async () => {
    const at = folder();
    const server = await startOrJoin({ folder: at, log });
    await server.stop();
    for (const open of [at, join(at, 'postgres'), join(at, 'postgres/data')]) chmodSync(open, 0o755);
    await expect(start(at, NOBODY)).rejects.toThrow(/belongs to the user with number 0/);
  });

  test('without user namespaces the server runs as another user, in place where that user can reach it', async () => {
    const at = folder();
    chmodSync(at, 0o755);
    const command = await start(join(at, 'data'), { path: withoutNamespaces() });
    expect(ownerOf(postmasters(join(at, 'data'))[0])).not.toBe(0);
    await command.stop();
    expect(clusterProcesses(join(at, 'data'))).toEqual([]);
  });

  test('without user namespaces and in a folder that only root can enter, the cluster is kept elsewhere', async () => {
    const at = join(folder(), 'data');
    mkdirSync(at, { mode: 0o700 });
    const path = withoutNamespaces();
    const command = await start(at, { path });
    const elsewhere = readlinkSync(join(at, 'postgres'));
    expect(elsewhere).toMatch(/^\/var\/lib\/vigil\/postgres-/);
    await query(command.url, 'create table kept as select 1 as n');
    await command.stop();
    const again = await start(at, { path });
    expect(await query(again.url, 'select n from kept')).toEqual([{ n: 1 }]);
    await again.stop();
    expect(clusterProcesses(at)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
    if (readdirSync('/var/lib/vigil').length === 0) rmSync('/var/lib/vigil', { recursive: true });
  });
});
