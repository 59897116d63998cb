import { describe, expect, it } from 'vitest';
import { at, clocksOf, messageDue, type Told, told } from '../examples.ts';
import { nqr2006With } from '../packs/nqr2006.ts';
import type { Settings } from '../packs/pack.ts';
import { amended, overdue } from './clock.ts';

const under = (settings: Partial<Settings>) => ({ ...nqr2006With(settings), id: 2, digest: '' });
const clockOf = (...facts: Told[]) => clocksOf(told(...facts))[0];
const sent = (time: string): Told => ['MessageSent', time, { attempt: 1 }];
const givenBack = (time: string, consulted = '2027-03-28 20:00'): Told => [
  'MessageRejected',
  time,
  { reason: 'not-ours', consultedAt: new Date(at(consulted)).toISOString() },
];

describe('NQR 2: the message to the practice', () => {
  it.each([
    ['a Friday night: Monday', '2027-03-12 23:10', '2027-03-15 08:00'],
    ['the Saturday of Easter: Tuesday', '2027-03-27 10:00', '2027-03-30 08:00'],
    ['the night of Easter Monday: Tuesday', '2027-03-29 22:00', '2027-03-30 08:00'],
    ['a Tuesday at 03:00: that Tuesday', '2027-03-16 03:00', '2027-03-16 08:00'],
    ['a Tuesday at 08:00: Wednesday', '2027-03-16 08:00', '2027-03-17 08:00'],
    ['the night when the clocks go forward: Tuesday, summer time', '2027-03-28 00:30', '2027-03-30 08:00'],
  ])('%s', (_, consulted, due) => {
    const clock = clockOf(messageDue(consulted));
    expect(clock).toMatchObject({ measure: 'message-by-0800', startedAt: at(consulted), dueAt: at(due) });
  });

  it('is due a day later where the contract reads the words literally', () => {
    const [clock] = clocksOf(told(messageDue('2027-03-16 03:00')), under({ messageDue: 'literal' }));
    expect(clock?.dueAt).toBe(at('2027-03-17 08:00'));
  });

  it('is met when it is sent by then, missed a second later, and late now while it is not', () => {
    expect(clockOf(messageDue('20:00'), sent('2027-03-30 08:00'))?.outcome).toBe('met');
    expect(clockOf(messageDue('20:00'), sent('2027-03-30 08:00:01'))?.outcome).toBe('missed');
    const waiting = clockOf(messageDue('20:00'), ['SendFailed', '23:30', { attempt: 1 }]);
    expect(waiting && overdue(waiting, at('2027-03-30 08:00:01'))).toBe(true);
  });

  it.each(['received', 'read'] as const)('counts when it is %s where the contract asks for that', (when) => {
    const stop = when === 'read' ? 'MessageRead' : 'MessageReceived';
    const events = told(messageDue('20:00'), sent('22:00'), [stop, '2027-03-30 08:30']);
    expect(clocksOf(events, under({ messageCountsWhen: when }))[0]?.outcome).toBe('missed');
    expect(clocksOf(events)[0]?.outcome).toBe('met');
  });

  it('is not met by what a practice gave back: the wait goes on from the same consultation', () => {
    const clocks = clocksOf(told(messageDue('20:00'), sent('22:00'), givenBack('2027-03-30 09:10')));
    expect(clocks).toMatchObject([
      { lap: 1, outcome: 'excluded', reason: 'given-back', firstOutcome: 'met' },
      { lap: 2, outcome: 'open', startedAt: at('20:00'), dueAt: at('2027-03-30 08:00') },
    ]);
    expect(clocks[0] && amended(clocks[0])).toBe(true);
    expect(clocks[1] && overdue(clocks[1], at('2027-03-30 09:11'))).toBe(true);
  });

  const cameBack = (time: string, arrived: boolean): Told => [
    'MessageReturned',
    time,
    { code: 'returned', arrived, consultedAt: new Date(at('2027-03-28 20:00')).toISOString() },
  ];

  it('is not met by what a mail server gave back: the wait goes on from the same consultation', () => {
    const events = told(messageDue('20:00'), sent('22:00'), cameBack('22:05', false));
    expect(clocksOf(events)).toMatchObject([
      { lap: 1, outcome: 'excluded', reason: 'returned', firstOutcome: 'met' },
      { lap: 2, outcome: 'open', startedAt: at('20:00'), dueAt: at('2027-03-30 08:00') },
    ]);
    const again = told(messageDue('20:00'), sent('22:00'), cameBack('22:05', false), sent('2027-03-30 07:59'));
    expect(clocksOf(again)[1]?.outcome).toBe('met');
  });

  it('stays met where the practice has it by another way, and where a contract counts what left', () => {
    expect(clocksOf(told(messageDue('20:00'), sent('22:00'), cameBack('22:05', true)))).toMatchObject([
      { outcome: 'met' },
    ]);
    const events = told(messageDue('20:00'), sent('22:00'), cameBack('22:05', false));
    expect(clocksOf(events, under({ messageReturned: 'sent' }))).toMatchObject([{ outcome: 'met' }]);
  });

  it('is never silently met where there is no practice: unmeasurable, or left out where the contract says so', () => {
    const nobody = told(messageDue('20:00'), ['MessageSettled', '20:10', { how: 'no-practice' }]);
    expect(clocksOf(nobody)).toMatchObject([{ outcome: 'unmeasurable', reason: 'no-practice' }]);
    expect(clocksOf(nobody, under({ withoutPractice: 'excluded' }))).toMatchObject([
      { outcome: 'excluded', reason: 'no-practice' },
    ]);
  });

  it('leaves out a patient who did not want it sent, where that was known in time', () => {
    const declined = (time: string) => clockOf(messageDue('20:00'), ['MessageSettled', time, { how: 'declined' }]);
    expect(declined('22:00')).toMatchObject({ outcome: 'excluded', reason: 'declined' });
    expect(declined('2027-03-30 09:00')).toMatchObject({ outcome: 'missed', reason: 'declined-late' });
  });

  it('is met by hand too', () => {
    expect(clockOf(messageDue('20:00'), ['MessageSettled', '23:00', { how: 'by-hand' }])?.outcome).toBe('met');
  });

  it('is unmeasurable outside the dates of the calendar', () => {
    const late = clockOf(messageDue('2029-06-01 20:00'), sent('2029-06-01 21:00'));
    expect(late).toMatchObject({ outcome: 'unmeasurable', reason: 'outside-calendar', dueAt: null });
  });
});
