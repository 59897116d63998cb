import { type Database, inScope } from '#database';
import { Conflict, newId } from '#shared';
import type { Place } from './organisations.ts';
import type { Role } from './roles.ts';
import type { PeopleTables } from './tables.ts';

export type NewAccount = { id?: string; signIn: string; name: string; machine?: boolean; passwordHash?: string };

/** Makes an organisation; its slug is unique in the installation. */
export async function registerOrganisation(
  db: Database,
  organisation: { slug: string; name: string; madeUp: boolean },
): Promise<number> {
  const { rows } = await db.app.query<{ id: number }>(
    'insert into organisation (slug, name, made_up) values ($1, $2, $3) on conflict (slug) do nothing returning id',
    [organisation.slug, organisation.name, organisation.madeUp],
  );
  const made = rows[0];
  if (!made) throw new Conflict(`there is an organisation ${organisation.slug} already`);
  return made.id;
}

export async function registerService(
  db: Database,
  service: { tenant: number; slug: string; name: string; kind: 'out-of-hours' | 'telephone-only' },
): Promise<number> {
  return inScope(db, { tenants: [service.tenant] }, async (tx) => {
    const row = await tx
      .withTables<PeopleTables>()
      .insertInto('service')
      .values(service)
      .returning('id')
      .executeTakeFirstOrThrow();
    return row.id;
  });
}

export async function registerPlaces(
  db: Database,
  tenant: number,
  service: number,
  places: Pick<Place, 'slug' | 'name' | 'kind' | 'area' | 'easting' | 'northing'>[],
): Promise<Place[]> {
  return inScope(db, { tenants: [tenant] }, (tx) =>
    tx
      .withTables<PeopleTables>()
      .insertInto('place')
      .values(places.map((place) => ({ ...place, tenant, service })))
      .returningAll()
      .execute(),
  );
}

/** Makes an account, or finds the one with this sign-in name. */
export async function registerAccount(db: Database, account: NewAccount): Promise<string> {
  const { rows } = await db.app.query<{ id: string }>(
    `insert into account (id, sign_in, name, password_hash, machine) values ($1, $2, $3, $4, $5)
     on conflict (sign_in) do update set name = excluded.name returning id`,
    [account.id ?? newId(), account.signIn, account.name, account.passwordHash ?? null, account.machine ?? false],
  );
  return rows[0]!.id;
}

export async function grantRoles(
  db: Database,
  tenant: number,
  grants: { account: string; role: Role }[],
): Promise<void> {
  if (grants.length === 0) return;
  await inScope(db, { tenants: [tenant] }, (tx) =>
    tx
      .withTables<PeopleTables>()
      .insertInto('role_grant')
      .values(grants.map((grant) => ({ ...grant, tenant })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}
