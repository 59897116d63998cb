import { type Database, inScope, type Tx } from '#database';
import { newId } from '#shared';
import { type Author, changeAccount, record } from './changes.ts';
import { VISITOR_SIGN_IN } from './demoPeople.ts';
import type { NewAccount } from './register.ts';
import type { Role } from './roles.ts';
import { newToken, tokenHash } from './sessions.ts';
import type { PeopleTables } from './tables.ts';

export type Account = { id: string; signIn: string; name: string; machine: boolean; ended: boolean };
type Held = { tenant: number; account: string; role: Role };

/** Accounts that Vigil itself acts as: nobody is given them. */
export const OWN_ACCOUNTS = { commandLine: 'command-line', import: 'import', visitor: VISITOR_SIGN_IN } as const;

export async function accountBySignIn(db: Database, signIn: string): Promise<Account | undefined> {
  const { rows } = await db.app.query<Account>(
    `select id, sign_in as "signIn", name, machine, ended_at is not null as ended from account where sign_in = $1`,
    [signIn],
  );
  return rows[0];
}

/** Makes an account that may do nothing yet; undefined where the sign-in name is taken, by one that has ended too. */
export async function addAccount(db: Database, account: NewAccount): Promise<string | undefined> {
  const { rows } = await db.app.query<{ id: string }>(
    `insert into account (id, sign_in, name, password_hash, machine) values ($1, $2, $3, $4, $5)
     on conflict (sign_in) do nothing returning id`,
    [account.id ?? newId(), account.signIn, account.name, account.passwordHash ?? null, account.machine ?? false],
  );
  return rows[0]?.id;
}

/** A new password ends every session: whoever knew the old one is out. */
export function changePassword(db: Database, account: string, passwordHash: string, by: Author): Promise<void> {
  return changeAccount(db, { account, by }, async (tx) => {
    const people = tx.withTables<PeopleTables>();
    await people.updateTable('account').set({ password_hash: passwordHash }).where('id', '=', account).execute();
    await people.deleteFrom('session').where('account', '=', account).execute();
    return { value: undefined, change: { password: 'changed' } };
  });
}

/** Ends an account with its sessions and tokens. Its name stays, because records of what it did name it. */
export function endAccount(db: Database, account: string, by: Author): Promise<void> {
  return changeAccount(db, { account, by }, async (tx) => {
    const people = tx.withTables<PeopleTables>();
    const ended_at = new Date(by.machineNow);
    await people.updateTable('account').set({ ended_at }).where('id', '=', account).execute();
    await people.deleteFrom('session').where('account', '=', account).execute();
    const tokens = await endTokens(tx, account, by);
    return { value: undefined, change: { ended: true, tokens } };
  });
}

/** Gives a bearer token, which is stored by its hash alone: it cannot be shown again. */
export function giveApiToken(db: Database, account: string, by: Author): Promise<string> {
  return changeAccount(db, { account, by }, async (tx) => {
    const token = newToken();
    const row = { token_hash: tokenHash(token), account, made_at: new Date(by.machineNow), ended_at: null };
    await tx.withTables<PeopleTables>().insertInto('api_token').values(row).execute();
    return { value: token, change: { token: 'issued' } };
  });
}

/** Ends every bearer token of an account; gives how many there were. */
export function endApiTokens(db: Database, account: string, by: Author): Promise<number> {
  return changeAccount(db, { account, by }, async (tx) => {
    const tokens = await endTokens(tx, account, by);
    return { value: tokens, ...(tokens > 0 ? { change: { tokensEnded: tokens } } : {}) };
  });
}

async function endTokens(tx: Tx, account: string, by: Author): Promise<number> {
  const ended = await tx
    .withTables<PeopleTables>()
    .updateTable('api_token')
    .set({ ended_at: new Date(by.machineNow) })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** Grants one role, with its audit row; false where it is held already. */
export function grantRole(db: Database, held: Held, by: Author): Promise<boolean> {
  return inScope(db, { tenants: [held.tenant] }, async (tx) => {
    const { numInsertedOrUpdatedRows } = await tx
      .withTables<PeopleTables>()
      .insertInto('role_grant')
      .values(held)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    const changed = Number(numInsertedOrUpdatedRows) > 0;
    if (changed) await record(tx, by, ofRole(held, 'granted'));
    return changed;
  });
}

/** Takes one role away, with its audit row; false where it was not held. */
export function revokeRole(db: Database, held: Held, by: Author): Promise<boolean> {
  return inScope(db, { tenants: [held.tenant] }, async (tx) => {
    const { numDeletedRows } = await tx
      .withTables<PeopleTables>()
      .deleteFrom('role_grant')
      .where('tenant', '=', held.tenant)
      .where('account', '=', held.account)
      .where('role', '=', held.role)
      .executeTakeFirst();
    const changed = Number(numDeletedRows) > 0;
    if (changed) await record(tx, by, ofRole(held, 'revoked'));
    return changed;
  });
}

function ofRole({ tenant, account, role }: Held, what: 'granted' | 'revoked') {
  return { tenant, entity: 'role', key: account, change: { [what]: role } };
}
