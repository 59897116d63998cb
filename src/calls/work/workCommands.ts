import { z } from 'zod';
import { type Command, choice, commandsOf, decided, type Facts, idOf, text } from '#api';
import { ok, type Problem, refused, uuidv7FromKey } from '#shared';
import { type WorkEvent, withdrawalReasons } from './events.ts';
import { workKinds } from './kinds.ts';
import { isOwed, type OpenWork, type WorkState } from './work.ts';
import { type WorkStepName, workLifecycle } from './workSteps.ts';

/** What was said, for a table of its own. */
export type WorkWrite = { table: 'work-text'; id: string; work: string; body: string };
export type WorkFacts = Facts & { personKnown?: boolean };
export type WorkKindOf = { state: WorkState; event: WorkEvent; facts: WorkFacts; write: WorkWrite };

const command = commandsOf<WorkKindOf, WorkStepName>({
  module: 'calls',
  folder: 'work',
  lifecycle: workLifecycle,
  guard: (state, _, facts) => (isOwed(state) ? notOwedByYou(state, facts) : undefined),
});

const note = text('what was said', 2000).optional();

const take = command('take-work', {
  summary: 'Somebody takes it, or the shift lead gives it to somebody. It stays owed by its roles until it is done.',
  needs: ['person'],
  body: z.strictObject({ by: idOf('who takes it').optional() }),
  decide(state, body, facts) {
    if (!isOwed(state)) return refused();
    const by = body.by ?? facts.actor.account;
    if (state.state === 'taken' && state.by === by) return refused(hasIt(by));
    const gives = body.by !== undefined && body.by !== facts.actor.account;
    const leads = facts.actor.roles.includes('shift-lead');
    if (gives && !leads) return refused(onlyLead);
    if (gives && facts.personKnown === false) return refused(unknownPerson);
    if (state.state === 'taken' && !leads) return refused(hasIt(state.by));
    return decided({ type: 'WorkTaken', occurredAt: facts.now, data: { by } });
  },
});

const release = command('release-work', {
  summary: 'Whoever has it gives it back, or the shift lead takes it from them.',
  body: z.strictObject({}),
  decide(state, _, facts) {
    if (state.state !== 'taken') return refused();
    const mine = state.by === facts.actor.account || facts.actor.roles.includes('shift-lead');
    return mine ? decided({ type: 'WorkReleased', occurredAt: facts.now, data: {} }) : refused(hasIt(state.by));
  },
});

const doIt = command('do-work', {
  summary:
    'It is done, with what came of it. Work on a case ends by what is recorded on the case, and is refused here: a call that nobody wrote down was not made.',
  body: z.strictObject({ result: text('what came of it', 40), note }),
  decide(state, body, facts) {
    if (!isOwed(state)) return refused();
    const { results, onCase, onMessage, words } = workKinds[state.kind];
    if (onMessage) return refused(recordOnMessage(words));
    if (results === undefined) return refused(recordOnCase(words, onCase ?? ''));
    if (!Object.hasOwn(results, body.result)) return refused(noSuchResult(results));
    if (state.state === 'taken' && state.by !== facts.actor.account) return refused(hasIt(state.by));
    const event = { type: 'WorkDone', occurredAt: facts.now, data: { result: body.result } } as const;
    return ok({ events: [event], writes: body.note === undefined ? [] : [textOf(state, body.note, facts)] });
  },
});

const withdraw = command('withdraw-work', {
  summary: 'It is needed no more, and why.',
  body: z.strictObject({
    reason: choice(withdrawalReasons, 'why it is needed no more'),
    explanation: text('an explanation', 2000),
  }),
  decide(state, body, facts) {
    if (!isOwed(state)) return refused();
    const { onMessage, words } = workKinds[state.kind];
    if (onMessage) return refused(recordOnMessage(words));
    const event = { type: 'WorkWithdrawn', occurredAt: facts.now, data: { reason: body.reason } } as const;
    return ok({ events: [event], writes: [textOf(state, body.explanation, facts)] });
  },
});

export const workCommands: readonly Command<WorkKindOf>[] = [take, release, doIt, withdraw];

/** The shift lead may do what anybody owes. */
function notOwedByYou(state: OpenWork, { actor }: WorkFacts): Problem | undefined {
  if (actor.roles.includes('shift-lead') || state.forRoles.some((role) => actor.roles.includes(role))) return undefined;
  return { code: 'not-your-role', message: `This is for: ${state.forRoles.join(', ')}. Ask one of them to do it.` };
}

function textOf(state: OpenWork, body: string, { now }: WorkFacts): WorkWrite {
  return { table: 'work-text', id: uuidv7FromKey(now, `${state.id}:${state.version}:said`), work: state.id, body };
}

function hasIt(account: string): Problem {
  return { code: 'held-by-other', message: `${account} has this. Ask them to give it back, or ask the shift lead.` };
}
function recordOnCase(words: string, step: string): Problem {
  const message = `“${words}” ends by what is recorded on the case (${step}). Record it there: this goes by itself.`;
  return { field: 'result', code: 'record-on-case', message };
}
function recordOnMessage(words: string): Problem {
  const message = `“${words}” ends by the message: send it, send it to another practice, or settle it there. This then goes by itself.`;
  return { code: 'record-on-message', message };
}
function noSuchResult(results: { readonly [code: string]: string }): Problem {
  const message = `Choose what came of it: ${Object.keys(results).join(', ')}.`;
  return { field: 'result', code: 'result-unknown', message };
}
const onlyLead = {
  field: 'by',
  code: 'not-your-role',
  message: 'Only the shift lead gives it to somebody else. Take it yourself.',
};
const unknownPerson = {
  field: 'by',
  code: 'person-unknown',
  message: 'There is nobody of that id here. Choose somebody from the list.',
};
