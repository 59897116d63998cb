import { describe, expect, it } from 'vitest';
import { attempt } from '#api';
import type { Role } from '#people';
import { instant, minutes, plus, seconds } from '#shared';
import { answeredAt, type CallState, evolveCall, noCall, replayCall } from './call.ts';
import { callCommands } from './callCommands.ts';
import { aCall, anAccount, aStream } from './examples.ts';
import { numbered } from './perform.ts';

const presented = instant('2027-03-28T21:40:00Z');
const id = aStream('call', presented);

function tries(
  state: CallState,
  name: string,
  body: Record<string, unknown>,
  about: { after?: number; roles?: Role[] } = {},
) {
  const command = callCommands.find((known) => known.name === name);
  if (!command) throw new Error(name);
  const now = plus(presented, about.after ?? minutes(5));
  const actor = { account: anAccount('advisor'), roles: about.roles ?? (['health-advisor', 'shift-lead'] as Role[]) };
  const result = attempt(command, { state, facts: { now, actor, tenant: 1, service: 1 } }, body);
  if (!result.ok) return result.problems[0]?.code;
  const version = state.state === 'none' ? 0 : state.version;
  return numbered(result.value.events, { version, now, account: actor.account }).reduce(
    (s, e) => evolveCall(s, id, e),
    state,
  );
}

describe('a call', () => {
  it('rings at once where there is no message, and after it where there is one', () => {
    expect(tries(noCall, 'offer-call', { id })).toMatchObject({ state: 'ringing', message: false });
    const waiting = tries(noCall, 'offer-call', { id, message: true });
    expect(waiting).toMatchObject({ state: 'in-message' });
    expect(tries(waiting as CallState, 'queue-call', {})).toMatchObject({
      state: 'ringing',
      messageEndedAt: expect.any(Number),
    });
  });
  it('is answered once, by one person', () => {
    const ringing = replayCall(id, aCall({ messageMs: seconds(20) }));
    const answered = tries(ringing, 'answer-call', { occurredAt: '2027-03-28T21:40:50Z' }) as CallState;
    expect(answered).toMatchObject({ state: 'answered', by: anAccount('advisor') });
    expect(answeredAt(answered)).toBe(instant('2027-03-28T21:40:50Z'));
    expect(tries(answered, 'answer-call', {})).toBe('wrong-state');
    expect(tries(answered, 'end-call', {})).toMatchObject({ state: 'ended' });
  });
  it('is not answered before its message has ended, nor later than the clock', () => {
    const ringing = replayCall(id, aCall({ messageMs: seconds(20) }));
    expect(tries(ringing, 'answer-call', { occurredAt: '2027-03-28T21:40:19Z' })).toBe('before-previous-step');
    expect(tries(ringing, 'answer-call', { occurredAt: '2027-03-28T21:45:01Z' })).toBe('later-than-now');
  });
  it('knows whether the caller hung up in the message or in the queue', () => {
    expect(tries(replayCall(id, aCall({ messageMs: 0 })), 'abandon-call', {})).toMatchObject({
      state: 'abandoned',
      in: 'queue',
    });
    const inMessage = tries(noCall, 'offer-call', { id, message: 'yes' }) as CallState;
    expect(tries(inMessage, 'abandon-call', {})).toMatchObject({ state: 'abandoned', in: 'message' });
  });
  it('corrects when it was answered, between the steps on either side', () => {
    const answered = replayCall(id, aCall({ messageMs: seconds(20), answeredAfterMs: seconds(70) }));
    const why = { version: 2, reason: 'clock-wrong', explanation: 'The exchange was a minute fast.' };
    const corrected = tries(answered, 'correct-call-time', { ...why, to: '2027-03-28T21:40:50Z' }) as CallState;
    expect(answeredAt(corrected)).toBe(instant('2027-03-28T21:40:50Z'));
    expect(tries(answered, 'correct-call-time', { ...why, version: 1, to: '2027-03-28T21:40:30Z' })).toBe(
      'after-next-step',
    );
  });
  it('refuses a message that ended before it began, or where none is played', () => {
    expect(
      tries(noCall, 'offer-call', {
        id,
        message: true,
        occurredAt: '2027-03-28T21:41:00Z',
        messageEndedAt: '2027-03-28T21:40:00Z',
      }),
    ).toBe('before-previous-step');
    expect(
      tries(noCall, 'offer-call', { id, occurredAt: '2027-03-28T21:40:00Z', messageEndedAt: '2027-03-28T21:41:00Z' }),
    ).toBe('no-message');
  });
  it('is for telephony and health advisors', () => {
    expect(tries(noCall, 'offer-call', { id }, { roles: ['visitor'] })).toBe('not-your-role');
  });
});
