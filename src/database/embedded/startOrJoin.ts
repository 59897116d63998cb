import { setTimeout as wait } from 'node:timers/promises';
import { enter } from './enter.ts';
import { type Home, openHome } from './home.ts';
import { initialise, OWNER } from './initialise.ts';
import { stopPostmaster } from './postmaster.ts';
import { isLastOut, type Presence } from './presence.ts';

export type Server = {
  /** The owner's address; the same after every restart, and made for `new pg.Pool({ connectionString })`. */
  ownerUrl: string;
  /** Leaves; stops the server if nobody else uses it. Close your own pools first, or it is taken to be in use. */
  stop(): Promise<void>;
};

export type StartOptions = { folder: string; log: (line: string) => void };

const DATABASE = 'vigil';
const STOP_MS = 60_000;

/**
 * The embedded PostgreSQL of a data folder: joined if it runs, else started (and made, the first time). Whoever is in is as good
 * as the one that started it; the last one out stops it. A server that is killed meanwhile is started again by whoever is in.
 */
export async function startOrJoin({ folder, log }: StartOptions): Promise<Server> {
  const home = openHome(folder);
  initialise(home);
  let inside = await enter(home, log);
  await makeDatabase(inside);
  let leaving = false;

  const watch = async () => {
    for (;;) {
      await inside.lost;
      if (leaving) return;
      log('the embedded PostgreSQL has gone; starting it again');
      const again = await reenter(home, log, () => leaving);
      if (!again) return;
      inside = again;
      if (leaving) await leave(home, inside, log);
    }
  };
  const watching = watch();

  return {
    ownerUrl: ownerUrl(home),
    stop: async () => {
      if (!leaving) {
        leaving = true;
        await leave(home, inside, log);
      }
      await watching;
    },
  };
}

async function reenter(home: Home, log: (line: string) => void, leaving: () => boolean): Promise<Presence | undefined> {
  while (!leaving()) {
    try {
      return await enter(home, log);
    } catch (error) {
      log((error as Error).message);
      await wait(1_000);
    }
  }
  return undefined;
}

async function leave(home: Home, presence: Presence, log: (line: string) => void): Promise<void> {
  const last = await isLastOut(presence).catch(() => false);
  if (last && !(await stopPostmaster(home, STOP_MS))) log('the embedded PostgreSQL is still stopping');
  await presence.client.end().catch(() => {});
}

function ownerUrl(home: Home): string {
  // The host in front is a stand-in: without one the address is no valid URL, and `host` in the query goes before it.
  return `postgresql://${OWNER}:${home.password}@localhost/${DATABASE}?host=${encodeURIComponent(home.socket)}`;
}

async function makeDatabase({ client }: Presence): Promise<void> {
  try {
    const known = await client.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (!known.rowCount) await client.query(`create database ${DATABASE}`);
  } catch (error) {
    // Two first commands meet here: one of them hears that it exists already.
    if (['42P04', '23505'].includes((error as { code?: string }).code ?? '')) return;
    await client.end();
    throw error;
  }
}
