import { type Database, inScope, type Tx } from '#database';
import type { Position } from '#shared';
import type { Role } from './roles.ts';
import type { PeopleTables } from './tables.ts';

export type Organisation = { id: number; slug: string; name: string; madeUp: boolean };
export type Service = {
  id: number;
  tenant: number;
  slug: string;
  name: string;
  kind: 'out-of-hours' | 'telephone-only';
  madeUp: boolean;
  organisation: string;
};
export type Place = {
  id: number;
  tenant: number;
  service: number;
  slug: string;
  name: string;
  kind: 'base' | 'car' | 'elsewhere';
  area: string | null;
  /** Where it stands on the national grid; both, or neither is known. */
  easting?: number | null;
  northing?: number | null;
};

/** Where a place stands; undefined while nobody has said it. */
export function positionOfPlace({ easting, northing }: Pick<Place, 'easting' | 'northing'>): Position | undefined {
  return easting == null || northing == null ? undefined : { easting, northing };
}

/** Services and places of the given tenants. They change rarely; callers may keep the answer for a request. */
export async function servicesOf(db: Database, tenants: readonly number[]): Promise<Service[]> {
  if (tenants.length === 0) return [];
  return inScope(db, { tenants }, async (tx) => {
    const rows = await tx
      .withTables<PeopleTables>()
      .selectFrom('service')
      .innerJoin('organisation', 'organisation.id', 'service.tenant')
      .select([
        'service.id',
        'service.tenant',
        'service.slug',
        'service.name',
        'service.kind',
        'organisation.made_up',
        'organisation.name as organisation',
      ])
      .where('service.tenant', 'in', [...tenants])
      .orderBy('service.kind')
      .orderBy('service.id', 'desc')
      .execute();
    return rows.map(({ made_up, ...row }) => ({ ...row, madeUp: made_up }));
  });
}

export async function placesOf(db: Database, tenants: readonly number[]): Promise<Place[]> {
  if (tenants.length === 0) return [];
  return inScope(db, { tenants }, (tx) =>
    tx
      .withTables<PeopleTables>()
      .selectFrom('place')
      .selectAll()
      .where('tenant', 'in', [...tenants])
      .orderBy('id')
      .execute(),
  );
}

/** The places of one service, in the transaction that decides on them. */
export function placesIn(tx: Tx, service: number): Promise<Place[]> {
  return tx
    .withTables<PeopleTables>()
    .selectFrom('place')
    .selectAll()
    .where('service', '=', service)
    .orderBy('id')
    .execute();
}

/** Every organisation: the scope of jobs that serve all of them (followers, rules). */
export async function everyTenant(db: Database): Promise<number[]> {
  const { rows } = await db.app.query<{ id: number }>('select id from organisation order by id');
  return rows.map((row) => row.id);
}

export async function organisationBySlug(db: Database, slug: string): Promise<Organisation | undefined> {
  const { rows } = await db.app.query<{ id: number; slug: string; name: string; made_up: boolean }>(
    'select id, slug, name, made_up from organisation where slug = $1',
    [slug],
  );
  return rows[0] && { id: rows[0].id, slug: rows[0].slug, name: rows[0].name, madeUp: rows[0].made_up };
}

/** Names of accounts by id: staff pages say who acted. */
export async function namesOf(db: Database, accounts: Iterable<string>): Promise<Map<string, string>> {
  const ids = [...new Set(accounts)];
  if (ids.length === 0) return new Map();
  const { rows } = await db.app.query<{ id: string; name: string }>('select id, name from account where id = any($1)', [
    ids,
  ]);
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The same in a transaction that is under way. */
export async function namesWithin(tx: Tx, accounts: Iterable<string>): Promise<Map<string, string>> {
  const ids = [...new Set(accounts)];
  if (ids.length === 0) return new Map();
  const rows = await tx
    .withTables<PeopleTables>()
    .selectFrom('account')
    .select(['id', 'name'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Names and sign-in names of accounts by id, for the page on which an administrator chooses people. */
export async function accountNames(
  db: Database,
  accounts: Iterable<string>,
): Promise<Map<string, { name: string; signIn: string }>> {
  const { rows } = await db.app.query<{ id: string; name: string; sign_in: string }>(
    'select id, name, sign_in from account where id = any($1)',
    [[...new Set(accounts)]],
  );
  return new Map(rows.map(({ id, name, sign_in }) => [id, { name, signIn: sign_in }]));
}

export type Colleague = { account: string; name: string };

/** People of an organisation who hold any of the roles now, by name. */
export function peopleWithRoles(tx: Tx, tenant: number, roles: readonly Role[]): Promise<Colleague[]> {
  return tx
    .withTables<PeopleTables>()
    .selectFrom('role_grant')
    .innerJoin('account', 'account.id', 'role_grant.account')
    .select(['account.id as account', 'account.name'])
    .distinct()
    .where('role_grant.tenant', '=', tenant)
    .where('role_grant.role', 'in', [...roles])
    .where('account.machine', '=', false)
    .where('account.ended_at', 'is', null)
    .orderBy('account.name')
    .execute();
}

/** The roles that an account holds in an organisation now; none where it does not work there. */
export async function rolesOf(tx: Tx, tenant: number, account: string): Promise<Role[]> {
  const rows = await tx
    .withTables<PeopleTables>()
    .selectFrom('role_grant')
    .innerJoin('account', 'account.id', 'role_grant.account')
    .select('role_grant.role')
    .where('role_grant.tenant', '=', tenant)
    .where('role_grant.account', '=', account)
    .where('account.ended_at', 'is', null)
    .execute();
  return rows.map(({ role }) => role as Role);
}
