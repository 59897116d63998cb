import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { parse } from 'pg-connection-string';
import { Conflict, Unavailable } from '#shared';
import type { SpineTables } from './tables.ts';

/** Inside one transaction, under one scope. A store adds its own tables: `tx.withTables<CaseTables>()`. */
export type Tx = Kysely<SpineTables>;

export type Urls = { app: string; public: string; sealer: string };

export type Database = {
  /** vigil_app: everything a signed-in person does, behind row-level security. */
  app: pg.Pool;
  /** vigil_public: released figures and public notices, nothing else. */
  public: pg.Pool;
  /** vigil_sealer: reads events and access of all tenants, writes seals; verify and census use it. */
  sealer: pg.Pool;
  urls: Urls;
  close(): Promise<void>;
};

export type PoolSizes = { app?: number; public?: number; sealer?: number };

/** node-postgres options for a URL; unix sockets come as `?host=/folder`. */
export function connection(url: string): pg.ClientConfig {
  const parsed = parse(url);
  return {
    user: parsed.user,
    password: parsed.password,
    host: parsed.host ?? undefined,
    port: parsed.port ? Number(parsed.port) : undefined,
    database: parsed.database ?? undefined,
    ssl: parsed.ssl === undefined ? undefined : (parsed.ssl as pg.ClientConfig['ssl']),
  };
}

function pool(url: string, name: string, max: number): pg.Pool {
  const made = new pg.Pool({
    ...connection(url),
    // A transaction's first and last statements need not wait for an answer to what was sent just before them.
    pipeline: true,
    max,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
  });
  // A connection that dies while idle, or lent out between two statements, is replaced on the next use; unheard, the event
  // would end the process.
  made.on('error', () => {});
  made.on('connect', (client) => void client.on('error', () => {}));
  return made;
}

export function openDatabase(urls: Urls, sizes: PoolSizes = {}): Database {
  const app = pool(urls.app, 'vigil app', sizes.app ?? 20);
  const open = pool(urls.public, 'vigil public', sizes.public ?? 5);
  const sealer = pool(urls.sealer, 'vigil sealer', sizes.sealer ?? 3);
  return {
    app,
    public: open,
    sealer,
    urls,
    close: async () => {
      await Promise.all([app.end(), open.end(), sealer.end()]);
    },
  };
}

const bound = new WeakMap<object, Tx>();

/** A Kysely that speaks over one already open connection, so that a transaction costs no extra round trips. */
export function over(client: pg.ClientBase): Tx {
  const known = bound.get(client);
  if (known) return known;
  const lent = { query: client.query.bind(client), release() {} };
  const single = { connect: async () => lent, end: async () => {} };
  const made = new Kysely<SpineTables>({ dialect: new PostgresDialect({ pool: single as unknown as pg.Pool }) });
  bound.set(client, made);
  clients.set(made, client);
  return made;
}

const clients = new WeakMap<Tx, pg.ClientBase>();

/** The connection under a transaction, for what Kysely does not do; undefined for a Tx that `over` did not make. */
export function clientOf(tx: Tx): pg.ClientBase | undefined {
  return clients.get(tx);
}

const GONE = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '53300',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
]);
const AGAIN = new Set(['40001', '40P01', '55P03']);

/** What the database refused, as one of the four thrown kinds; anything else stays what it is. */
export function translated(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = (error as { code?: string }).code ?? '';
  if (code === '23505' || code === '23P01') {
    const at = (error as { constraint?: string }).constraint ?? '';
    return Object.assign(new Conflict(`somebody else has just done this (${at})`), { constraint: at });
  }
  if (AGAIN.has(code)) return new Conflict('somebody else is changing this now');
  if (
    GONE.has(code) ||
    /Connection terminated|timeout exceeded when trying to connect|not queryable/.test(error.message)
  ) {
    return new Unavailable('the database does not answer');
  }
  return error;
}
