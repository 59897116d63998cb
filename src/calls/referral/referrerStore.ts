import { sql } from 'kysely';
import type { Fragment, Tx } from '#database';
import type { ReferrerWrite } from '../writes.ts';

export type Referrer = { name: string; role?: string; organisation?: string; number?: string };

/** The professional or the service that sent a patient: a row of its own, so that it can be rectified and destroyed. */
export function referrerRow(tenant: number, id: string, { name, role, organisation, number }: ReferrerWrite): Fragment {
  return sql`insert into case_referrer (tenant, "case", name, role, organisation, number) values (${tenant}::int, ${id}::uuid, ${name},
    ${role ?? null}, ${organisation ?? null}, ${number ?? null})`;
}

/** Whoever reads it writes the access record in the same transaction. */
export async function referrerOf(tx: Tx, tenant: number, id: string): Promise<Referrer | undefined> {
  const { rows } = await sql<{
    name: string;
    role: string | null;
    organisation: string | null;
    number: string | null;
  }>`select name, role,
    organisation, number from case_referrer where tenant = ${tenant}::int and "case" = ${id}::uuid`.execute(tx);
  const [row] = rows;
  return (
    row && {
      name: row.name,
      ...(row.role === null ? {} : { role: row.role }),
      ...(row.organisation === null ? {} : { organisation: row.organisation }),
      ...(row.number === null ? {} : { number: row.number }),
    }
  );
}

/** Who sent each of several patients, by name: for lists that only whoever may see patients opens. */
export async function referrersOf(tx: Tx, tenant: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ case: string; name: string }>`select "case", name from case_referrer
    where tenant = ${tenant}::int and "case" = any(${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ case: id, name }) => [id, name]));
}
