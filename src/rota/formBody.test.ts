import { describe, expect, it } from 'vitest';
import { easter } from './examples.ts';
import { formBody, problemsAsTyped } from './formBody.ts';

const now = easter('22:47');
const day = { 'day-day': '28', 'day-month': '3', 'day-year': '2027' };

describe('the form of a new shift', () => {
  it('is a day and two times of day, the second on the next day where it is not later', () => {
    expect(formBody('require-shift', { ...day, from: '20:00', to: '00:00', place: 'car-1' }, now)).toEqual({
      place: 'car-1',
      from: '2027-03-28 20:00',
      to: '2027-03-29 00:00',
    });
    expect(formBody('require-shift', { ...day, from: '8.30', to: '4:30pm' }, now)).toEqual({
      from: '2027-03-28 08:30',
      to: '2027-03-28 16:30',
    });
  });
  it('says what is wrong of the box in which it was typed', () => {
    const typed = { ...day, 'day-day': '31', 'day-month': '2', from: 'eight', to: '20:00' };
    const problems = ['from', 'to'].map((field) => ({ field, code: 'time-invalid', message: 'It is not a time.' }));
    expect(problemsAsTyped(problems, typed).map(({ field, message }) => [field, message.slice(0, 19)])).toEqual([
      ['day', 'Enter a day of the '],
      ['from', 'Enter a time of day'],
    ]);
    expect(problemsAsTyped([], { from: '20:00' }).map(({ field }) => field)).toEqual(['day']);
  });
});

describe('the time of a coming or leaving', () => {
  const at = (occurredAt: string, more = {}) => formBody('record-arrival', { occurredAt, ...more }, now).occurredAt;
  it('is the last such time of day', () => {
    expect(at('20:34')).toBe('2027-03-28T20:34:00+01:00');
    // A few minutes ahead stays ahead, for the command to refuse; last night’s is last night’s.
    expect(at('23:50')).toBe('2027-03-28T23:50:00+01:00');
    expect(at('')).toBeUndefined();
  });
  it('is before the end of a shift that is over, and never later than now', () => {
    const over = { _latest: '2027-03-27T20:00:00.000Z' };
    expect(at('08:00', over)).toBe('2027-03-27T08:00:00+00:00');
    expect(at('22:00', { _latest: '2027-04-27T20:00:00.000Z' })).toBe('2027-03-28T22:00:00+01:00');
  });
  it('is passed on where it is more than a time of day', () => {
    expect(at('2027-03-28 08:02')).toBe('2027-03-28 08:02');
    expect(at('soon', { _latest: 'x' })).toBe('soon');
  });
});
