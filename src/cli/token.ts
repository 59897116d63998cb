import { endApiTokens, giveApiToken } from '#people';
import { ok, showCount } from '#shared';
import { accountNamed, workingAccount } from './account.ts';
import { type ChangeCommand, changeCommand, commandLine } from './change.ts';

type Ask = { signIn: string };
const shared: Pick<ChangeCommand<Ask>, 'options' | 'names' | 'read'> = {
  options: {},
  names: ['SIGN-IN'],
  read: (words) => ({ signIn: words.signIn() }),
};

export const tokenIssue = changeCommand<Ask>({
  ...shared,
  words: 'token issue',
  usage: 'token issue SIGN-IN [--json]        print a new bearer token, once',
  async change(db, { signIn }) {
    const found = await workingAccount(db, signIn);
    if (!found.ok) return found;
    const token = await giveApiToken(db, found.value.id, await commandLine(db));
    return ok({ json: { signIn, token }, text: token });
  },
});

export const tokenEnd = changeCommand<Ask>({
  ...shared,
  words: 'token end',
  usage: 'token end SIGN-IN [--json]        end every bearer token of an account',
  async change(db, { signIn }) {
    const found = await accountNamed(db, signIn);
    if (!found.ok) return found;
    const ended = await endApiTokens(db, found.value.id, await commandLine(db));
    return ok({ json: { signIn, ended }, text: `${showCount(ended)} of ${signIn}’s tokens ended` });
  },
});
