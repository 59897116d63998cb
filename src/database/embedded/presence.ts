import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { Home } from './home.ts';
import { OWNER } from './initialise.ts';

const NAME = 'vigil presence';
/** Held shared by every command that uses the cluster, exclusively by the one that stops it. Any number will do. */
const LOCK = 8434455;
const CLOSING_POOLS_MS = 2_000;

/**
 * A command's connection for as long as it uses the cluster. While it holds the shared lock nobody stops the server; when the
 * command dies, the connection and with it the lock go by themselves, so there is no stale lock file to judge.
 */
export type Presence = { client: pg.Client; lost: Promise<void> };

export type Attempt =
  | { kind: 'in'; presence: Presence }
  | { kind: 'absent' | 'busy'; why: string }
  | { kind: 'refused'; why: string };

/** Nobody listens; or a server that is starting, stopping, recovering or full, which is worth waiting for. */
const ABSENT = new Set(['ECONNREFUSED', 'ENOENT']);
const BUSY = new Set(['57P01', '57P02', '57P03', '53300', 'ECONNRESET', 'EPIPE']);

export async function tryToEnter(home: Home): Promise<Attempt> {
  const client = new pg.Client({
    host: home.socket,
    port: 5432,
    user: OWNER,
    password: home.password,
    database: 'postgres',
    application_name: NAME,
    connectionTimeoutMillis: 10_000,
  });
  const lost = new Promise<void>((resolve) => {
    client.once('end', resolve);
    client.on('error', () => resolve());
  });
  try {
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1)', [LOCK]);
    return { kind: 'in', presence: { client, lost } };
  } catch (error) {
    client.end().catch(() => {});
    const { code = '', message: why } = error as Error & { code?: string };
    if (ABSENT.has(code)) return { kind: 'absent', why };
    if (BUSY.has(code) || /terminated|timeout/i.test(why)) return { kind: 'busy', why };
    return { kind: 'refused', why };
  }
}

/** Gives the presence up. True when this was the last client of the server: the lock is then held until the connection ends. */
export async function isLastOut({ client }: Presence): Promise<boolean> {
  await client.query('select pg_advisory_unlock_shared($1)', [LOCK]);
  const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [LOCK]);
  if (!rows[0]?.alone) return false;
  // Our own pools and another leaver's connection take a moment to go.
  for (const end = Date.now() + CLOSING_POOLS_MS; ; await wait(50)) {
    const { others, entering } = await company(client);
    if (others === 0) return true;
    if (entering || Date.now() > end) return false;
  }
}

async function company(client: pg.Client): Promise<{ others: number; entering: boolean }> {
  const { rows } = await client.query<{ others: number; entering: boolean }>(
    `select count(*)::int as others,
            coalesce(bool_or(application_name = $1 and wait_event_type = 'Lock'), false) as entering
       from pg_stat_activity
      where backend_type in ('client backend', 'walsender') and pid <> pg_backend_pid()`,
    [NAME],
  );
  return rows[0] ?? { others: 0, entering: false };
}
