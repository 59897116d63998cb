import { sql } from 'kysely';
import { type Database, inScope } from '#database';
import type { Position } from '#shared';
import { type Author, record } from './changes.ts';
import type { Place, Service } from './organisations.ts';
import type { PeopleTables } from './tables.ts';

/** A real organisation, with its audit row; undefined where there is one of that slug. */
export async function foundOrganisation(
  db: Database,
  { slug, name }: { slug: string; name: string },
  by: Author,
): Promise<number | undefined> {
  return inScope(db, { tenants: [] }, async (tx) => {
    const made = await tx
      .withTables<PeopleTables>()
      .insertInto('organisation')
      .values({ slug, name, made_up: false })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) return undefined;
    // Its number is not known before: the transaction may see it from here on.
    await sql`select set_config('vigil.tenants', ${String(made.id)}, true)`.execute(tx);
    await record(tx, by, { tenant: made.id, entity: 'organisation', key: slug, change: { added: { slug, name } } });
    return made.id;
  });
}

/** A service, with its audit row; undefined where the installation has one of that slug, in whichever organisation. */
export async function foundService(
  db: Database,
  { tenant, ...added }: Pick<Service, 'tenant' | 'slug' | 'name' | 'kind'>,
  by: Author,
): Promise<number | undefined> {
  return inScope(db, { tenants: [tenant] }, async (tx) => {
    const made = await tx
      .withTables<PeopleTables>()
      .insertInto('service')
      .values({ tenant, ...added })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made) await record(tx, by, { tenant, entity: 'service', key: added.slug, change: { added } });
    return made?.id;
  });
}

/** A place of a service, with its audit row; undefined where the organisation has one of that slug. */
export async function foundPlace(
  db: Database,
  { tenant, ...added }: Omit<Place, 'id'>,
  by: Author,
): Promise<number | undefined> {
  return inScope(db, { tenants: [tenant] }, async (tx) => {
    const made = await tx
      .withTables<PeopleTables>()
      .insertInto('place')
      .values({ tenant, ...added })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made) await record(tx, by, { tenant, entity: 'place', key: added.slug, change: { added } });
    return made?.id;
  });
}

/** Says where a place stands, with its audit row; false where it stands there already. */
export async function positionPlace(
  db: Database,
  { tenant, id, slug }: Pick<Place, 'tenant' | 'id' | 'slug'>,
  at: Position,
  by: Author,
): Promise<boolean> {
  return inScope(db, { tenants: [tenant] }, async (tx) => {
    const changed = await tx
      .withTables<PeopleTables>()
      .updateTable('place')
      .set(at)
      .where('tenant', '=', tenant)
      .where('id', '=', id)
      .where((is) =>
        is.or([is('easting', 'is distinct from', at.easting), is('northing', 'is distinct from', at.northing)]),
      )
      .returning('id')
      .executeTakeFirst();
    if (changed) await record(tx, by, { tenant, entity: 'place', key: slug, change: { stands: at } });
    return changed !== undefined;
  });
}
