import { createHash, randomBytes } from 'node:crypto';
import { type Database, inScope } from '#database';
import { hours, type Instant, minutes, newId } from '#shared';
import type { Actor, Grant } from './actor.ts';
import type { Role } from './roles.ts';
import type { PeopleTables } from './tables.ts';

export const SESSION_IDLE_MS = minutes(30);
export const SESSION_MS = hours(12);

/** Only the SHA-256 of a token is stored: a copy of the table signs nobody in. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

export async function openSession(db: Database, account: string, machineNow: Instant): Promise<string> {
  const token = newToken();
  await db.app.query(
    'insert into session (id, token_hash, account, made_at, seen_at, ends_at) values ($1, $2, $3, $4, $4, $5)',
    [newId(), tokenHash(token), account, new Date(machineNow), new Date(machineNow + SESSION_MS)],
  );
  return token;
}

export async function endSession(db: Database, token: string): Promise<void> {
  await db.app.query('delete from session where token_hash = $1', [tokenHash(token)]);
}

export async function issueApiToken(db: Database, account: string, machineNow: Instant): Promise<string> {
  const token = newToken();
  await db.app.query('insert into api_token (token_hash, account, made_at) values ($1, $2, $3)', [
    tokenHash(token),
    account,
    new Date(machineNow),
  ]);
  return token;
}

type Found = { account: string; name: string; session: string | null; seen_at: Date | null };

/** The account behind a session cookie; undefined when it has ended, by time, by sign-out or with the account. */
export async function actorOfSession(db: Database, token: string, machineNow: Instant): Promise<Actor | undefined> {
  const { rows } = await db.app.query<Found>(
    `select a.id as account, a.name, s.id as session, s.seen_at from session s join account a on a.id = s.account
     where s.token_hash = $1 and s.ends_at > $2 and s.seen_at > $3 and a.ended_at is null`,
    [tokenHash(token), new Date(machineNow), new Date(machineNow - SESSION_IDLE_MS)],
  );
  const found = rows[0];
  if (!found) return undefined;
  // Written once a minute at most: a page a second must not cost a write a second.
  if (found.seen_at && machineNow - found.seen_at.getTime() > minutes(1)) {
    await db.app.query('update session set seen_at = $2 where token_hash = $1', [
      tokenHash(token),
      new Date(machineNow),
    ]);
  }
  return actor(db, found, 'cookie');
}

export async function actorOfToken(db: Database, token: string): Promise<Actor | undefined> {
  const { rows } = await db.app.query<Found>(
    `select a.id as account, a.name, null as session, null as seen_at from api_token t join account a on a.id = t.account
     where t.token_hash = $1 and t.ended_at is null and a.ended_at is null`,
    [tokenHash(token)],
  );
  return rows[0] && actor(db, rows[0], 'token');
}

async function actor(db: Database, found: Found, by: Actor['by']): Promise<Actor> {
  return {
    account: found.account,
    name: found.name,
    ...(found.session ? { session: found.session } : {}),
    grants: await grantsOf(db, found.account),
    by,
  };
}

/** An account's own grants in every organisation, read under the policy that lets an account see its own. */
export async function grantsOf(db: Database, account: string): Promise<Grant[]> {
  const rows = await inScope(db, { tenants: [], account }, (tx) =>
    tx
      .withTables<PeopleTables>()
      .selectFrom('role_grant')
      .select(['tenant', 'role'])
      .where('account', '=', account)
      .orderBy('tenant')
      .orderBy('role')
      .execute(),
  );
  return rows.map((row) => ({ tenant: row.tenant, role: row.role as Role }));
}

export async function forgetEndedSessions(db: Database, machineNow: Instant): Promise<void> {
  await db.app.query('delete from session where ends_at < $1', [new Date(machineNow)]);
  await db.app.query('delete from sign_in_attempt where at < $1', [new Date(machineNow - hours(24 * 31))]);
}
