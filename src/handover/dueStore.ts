import { type Selectable, sql } from 'kysely';
import type { Tx } from '#database';
import type { Instant } from '#shared';
import { lineOf, type MessageLine } from './messageStore.ts';
import { type MessageNowTable, tables } from './tables.ts';

const MOST = 40;

/** A message that one sender has to itself until a moment of the database's clock, which is also how it is told from others' claims. */
export type Claimed = { line: MessageLine; until: Date };

/** JavaScript's dates know no more than milliseconds: a claim is told again by them. */
const until = sql`date_trunc('milliseconds', clock_timestamp() + interval '2 minutes')`;

/** Takes what is due to be sent, the soonest due at its practice first, so that nobody else sends it for two minutes. */
export async function claimDue(tx: Tx, { tenant, now }: { tenant: number; now: Instant }): Promise<Claimed[]> {
  const { rows } = await sql<MessageNowTable>`update message_now set claimed_until = ${until}
    where (tenant, id) in (select tenant, id from message_now where tenant = ${tenant} and send_at <= ${new Date(now)}
      and body_version is not null and (claimed_until is null or claimed_until < clock_timestamp())
      order by due_at, send_at limit ${MOST} for update skip locked)
    returning *`.execute(tx);
  return rows
    .map(claimedOf)
    .sort((a, b) => (a.line.dueAt ?? 0) - (b.line.dueAt ?? 0) || (a.line.id < b.line.id ? -1 : 1));
}

/**
 * Whoever sends many in turn may come to the last of them when its claim has run out: the claim is made new right before it is sent, and what
 * somebody else has taken meanwhile, or what is not to be sent any more, is undefined.
 */
export async function claimAgain(
  tx: Tx,
  { tenant, now, claimed }: { tenant: number; now: Instant; claimed: Claimed },
): Promise<Claimed | undefined> {
  const { rows } = await sql<MessageNowTable>`update message_now set claimed_until = ${until}
    where tenant = ${tenant} and id = ${claimed.line.id}::uuid and claimed_until = ${claimed.until}
      and send_at <= ${new Date(now)} and body_version is not null
    returning *`.execute(tx);
  return rows.map(claimedOf)[0];
}

function claimedOf(row: Selectable<MessageNowTable>): Claimed {
  return { line: lineOf(row), until: row.claimed_until as Date };
}

/** Gives up one's own claim, never that of whoever came after. */
export async function letGo(tx: Tx, { tenant, claimed }: { tenant: number; claimed: Claimed }): Promise<void> {
  await sql`update message_now set claimed_until = null
    where tenant = ${tenant} and id = ${claimed.line.id}::uuid and claimed_until = ${claimed.until}`.execute(tx);
}

/** Somebody is at its channel with it, or died there: it may have gone out though nobody has written that down. */
export async function mayBeOut(tx: Tx, tenant: number, id: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('message_now')
    .select('claimed_until')
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined && row.claimed_until !== null;
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
