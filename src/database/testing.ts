import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connection, type Database, openDatabase } from './connect.ts';
import { roleUrls } from './roles.ts';
import { sealOnce } from './seal.ts';
import { verifyAudit } from './verify.ts';

/** Where the test run's cluster is and which database is the migrated template; set by test/support/globalSetup.ts. */
export const TEST_URL = 'VIGIL_TEST_URL';
export const TEMPLATE = 'vigil_template';

export type TestDatabase = Database & { ownerUrl: string; drop(): Promise<void> };

/** A URL of the same server with another database. */
export function withDatabase(url: string, database: string): string {
  const [base = '', query] = url.split('?');
  return `${base.slice(0, base.lastIndexOf('/'))}/${database}${query ? `?${query}` : ''}`;
}

/** A fresh, migrated database of its own, copied from the template; call `drop` when done. */
export async function testDatabase(): Promise<TestDatabase> {
  const serverUrl = process.env[TEST_URL];
  if (!serverUrl) throw new Error(`${TEST_URL} is not set: tests run through vitest's global set-up`);
  const name = `t_${randomBytes(6).toString('hex')}`;
  await onServer(serverUrl, `create database ${name} template ${TEMPLATE}`);
  const ownerUrl = withDatabase(serverUrl, name);
  const db = openDatabase(roleUrls(ownerUrl), { app: 10, public: 2, sealer: 2 });
  return {
    ...db,
    ownerUrl,
    drop: async () => {
      await db.close();
      await onServer(serverUrl, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client(connection(url));
    await client.connect();
    try {
      await client.query(statement);
      return;
    } catch (error) {
      // Two workers copying the template at once: the second waits its turn.
      if (attempt >= 50 || (error as { code?: string }).code !== '55006') throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await client.end();
    }
  }
}

/** Seals all that is committed. A transaction that another test runs on the same cluster can hold rows back for a while. */
export async function sealAll(db: Database): Promise<void> {
  for (let attempt = 1; attempt <= 300; attempt++) {
    await sealOnce(db, new Date());
    const { unsealed } = await verifyAudit(db);
    if (unsealed.events + unsealed.accesses === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('another transaction on this cluster has kept rows from being sealed for 30 seconds');
}

/** One owner connection, for tests that plant damage which no role of the product could do. */
export async function asOwner<T>(db: TestDatabase, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection(db.ownerUrl));
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
