import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '#database';
import { type Client, openClient } from '#demo';
import { atLocal, type Instant, minutes, newId, plus } from '#shared';
import { type Config, readConfig } from '../../src/config.ts';
import { testDatabase } from '../../src/database/testing.ts';
import type { Installation } from '../../src/installation.ts';
import { makeDemo } from '../../src/server/demoSetUp.ts';
import { type ServeOptions, type Serving, serve } from '../../src/server/serve.ts';

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
  /** The server goes away; its database stays. */
  goesAway(): Promise<void>;
  /** One command through the public API, as the person of that sign-in name, now. Throws where it is refused. */
  send(actor: string, path: string, body?: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
};

type Served = { serving: Serving; goesAway(): Promise<void>; stop(): Promise<void> };

/** The whole server on a port of its own, over a fresh database of the test run's cluster. */
async function served(mode: Config['mode'], options: ServeOptions): Promise<Served> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'vigil-journey-'));
  const { ownerUrl: databaseUrl } = database;
  const given = { mode, databaseUrl, dataFolder: folder, seed: '1', roleUrls: {}, logLevel: 'warn' };
  const serving = await serve(
    { ...readConfig({}, folder), ...given, port: 0 },
    { plays: false, sheds: false, ...options, census: options.census ?? false },
  );
  let stopping: Promise<void> | undefined;
  const goesAway = () => {
    stopping ??= serving.stop();
    return stopping;
  };
  return {
    serving,
    goesAway,
    async stop() {
      await goesAway();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A live installation, where nothing is made up. */
export async function startLive(setUp: (db: Database) => Promise<void>): Promise<Served & { address: string }> {
  const demo = async ({ db }: Installation) => {
    await setUp(db);
    return undefined;
  };
  const live = await served('live', { demo });
  return { ...live, address: live.serving.address };
}

/** The made-up organisation at a standing clock (Saturday 18:30 unless said), with nothing played into it yet. */
export async function startVigil({ time, census }: { time?: string; census?: boolean } = {}): Promise<Vigil> {
  const { serving, ...doors } = await served('demo', {
    demo: async ({ db }) => ({ tenant: await makeDemo(db, '1', 'tidewell'), slug: 'tidewell' }),
    census,
  });
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
    ...doors,
  };
  if (time) vigil.itIs(time);
  return vigil;
}
