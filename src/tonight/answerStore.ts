import { sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { type Instant, newId } from '#shared';
import { nightTables, type Where } from './nightTables.ts';

/** What somebody decided of an action that was ranked for them. */
export type RankedAnswer = {
  id: string;
  at: Instant;
  by: string;
  action: string;
  kind: string;
  answer: 'accepted' | 'overruled';
  reason?: string;
  words: string;
};

export async function answersSince(
  tx: Tx,
  { tenant, service, since }: Where & { since: Instant },
): Promise<RankedAnswer[]> {
  const rows = await nightTables(tx)
    .selectFrom('ranked_answer')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where('at', '>=', new Date(since))
    .orderBy('at')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(({ at, by_account: by, reason, id, action, kind, answer, words }) => ({
    ...{ id, at: at.getTime() as Instant, by, action, kind, answer, words },
    ...(reason === null ? {} : { reason }),
  }));
}

export async function writeAnswer(tx: Tx, where: Where, row: RankedAnswer): Promise<void> {
  const { id, at, by, action, kind, answer, reason = null, words } = row;
  await nightTables(tx)
    .insertInto('ranked_answer')
    .values({ ...where, id, at: new Date(at), by_account: by, action, kind, answer, reason, words })
    .execute();
  const audit = {
    tenant: where.tenant,
    id: newId(),
    at,
    actor: by,
    entity: 'ranked-action',
    key: id,
    change: { action, answer },
  };
  await sql`${auditRow(audit)}`.execute(tx);
}
