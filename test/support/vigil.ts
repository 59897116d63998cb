import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, openClient } from '#demo';
import { atLocal, type Instant, minutes, newId, plus } from '#shared';
import { testDatabase } from '../../src/database/testing.ts';
import { makeDemo } from '../../src/server/demoSetUp.ts';
import { type Serving, serve } from '../../src/server/serve.ts';

export const EASTER_SUNDAY = '2027-03-28';

export type Vigil = {
  address: string;
  tenant: number;
  serving: Serving;
  client: Client;
  now(): Instant;
  /** The made-up organisation's clock stands still: it reads what a journey last said. */
  itIs(time: string, date?: string): void;
  minutesPass(count: number): void;
  /** One command through the public API, as the person of that sign-in name, now. Throws where it is refused. */
  send(actor: string, path: string, body?: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
};

/** The whole server on a port of its own and a fresh database, with the made-up organisation at a standing clock. */
export async function startVigil(time: string, options: { census?: boolean } = {}): Promise<Vigil> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'vigil-journey-'));
  const serving = await serve(
    {
      port: 0,
      host: '127.0.0.1',
      dataFolder: folder,
      mode: 'demo',
      seed: '1',
      databaseUrl: database.ownerUrl,
      roleUrls: {},
      logLevel: 'warn',
    },
    {
      demo: async ({ db }) => ({ tenant: await makeDemo(db, '1', 'tidewell'), slug: 'tidewell' }),
      plays: false,
      census: options.census ?? false,
    },
  );
  const { clocks } = serving.context;
  const tenant = serving.demo?.tenant ?? 0;
  const client = openClient({ baseUrl: serving.address });
  const vigil: Vigil = {
    address: serving.address,
    tenant,
    serving,
    client,
    now: () => clocks.now(tenant),
    itIs: (at, date = EASTER_SUNDAY) => clocks.set(tenant, atLocal(date, at), 0),
    minutesPass: (count) => clocks.set(tenant, plus(clocks.now(tenant), minutes(count)), 0),
    async send(actor, path, body = {}) {
      const action = { at: clocks.now(tenant), actor, key: newId(), stream: '', command: path, path, body };
      const answer = await client.send(action);
      if (answer.kind === 'refused') throw new Error(`${path} was refused: ${answer.code}: ${answer.message}`);
    },
    async stop() {
      await serving.stop();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  vigil.itIs(time);
  return vigil;
}
