import { sql } from 'kysely';
import type { Tx } from './connect.ts';

/** How many facts of each type an organisation has, by type in alphabetical order. */
export async function countEvents(tx: Tx, tenant: number): Promise<{ [type: string]: number }> {
  const { rows } = await sql<{
    type: string;
    n: number;
  }>`select type, count(*)::int as n from event where tenant = ${tenant}
    group by type order by type`.execute(tx);
  return Object.fromEntries(rows.map(({ type, n }) => [type, n]));
}
