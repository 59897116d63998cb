import { describe, expect, it } from 'vitest';
import { hours, instant } from '#shared';
import { aShiftStory, easter } from './examples.ts';
import { askedNight, countHours, gapIn, nightAt, nightOf } from './night.ts';
import type { Shift } from './shift.ts';

const shift = (about: Parameters<typeof aShiftStory>[0] = {}) => aShiftStory(about).state as Shift;
const night = nightOf('2027-03-28');

describe('a night', () => {
  it('goes from 08:00 to 08:00, also when the clocks change in it', () => {
    expect(night).toEqual({ from: easter('08:00'), to: instant('2027-03-29T07:00:00Z') });
    expect(nightOf('2027-03-27').to - nightOf('2027-03-27').from).toBe(hours(23));
    expect(nightOf('2027-10-30').to - nightOf('2027-10-30').from).toBe(hours(25));
  });
  it('is that of the day before until 08:00', () => {
    expect(nightAt(easter('07:59'))).toBe('2027-03-27');
    expect(nightAt(easter('08:00'))).toBe('2027-03-28');
  });
  it('is the present one where the address asks for nothing that is a date', () => {
    for (const asked of [undefined, '', '2027-02-30', 'x', ['2027-03-01'], '9999-12-31'])
      expect(askedNight(asked, easter('12:00'))).toBe('2027-03-28');
    expect(askedNight('2027-03-01', easter('12:00'))).toBe('2027-03-01');
  });
});

describe('hours of a night', () => {
  it('counts what has begun, and whole what had a minute with nobody', () => {
    const canal = shift({ booked: 'dr-may', arrived: '08:00', left: '20:00' });
    expect(countHours([canal], night, easter('22:47'))).toEqual({ required: 16, begun: 15, uncovered: 3 });
    expect(countHours([canal], night, easter('24:00'))).toEqual({ required: 16, begun: 16, uncovered: 4 });
    const late = shift({ booked: 'dr-may', arrived: '08:01' });
    expect(countHours([late], night, easter('12:00'))).toEqual({ required: 16, begun: 4, uncovered: 1 });
  });
  it('takes a part of an hour as that part', () => {
    expect(countHours([shift({ from: '10:30', to: '12:00' })], night, easter('24:00'))).toEqual({
      required: 1.5,
      begun: 1.5,
      uncovered: 1.5,
    });
  });
  it('takes people who follow one another as one cover', () => {
    const story = aShiftStory({ booked: 'dr-may', arrived: '08:00' });
    story.at('12:30').does('record-arrival', { person: story.id });
    story.at('12:45').does('record-leaving', { person: (story.state as Shift).attendance[0]?.person });
    expect(gapIn(story.state as Shift, { from: easter('08:00'), to: easter('24:00') })).toBe(0);
  });
});
