import { sql } from 'kysely';
import type { Tx } from './connect.ts';

/**
 * How many facts of each type an organisation was told, by type in alphabetical order. Not what the product wrote by itself: when it
 * chased a message or asked for a ring-back depends on the machine's clock, and a night played fast is over before it has.
 */
export async function countEvents(tx: Tx, tenant: number): Promise<{ [type: string]: number }> {
  const { rows } = await sql<{
    type: string;
    n: number;
  }>`select type, count(*)::int as n from event where tenant = ${tenant} and source <> 'job'
    group by type order by type`.execute(tx);
  return Object.fromEntries(rows.map(({ type, n }) => [type, n]));
}
