import { sql } from 'kysely';
import type { Tx } from '#database';
import type { Instant } from '#shared';
import { lineOf, type MessageLine } from './messageStore.ts';
import { type MessageNowTable, tables } from './tables.ts';

const MOST = 40;

/** Takes what is due to be sent, the soonest due at its practice first, so that nobody else sends it for two minutes. */
export async function claimDue(tx: Tx, { tenant, now }: { tenant: number; now: Instant }): Promise<MessageLine[]> {
  const { rows } =
    await sql<MessageNowTable>`update message_now set claimed_until = clock_timestamp() + interval '2 minutes'
    where (tenant, id) in (select tenant, id from message_now where tenant = ${tenant} and send_at <= ${new Date(now)}
      and body_version is not null and (claimed_until is null or claimed_until < clock_timestamp())
      order by due_at, send_at limit ${MOST} for update skip locked)
    returning *`.execute(tx);
  return rows.map(lineOf).sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || (a.id < b.id ? -1 : 1));
}

export async function letGo(tx: Tx, { tenant, id }: { tenant: number; id: string }): Promise<void> {
  await sql`update message_now set claimed_until = null where tenant = ${tenant} and id = ${id}::uuid`.execute(tx);
}

/** Messages that nobody has read and that are to be chased by now. */
export async function chaseDue(
  tx: Tx,
  { tenant, now }: { tenant: number; now: Instant },
): Promise<(MessageLine & { step: number })[]> {
  const rows = await tables(tx)
    .selectFrom('message_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('chase_at', '<=', new Date(now))
    .orderBy('chase_at')
    .limit(MOST)
    .execute();
  return rows.flatMap((row) => (row.chase_step === null ? [] : [{ ...lineOf(row), step: row.chase_step }]));
}

/** Versions that a folder has taken and that its system has not acknowledged, by practice. */
export async function unacknowledged(tx: Tx, tenant: number): Promise<MessageLine[]> {
  const rows = await tables(tx)
    .selectFrom('message_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('channel', '=', 'folder')
    .where('state', 'in', ['queued', 'failed', 'sent'])
    .where('practice', 'is not', null)
    .execute();
  return rows.map(lineOf);
}

export type { MessageLine };
