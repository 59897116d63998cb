import { describe, expect, it } from 'vitest';
import { hours, minutes } from '#shared';
import { arrived, at, clocksOf, correctedTo, left, required, type Told, told } from '../examples.ts';
import { overdue } from './clock.ts';

const evening = required('18:00', '22:00');
const outcomes = (...facts: Told[]) => clocksOf(told(...facts)).map(({ outcome }) => outcome);
const dueTimes = (...facts: Told[]) => clocksOf(told(...facts)).map(({ dueAt }) => dueAt);

describe('cover: each required hour of a post is a clock', () => {
  it('is open and due when its hour begins, while nobody has arrived', () => {
    const clocks = clocksOf(told(evening));
    expect(clocks.map(({ lap, startedAt, dueAt }) => [lap, startedAt, dueAt])).toEqual([
      [1, at('18:00'), at('18:00')],
      [2, at('19:00'), at('19:00')],
      [3, at('20:00'), at('20:00')],
      [4, at('21:00'), at('21:00')],
    ]);
    expect(clocks[0]).toMatchObject({
      measure: 'uncovered-base-hours',
      part: '7',
      countsAt: at('18:00'),
      countedMs: hours(1),
      outcome: 'open',
    });
    expect(overdue(clocks[0]!, at('18:00'))).toBe(false);
    expect(overdue(clocks[0]!, at('18:00:01'))).toBe(true);
  });

  it('does not count a booking as cover', () => {
    expect(
      dueTimes(evening, ['CoverBooked', '12:00', { person: 'a' }], ['CoverConfirmed', '13:00', { person: 'a' }]),
    ).toEqual(dueTimes(evening));
  });

  it('has nothing running out while somebody is there', () => {
    const clocks = clocksOf(told(evening, arrived('17:50')));
    expect(clocks.map(({ outcome, dueAt, reason }) => [outcome, dueAt, reason])).toEqual(
      Array(4).fill(['open', null, 'covered-so-far']),
    );
  });

  it('is met, hour by hour, once something later shows that somebody was there throughout', () => {
    expect(outcomes(evening, arrived('17:50'), left('20:00'))).toEqual(['met', 'met', 'open', 'open']);
    expect(dueTimes(evening, arrived('17:50'), left('20:00')).slice(2)).toEqual([at('20:00'), at('21:00')]);
    expect(outcomes(evening, arrived('17:50'), ['ShiftEnded', '22:00'])).toEqual(['met', 'met', 'met', 'met']);
  });

  it('is missed for the whole hour when somebody came a minute late', () => {
    const clocks = clocksOf(told(evening, arrived('18:01')));
    expect(clocks[0]).toMatchObject({
      outcome: 'missed',
      reason: 'nobody-there',
      countedMs: hours(1),
      dueAt: at('18:00'),
      stoppedAt: at('18:01'),
    });
    expect(clocks[1]).toMatchObject({ outcome: 'open', reason: 'covered-so-far' });
  });

  it('is missed from the moment the last person left, once the shift has ended: Canal Bridge from 20:00', () => {
    const night: Told[] = [evening, arrived('17:55'), left('20:00'), ['ShiftEnded', '22:00']];
    expect(outcomes(...night)).toEqual(['met', 'met', 'missed', 'missed']);
  });

  it('stays covered through a handover at the same minute, and by two people who overlap', () => {
    expect(
      outcomes(evening, arrived('18:00', 'a'), left('20:00', 'a'), arrived('20:00', 'b'), ['ShiftEnded', '22:00']),
    ).toEqual(Array(4).fill('met'));
    expect(
      outcomes(evening, arrived('18:00', 'a'), arrived('19:30', 'b'), left('19:45', 'a'), ['ShiftEnded', '22:00']),
    ).toEqual(Array(4).fill('met'));
  });

  it('is not covered by whoever never left once the shift was ended early', () => {
    expect(outcomes(evening, arrived('18:00'), ['ShiftEnded', '20:30'])).toEqual(['met', 'met', 'missed', 'missed']);
  });

  it('keeps what was first recorded when an arrival is corrected', () => {
    const late = told(evening, arrived('18:10'), ['ShiftEnded', '22:00']);
    const [clock] = clocksOf(correctedTo(late, 2, '17:58'));
    expect(clock).toMatchObject({ outcome: 'met', firstOutcome: 'missed', firstThrough: 2, through: 4, dueAt: null });
  });

  it('opens again when a correction takes away what had settled it', () => {
    const clocks = clocksOf(correctedTo(told(evening, arrived('18:00'), left('20:30')), 3, '19:30'));
    expect(clocks.map(({ outcome, firstOutcome }) => [outcome, firstOutcome])).toEqual([
      ['met', 'met'],
      ['open', 'met'],
      ['open', null],
      ['open', null],
    ]);
  });

  it('has part hours at the ends, with their own length', () => {
    const clocks = clocksOf(told(required('18:30', '20:15')));
    expect(clocks.map(({ countedMs }) => countedMs)).toEqual([minutes(30), hours(1), minutes(15)]);
  });

  it('has 11 boxes on the night when the clocks go forward and 13 when they go back', () => {
    expect(clocksOf(told(required('2027-03-27 20:00', '2027-03-28 08:00')))).toHaveLength(11);
    expect(clocksOf(told(required('2027-10-30 20:00', '2027-10-31 08:00')))).toHaveLength(13);
  });

  it('is a car-hour in a car, and no clock at all when the requirement does not say when', () => {
    expect(clocksOf(told(required('18:00', '19:00', { kind: 'car' })))[0]?.measure).toBe('uncovered-car-hours');
    expect(clocksOf(told(required('18:00', '19:00', { from: undefined })))).toEqual([]);
  });
});
