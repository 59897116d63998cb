import { sql } from 'kysely';
import type { Fragment, Tx } from '#database';
import { type Instant, toIso } from '#shared';
import { type CaseState, isOpen } from '../case.ts';
import { readSettings } from '../settings/settingStore.ts';
import { tables } from '../tables.ts';
import { isStuck, type Lease, type LeaseLengths, leaseUntil } from './lease.ts';

type Decided = { tenant: number; actor: string; now: Instant; isPlayed: boolean; lengths?: LeaseLengths };

/** The row that follows from a decision: a step of the holder renews the lease, whoever takes the case begins one, giving back ends it. */
export function leaseRow(before: CaseState, after: CaseState, about: Decided): Fragment | undefined {
  const [had, has] = [holderOf(before), holderOf(after)];
  if (after.state === 'none' || (had === undefined && has === undefined)) return undefined;
  const { tenant, actor, now, lengths } = about;
  if (has === undefined) {
    return sql`delete from case_lease where tenant = ${tenant}::int and "case" = ${after.id}::uuid`;
  }
  if (has === had && has !== actor) return undefined;
  const until = toIso(leaseUntil(now, { state: after.state, isPlayed: about.isPlayed }, lengths));
  return sql`insert into case_lease as old (tenant, "case", service, account, taken_at, renewed_at, expires_at, stepped_at)
    values (${tenant}::int, ${after.id}::uuid, ${after.service}::int, ${has}::uuid, ${toIso(now)}::timestamptz,
    ${toIso(now)}::timestamptz, ${until}::timestamptz, ${toIso(now)}::timestamptz)
    on conflict (tenant, "case") do update set account = excluded.account,
    taken_at = case when old.account = excluded.account then least(old.taken_at, excluded.taken_at) else excluded.taken_at end,
    renewed_at = excluded.renewed_at, expires_at = excluded.expires_at, stepped_at = excluded.stepped_at`;
}

/** Whether this decision begins or renews a lease, and so must know how long one is. */
export function leases(before: CaseState, after: CaseState, actor: string): boolean {
  const has = holderOf(after);
  return has !== undefined && (has !== holderOf(before) || has === actor);
}

function holderOf(state: CaseState): string | undefined {
  return isOpen(state) ? state.holder?.account : undefined;
}

type Own = { tenant: number; case: string; account: string; now: Instant };

/** The page is still open: as long again as before. Undefined where the lease has run out or is another person's. */
export async function renewLease(tx: Tx, { tenant, case: id, account, now }: Own): Promise<Instant | undefined> {
  const row = await tables(tx)
    .updateTable('case_lease')
    .set({
      renewed_at: new Date(now),
      expires_at: sql<Date>`${toIso(now)}::timestamptz + (expires_at - renewed_at)`,
    })
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .where('account', '=', account)
    .where('expires_at', '>', new Date(now))
    .where('renewed_at', '<=', new Date(now))
    .returning('expires_at')
    .executeTakeFirst();
  return row && (row.expires_at.getTime() as Instant);
}

type Lapsed = { tenant: number; now: Instant };

/** Some leases that have run out, the oldest first, without those that were looked at already. */
export async function lapsedLeases(
  tx: Tx,
  { tenant, now, looked }: Lapsed & { looked: readonly string[] },
): Promise<{ case: string }[]> {
  return await tables(tx)
    .selectFrom('case_lease')
    .select('case')
    .where('tenant', '=', tenant)
    .where('expires_at', '<=', new Date(now))
    .where(sql<boolean>`"case" <> all(${[...looked]}::uuid[])`)
    .orderBy('expires_at')
    .limit(20)
    .execute();
}

/** One of them, locked until the end of the transaction, so that whoever renews it now waits and two jobs do not meet. */
export async function lockLapsed(
  tx: Tx,
  { tenant, now, case: id }: Lapsed & { case: string },
): Promise<{ account: string } | undefined> {
  return await tables(tx)
    .selectFrom('case_lease')
    .select('account')
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .where('expires_at', '<=', new Date(now))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

export async function dropLease(tx: Tx, about: { tenant: number; case: string }): Promise<void> {
  await tables(tx).deleteFrom('case_lease').where('tenant', '=', about.tenant).where('case', '=', about.case).execute();
}

export type StuckLease = Lease & { number: string; state: string };

/** Cases whose page is open and on which nobody has taken a step for long: for the board, which raises the alarm. */
export async function stuckLeases(
  tx: Tx,
  { tenant, service, now }: { tenant: number; service: number; now: Instant },
): Promise<StuckLease[]> {
  const lengths = (await readSettings(tx, { tenant, service })).leaseAt(now);
  const rows = await tables(tx)
    .selectFrom('case_lease')
    .innerJoin('case_now', (join) =>
      join.onRef('case_now.tenant', '=', 'case_lease.tenant').onRef('case_now.id', '=', 'case_lease.case'),
    )
    .selectAll('case_lease')
    .select(['case_now.number', 'case_now.state'])
    .where('case_lease.tenant', '=', tenant)
    .where('case_lease.service', '=', service)
    .where('case_now.closed_at', 'is', null)
    .orderBy('case_lease.stepped_at')
    .execute();
  return rows
    .map((row) => ({
      case: row.case,
      number: row.number,
      state: row.state,
      account: row.account,
      takenAt: row.taken_at.getTime() as Instant,
      expiresAt: row.expires_at.getTime() as Instant,
      steppedAt: row.stepped_at.getTime() as Instant,
    }))
    .filter((lease) => isStuck(lease, { now, state: lease.state }, lengths));
}

/** Until when a case is leased, and to whom. */
export async function leaseOf(tx: Tx, tenant: number, id: string) {
  const row = await tables(tx)
    .selectFrom('case_lease')
    .select(['account', 'expires_at'])
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .executeTakeFirst();
  return row && { account: row.account, expiresAt: row.expires_at.getTime() as Instant };
}
