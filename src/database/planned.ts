import type { Duplex } from 'node:stream';
import type { RawBuilder } from 'kysely';
import type pg from 'pg';
import { clientOf, type Tx } from './connect.ts';

const names = new Map<string, string>();
const MOST = 500;

/**
 * Runs a statement that comes with every command: each connection plans it once and then only fills it in (planning was two
 * thirds of what a command cost the database). Its text must depend on shapes alone, never on values.
 */
export async function planned<Row extends object>(tx: Tx, query: RawBuilder<Row>): Promise<Row[]> {
  const client = clientOf(tx);
  if (!client) return (await query.execute(tx)).rows;
  const { sql: text, parameters } = query.compile(tx);
  return (await client.query<Row>({ name: nameOf(text), text, values: [...parameters] })).rows;
}

/** The same text has the same name on every connection; past the most that a connection should keep, it has none. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST) return known;
  const name = `vigil ${names.size + 1}`;
  names.set(text, name);
  return name;
}

const lasts = new WeakMap<pg.ClientBase, Promise<unknown>>();

/** Sends a transaction's last statement and lets the commit go out behind it; who commits hears what became of both. */
export function sendLast(tx: Tx, query: RawBuilder<object>): Promise<void> {
  const client = clientOf(tx);
  if (!client) return planned(tx, query).then(() => {});
  inOnePacket(client);
  const sent = planned(tx, query);
  sent.catch(() => {});
  lasts.set(client, sent);
  return Promise.resolve();
}

/** What `sendLast` has left to hear of, once. */
export function lastOf(client: pg.ClientBase): Promise<unknown> | undefined {
  const last = lasts.get(client);
  lasts.delete(client);
  return last;
}

/** Whatever is asked of a connection before the event loop turns goes out together: a write to a socket costs more than a row. */
export function inOnePacket(client: pg.ClientBase): void {
  const { stream } = (client as unknown as { connection: { stream: Duplex } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
