import { sql } from 'kysely';
import type { Fragment, Tx } from '#database';

type CallLines = { call_line: { tenant: number; call: string; number: string } };

/** The number that a call came from, as digits; undefined where the telephony gave none, or it was withheld. */
export async function lineOfCall(tx: Tx, tenant: number, call: string): Promise<string | undefined> {
  const row = await tx
    .withTables<CallLines>()
    .selectFrom('call_line')
    .select('number')
    .where('tenant', '=', tenant)
    .where('call', '=', call)
    .executeTakeFirst();
  return row?.number;
}

export function callLineRow(tenant: number, call: string, number: string): Fragment {
  return sql`insert into call_line (tenant, call, number) values (${tenant}::int, ${call}::uuid, ${number})`;
}
