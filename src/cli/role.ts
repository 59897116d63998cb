import type { Database } from '#database';
import { grantRole, grantsOf, type Role, revokeRole } from '#people';
import { ok, type Problem, refused } from '#shared';
import { accountNamed, workingAccount } from './account.ts';
import { type ChangeCommand, changeCommand, commandLine } from './change.ts';
import { realOrganisation } from './organisation.ts';

type Ask = { signIn: string; role: Role; organisation: string };

const shared: Pick<ChangeCommand<Ask>, 'options' | 'names' | 'read'> = {
  options: { organisation: { type: 'string' } },
  names: ['SIGN-IN', 'ROLE'],
  read: (words) => ({ signIn: words.signIn(), role: words.role(), organisation: words.given('organisation') }),
};

export const roleGrant = changeCommand<Ask>({
  ...shared,
  words: 'role grant',
  usage:
    'role grant SIGN-IN ROLE --organisation SLUG [--json]        let an account do in an organisation what the role may',
  async change(db, ask) {
    const { signIn, role } = ask;
    const [account, organisation] = [await workingAccount(db, signIn), await realOrganisation(db, ask.organisation)];
    if (!account.ok) return account;
    if (!organisation.ok) return organisation;
    if (await isMadeUp(db, account.value.id)) return refused(madeUpPerson(signIn));
    const held = { tenant: organisation.value.id, account: account.value.id, role };
    const changed = await grantRole(db, held, await commandLine(db));
    return ok({
      json: { ...ask, changed },
      text: `${signIn} is ${role} at ${ask.organisation}${changed ? '' : ' already'}`,
    });
  },
});

export const roleRevoke = changeCommand<Ask>({
  ...shared,
  words: 'role revoke',
  usage: 'role revoke SIGN-IN ROLE --organisation SLUG [--json]        take a role away',
  async change(db, ask) {
    const { signIn, role } = ask;
    const [account, organisation] = [await accountNamed(db, signIn), await realOrganisation(db, ask.organisation)];
    if (!account.ok) return account;
    if (!organisation.ok) return organisation;
    const held = { tenant: organisation.value.id, account: account.value.id, role };
    const changed = await revokeRole(db, held, await commandLine(db));
    return ok({
      json: { ...ask, changed },
      text: `${signIn} is ${changed ? 'no longer' : 'not'} ${role} at ${ask.organisation}`,
    });
  },
});

/** In a demo one click signs in as anybody who works in a made-up organisation: none of them may work in a real one too. */
async function isMadeUp(db: Database, account: string): Promise<boolean> {
  const tenants = (await grantsOf(db, account)).map(({ tenant }) => tenant);
  const { rows } = await db.app.query('select 1 from organisation where made_up and id = any($1)', [tenants]);
  return rows.length > 0;
}

function madeUpPerson(signIn: string): Problem {
  const message = `${signIn} is a made-up person of a demo. Make an account of its own for a real one.`;
  return { field: 'SIGN-IN', code: 'made-up', message };
}
