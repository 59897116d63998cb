import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { shareWithDemoPeople } from './demoGrants.ts';
import { VISITOR_SIGN_IN } from './demoPeople.ts';
import { grantRoles, registerAccount, registerOrganisation, registerService } from './register.ts';
import type { Role } from './roles.ts';
import { grantsOf } from './sessions.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

async function organisation(slug: string, madeUp: boolean, kind: 'out-of-hours' | 'telephone-only') {
  const tenant = await registerOrganisation(db, { slug, name: slug, madeUp });
  await registerService(db, { tenant, slug, name: slug, kind });
  return tenant;
}

it('lets the demo’s people into imported calls in their own roles, and nobody into a real organisation with patients', async () => {
  const demo = await organisation('tidewell', true, 'out-of-hours');
  const bank = await organisation('bank', false, 'telephone-only');
  const real = await organisation('real', false, 'out-of-hours');
  const people: Record<string, Role[]> = {
    [VISITOR_SIGN_IN]: ['visitor'],
    jo: ['shift-lead', 'doctor'],
    exchange: ['telephony'],
  };
  const accounts: Record<string, string> = {};
  for (const [signIn, roles] of Object.entries(people)) {
    const account = await registerAccount(db, { signIn, name: signIn, machine: signIn === 'exchange' });
    accounts[signIn] = account;
    await grantRoles(
      db,
      demo,
      roles.map((role) => ({ account, role })),
    );
  }
  await shareWithDemoPeople(db);
  await shareWithDemoPeople(db);
  const held = async (signIn: string, tenant: number) =>
    (await grantsOf(db, accounts[signIn]!))
      .filter((grant) => grant.tenant === tenant)
      .map(({ role }) => role)
      .sort();
  expect(await held('jo', bank)).toEqual(['doctor', 'shift-lead']);
  expect(await held(VISITOR_SIGN_IN, bank)).toEqual(['visitor']);
  expect(await held('exchange', bank)).toEqual([]);
  expect(await held('jo', real)).toEqual([]);
});
