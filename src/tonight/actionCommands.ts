import { z } from 'zod';
import { type Context, choice, decimal, streamId, text } from '#api';
import type { Tx } from '#database';
import { namesOf, type Role } from '#people';
import { newId, ok, plus, type Result, refused, showTime, uuidTime, uuidv7FromKey } from '#shared';
import { writeAnswer } from './answerStore.ts';
import { actionFacts } from './boardActions.ts';
import { NIGHT_MS, type ReaderOf } from './boardScene.ts';
import type { Acting, Given } from './reading.ts';
import { possibleActions, type RankedAction } from './rules/actions.ts';
import { headingOf, shortNumber } from './rules/actionWords.ts';
import { type Namer, type RingAnswer, ringAnswers, tryOf } from './rules/log.ts';
import type { TableCommandOf } from './shiftLogCommands.ts';
import { logSince, writeLogLine } from './shiftLogStore.ts';

/** Each of these may do everything that a ranked action can come to. */
export const actors: readonly Role[] = ['shift-lead'];

export const actionBody = z.strictObject({
  id: streamId('the answer’s id'),
  service: text('the short name of the service', 60).optional(),
  action: text('the action, as the board names it', 200),
  answer: choice({ accepted: true, overruled: true }, 'whether it is done or overruled'),
  reason: text('why it is overruled', 300).optional(),
  outcome: choice(ringAnswers, 'how they answered').optional(),
  to: text('the base that they are sent to', 60).optional(),
  miles: decimal('the miles from where they are', 500).optional(),
});
type Body = z.output<typeof actionBody>;

type Around = { context: Context; given: Given; readerOf: ReaderOf };

/**
 * Says yes or no to an action that was ranked. It is worked out anew first: what is no longer so is not done. A yes carries out
 * the very command that a person would give; a no keeps its reason, and the action is not offered again that night.
 */
export function answerAction({ context, given, readerOf }: Around): TableCommandOf<typeof actionBody> {
  return {
    name: 'answer-ranked-action',
    module: 'tonight',
    path: '/tonight/actions',
    roles: actors,
    summary: 'Does an action that the board ranked, after it was confirmed, or overrules it with a reason.',
    body: actionBody,
    async write(tx, { body, tenant, service, now, actor }): Promise<Result<void>> {
      const its = context.directory.serviceById(service);
      if (!its) return refused(GONE);
      const where = { tenant, service };
      const facts = await actionFacts(tx, await readerOf(its).scene(tx, now), where, given);
      const action = possibleActions(facts).find(({ key }) => key === body.action);
      if (!action) return refused(GONE);
      if (body.answer === 'overruled' && !body.reason) return refused(NO_REASON);
      const names = await namesOf(context.db, action.person ? [action.person] : []);
      const name: Namer = {
        person: (account) => names.get(account),
        place: (id) => context.directory.placesOf(service).find((place) => place.id === id)?.name,
      };
      const heading = headingOf(action, name);
      const who: Omit<Acting, 'stream' | 'body' | 'key'> = { tenant, account: actor.account, roles: actor.roles, now };
      if (body.answer === 'accepted') {
        const done = await carriedOut({ tx, action, body, where, who, given, context });
        if (!done.ok) return done;
      }
      const { id, answer, reason } = body;
      const row = { id, at: now, by: actor.account, action: action.key, kind: action.kind, answer, words: heading };
      await writeAnswer(tx, where, { ...row, ...(reason ? { reason } : {}) });
      // What was rung or asked has a line that says more.
      const hasLine = answer === 'accepted' && ['ask-clinician', 'ring-unconfirmed', 'call-in'].includes(action.kind);
      const words = answer === 'accepted' ? `${heading}.` : `Overruled: ${heading}. ${reason}`;
      if (!hasLine) await writeLogLine(tx, where, { id: newId(), at: now, by: actor.account, kind: 'action', words });
      return ok(undefined);
    },
  };
}

type Doing = {
  tx: Tx;
  action: RankedAction;
  body: Body;
  where: { tenant: number; service: number };
  who: Omit<Acting, 'stream' | 'body' | 'key'>;
  given: Given;
  context: Context;
};

async function carriedOut(doing: Doing): Promise<Result<void>> {
  const { tx, action, body, where, who, context } = doing;
  const slugOf = (id?: number) =>
    context.directory.placesOf(where.service).find((place) => place.id === id)?.slug ?? '';
  const { now, account: by } = who;
  switch (action.kind) {
    case 'ask-clinician': {
      const words = `ring case ${shortNumber(action.number)}, due ${action.due === undefined ? 'now' : showTime(action.due)}.`;
      const line = { id: newId(), at: now, by, kind: 'asked' as const, words, subject: action.subject };
      await writeLogLine(tx, where, { ...line, ...(action.person ? { person: action.person } : {}) });
      return ok(undefined);
    }
    case 'move-visit':
      return act(doing, 'assign-visit', action.subject, { car: slugOf(action.place) });
    case 'send-elsewhere': {
      if (!body.to) return refused({ field: 'to', code: 'missing', message: 'Choose where they are sent.' });
      // Left empty they are measured; where they cannot be, the command asks for them.
      const miles = body.miles === undefined ? {} : { miles: body.miles };
      return act(doing, 'redirect', action.subject, { to: body.to, ...miles, reason: 'no-doctor' });
    }
    case 'shut-base': {
      const stream = await doing.given.shutBase?.(tx, { ...where, now, place: action.place ?? 0 });
      return stream ? act(doing, 'shut-base', stream, { reason: 'no-doctor' }) : refused(GONE);
    }
    case 'ring-unconfirmed':
    case 'call-in':
      return rung(doing);
    default:
      return action.kind satisfies never;
  }
}

/** A call is a line of the log whatever came of it; what was said changes the shift at once. */
async function rung(doing: Doing): Promise<Result<void>> {
  const { tx, action, body, where, who } = doing;
  const { outcome } = body;
  if (!outcome) return refused({ field: 'outcome', code: 'missing', message: 'Say how they answered.' });
  const { subject: shift, person, place } = action;
  if (!person) return refused(GONE);
  for (const [command, sent] of stepsAfter(action, outcome)) {
    const done = await act(doing, command, shift, sent);
    if (!done.ok) return done;
  }
  const before = await logSince(tx, { ...where, since: plus(who.now, -NIGHT_MS) });
  const line = {
    id: newId(),
    at: who.now,
    by: who.account,
    kind: 'rang' as const,
    words: '',
    person,
    shift,
    answer: outcome,
  };
  await writeLogLine(tx, where, { ...line, ...(place === undefined ? {} : { place }), try: tryOf(before, person) });
  return ok(undefined);
}

function stepsAfter({ kind, person }: RankedAction, outcome: RingAnswer): [string, Record<string, unknown>][] {
  if (outcome === 'cannot-come')
    return kind === 'ring-unconfirmed' ? [['withdraw-cover', { person, reason: 'other' }]] : [];
  if (outcome !== 'coming') return [];
  const confirm: [string, Record<string, unknown>] = ['confirm-cover', { person }];
  return kind === 'call-in' ? [['book-cover', { person }], confirm] : [confirm];
}

/** The key follows from the answer's id: an answer that is sent twice gives its commands once. */
async function act(
  { body, who, given }: Doing,
  name: string,
  stream: string,
  sent: Record<string, unknown>,
): Promise<Result<void>> {
  if (!given.act) return refused(GONE);
  const key = uuidv7FromKey(uuidTime(body.id), `${body.id} ${name}`);
  const answer = await given.act(name, { ...who, stream, body: sent, key });
  return answer.kind === 'done' ? ok(undefined) : refused(...answer.problems);
}

const GONE = {
  field: 'action',
  code: 'no-longer-so',
  message: 'This is no longer so, and nothing was done. Look at the board again.',
};
const NO_REASON = { field: 'reason', code: 'missing', message: 'Say why you overrule it. It is kept with your name.' };
