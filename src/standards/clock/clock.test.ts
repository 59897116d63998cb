import { describe, expect, it } from 'vitest';
import { at, clocksOf, offered, opened, told } from '../examples.ts';
import { amended, earliest, standing } from './clock.ts';

describe('what a board calls a clock', () => {
  const waiting = clocksOf(told(opened('20:00')))[0]!;
  const long = { ...waiting, dueAt: at('22:00') };

  it.each([
    ['20:14:59', 'waiting'],
    ['20:15', 'due-soon'],
    ['20:20', 'due-soon'],
    ['20:20:01', 'late'],
  ])('of 20 minutes, at %s: %s', (time, expected) => expect(standing(waiting, at(time))).toBe(expected));

  it.each([
    ['21:44:59', 'waiting'],
    ['21:45', 'due-soon'],
  ])('of 2 hours, at %s: %s, since a quarter is more than 15 minutes', (time, expected) =>
    expect(standing(long, at(time))).toBe(expected),
  );

  it('is not running before its start, and its outcome once it is settled', () => {
    expect(standing(clocksOf(told(offered('20:00', { message: true })))[0]!, at('20:30'))).toBe('not-running');
    expect(standing({ ...waiting, outcome: 'met' }, at('23:00'))).toBe('met');
  });
});

describe('the earliest deadline', () => {
  it('is that of the open clock that falls due first', () => {
    const clocks = clocksOf(told(opened('20:00')));
    const later = { ...clocks[0]!, dueAt: at('21:00') };
    expect(earliest([later, ...clocks])?.dueAt).toBe(at('20:20'));
    expect(
      earliest([
        { ...later, outcome: 'met' },
        { ...later, dueAt: null },
      ]),
    ).toBeUndefined();
  });
});

describe('amended', () => {
  it('is a clock whose outcome or length differs from what was first recorded', () => {
    const [clock] = clocksOf(told(opened('20:00'), ['AssessmentStarted', '20:05']));
    expect(amended(clock!)).toBe(false);
    expect(amended({ ...clock!, countedMs: 1 })).toBe(true);
    expect(amended({ ...clock!, firstOutcome: null })).toBe(false);
  });
});
