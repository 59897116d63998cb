import type { Tx } from '#database';
import { type Instant, instantFromMs } from '#shared';
import type { Outcome } from './codes.ts';
import { tables } from './tables.ts';

export type ClosedLine = { id: string; number: string; closedAt: Instant; outcome: Outcome };

/** Cases that were closed within a time, in that order: what a ledger of messages is held against. */
export async function closedCases(
  tx: Tx,
  { tenant, service, from, to }: { tenant: number; service: number; from: Instant; to: Instant },
): Promise<ClosedLine[]> {
  const rows = await tables(tx)
    .selectFrom('case_now')
    .select(['id', 'number', 'closed_at', 'outcome'])
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where('closed_at', '>=', new Date(from))
    .where('closed_at', '<', new Date(to))
    .orderBy('closed_at')
    .orderBy('number')
    .execute();
  return rows.flatMap(({ id, number, closed_at, outcome }) =>
    closed_at === null
      ? []
      : [{ id, number, closedAt: instantFromMs(closed_at.getTime()), outcome: outcome as Outcome }],
  );
}

/** The numbers of cases by id, for lists of something else about them. */
export async function caseNumbersOf(tx: Tx, tenant: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('case_now')
    .select(['id', 'number'])
    .where('tenant', '=', tenant)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, number }) => [id, number]));
}
