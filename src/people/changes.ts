import { sql } from 'kysely';
import { auditRow, type Database, inScope, type Tx } from '#database';
import { type Instant, newId } from '#shared';
import { grantsOf } from './sessions.ts';

/** Who changes something, and when: by the machine, and by the clock of each organisation that keeps an audit of it. */
export type Author = { account: string; machineNow: Instant; now(tenant: number): Instant };

export type Change = { tenant: number; entity: string; key: string; change: Record<string, unknown> };

/** The audit row of a change, in the transaction that makes it. */
export async function record(tx: Tx, by: Author, { tenant, ...what }: Change): Promise<void> {
  const row = { tenant, id: newId(), at: by.now(tenant), actor: by.account, ...what };
  await sql`${auditRow(row)}`.execute(tx);
}

/**
 * A change of an account belongs to no organisation: each one in which it holds a role keeps an audit row of it. Work that gives no
 * `change` changed nothing.
 */
export async function changeAccount<T>(
  db: Database,
  { account, by }: { account: string; by: Author },
  work: (tx: Tx) => Promise<{ value: T; change?: Record<string, unknown> }>,
): Promise<T> {
  const tenants = [...new Set((await grantsOf(db, account)).map(({ tenant }) => tenant))];
  return inScope(db, { tenants, account }, async (tx) => {
    const { value, change } = await work(tx);
    if (change) for (const tenant of tenants) await record(tx, by, { tenant, entity: 'account', key: account, change });
    return value;
  });
}
