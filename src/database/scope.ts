import type pg from 'pg';
import { type Database, over, type Tx, translated } from './connect.ts';
import { inOnePacket, lastOf } from './planned.ts';

/** Whose records a transaction may see: tenants by id, and the account whose own grants it may read. */
export type Scope = { tenants: readonly number[]; account?: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function begin(client: pg.PoolClient, { tenants, account = '' }: Scope): Promise<unknown> {
  if (!tenants.every(Number.isInteger)) throw new TypeError('a tenant is an integer');
  if (account !== '' && !UUID.test(account)) throw new TypeError('an account is a uuid');
  const begun = client.query('begin');
  const scoped = client.query({ ...SET_SCOPE, values: [tenants.join(','), account] });
  return Promise.all([begun, scoped]);
}

/** Prepared, as what comes with every command is; it lasts as long as its transaction. */
const SET_SCOPE = {
  name: 'vigil scope',
  text: "select set_config('vigil.tenants', $1, true), set_config('vigil.account', $2, true)",
};

async function inTransaction<T>(
  pool: pg.Pool,
  begin: (client: pg.PoolClient) => Promise<unknown>,
  work: (tx: Tx, client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error) => {
    throw translated(error);
  });
  let broken = false;
  try {
    inOnePacket(client);
    // Nobody waits for the beginning: where it fails, so does everything behind it.
    const begun = begin(client);
    begun.catch(() => {});
    const result = await work(over(client), client);
    const last = lastOf(client);
    const ended = client.query('commit');
    ended.catch(() => {});
    await begun;
    await last;
    // A transaction in which something failed unheard answers a commit with ROLLBACK, and with no error.
    if ((await ended).command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    lastOf(client);
    await client.query('rollback').catch(() => {
      broken = true;
    });
    throw translated(error);
  } finally {
    client.release(broken);
  }
}

/** One transaction as `vigil_app`; begin and scope go in one round trip. Throws Conflict and Unavailable. */
export function inScope<T>(
  db: Database,
  scope: Scope,
  work: (tx: Tx, client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(db.app, (client) => begin(client, scope), work);
}

/** One read-only transaction as `vigil_public`. */
export function asPublic<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db.public, (client) => client.query('begin read only'), work);
}

/** One read-only, repeatable transaction as `vigil_sealer`, on a connection of its own. */
export function asSealer<T>(db: Database, work: (tx: Tx, client: pg.PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(db.sealer, (client) => client.query('begin isolation level repeatable read'), work);
}
