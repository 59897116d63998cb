import { inScope } from '#database';
import { rolesOf } from '#people';
import {
  addPractice,
  addressHolder,
  addressTaken,
  closePractice,
  joinPractice,
  leavePractice,
  type MessageChannel,
  messageChannels,
  type Post,
  posts,
  practiceByOds,
  wrongAddress,
  wrongClosingDay,
} from '#practices';
import { localDate, newId, ok, type Problem, parseDate, parsePracticeCode, refused } from '#shared';
import { workingAccount } from './account.ts';
import { changeCommand, commandLine } from './change.ts';
import { realOrganisation } from './organisation.ts';
import type { Words } from './words.ts';

const text = { type: 'string' } as const;
const channels = Object.keys(messageChannels) as MessageChannel[];

export const practiceAdd = changeCommand({
  words: 'practice add',
  usage: `practice add CODE --organisation SLUG --name NAME --address TEXT --telephone NUMBER --channel ${channels.join('|')} --to FOLDER|ADDRESS [--json]        put a practice into an organisation's directory`,
  options: { organisation: text, name: text, address: text, telephone: text, channel: text, to: text },
  names: ['CODE'],
  read: (words) => ({
    code: codeOf(words, 'CODE', words.word(0)),
    organisation: words.given('organisation'),
    name: words.name('name'),
    address: words.name('address'),
    telephone: words.name('telephone'),
    channel: words.choice('channel', channels),
    channelAddress: words.name('to'),
  }),
  async change(db, { organisation, ...added }) {
    const found = await realOrganisation(db, organisation);
    if (!found.ok) return found;
    const wrong = wrongAddress(added.channel, added.channelAddress);
    if (wrong) return refused({ ...wrong, field: 'to' });
    const { id: tenant } = found.value;
    const by = await commandLine(db);
    const written = { id: newId(), at: by.now(tenant), by: by.account };
    const holder = await inScope(db, { tenants: [tenant] }, (tx) => addressHolder(tx, tenant, added));
    if (holder) return refused({ ...addressTaken(holder), field: 'to' });
    const { made, there } = await inScope(db, { tenants: [tenant] }, async (tx) => ({
      made: await addPractice(tx, tenant, added, written),
      there: await practiceByOds(tx, { tenant, code: added.code }),
    }));
    const same = there && (Object.keys(added) as (keyof typeof added)[]).every((key) => there[key] === added[key]);
    if (made === undefined && !same) return refused(taken(added.code, there?.name ?? ''));
    const said = made === undefined ? 'is there already' : 'is in the directory';
    return ok({ json: { id: there?.id, code: added.code, organisation }, text: `${added.name} ${said}` });
  },
});

export const practiceClose = changeCommand({
  words: 'practice close',
  usage:
    'practice close CODE --organisation SLUG --on DATE [--successor CODE] [--json]        close a practice for good after a day',
  options: { organisation: text, on: text, successor: text },
  names: ['CODE'],
  read: (words) => ({
    code: codeOf(words, 'CODE', words.word(0)),
    organisation: words.given('organisation'),
    on: dateOf(words, 'on'),
    successor: ((code) => code && codeOf(words, 'successor', code))(words.maybe('successor')),
  }),
  async change(db, { organisation, code, on, successor }) {
    const found = await realOrganisation(db, organisation);
    if (!found.ok) return found;
    const { id: tenant } = found.value;
    const by = await commandLine(db);
    return inScope(db, { tenants: [tenant] }, async (tx) => {
      const practice = await practiceByOds(tx, { tenant, code });
      const next = successor ? await practiceByOds(tx, { tenant, code: successor }) : undefined;
      if (!practice) return refused(unknown('CODE', code));
      if (successor && !next) return refused(unknown('successor', successor));
      if (next && (next.id === practice.id || next.closedOn !== undefined)) return refused(notOpen(next.name));
      const json = { code, on, successor: successor ?? null };
      if (practice.closedOn === on && practice.successor === next?.id)
        return ok({ json: { ...json, changed: false }, text: `${practice.name} closes so already` });
      if (practice.closedOn !== undefined) return refused(closedAlready(practice.name, practice.closedOn));
      const wrongDay = wrongClosingDay(on, localDate(by.now(tenant)));
      if (wrongDay) return refused(wrongDay);
      const closing = { tenant, practice, on, ...(next ? { successor: next } : {}) };
      await closePractice(tx, closing, { id: newId(), at: by.now(tenant), by: by.account });
      return ok({ json: { ...json, changed: true }, text: `${practice.name} closes for good after ${on}` });
    });
  },
});

export const practiceMember = changeCommand({
  words: 'practice member',
  usage: `practice member SIGN-IN CODE --organisation SLUG [--post ${Object.keys(posts).join('|')}] [--end] [--json]        let an account speak for a practice, or no longer`,
  options: { organisation: text, post: text, end: { type: 'boolean' } },
  names: ['SIGN-IN', 'CODE'],
  read: (words) => ({
    signIn: words.signIn(),
    code: codeOf(words, 'CODE', words.word(1)),
    organisation: words.given('organisation'),
    post: words.choice('post', Object.keys(posts) as Post[], 'manager'),
    end: words.ticked('end'),
  }),
  async change(db, { organisation, ...ask }) {
    const [account, found] = [await workingAccount(db, ask.signIn), await realOrganisation(db, organisation)];
    if (!account.ok) return account;
    if (!found.ok) return found;
    const { id: tenant } = found.value;
    const by = await commandLine(db);
    return inScope(db, { tenants: [tenant] }, async (tx) => {
      const practice = await practiceByOds(tx, { tenant, code: ask.code });
      if (!practice) return refused(unknown('CODE', ask.code));
      const held = { tenant, practice: practice.id, account: account.value.id };
      if (!ask.end && !(await rolesOf(tx, tenant, held.account)).includes('practice-manager'))
        return refused(noRole(ask.signIn));
      const written = { id: newId(), at: by.now(tenant), by: by.account };
      const changed = ask.end
        ? await leavePractice(tx, held, written)
        : await joinPractice(tx, { ...held, post: ask.post }, written);
      const said = ask.end ? 'no longer speaks for' : 'speaks for';
      return ok({
        json: { ...ask, organisation, changed },
        text: `${ask.signIn} ${said} ${practice.name}${changed ? '' : ' already'}`,
      });
    });
  },
});

function codeOf(words: Words, field: string, given: string): string {
  const code = parsePracticeCode(given);
  if (code.ok) return code.value;
  return words.wrong(field, 'practice-code-invalid', code.problems[0]?.message ?? 'Give a practice code.');
}

function dateOf(words: Words, option: string): string {
  const given = words.given(option);
  const date = parseDate(given);
  if (date.ok || given === '') return date.ok ? date.value : '';
  return words.wrong(option, 'date-invalid', date.problems[0]?.message ?? 'Give a date.');
}

function taken(code: string, name: string): Problem {
  return {
    field: 'CODE',
    code: 'code-taken',
    message: `${code} is in the directory already, as ${name}, with other details.`,
  };
}

function unknown(field: string, code: string): Problem {
  return { field, code: 'practice-unknown', message: `There is no practice ${code} in this directory.` };
}

function notOpen(name: string): Problem {
  return {
    field: 'successor',
    code: 'successor-closed',
    message: `${name} cannot take its patients: it closes itself.`,
  };
}

function closedAlready(name: string, on: string): Problem {
  return { field: 'CODE', code: 'practice-closed', message: `${name} closes for good after ${on} already.` };
}

function noRole(signIn: string): Problem {
  const message = `${signIn} does not hold the role practice-manager here. Grant it first: vigil role grant.`;
  return { field: 'SIGN-IN', code: 'no-practice-manager', message };
}
