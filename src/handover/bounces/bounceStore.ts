import { type Selectable, sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { type Instant, instantFromMs, toIso } from '#shared';
import type { FailureCode } from '../codes.ts';
import { type HandoverTables, tables } from '../tables.ts';
import type { Bounce, Unreadable } from './bounce.ts';

/** What was done about a letter that came back. */
export type Outcome = HandoverTables['message_bounce']['outcome'];

export type KeptLetter = {
  id: string;
  file: string;
  takenAt: Instant;
  kind: Bounce['kind'];
  outcome: Outcome;
  status?: string;
  code?: FailureCode;
  why?: Unreadable;
  message?: string;
  lookedAt?: Instant;
};

export async function isTaken(tx: Tx, tenant: number, id: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('message_bounce')
    .select('id')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

type Kept = { tenant: number; id: string; file: string; at: Instant; bounce: Bounce; outcome: Outcome };

/** Writes down a letter, once however often it is fed. */
export async function keepBounce(tx: Tx, { tenant, id, file, at, bounce, outcome }: Kept): Promise<void> {
  const { key, kind } = bounce;
  const said = {
    status: kind === 'failed' || kind === 'delayed' ? (bounce.status ?? null) : null,
    code: kind === 'failed' ? bounce.code : null,
    why: kind === 'unreadable' ? bounce.why : null,
  };
  const about = { message: key?.message ?? null, version: key?.version ?? null, is_reminder: key?.isReminder ?? false };
  await tables(tx)
    .insertInto('message_bounce')
    .values({
      ...{ tenant, id, file, taken_at: new Date(at), kind, ...said, ...about, outcome },
      ...{ looked_by: null, looked_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Letters that a person has to look at, the oldest first. */
export async function lettersToLookAt(tx: Tx, tenant: number): Promise<KeptLetter[]> {
  const rows = await tables(tx)
    .selectFrom('message_bounce')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('outcome', '=', 'for-somebody')
    .where('looked_at', 'is', null)
    .orderBy('taken_at')
    .orderBy('id')
    .execute();
  return rows.map(letterOf);
}

/** The last that came back, whatever was done about them. */
export async function lettersOf(tx: Tx, tenant: number, limit = 200): Promise<KeptLetter[]> {
  const rows = await tables(tx)
    .selectFrom('message_bounce')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(letterOf);
}

type Looked = { tenant: number; id: string; by: string; at: Instant; audit: string };

/** Somebody has looked at it and done what there was to do. False where there is none that waits. */
export async function lookedAt(tx: Tx, { tenant, id, by, at, audit }: Looked): Promise<boolean> {
  const { rows } = await sql`update message_bounce set looked_by = ${by}::uuid, looked_at = ${toIso(at)}::timestamptz
    where tenant = ${tenant} and id = ${id}::uuid and looked_at is null returning id`.execute(tx);
  if (rows.length === 0) return false;
  const change = { looked: toIso(at) };
  await sql`${auditRow({ tenant, id: audit, at, actor: by, entity: 'letter-that-came-back', key: id, change })}`.execute(
    tx,
  );
  return true;
}

function letterOf(row: Selectable<HandoverTables['message_bounce']>): KeptLetter {
  const { id, file, kind, outcome, status, code, why, message, taken_at, looked_at } = row;
  return {
    ...{ id, file, kind, outcome, takenAt: instantFromMs(taken_at.getTime()) },
    ...(status === null ? {} : { status }),
    ...(code === null ? {} : { code: code as FailureCode }),
    ...(why === null ? {} : { why: why as Unreadable }),
    ...(message === null ? {} : { message }),
    ...(looked_at === null ? {} : { lookedAt: instantFromMs(looked_at.getTime()) }),
  };
}
