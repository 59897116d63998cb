import type { Tx } from '#database';
import { type Whereabouts, whereaboutsOf } from '#people';
import { tables } from './tables.ts';

/**
 * Where the patient of a case is now, as far as their postcode says it. Of a restricted address nothing is measured: with the miles to two
 * or three bases anybody could draw where it is (decision 0026).
 */
export async function whereaboutsOfCase(
  tx: Tx,
  { tenant, stream }: { tenant: number; stream: string },
): Promise<Whereabouts | undefined> {
  const row = await tables(tx)
    .selectFrom('case_person')
    .select(['where_now', 'address_restricted'])
    .where('tenant', '=', tenant)
    .where('case', '=', stream)
    .executeTakeFirst();
  return row && !row.address_restricted ? whereaboutsOf(tx, row.where_now) : undefined;
}
