import type { Database } from '#database';
import { inScope } from '#database';
import type { Actor } from './actor.ts';
import { grantsOf } from './sessions.ts';
import type { PeopleTables } from './tables.ts';

/** The account of whoever looks at a demo without signing in. */
export const VISITOR_SIGN_IN = 'visitor';

export type OneClick = { account: string; name: string; signIn: string; roles: string[] };

/** The people that one click signs in as, in demo mode only: everybody of the demo, and its machines where asked for. */
export async function oneClickPeople(db: Database, tenant: number, machines = false): Promise<OneClick[]> {
  return inScope(db, { tenants: [tenant] }, async (tx) => {
    const rows = await tx
      .withTables<PeopleTables>()
      .selectFrom('role_grant')
      .innerJoin('account', 'account.id', 'role_grant.account')
      .select(['account.id', 'account.name', 'account.sign_in', 'role_grant.role'])
      .where('role_grant.tenant', '=', tenant)
      .where('account.machine', 'in', machines ? [true, false] : [false])
      .where('account.sign_in', '!=', VISITOR_SIGN_IN)
      .orderBy('account.name')
      .orderBy('role_grant.role')
      .execute();
    const people = new Map<string, OneClick>();
    for (const row of rows) {
      const person = people.get(row.id) ?? { account: row.id, name: row.name, signIn: row.sign_in, roles: [] };
      person.roles.push(row.role);
      people.set(row.id, person);
    }
    return [...people.values()];
  });
}

export async function visitor(db: Database): Promise<Actor | undefined> {
  const { rows } = await db.app.query<{ id: string; name: string }>('select id, name from account where sign_in = $1', [
    VISITOR_SIGN_IN,
  ]);
  const account = rows[0];
  return account && { account: account.id, name: account.name, grants: await grantsOf(db, account.id), by: 'nobody' };
}
