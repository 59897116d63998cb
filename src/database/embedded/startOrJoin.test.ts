import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startOrJoin } from './startOrJoin.ts';
import { clusterProcesses, holders, postmasters, query, queryAgain } from './testHolders.ts';

const { start, folder, prepare, tidy } = holders();
const log = () => {};
beforeAll(prepare);
afterEach(async () => {
  tidy();
  await prepare();
});
afterAll(tidy);

/** A backend whose client has gone may end by itself between being listed and being killed. */
function killed(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

test('a first start makes a private, durable cluster without a network port', async () => {
  const at = folder();
  const server = await startOrJoin({ folder: join(at, 'data'), log });
  const [row] = await query<Record<string, string>>(
    server.ownerUrl,
    `select current_setting('listen_addresses') as listen, current_setting('data_checksums') as checksums,
            pg_encoding_to_char(encoding) as encoding, datcollate as collation, current_user as owner, current_database() as name,
            'a' < 'B' as dictionary
       from pg_database where datname = current_database()`,
  );
  expect(row).toMatchObject({
    listen: '',
    checksums: 'on',
    encoding: 'UTF8',
    owner: 'vigil_owner',
    name: 'vigil',
    dictionary: false,
  });
  for (const private_ of ['data', 'data/postgres', 'data/postgres/data', 'data/postgres/socket']) {
    expect(statSync(join(at, private_)).mode & 0o777).toBe(0o700);
  }
  expect(statSync(join(at, 'data/postgres/owner-password')).mode & 0o777).toBe(0o600);
  const pool = new pg.Pool({ connectionString: server.ownerUrl });
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
  await server.stop();
  expect(clusterProcesses(join(at, 'data'))).toEqual([]);
});

test('the server is in a process group of its own and what it says is in a file', async () => {
  const at = folder();
  const server = await startOrJoin({ folder: at, log });
  const [pid] = postmasters(at);
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  expect(Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2])).toBe(pid);
  expect(readFileSync(join(at, 'postgres', 'postgres.log'), 'utf8')).toMatch(/ready to accept connections/);
  await server.stop();
});

test('a second command joins, the first may go, and the last one out stops the server; rows stay', async () => {
  const at = folder();
  const first = await start(at);
  await query(first.url, 'create table kept as select 1 as n');
  const second = await start(at);
  expect(second.url).toBe(first.url);
  expect(second.said).toEqual([]);
  expect(await first.stop()).toBe(0);
  expect(postmasters(at)).toHaveLength(1);
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
  expect(await second.stop()).toBe(0);
  expect(clusterProcesses(at)).toEqual([]);
  const third = await start(at);
  expect(await query(third.url, 'select n from kept')).toEqual([{ n: 1 }]);
  await third.stop();
});

test('the last command leaves the server to a client that is no command', async () => {
  const at = folder();
  const command = await start(at);
  const visitor = new pg.Client({ connectionString: command.url });
  visitor.on('error', () => {});
  await visitor.connect();
  await command.stop();
  expect((await visitor.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
  await visitor.end();
  const next = await start(at);
  expect(next.said).toEqual([]);
  await next.stop();
  expect(clusterProcesses(at)).toEqual([]);
});

test('commands that start together make one cluster, and any order of ending leaves none running', async () => {
  const at = folder();
  for (let round = 0; round < 3; round++) {
    const all = await Promise.all([start(at), start(at), start(at)]);
    expect(new Set(all.map((one) => one.url)).size).toBe(1);
    expect(postmasters(at)).toHaveLength(1);
    await Promise.all(all.map((one) => one.stop()));
    expect(clusterProcesses(at)).toEqual([]);
  }
});

test('one that starts while the last is leaving always gets a server that stays', async () => {
  const at = folder();
  for (let round = 0; round < 5; round++) {
    const leaver = await startOrJoin({ folder: at, log });
    const [, comer] = await Promise.all([leaver.stop(), startOrJoin({ folder: at, log })]);
    expect(await query(comer.ownerUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
    await comer.stop();
  }
  expect(clusterProcesses(at)).toEqual([]);
});

test('a starter killed with -9 leaves its joiner in peace, and a later command adopts the server', async () => {
  const at = folder();
  const starter = await start(at);
  const joiner = await start(at);
  const [pid] = postmasters(at);
  await starter.kill();
  expect(await query(joiner.url, 'select 1 as n')).toEqual([{ n: 1 }]);
  await joiner.kill();
  expect(postmasters(at)).toEqual([pid]);
  const later = await start(at);
  expect(later.said).toEqual([]);
  expect(postmasters(at)).toEqual([pid]);
  await later.stop();
  expect(clusterProcesses(at)).toEqual([]);
});

test('a server killed with -9 under a running command comes back at the same address with its rows', async () => {
  const at = folder();
  const heard: string[] = [];
  const server = await startOrJoin({ folder: at, log: (line) => heard.push(line) });
  await query(server.ownerUrl, 'create table kept as select generate_series(1, 1000) as n');
  for (let round = 0; round < 3; round++) {
    for (const pid of round === 1 ? postmasters(at) : clusterProcesses(at)) killed(pid);
    expect(await queryAgain(server.ownerUrl, 'select count(*)::int as n from kept', 30_000)).toEqual([{ n: 1000 }]);
  }
  expect(heard).toContain('the embedded PostgreSQL has gone; starting it again');
  await server.stop();
  expect(clusterProcesses(at)).toEqual([]);
});

test('command and server killed with -9 together: the next command starts again with every row', async () => {
  const at = folder();
  const command = await start(at);
  await query(command.url, 'create table kept as select generate_series(1, 1000) as n');
  for (const pid of [command.pid, ...clusterProcesses(at)]) killed(pid);
  const next = await start(at);
  expect(await query(next.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }]);
  await next.stop();
});

test('a backend that is busy when its postmaster is killed holds the restart up for less than 30 seconds', async () => {
  const at = folder();
  const command = await start(at);
  const busy = new pg.Client({ connectionString: command.url });
  busy.on('error', () => {});
  await busy.connect();
  const endless = busy.query(
    'select count(*) from generate_series(1, 5000) a, generate_series(1, 5000) b, generate_series(1, 5000) c',
  );
  endless.catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, 300));
  killed(command.pid);
  for (const pid of postmasters(at)) killed(pid);
  const began = Date.now();
  const next = await start(at);
  expect(Date.now() - began).toBeLessThan(30_000);
  await next.stop();
  expect(clusterProcesses(at)).toEqual([]);
});

test('stopping while the server is being started again leaves nothing behind', async () => {
  const at = folder();
  const server = await startOrJoin({ folder: at, log });
  for (const pid of clusterProcesses(at)) killed(pid);
  await new Promise((resolve) => setTimeout(resolve, 60));
  await server.stop();
  expect(clusterProcesses(at)).toEqual([]);
});

test('a data folder with a path too long for a socket gets a private one under the temporary folder', async () => {
  const at = join(folder(), 'a'.repeat(60), 'b'.repeat(60));
  const first = await start(at);
  const socket = new URL(first.url).searchParams.get('host') ?? '';
  expect(Buffer.byteLength(join(socket, '.s.PGSQL.5432'))).toBeLessThan(107);
  expect(statSync(socket).mode & 0o777).toBe(0o700);
  const second = await startOrJoin({ folder: at, log });
  expect(second.ownerUrl).toBe(first.url);
  await first.stop();
  await second.stop();
  expect(clusterProcesses(at)).toEqual([]);
  rmSync(socket, { recursive: true });
});

test('a cluster whose making was cut short is made anew', async () => {
  const at = folder();
  const server = await startOrJoin({ folder: at, log });
  await server.stop();
  rmSync(join(at, 'postgres', 'data'), { recursive: true });
  const again = await startOrJoin({ folder: at, log });
  expect(await query(again.ownerUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
  await again.stop();
  expect(existsSync(join(at, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
});
