import { z } from 'zod';
import { choice, dayText, type Role, streamId, type TableCommand, text } from '#api';
import type { Database } from '#database';
import { accountBySignIn, rolesOf } from '#people';
import {
  addDays,
  localDate,
  newId,
  ok,
  type Problem,
  parsePracticeCode,
  type Result,
  refused,
  showDate,
} from '#shared';
import { joinPractice, leavePractice } from './memberStore.ts';
import {
  closingBounds,
  isClosingDay,
  type MessageChannel,
  messageChannels,
  type Practice,
  posts,
  reopenReasons,
} from './practice.ts';
import {
  addPractice,
  addressHolder,
  changePractice,
  closePractice,
  practiceByOds,
  practicesOf,
  reopenPractice,
} from './practiceStore.ts';

export const directoryRoles: readonly Role[] = ['administrator'];

type Described<Body extends z.ZodObject> = Omit<TableCommand<Body>, 'face'>;

const practiceCode = (what: string) =>
  text(what, 20).transform((value, context) => {
    const code = parsePracticeCode(value);
    if (code.ok) return code.value;
    for (const { code: known, message } of code.problems)
      context.addIssue({ code: 'custom', message, params: { code: known } });
    return z.NEVER;
  });

const common = {
  id: streamId('a new id'),
  service: text('the short name of the service', 60).optional(),
  code: practiceCode('the practice’s code'),
};
const known = {
  name: text('the practice’s name', 100),
  address: text('its address', 300),
  telephone: text('its telephone number', 30).regex(
    /^[\d ()+-]{6,30}$/,
    'Give a telephone number in figures, as 01632 960100.',
  ),
  channel: choice(messageChannels, 'how messages reach it'),
  channelAddress: text('the folder or the address that messages go to', 200),
};

export const addBody = z.strictObject({ ...common, ...known });

export const addPracticeCommand: Described<typeof addBody> = {
  name: 'add-practice',
  module: 'practices',
  path: '/practices',
  roles: directoryRoles,
  summary: 'Adds a practice to the directory, by its code.',
  body: addBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const { id, service: _, ...added } = body;
    const wrong = wrongAddress(added.channel, added.channelAddress);
    if (wrong) return refused(wrong);
    const holder = await addressHolder(tx, tenant, added);
    if (holder) return refused(addressTaken(holder));
    const made = await addPractice(tx, tenant, added, { id: newId(), at: now, by: actor.account });
    if (made !== undefined) return ok(undefined);
    const there = await practiceByOds(tx, { tenant, code: added.code });
    const message = `${added.code} is in the directory already: ${there?.name ?? 'another practice'}.`;
    return refused({ field: 'code', code: 'code-taken', message });
  },
};

export const changeBody = z.strictObject({
  ...common,
  name: known.name.optional(),
  address: known.address.optional(),
  telephone: known.telephone.optional(),
  channel: known.channel.optional(),
  channelAddress: known.channelAddress.optional(),
});

export const changePracticeCommand: Described<typeof changeBody> = {
  name: 'change-practice',
  module: 'practices',
  path: '/practices/change',
  roles: directoryRoles,
  summary: 'Changes what the directory says of a practice: what is left out stays as it is.',
  body: changeBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const { id, service: _, code, ...given } = body;
    const practice = await practiceByOds(tx, { tenant, code });
    if (!practice) return refused(unknown('code', code));
    const changes = Object.entries(given).filter(
      ([key, value]) => value !== undefined && practice[key as 'name'] !== value,
    );
    if (changes.length === 0) return ok(undefined);
    const to = Object.fromEntries(changes) as Partial<typeof given>;
    const wrong = wrongAddress(to.channel ?? practice.channel, to.channelAddress ?? practice.channelAddress);
    if (wrong) return refused(wrong);
    if (to.channel !== undefined || to.channelAddress !== undefined) {
      const holder = await addressHolder(tx, tenant, { ...practice, ...to });
      if (holder) return refused(addressTaken(holder));
    }
    await changePractice(tx, { ...practice, tenant }, to, { id: newId(), at: now, by: actor.account });
    return ok(undefined);
  },
};

export const closeBody = z.strictObject({
  ...common,
  on: dayText('the last day on which it is open'),
  successor: practiceCode('the code of the practice that takes its patients').optional(),
  sure: text('its code once more, to be sure', 20).optional(),
});

export const closePracticeCommand: Described<typeof closeBody> = {
  name: 'close-practice',
  module: 'practices',
  path: '/practices/close',
  roles: directoryRoles,
  summary:
    'Closes a practice for good after a day of the last month or the next year; `successor` takes its patients, and its messages from then on. `sure` is its code once more.',
  body: closeBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const practice = await practiceByOds(tx, { tenant, code: body.code });
    if (!practice) return refused(unknown('code', body.code));
    if (practice.closedOn !== undefined) return refused(closedAlready(practice, practice.closedOn));
    const successor = body.successor && (await practiceByOds(tx, { tenant, code: body.successor }));
    if (body.successor && !successor) return refused(unknown('successor', body.successor));
    if (successor && (successor.id === practice.id || successor.closedOn !== undefined)) {
      const message = `${successor.name} cannot take its patients: it closes itself. Choose a practice that stays open.`;
      return refused({ field: 'successor', code: 'successor-closed', message });
    }
    const wrongDay = wrongClosingDay(body.on, localDate(now));
    if (wrongDay) return refused(wrongDay);
    if (body.sure?.trim().toUpperCase() !== practice.code)
      return refused(notSure(practice, body.on, successor || undefined));
    const closing = { tenant, practice, on: body.on, ...(successor ? { successor } : {}) };
    await closePractice(tx, closing, { id: newId(), at: now, by: actor.account });
    return ok(undefined);
  },
};

export const reopenBody = z.strictObject({ ...common, reason: choice(reopenReasons, 'why it is open') });

export const reopenPracticeCommand: Described<typeof reopenBody> = {
  name: 'reopen-practice',
  module: 'practices',
  path: '/practices/reopen',
  roles: directoryRoles,
  summary: 'Takes back that a practice closes for good, or has: its messages go to itself again.',
  body: reopenBody,
  async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
    const practice = await practiceByOds(tx, { tenant, code: body.code });
    if (!practice) return refused(unknown('code', body.code));
    if (practice.closedOn === undefined) {
      const message = `${practice.name} is open, and does not close. There is nothing to take back.`;
      return refused({ field: 'code', code: 'practice-open', message });
    }
    // Alone again, it shares no folder with whoever had taken its patients.
    const { successor: _, ...alone } = practice;
    const others = (await practicesOf(tx, tenant)).filter(({ code }) => code !== practice.code);
    const holder = await addressHolder(tx, tenant, practice);
    const shared = others.find((one) => one.id === practice.successor && isSameAddress(one, alone));
    if (holder || shared) return refused({ ...addressTaken((holder ?? shared) as Practice), field: 'code' });
    await reopenPractice(tx, { tenant, practice, reason: body.reason }, { id: newId(), at: now, by: actor.account });
    return ok(undefined);
  },
};

export const joinBody = z.strictObject({
  ...common,
  signIn: text('the sign-in name', 100),
  post: choice(posts, 'what they are at the practice'),
});
export const leaveBody = z.strictObject({ ...common, signIn: text('the sign-in name', 100) });

/** Who speaks for a practice. The role comes first: without it the doors stay shut, whatever stands here. */
export function memberCommands(db: Database): {
  join: Described<typeof joinBody>;
  leave: Described<typeof leaveBody>;
} {
  const member = async (signIn: string) => accountBySignIn(db, signIn.trim().toLowerCase());
  return {
    join: {
      name: 'join-practice',
      module: 'practices',
      path: '/practices/members',
      roles: directoryRoles,
      summary: 'Lets an account that holds the role practice-manager speak for a practice.',
      body: joinBody,
      async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
        const practice = await practiceByOds(tx, { tenant, code: body.code });
        if (!practice) return refused(unknown('code', body.code));
        const account = await member(body.signIn);
        const roles = account ? await rolesOf(tx, tenant, account.id) : [];
        if (!account || !roles.includes('practice-manager')) {
          const message = `${body.signIn} is nobody with the role practice-manager here. Grant the role first.`;
          return refused({ field: 'signIn', code: 'no-practice-manager', message });
        }
        const joining = { tenant, practice: practice.id, account: account.id, post: body.post };
        await joinPractice(tx, joining, { id: newId(), at: now, by: actor.account });
        return ok(undefined);
      },
    },
    leave: {
      name: 'leave-practice',
      module: 'practices',
      path: '/practices/members/end',
      roles: directoryRoles,
      summary: 'An account speaks for a practice no longer.',
      body: leaveBody,
      async write(tx, { body, tenant, now, actor }): Promise<Result<void>> {
        const practice = await practiceByOds(tx, { tenant, code: body.code });
        if (!practice) return refused(unknown('code', body.code));
        const account = await member(body.signIn);
        const leaving = account && { tenant, practice: practice.id, account: account.id };
        if (leaving && (await leavePractice(tx, leaving, { id: newId(), at: now, by: actor.account })))
          return ok(undefined);
        const message = `${body.signIn} does not speak for ${practice.name}.`;
        return refused({ field: 'signIn', code: 'no-member', message });
      },
    },
  };
}

/** A folder is a name in the outbox and never a path; an email address has two halves. */
export function wrongAddress(channel: MessageChannel, address: string): Problem | undefined {
  if (channel === 'folder' && /^[A-Za-z0-9](?:[\w.-]{0,58}\w)?$/.test(address) && !address.includes('..'))
    return undefined;
  if (channel === 'smtp' && /^[^\s@<>,;"]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,120}[A-Za-z0-9])$/.test(address))
    return undefined;
  const message =
    channel === 'folder'
      ? 'Name the folder with letters, digits, dots, hyphens and underscores: it is a name, not a path.'
      : 'Give an email address, as notes@hollin-row.example.';
  return { field: 'channelAddress', code: 'channel-address', message };
}

/** What is sent to one folder is read by one practice. */
export function addressTaken({ name }: Practice): Problem {
  const message = `${name} has this folder or address already: it would read the other’s messages. Choose another.`;
  return { field: 'channelAddress', code: 'channel-address-taken', message };
}

function isSameAddress(one: Practice, other: Pick<Practice, 'channel' | 'channelAddress'>): boolean {
  return one.channel === other.channel && one.channelAddress.toLowerCase() === other.channelAddress.toLowerCase();
}

/** A slip of a date would leave every message of a practice with nobody to go to. */
export function wrongClosingDay(on: string, today: string): Problem | undefined {
  if (isClosingDay(on, today)) return undefined;
  const { backDays, aheadDays } = closingBounds;
  const [from, to] = [showDate(addDays(today, -backDays)), showDate(addDays(today, aheadDays))];
  return { field: 'on', code: 'closing-day', message: `Give a last day between ${from} and ${to}.` };
}

function notSure({ name, code }: Practice, on: string, successor: Practice | undefined): Problem {
  const goes = successor ? `goes to ${successor.name}` : 'has nobody to go to';
  const message = `${name} closes for good after ${showDate(on)}, and what is about its patients ${goes} from then on. Write ${code} once more, if you are sure.`;
  return { field: 'sure', code: 'not-sure', message };
}

function unknown(field: string, code: string): Problem {
  return { field, code: 'practice-unknown', message: `There is no practice ${code} in the directory. Add it first.` };
}

function closedAlready({ name }: Practice, on: string): Problem {
  return { field: 'code', code: 'practice-closed', message: `${name} closes for good after ${showDate(on)} already.` };
}
