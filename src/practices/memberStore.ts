import { sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import type { Post } from './practice.ts';
import type { Written } from './practiceStore.ts';
import { tables } from './tables.ts';

export type Membership = { tenant: number; practice: number; account: string };

/** The practices that an account speaks for, by id; none for everybody else. */
export async function practicesOfMember(
  tx: Tx,
  { tenants, account }: { tenants: readonly number[]; account: string },
): Promise<{ tenant: number; practice: number; post: Post }[]> {
  if (tenants.length === 0) return [];
  return tables(tx)
    .selectFrom('practice_member')
    .select(['tenant', 'practice', 'post'])
    .where('tenant', 'in', [...tenants])
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .orderBy('tenant')
    .orderBy('practice')
    .execute();
}

/** Who speaks for practices of a provider, by practice. */
export function membersOf(tx: Tx, tenant: number): Promise<{ practice: number; account: string; post: Post }[]> {
  return tables(tx)
    .selectFrom('practice_member')
    .select(['practice', 'account', 'post'])
    .where('tenant', '=', tenant)
    .where('ended_at', 'is', null)
    .orderBy('practice')
    .orderBy('account')
    .execute();
}

/** Lets an account speak for a practice, with its audit row; false where it does so already in that post. */
export async function joinPractice(tx: Tx, member: Membership & { post: Post }, written: Written): Promise<boolean> {
  const { tenant, practice, account, post } = member;
  const { numInsertedOrUpdatedRows } = await tables(tx)
    .insertInto('practice_member')
    .values({ tenant, practice, account, post, since: new Date(written.at), ended_at: null })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant', 'practice', 'account'])
        .doUpdateSet({ post, since: new Date(written.at), ended_at: null })
        .where(sql<boolean>`practice_member.ended_at is not null or practice_member.post <> ${post}`),
    )
    .executeTakeFirst();
  const changed = Number(numInsertedOrUpdatedRows) > 0;
  if (changed) await audit(tx, member, { joined: post }, written);
  return changed;
}

/** Takes that away; false where it was not so. */
export async function leavePractice(tx: Tx, member: Membership, written: Written): Promise<boolean> {
  const { tenant, practice, account } = member;
  const { numUpdatedRows } = await tables(tx)
    .updateTable('practice_member')
    .set({ ended_at: new Date(written.at) })
    .where('tenant', '=', tenant)
    .where('practice', '=', practice)
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  const changed = Number(numUpdatedRows) > 0;
  if (changed) await audit(tx, member, { left: true }, written);
  return changed;
}

function audit(tx: Tx, { tenant, practice, account }: Membership, change: object, { id, at, by }: Written) {
  const row = { tenant, id, at, actor: by, entity: 'practice-member', key: account, change: { practice, ...change } };
  return sql`${auditRow(row)}`.execute(tx);
}
