import { z } from 'zod';
import { choice, decided, text } from '#api';
import { ok, refused, toIso } from '#shared';
import { rerouteReasons, settleHows } from './codes.ts';
import type { MessageEvent } from './events.ts';
import { messageCommand, wordsOf } from './messageCommand.ts';
import { nextVersion, nothingToSend } from './sending.ts';

/** What the service does about a message that did not get through. */
export const retryMessage = messageCommand('retry-message', {
  summary:
    'Sends the same version again now, whatever was to be waited for; or the later note of one that had been settled.',
  last: 'retry',
  needs: ['episode', 'recipient'],
  body: z.strictObject({}),
  decide(state, _, facts) {
    const { now, recipient } = facts;
    const next = state.state === 'due' ? nextVersion(state, facts, true) : undefined;
    if (next) return ok({ events: [next.event], writes: [next.write] });
    if (state.state === 'none' || state.body === undefined) return refused(nothingToSend);
    const { body: version, forPractice, channel } = state;
    const data = { version, channel: recipient?.channel ?? channel ?? 'folder', sendAt: toIso(now), forPractice };
    return decided({ type: 'MessageQueued', occurredAt: now, data });
  },
});

export const rerouteMessage = messageCommand('reroute-message', {
  summary: 'Sends the message to another practice, from the same consultation and due at the same time.',
  last: 'reroute',
  needs: ['episode', 'recipient'],
  body: z.strictObject({
    practice: text('the practice’s code or name', 200),
    reason: choice(rerouteReasons, 'why it goes there'),
    explanation: text('how you know', 2_000).optional(),
  }),
  decide(state, body, facts) {
    const { recipient, now } = facts;
    if (state.state === 'none') return ok({ events: [] });
    if (!recipient) {
      const message = 'There is no open practice of this code or name. Choose one from the list.';
      return refused({ field: 'practice', code: 'practice-unknown', message });
    }
    if (recipient.id === state.practice && state.state !== 'given-back') {
      const message = 'It is for that practice already. Send it again instead.';
      return refused({ field: 'practice', code: 'no-change', message });
    }
    const events: MessageEvent[] = [
      { type: 'MessageRerouted', occurredAt: now, data: { practice: recipient.id, reason: body.reason } },
    ];
    // It is late already, or soon will be: nothing is waited for.
    const next = nextVersion(state, facts, true);
    if (next) events.push(next.event);
    const words = wordsOf(state, { kind: 'rerouted', body: body.explanation, now });
    return ok({ events, writes: next ? [next.write, ...words] : words });
  },
});

export const settleMessage = messageCommand('settle-message', {
  summary: 'Ends a message that its channel does not carry, with how and why. It stays in the ledger under that name.',
  last: 'settle',
  body: z.strictObject({
    how: choice(settleHows, 'how it was settled'),
    explanation: text('what was done, by whom and when', 2_000),
  }),
  decide(state, { how, explanation }, { now }) {
    if (
      how === 'no-practice' &&
      state.state !== 'none' &&
      state.practice !== undefined &&
      state.state !== 'given-back'
    ) {
      const message = 'This patient has a practice. Send it to another one, or say that it was told by hand.';
      return refused({ field: 'how', code: 'has-practice', message });
    }
    return ok({
      events: [{ type: 'MessageSettled', occurredAt: now, data: { how } }],
      writes: wordsOf(state, { kind: 'settled', body: explanation, now }),
    });
  },
});

export const tellWrongRecipient = messageCommand('tell-wrong-recipient', {
  summary:
    'Whoever had a version about another patient has been told so, with what was done. Its exception ends by this.',
  last: 'told',
  body: z.strictObject({ explanation: text('who was told, by whom and when', 2_000) }),
  decide(state, { explanation }, { now }) {
    if (state.state === 'none' || !state.wentWrong)
      return refused({
        code: 'nobody-to-tell',
        message: 'No version about another patient is known to have gone out.',
      });
    return ok({
      events: [{ type: 'WrongRecipientTold', occurredAt: now, data: {} }],
      writes: wordsOf(state, { kind: 'settled', body: explanation, now }),
    });
  },
});
