import { z } from 'zod';
import {
  type Command,
  choice,
  commandsOf,
  correction,
  correctionReasons,
  decided,
  type Facts,
  outside,
  streamId,
  text,
  ticked,
  time,
  whenItHappened,
  whole,
} from '#api';
import { type Instant, ok, type Result, refused, toIso, uuidv7FromKey } from '#shared';
import type { CallState } from './call.ts';
import { type CallStepName, callLifecycle, callStepWords } from './callSteps.ts';
import { phoneDigits } from './caseIdentity.ts';
import { noCaseReasons } from './codes.ts';
import type { CallEvent } from './events.ts';
import type { CallLineWrite, TextWrite } from './writes.ts';

/** The case that came of the call, or that it was about. */
export type CallFacts = Facts & { case?: string };
export type CallKind = { state: CallState; event: CallEvent; facts: CallFacts; write: TextWrite | CallLineWrite };

const command = commandsOf<CallKind, CallStepName>({
  module: 'calls',
  folder: 'calls',
  lifecycle: callLifecycle,
});
const occurredAt = time('when it happened').optional();

const offer = command('offer-call', {
  summary: 'A call is presented. Its answer clock starts when the message ends, or now where there is none.',
  body: z.strictObject({
    id: streamId('the new call’s id'),
    service: text('the short name of the service', 60).optional(),
    message: ticked('that a message is played').default(false),
    messageEndedAt: time('when the message ended').optional(),
    number: text('the number that it came from', 40).optional(),
    occurredAt,
  }),
  decide(_, body, facts) {
    if (facts.service === undefined) return refused(noService);
    const at = whenItHappened(body.occurredAt, { now: facts.now, after: 'it began' });
    if (!at.ok) return at;
    const { message, messageEndedAt: ended } = body;
    const bounds = { now: facts.now, notBefore: at.value, after: 'the call was presented' };
    const problem = ended === undefined ? undefined : outside(ended, bounds, 'messageEndedAt');
    if (problem) return refused(problem);
    if (ended !== undefined && !message) {
      const what = 'Tick that a message is played, or leave out when it ended.';
      return refused({ field: 'messageEndedAt', code: 'no-message', message: what });
    }
    const known = ended === undefined ? {} : { messageEndedAt: toIso(ended) };
    const offered = {
      type: 'CallOffered',
      occurredAt: at.value,
      data: { service: facts.service, message, ...known },
    } as const;
    // A withheld number, or one that cannot be read, is none: a call is never refused for it.
    const number = phoneDigits(body.number ?? '');
    return ok({
      events: [offered],
      writes: number === undefined ? [] : [{ table: 'call-line', call: body.id, number }],
    });
  },
});

const queue = command('queue-call', {
  summary: 'The introductory message has ended: the call joins the queue and its clock starts.',
  body: z.strictObject({ occurredAt }),
  decide: (state, body, facts) => step('CallQueued', state, body.occurredAt, facts),
});

const answer = command('answer-call', {
  summary: 'A person answers. The answer clock stops; the case that follows runs from here.',
  body: z.strictObject({ occurredAt }),
  decide: (state, body, facts) => step('CallAnswered', state, body.occurredAt, facts),
});

const abandon = command('abandon-call', {
  summary: 'The caller hung up before anybody answered.',
  body: z.strictObject({ occurredAt }),
  decide(state, body, facts) {
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const during = state.state === 'in-message' ? 'message' : 'queue';
    return decided({ type: 'CallAbandoned', occurredAt: at.value, data: { in: during } });
  },
});

const end = command('end-call', {
  summary: 'The conversation is over.',
  body: z.strictObject({ occurredAt }),
  decide: (state, body, facts) => step('CallEnded', state, body.occurredAt, facts),
});

const noCase = command('no-case', {
  summary:
    'An answered call that is about no patient, and why: nobody waits for a case from it. It ends the call where it has not ended.',
  needs: ['openedFrom'],
  body: z.strictObject({ reason: choice(noCaseReasons, 'why there is no case') }),
  decide(state, body, facts) {
    if (facts.case !== undefined) {
      const message = 'A case came of this call already. Open that case.';
      return refused({ code: 'call-has-case', message });
    }
    if (state.state === 'none' || state.settled !== undefined) {
      return refused({
        code: 'settled-already',
        message: 'It is written down already that no case comes of this call.',
      });
    }
    const settled = { type: 'CallSettled', occurredAt: facts.now, data: { reason: body.reason } } as const;
    const ended = { type: 'CallEnded', occurredAt: facts.now, data: {} } as const;
    return ok({ events: state.state === 'answered' ? [ended, settled] : [settled] });
  },
});

const correctTime = command('correct-call-time', {
  last: 'correct-time',
  summary: 'Replaces the time of one step, with a reason. The figure as first recorded stays as it was.',
  body: z.strictObject({
    version: whole('the number of the step', 1, 9999),
    to: time('the right time'),
    reason: choice(correctionReasons, 'why it was wrong'),
    explanation: text('an explanation', 2000),
  }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    // With the message's end in the birth event, the call cannot have been presented after it.
    const born = state.steps[0]?.version === body.version && !state.steps.some((s) => s.type === 'CallQueued');
    const ceiling = born ? state.messageEndedAt : undefined;
    const event = correction(body, state.steps, {
      now: facts.now,
      ceiling,
      ceilingWords: 'the message ended',
      words: callStepWords,
    });
    if (!event.ok) return event;
    const id = uuidv7FromKey(facts.now, `${state.id}:${state.version}:correction`);
    const write = { table: 'text', id, subject: state.id, kind: 'correction', body: body.explanation } as const;
    return ok({ events: [event.value], writes: [write] });
  },
});

export const callCommands: readonly Command<CallKind>[] = [offer, queue, answer, abandon, end, noCase, correctTime];

function step(
  type: 'CallQueued' | 'CallAnswered' | 'CallEnded',
  state: CallState,
  said: Instant | undefined,
  facts: Facts,
) {
  const at = when(state, said, facts);
  return at.ok ? decided<CallKind>({ type, occurredAt: at.value, data: {} }) : at;
}

/** Not before the last step, nor before the message ended. */
function when(state: CallState, said: Instant | undefined, facts: Facts): Result<Instant> {
  if (state.state === 'none') return refused();
  const last = state.steps.at(-1);
  const inMessage = last?.type === 'CallOffered' && state.messageEndedAt !== undefined;
  return whenItHappened(said, {
    now: facts.now,
    notBefore: inMessage ? state.messageEndedAt : last?.at,
    after: inMessage ? 'the message ended' : callStepWords(last?.type ?? ''),
  });
}

const noService = { field: 'service', code: 'service-missing', message: 'Give the short name of the service.' };
