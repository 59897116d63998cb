import { describe, expect, it } from 'vitest';
import { minutes, seconds } from '#shared';
import { at, clocksOf, correctedTo, offered, told } from '../examples.ts';
import { overdue } from './clock.ts';

const withMessage = { message: true, messageEndedAt: '2027-03-28T19:00:20.000Z' };

describe('NQR 8: a call', () => {
  it('is one open clock while it rings, due 60 s after the end of the message, and counts when it was presented', () => {
    const clocks = clocksOf(told(offered('20:00', withMessage)));
    expect(clocks).toHaveLength(1);
    expect(clocks[0]).toMatchObject({
      measure: 'answer',
      lap: 1,
      service: 1,
      startedAt: at('20:00:20'),
      dueAt: at('20:01:20'),
      countsAt: at('20:00'),
      outcome: 'open',
      firstOutcome: null,
    });
  });

  it('runs for 30 s from being presented where there is no message', () => {
    const [clock] = clocksOf(told(offered('20:00')));
    expect(clock).toMatchObject({ startedAt: at('20:00'), dueAt: at('20:00:30') });
  });

  it('has not begun while the message plays and its end is not known, and begins when the queue is joined', () => {
    const [playing] = clocksOf(told(offered('20:00', { message: true })));
    expect(playing).toMatchObject({ startedAt: null, dueAt: null, countsAt: at('20:00'), outcome: 'open' });
    const [queued] = clocksOf(told(offered('20:00', { message: true }), ['CallQueued', '20:00:25']));
    expect(queued).toMatchObject({ startedAt: at('20:00:25'), dueAt: at('20:01:25'), countsAt: at('20:00') });
  });

  it('is in time at exactly 60 s and late at one millisecond more', () => {
    const [inTime] = clocksOf(told(offered('20:00', withMessage), ['CallAnswered', '20:01:20']));
    expect(inTime).toMatchObject({
      outcome: 'met',
      countedMs: seconds(60),
      stoppedAt: at('20:01:20'),
      firstOutcome: 'met',
    });
    const events = told(offered('20:00', withMessage), ['CallAnswered', '20:01:20']);
    events[1]!.occurredAt = (events[1]!.occurredAt + 1) as (typeof events)[1]['occurredAt'];
    expect(clocksOf(events)[0]).toMatchObject({ outcome: 'missed', countedMs: 60_001 });
  });

  it('waited not at all when it was answered before the message had ended, or never queued', () => {
    const never = told(offered('20:00', { message: true }), ['CallAnswered', '20:00:08']);
    expect(clocksOf(never)[0]).toMatchObject({ outcome: 'met', countedMs: 0, startedAt: at('20:00:08') });
    const early = told(offered('20:00', withMessage), ['CallAnswered', '20:00:08']);
    expect(clocksOf(early)[0]).toMatchObject({ outcome: 'met', countedMs: 0 });
  });

  it('is missed when the caller gives up in the queue, with how long they waited', () => {
    const [clock] = clocksOf(told(offered('20:00', withMessage), ['CallAbandoned', '20:00:50', { in: 'queue' }]));
    expect(clock).toMatchObject({
      outcome: 'missed',
      reason: 'abandoned',
      countedMs: seconds(30),
      firstReason: 'abandoned',
    });
  });

  it('is excluded when the caller hung up in the message, or it was not a call at all', () => {
    const hungUp = told(offered('20:00', { message: true }), ['CallAbandoned', '20:00:05', { in: 'message' }]);
    expect(clocksOf(hungUp)[0]).toMatchObject({ outcome: 'excluded', reason: 'hung-up-in-message', countedMs: null });
    const phantom = told(offered('20:00'), ['CallVoided', '20:00:05', { reason: 'phantom' }]);
    expect(clocksOf(phantom)[0]).toMatchObject({ outcome: 'excluded', reason: 'phantom', countsAt: at('20:00') });
  });

  it('shows an exclusion after the answer as an amendment', () => {
    const [clock] = clocksOf(
      told(offered('20:00'), ['CallAnswered', '20:00:05'], ['CallVoided', '20:09', { reason: 'phantom' }]),
    );
    expect(clock).toMatchObject({
      outcome: 'excluded',
      firstOutcome: 'met',
      firstCountedMs: seconds(5),
      firstThrough: 2,
      through: 3,
    });
  });

  it('settles only on an event: past due it is overdue, and still open', () => {
    const [clock] = clocksOf(told(offered('20:00')));
    expect(overdue(clock!, at('20:00:30'))).toBe(false);
    expect(overdue(clock!, (at('20:00:30') + 1) as never)).toBe(true);
    expect(clock?.outcome).toBe('open');
  });

  it('takes no notice of the end of the call or of a second answer', () => {
    const events = told(
      offered('20:00'),
      ['CallAnswered', '20:00:05'],
      ['CallAnswered', '20:05'],
      ['CallEnded', '20:06'],
    );
    expect(clocksOf(events)[0]).toMatchObject({ stoppedAt: at('20:00:05'), through: 2 });
  });

  it('moves when the time of the answer is corrected, and keeps what was first recorded', () => {
    const events = correctedTo(told(offered('20:00'), ['CallAnswered', '20:02']), 2, '20:00:10');
    expect(clocksOf(events)[0]).toMatchObject({
      outcome: 'met',
      countedMs: seconds(10),
      firstOutcome: 'missed',
      firstCountedMs: minutes(2),
      firstThrough: 2,
      through: 3,
    });
  });
});
