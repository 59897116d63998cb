import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalJson } from '#shared';
import type { Tx } from './connect.ts';
import type { Fragment } from './log.ts';

/** A key is kept for 31 days: a visit tablet may be offline past a day. */
export const REQUEST_DAYS = 31;

export type RequestKey = { tenant: number; actor: string; key: string };
export type Answered = { digest: Buffer; status: number; subject: string | null };

export function requestDigest(command: string, stream: string, body: unknown): Buffer {
  return createHash('sha256')
    .update(canonicalJson([command, stream, body]))
    .digest();
}

/** Remembers the answer beside the facts; a second request with the key meets the primary key. */
export function requestRow(request: RequestKey & Answered): Fragment {
  return sql`insert into request (tenant, actor, key, digest, status, subject) values (${request.tenant}::int,
    ${request.actor}::uuid, ${request.key}::uuid, ${request.digest}::bytea, ${request.status}::smallint, ${request.subject}::uuid)`;
}

export async function findRequest(tx: Tx, key: RequestKey): Promise<Answered | undefined> {
  const { rows } = await sql<Answered>`select digest, status, subject from request
    where tenant = ${key.tenant} and actor = ${key.actor} and key = ${key.key}`.execute(tx);
  return rows[0];
}

export async function forgetOldRequests(tx: Tx): Promise<void> {
  await sql`delete from request where at < clock_timestamp() - make_interval(days => ${REQUEST_DAYS})`.execute(tx);
}
