import pg from 'pg';
import { connection } from './connect.ts';

/**
 * Tells every process that something was committed: a coalesced NOTIFY after commit on a connection of its own (inside the
 * transaction it would serialise all commits). Whoever listens also polls, so a lost wake-up costs a second, never a fact.
 */
export type Waker = {
  /** Call after a commit; many calls within 50 ms become one NOTIFY. */
  touch(): void;
  listen(heard: () => void): () => void;
  close(): Promise<void>;
};

const CHANNEL = 'vigil_facts';
const COALESCE_MS = 50;
const RECONNECT_MS = 1_000;

export function createWaker(url: string): Waker {
  const listeners = new Set<() => void>();
  let client: pg.Client | undefined;
  let pending: NodeJS.Timeout | undefined;
  let reconnecting: NodeJS.Timeout | undefined;
  let closed = false;

  const connect = async () => {
    const made = new pg.Client({ ...connection(url), application_name: 'vigil waker' });
    const lost = () => {
      if (client === made) client = undefined;
      if (!closed && !reconnecting) {
        reconnecting = setTimeout(() => {
          reconnecting = undefined;
          void connect();
        }, RECONNECT_MS);
      }
    };
    made.on('error', lost);
    made.on('end', lost);
    made.on('notification', () => {
      for (const heard of listeners) heard();
    });
    try {
      await made.connect();
      await made.query(`listen ${CHANNEL}`);
      client = made;
      if (closed) await made.end();
    } catch {
      lost();
    }
  };
  void connect();

  return {
    touch() {
      pending ??= setTimeout(() => {
        pending = undefined;
        client?.query(`notify ${CHANNEL}`).catch(() => {});
      }, COALESCE_MS);
    },
    listen(heard) {
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    async close() {
      closed = true;
      clearTimeout(pending);
      clearTimeout(reconnecting);
      await client?.end().catch(() => {});
    },
  };
}
