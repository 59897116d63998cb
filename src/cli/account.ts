import type { Database } from '#database';
import {
  type Account,
  accountBySignIn,
  addAccount,
  changePassword,
  endAccount,
  hashPassword,
  OWN_ACCOUNTS,
  passwordProblem,
} from '#people';
import { ok, type Problem, type Result, refused } from '#shared';
import { changeCommand, commandLine } from './change.ts';
import type { Run } from './command.ts';
import type { Words } from './words.ts';

export const accountAdd = changeCommand({
  words: 'account add',
  usage:
    'account add SIGN-IN --name NAME [--machine] [--json]        make an account; a person’s password is the first line of standard input',
  options: { name: { type: 'string' }, machine: { type: 'boolean' } },
  names: ['SIGN-IN'],
  async read(words, run) {
    const asked = { signIn: words.signIn(), name: words.name('name'), machine: words.ticked('machine') };
    // A machine comes with a token and never signs in.
    return { ...asked, password: asked.machine ? undefined : await newPassword(words, run) };
  },
  async change(db, { password, ...asked }) {
    const { signIn, name, machine } = asked;
    if (isOwn(signIn)) return refused(ownProblem(signIn));
    // Looked at before the work of hashing; the table decides between two who add at once.
    const there = await accountBySignIn(db, signIn);
    const passwordHash = password === undefined ? undefined : await hashPassword(password);
    const id = there ? undefined : await addAccount(db, { ...asked, passwordHash });
    if (!id) {
      const message = `The sign-in name ${signIn} is taken, and stays with its account when that has ended. Give another.`;
      return refused({ field: 'SIGN-IN', code: 'sign-in-taken', message });
    }
    return ok({ json: { id, signIn, name, machine }, text: `account ${signIn} is made; it holds no role yet` });
  },
});

export const accountPassword = changeCommand({
  words: 'account password',
  usage:
    'account password SIGN-IN [--json]        give a new password, the first line of standard input; ends the person’s sessions',
  options: {},
  names: ['SIGN-IN'],
  read: async (words, run) => ({ signIn: words.signIn(), password: (await newPassword(words, run)) ?? '' }),
  async change(db, { signIn, password }) {
    const found = await workingAccount(db, signIn);
    if (!found.ok) return found;
    if (found.value.machine) {
      const message = `${signIn} is a machine: it has tokens and no password. See vigil token issue.`;
      return refused({ field: 'SIGN-IN', code: 'account-machine', message });
    }
    await changePassword(db, found.value.id, await hashPassword(password), await commandLine(db));
    return ok({ json: { id: found.value.id, signIn }, text: `${signIn} has a new password and is signed out` });
  },
});

export const accountEnd = changeCommand({
  words: 'account end',
  usage: 'account end SIGN-IN [--json]        end an account, its sessions and its tokens, for good',
  options: {},
  names: ['SIGN-IN'],
  read: (words) => ({ signIn: words.signIn() }),
  async change(db, { signIn }) {
    const found = await accountNamed(db, signIn);
    if (!found.ok) return found;
    const { id, ended } = found.value;
    if (!ended) await endAccount(db, id, await commandLine(db));
    const text = ended ? `account ${signIn} has ended already` : `account ${signIn} has ended`;
    return ok({ json: { id, signIn, ended: true }, text });
  },
});

/** Asked for once the other words are right, so that nobody types one for nothing. */
async function newPassword(words: Words, run: Run): Promise<string | undefined> {
  if (words.problems.length > 0) return undefined;
  const password = await run.firstLine();
  if (password === undefined) {
    const message =
      'Give the password as the first line of standard input, from a file or a pipe and not from a terminal.';
    words.wrong('password', 'password-missing', message);
    return undefined;
  }
  const problem = passwordProblem(password);
  if (problem) words.wrong('password', 'password-wrong', `${problem}.`);
  return password;
}

/** The account of this sign-in name, ended or not. */
export async function accountNamed(db: Database, signIn: string): Promise<Result<Account>> {
  if (isOwn(signIn)) return refused(ownProblem(signIn));
  const found = await accountBySignIn(db, signIn);
  if (found) return ok(found);
  const message = `There is no account ${signIn}. Make it with vigil account add.`;
  return refused({ field: 'SIGN-IN', code: 'account-unknown', message });
}

export async function workingAccount(db: Database, signIn: string): Promise<Result<Account>> {
  const found = await accountNamed(db, signIn);
  if (!found.ok || !found.value.ended) return found;
  const message = `The account ${signIn} has ended. Make another, under another sign-in name.`;
  return refused({ field: 'SIGN-IN', code: 'account-ended', message });
}

function isOwn(signIn: string): boolean {
  return Object.values<string>(OWN_ACCOUNTS).includes(signIn);
}

function ownProblem(signIn: string): Problem {
  return {
    field: 'SIGN-IN',
    code: 'sign-in-reserved',
    message: `${signIn} is Vigil’s own account: give another name.`,
  };
}
