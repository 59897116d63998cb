import { z } from 'zod';
import { choice, decided, text } from '#api';
import { ok, toIso } from '#shared';
import { rejectReasons } from './codes.ts';
import { messageCommand, momentOf, occurredAt, wordsOf } from './messageCommand.ts';

/** What a practice says of a message that is for it, on its page or through its own system. */
export const receiveMessage = messageCommand('receive-message', {
  summary: 'The practice’s system has the message.',
  last: 'receive',
  needs: ['mine'],
  body: z.strictObject({ occurredAt }),
  decide(state, body, { now }) {
    const at = momentOf(body.occurredAt, state, now);
    return at.ok ? decided({ type: 'MessageReceived', occurredAt: at.value, data: {} }) : at;
  },
});

export const readMessage = messageCommand('read-message', {
  summary: 'Somebody at the practice has read the message.',
  last: 'read',
  needs: ['mine'],
  body: z.strictObject({ occurredAt }),
  decide(state, body, { now, actor }) {
    const at = momentOf(body.occurredAt, state, now);
    return at.ok ? decided({ type: 'MessageRead', occurredAt: at.value, data: { by: actor.account } }) : at;
  },
});

export const actOnMessage = messageCommand('act-on-message', {
  summary: 'The practice has done what the message asks, or has nothing to do.',
  last: 'done',
  needs: ['mine'],
  body: z.strictObject({ occurredAt }),
  decide(state, body, { now, actor }) {
    const at = momentOf(body.occurredAt, state, now);
    return at.ok ? decided({ type: 'MessageActed', occurredAt: at.value, data: { by: actor.account } }) : at;
  },
});

export const rejectMessage = messageCommand('reject-message', {
  summary:
    'The practice gives the message back: it is not theirs, or it is wrong. The service must find the right practice.',
  last: 'reject',
  needs: ['mine'],
  body: z.strictObject({
    reason: choice(rejectReasons, 'why'),
    explanation: text('what is wrong', 2_000).optional(),
    occurredAt,
  }),
  decide(state, body, { now }) {
    const at = momentOf(body.occurredAt, state, now);
    if (!at.ok) return at;
    if (state.state === 'none') return ok({ events: [] });
    const data = { reason: body.reason, consultedAt: toIso(state.consultedAt) };
    const writes = wordsOf(state, { kind: 'rejected', body: body.explanation, now });
    return ok({ events: [{ type: 'MessageRejected', occurredAt: at.value, data }], writes });
  },
});
