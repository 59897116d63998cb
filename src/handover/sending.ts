import { z } from 'zod';
import { choice, decided, idOf, streamId, text, ticked, whole } from '#api';
import { type Instant, ok, refused, toIso } from '#shared';
import { failureCodes, lasting } from './codes.ts';
import { contentOf } from './content.ts';
import type { Episode } from './episode.ts';
import type { MessageEvent } from './events.ts';
import { type Message, type MessageState, nextAttempt, nextChase, sendTime } from './message.ts';
import { type BodyWrite, type MessageFacts, messageCommand } from './messageCommand.ts';
import { handoverSettings } from './settings.ts';

type Version = { event: MessageEvent & { type: 'MessageQueued' }; write: BodyWrite };

/** The next version for whoever it goes to; undefined while there is nothing whole to send, or nobody to send it to. */
export function nextVersion(
  { id, bodies, consultedAt }: Pick<Message, 'id' | 'bodies' | 'consultedAt'>,
  { episode, recipient, serviceName, now }: MessageFacts,
  atOnce = false,
): Version | undefined {
  if (!episode?.isComplete || !recipient) return undefined;
  const version = bodies + 1;
  const content = contentOf(episode, { message: id, version, service: serviceName ?? '', practice: recipient });
  const sendAt = toIso(atOnce ? now : sendTime({ consultedAt, editedAt: editedAt(episode), now }));
  const { forPractice } = episode;
  return {
    event: {
      type: 'MessageQueued',
      occurredAt: now,
      data: { version, channel: recipient.channel, sendAt, forPractice },
    },
    write: { table: 'body', version, content },
  };
}

/** The last time that anybody changed what there is to say. */
function editedAt({ closedAt, notes }: Episode): Instant {
  return Math.max(closedAt, ...notes.map(({ at }) => at)) as Instant;
}

export const oweMessage = messageCommand('owe-message', {
  summary: 'A case was closed: its patient’s practice is owed a message.',
  needs: ['episode', 'recipient'],
  body: z.strictObject({
    id: streamId('the new message’s id'),
    service: text('the service', 60).optional(),
    case: idOf('the case'),
  }),
  decide(_, body, facts) {
    const { episode, recipient, now, service } = facts;
    if (!episode || service === undefined)
      return refused({ field: 'case', code: 'case-not-closed', message: 'There is no closed case of this id.' });
    const { consultedAt, forPractice } = episode;
    const to = recipient ? { practice: recipient.id } : {};
    const data = { service, case: body.case, ...to, forPractice, consultedAt: toIso(consultedAt) };
    const due: MessageEvent = { type: 'MessageDue', occurredAt: now, data };
    const next = nextVersion({ id: body.id, bodies: 0, consultedAt }, facts);
    return next ? ok({ events: [due, next.event], writes: [next.write] }) : decided(due);
  },
});

export const queueMessage = messageCommand('queue-message', {
  summary:
    'The note has a later version: it is sent whole, also after a message that had ended; where nobody can or may get it, somebody decides.',
  needs: ['episode', 'recipient'],
  body: z.strictObject({}),
  decide(state, _, facts) {
    if (state.state === 'none') return refused(gone);
    const next = nextVersion(state, facts);
    const reopened = (sends: boolean): MessageEvent => ({
      type: 'MessageReopened',
      occurredAt: facts.now,
      data: { sends },
    });
    if (next && state.settled === undefined) return ok({ events: [next.event], writes: [next.write] });
    if (state.state === 'due') return refused(nothingToSend);
    // Told by hand: told of the version before. Whoever gave it back, or is not to have it, gets it by a person's decision or not at all.
    const sends = next !== undefined && state.settled === 'by-hand' && state.rejected === undefined;
    return sends
      ? ok({ events: [reopened(true), next.event], writes: [next.write] })
      : ok({ events: [reopened(false)] });
  },
});

export const recordSent = messageCommand('record-sent', {
  summary: 'The channel has taken it.',
  body: z.strictObject({ version: whole('the version', 1, 9999), attempt: whole('the attempt', 1, 99_999) }),
  decide(state, body, { now }) {
    if (isOther(state, body.version)) return refused(overtaken);
    return decided({ type: 'MessageSent', occurredAt: now, data: { attempt: body.attempt } });
  },
});

export const recordFailure = messageCommand('record-failure', {
  summary: 'The channel has not taken it.',
  body: z.strictObject({
    version: whole('the version', 1, 9999),
    attempt: whole('the attempt', 1, 99_999),
    code: choice(failureCodes, 'what went wrong'),
  }),
  decide(state, { version, attempt, code }, { now }) {
    if (isOther(state, version)) return refused(overtaken);
    const again = lasting.has(code) ? {} : { again: toIso(nextAttempt(attempt, now)) };
    return decided({ type: 'SendFailed', occurredAt: now, data: { attempt, code, ...again } });
  },
});

const status = text('the status code', 20).optional();

export const recordReturn = messageCommand('record-return', {
  summary: 'The mail server that had it gave it back: it did not reach the practice.',
  body: z.strictObject({
    version: whole('the version', 1, 9999),
    code: choice(failureCodes, 'what went wrong'),
    status,
  }),
  decide(state, body, { now }) {
    if (state.state === 'none' || isOther(state, body.version)) return refused(overtaken);
    const arrived = state.state === 'received' || state.state === 'read' || state.state === 'acted';
    const data = { ...withStatus(body), code: body.code, arrived, consultedAt: toIso(state.consultedAt) };
    return decided({ type: 'MessageReturned', occurredAt: now, data });
  },
});

export const recordHoldUp = messageCommand('record-hold-up', {
  summary: 'The mail server that has it has not got through yet, and goes on trying.',
  body: z.strictObject({ version: whole('the version', 1, 9999), status }),
  decide(state, body, { now }) {
    if (isOther(state, body.version)) return refused(overtaken);
    return decided({ type: 'MessageHeldUp', occurredAt: now, data: withStatus(body) });
  },
});

function withStatus({ version, status: code }: { version: number; status?: string }) {
  return { version, ...(code === undefined ? {} : { status: code }) };
}

export const recordReceipt = messageCommand('record-receipt', {
  summary: 'The practice’s system has left a receipt for the version that was sent.',
  body: z.strictObject({ version: whole('the version', 1, 9999) }),
  decide(state, { version }, { now }) {
    if (isOther(state, version)) return refused(overtaken);
    return decided({ type: 'MessageReceived', occurredAt: now, data: {} });
  },
});

export const recallMessage = messageCommand('recall-message', {
  summary: 'The case was about another patient: what was said of it is not to go out, and was wrong where it did.',
  body: z.strictObject({ mayBeOut: ticked('that it was at its channel').optional() }),
  decide(state, { mayBeOut }, { now }) {
    if (state.state === 'none') return refused(gone);
    const data = { reason: 'wrong-patient', consultedAt: toIso(state.consultedAt) } as const;
    const out = mayBeOut ? { mayBeOut } : {};
    return decided({ type: 'MessageRejected', occurredAt: now, data: { ...data, ...out } });
  },
});

export const chaseMessage = messageCommand('chase-message', {
  summary: 'Nobody has read it: the practice is reminded, or somebody here is asked to ring.',
  body: z.strictObject({ step: whole('the step', 1, 99) }),
  decide(state, { step }, { now }) {
    const next = state.state === 'none' ? undefined : nextChase(state);
    if (!next || next.step !== step || next.at > now)
      return refused({ code: 'not-yet', message: 'It is not to be chased now.' });
    return decided({ type: 'MessageChased', occurredAt: now, data: { step, does: next.does, ...readOf(state) } });
  },
});

export const recordReminderFailure = messageCommand('record-reminder-failure', {
  summary: 'The reminder could not be sent: it is tried again, and after that somebody here is asked to ring.',
  body: z.strictObject({
    step: whole('the step', 1, 99),
    attempt: whole('the attempt', 1, 99_999),
    code: choice(failureCodes, 'what went wrong'),
  }),
  decide(state, { step, attempt, code }, { now }) {
    const next = state.state === 'none' ? undefined : nextChase(state);
    if (!next || next.step !== step || next.does !== 'remind') return refused(overtaken);
    const failure = { step, attempt, code };
    if (!lasting.has(code) && attempt < handoverSettings.exceptionAfter) {
      const data = { ...failure, again: toIso(nextAttempt(attempt, now)) };
      return decided({ type: 'ReminderFailed', occurredAt: now, data });
    }
    return ok({
      events: [
        { type: 'ReminderFailed', occurredAt: now, data: failure },
        { type: 'MessageChased', occurredAt: now, data: { step, does: 'ask-somebody', ...readOf(state) } },
      ],
    });
  },
});

export const nothingToSend = {
  code: 'nothing-to-send',
  message: 'There is no whole note, or no practice to send it to.',
};
const gone = { code: 'not-begun', message: 'There is no such message.' };
const overtaken = { code: 'overtaken', message: 'Another version or another attempt has taken its place.' };

const readOf = ({ state }: MessageState): { read?: true } => (state === 'read' ? { read: true } : {});

/** What was being sent is not what is to be sent any more: the answer to it is about something past. */
function isOther(state: MessageState, version: number): boolean {
  return state.state === 'none' || state.body !== version;
}
