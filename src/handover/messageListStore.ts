import { type Selectable, sql } from 'kysely';
import type { Tx } from '#database';
import type { Instant } from '#shared';
import type { Content } from './content.ts';
import { lineOf, type MessageLine } from './messageStore.ts';
import { type MessageNowTable, tables } from './tables.ts';

type Where = { tenant: number; service: number };

/** Somebody there has it and nothing is left to do, or a person here has ended it. */
const isDealtWith = sql`(state in ('acted', 'settled') or (for_practice = 'information' and state in ('received', 'read')))`;

export const PAGE = 300;

/**
 * Everything that is not dealt with, however much, the soonest due first; and of the rest a page, the latest first. `more`: how many are older.
 */
export async function messagesOf(
  tx: Tx,
  { tenant, service }: Where,
  { skip = 0, limit = PAGE } = {},
): Promise<{ lines: MessageLine[]; more: number }> {
  const ours = sql`from message_now where tenant = ${tenant} and service = ${service}`;
  const open =
    skip > 0
      ? []
      : (
          await sql<MessageNowTable>`select * ${ours} and not ${isDealtWith} order by due_at, consulted_at desc, id`.execute(
            tx,
          )
        ).rows;
  const { rows: rest } =
    await sql<MessageNowTable>`select * ${ours} and ${isDealtWith} order by consulted_at desc, id desc
    limit ${limit} offset ${skip}`.execute(tx);
  const { rows: counted } = await sql<{ all: number }>`select count(*)::int as all ${ours} and ${isDealtWith}`.execute(
    tx,
  );
  const more = Math.max(0, (counted[0]?.all ?? 0) - skip - rest.length);
  return { lines: [...open, ...rest].map(lineOf), more };
}

/** Messages that have not been sent, or came back, by whom they are for: an outage is one line a practice, not one a patient. */
export type UnsentTo = { practice?: number; unsent: number; oldest: Instant };

export async function unsentByPractice(tx: Tx, { tenant, service }: Where): Promise<UnsentTo[]> {
  const { rows } = await sql<{ practice: number | null; unsent: number; oldest: Date }>`
    select practice, count(*)::int as unsent, min(consulted_at) as oldest from message_now
    where tenant = ${tenant} and service = ${service}
      and (state in ('due', 'queued', 'failed', 'given-back') or (send_at is not null and sent_at is null))
    group by practice order by unsent desc, oldest`.execute(tx);
  return rows.map(({ practice, unsent, oldest }) => ({
    ...(practice === null ? {} : { practice }),
    ...{ unsent, oldest: oldest.getTime() as Instant },
  }));
}

/** What the board says of messages: how many have not been sent, how many failed, and the oldest of them. */
export type Unsent = {
  unsent: number;
  failed: number;
  /** Nobody to send it to, or given back by a practice. */
  withNobody: number;
  late: number;
  oldest?: { message: string; case: string; consultedAt: Instant; dueAt?: Instant };
};

export async function unsentOf(tx: Tx, { tenant, service, now }: Where & { now: Instant }): Promise<Unsent> {
  const rows = await tables(tx)
    .selectFrom('message_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where(({ or, eb, and }) =>
      or([
        eb('state', 'in', ['due', 'queued', 'failed', 'given-back']),
        // Read on the page before it could be sent: it is still owed.
        and([eb('send_at', 'is not', null), eb('sent_at', 'is', null)]),
      ]),
    )
    .orderBy('consulted_at')
    .orderBy('id')
    .execute();
  const lines = rows.map(lineOf);
  const [oldest] = lines;
  const count = (is: (line: MessageLine) => boolean) => lines.filter(is).length;
  return {
    unsent: lines.length,
    failed: count(({ state }) => state === 'failed'),
    withNobody: count(({ state }) => state === 'due' || state === 'given-back'),
    late: count(({ dueAt }) => dueAt !== undefined && dueAt < now),
    ...(oldest
      ? {
          oldest: {
            ...{ message: oldest.id, case: oldest.case, consultedAt: oldest.consultedAt },
            ...(oldest.dueAt === undefined ? {} : { dueAt: oldest.dueAt }),
          },
        }
      : {}),
  };
}

/** A practice's own messages since then, and earlier ones that nobody has read or nobody has done, with what they say, the newest first. The caller writes the access record. */
export async function messagesOfPractice(
  tx: Tx,
  { tenant, practices, since }: { tenant: number; practices: readonly number[]; since: Instant },
): Promise<(MessageLine & { content?: Content })[]> {
  if (practices.length === 0) return [];
  const rows = await withContent(tx, tenant, practices)
    .where(({ or, and, eb }) =>
      or([
        eb('message_now.consulted_at', '>=', new Date(since)),
        eb('message_now.state', 'in', ['due', 'queued', 'failed', 'sent', 'received']),
        // Read and not done: it stays until somebody has done it, whatever its age.
        and([eb('message_now.state', '=', 'read'), eb('message_now.for_practice', '=', 'action')]),
      ]),
    )
    .orderBy('message_now.consulted_at', 'desc')
    .orderBy('message_now.id', 'desc')
    .execute();
  return rows.map(saidLine);
}

/** A practice's earlier messages, the latest first, so many at a time from below one of them; the caller writes the access record. */
export async function earlierMessages(
  tx: Tx,
  {
    tenant,
    practices,
    before,
    limit,
  }: { tenant: number; practices: readonly number[]; before: string | undefined; limit: number },
): Promise<(MessageLine & { content?: Content })[]> {
  if (practices.length === 0) return [];
  const rows = await withContent(tx, tenant, practices)
    .where(
      before === undefined
        ? sql<boolean>`true`
        : sql<boolean>`(message_now.consulted_at, message_now.id) < (select b.consulted_at, b.id from message_now b
            where b.tenant = ${tenant} and b.id = ${before}::uuid)`,
    )
    .orderBy('message_now.consulted_at', 'desc')
    .orderBy('message_now.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(saidLine);
}

function withContent(tx: Tx, tenant: number, practices: readonly number[]) {
  return tables(tx)
    .selectFrom('message_now')
    .leftJoin('message_body', (join) =>
      join
        .onRef('message_body.tenant', '=', 'message_now.tenant')
        .onRef('message_body.message', '=', 'message_now.id')
        .onRef('message_body.version', '=', 'message_now.body_version'),
    )
    .selectAll('message_now')
    .select('message_body.content')
    .where('message_now.tenant', '=', tenant)
    .where('message_now.practice', 'in', [...practices]);
}

function saidLine({ content, ...row }: Selectable<MessageNowTable> & { content: Content | null }) {
  return { ...lineOf(row), ...(content === null ? {} : { content }) };
}
