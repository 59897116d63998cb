import { type Database, inScope } from '#database';
import { everyTenant, servicesOf } from './organisations.ts';
import { grantRoles } from './register.ts';
import type { Role } from './roles.ts';
import type { PeopleTables } from './tables.ts';

/**
 * In demo mode only: whoever one click signs in as, and the visitor, hold the same roles where a telephone-only service was made
 * by an import. An organisation that sees patients is never opened in this way.
 */
export async function shareWithDemoPeople(db: Database): Promise<void> {
  const tenants = await everyTenant(db);
  const services = await servicesOf(db, tenants);
  const madeUp = new Set(services.filter((service) => service.madeUp).map(({ tenant }) => tenant));
  const closed = new Set(services.filter(({ kind }) => kind !== 'telephone-only').map(({ tenant }) => tenant));
  const grants = await peopleOf(db, [...madeUp]);
  const imported = new Set(services.map(({ tenant }) => tenant).filter((id) => !madeUp.has(id) && !closed.has(id)));
  for (const tenant of imported) await grantRoles(db, tenant, grants);
}

async function peopleOf(db: Database, tenants: readonly number[]): Promise<{ account: string; role: Role }[]> {
  if (tenants.length === 0) return [];
  return inScope(db, { tenants }, async (tx) => {
    const rows = await tx
      .withTables<PeopleTables>()
      .selectFrom('role_grant')
      .innerJoin('account', 'account.id', 'role_grant.account')
      .select(['role_grant.account', 'role_grant.role'])
      .distinct()
      .where('role_grant.tenant', 'in', [...tenants])
      .where('account.machine', '=', false)
      .execute();
    return rows.map(({ account, role }) => ({ account, role: role as Role }));
  });
}
