import { type Selectable, sql } from 'kysely';
import type { Tx } from '#database';
import type { Instant } from '#shared';
import type { Content } from './content.ts';
import { lineOf, type MessageLine } from './messageStore.ts';
import { type MessageNowTable, tables } from './tables.ts';

type Where = { tenant: number; service: number };

/** Everything that has not been acknowledged, the soonest due first, and then what was, the latest first. */
export async function messagesOf(tx: Tx, { tenant, service }: Where, limit = 300): Promise<MessageLine[]> {
  const { rows } =
    await sql<MessageNowTable>`select * from message_now where tenant = ${tenant} and service = ${service}
    order by state in ('received', 'read', 'acted', 'settled'),
      case when state in ('received', 'read', 'acted', 'settled') then null else due_at end, consulted_at desc limit ${limit}`.execute(
      tx,
    );
  return rows.map(lineOf);
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
