import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startOrJoin } from '../../src/database/embedded/index.ts';
import { connection, migrate } from '../../src/database/index.ts';
import { TEMPLATE, TEST_URL, withDatabase } from '../../src/database/testing.ts';

/** One cluster for the whole run, and one migrated template that each test file copies. `DATABASE_URL` brings another server. */
export default async function setUp() {
  const given = process.env.DATABASE_URL;
  const folder = given ? undefined : await mkdtemp(join(tmpdir(), 'vigil-test-'));
  const server = folder ? await startOrJoin({ folder, log: () => {} }) : undefined;
  const url = given ?? server!.ownerUrl;
  await makeTemplate(url);
  process.env[TEST_URL] = url;
  return async () => {
    await server?.stop();
    if (folder) await rm(folder, { recursive: true, force: true });
  };
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client(connection(url));
  await client.connect();
  await client.query(`drop database if exists ${TEMPLATE} with (force)`);
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await migrate(withDatabase(url, TEMPLATE));
}
