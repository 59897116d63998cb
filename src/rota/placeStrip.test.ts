import { describe, expect, it } from 'vitest';
import { showTime } from '#shared';
import { aShiftStory, easter } from './examples.ts';
import { placeStrip } from './placeStrip.ts';
import type { Shift } from './shift.ts';

const day = { from: easter('08:00'), to: easter('24:00') };
const shift = (about: Parameters<typeof aShiftStory>[0] = {}) => aShiftStory(about).state as Shift;
const strip = (shifts: Shift[], now: string) =>
  placeStrip(shifts, { period: day, now: easter(now), kind: 'base' }).map(
    ({ period, state, words }) => `${showTime(period.from)} ${showTime(period.to)} ${state}: ${words}`,
  );
const evening = { from: '20:00' };

describe('the strip of a place', () => {
  it('says nobody once, up to now and from now on', () => {
    expect(strip([shift(evening)], '22:47')).toEqual([
      '08:00 20:00 not-needed: Closed, as planned',
      '20:00 00:00 nobody: NO DOCTOR',
    ]);
    expect(strip([shift({ ...evening, booked: 'dr-lee' })], '22:47').at(-1)).toBe(
      '20:00 00:00 nobody: NO DOCTOR: booked, has not come',
    );
  });
  it('says before a shift begins that nobody is booked', () => {
    expect(strip([shift(evening)], '12:00').at(-1)).toBe('20:00 00:00 nobody: NO DOCTOR booked');
  });
  it('takes the worst of several posts, and names whose it is, a doctor first', () => {
    const driver = shift({ role: 'driver', place: 'car-1', booked: 'sam', arrived: '08:00' });
    const doctor = shift({ place: 'car-1', booked: 'dr-may', arrived: '08:00', left: '12:00' });
    expect(strip([driver, doctor], '14:00')).toEqual([
      '08:00 12:00 here: Doctor, driver here',
      '12:00 00:00 nobody: NO DOCTOR',
    ]);
    const booked = shift({ role: 'driver', place: 'car-1', booked: 'sam', from: '20:00' });
    const sure = shift({ place: 'car-1', booked: 'dr-may', confirmed: true, from: '20:00' });
    expect(strip([booked, sure], '14:00').at(-1)).toBe('20:00 00:00 not-confirmed: Driver booked, not confirmed');
  });
  it('is drawn in steps of five minutes, and loses no minute with nobody', () => {
    const late = shift({ booked: 'dr-may', arrived: '08:01' });
    expect(strip([late], '14:00')).toEqual([
      '08:00 08:05 nobody: NO DOCTOR',
      '08:05 14:00 here: Doctor here',
      '14:00 00:00 confirmed: Doctor, confirmed',
    ]);
    for (const { period } of placeStrip([late], { period: day, now: easter('14:00'), kind: 'base' }))
      expect([period.from % 300_000, period.to % 300_000]).toEqual([0, 0]);
  });
});
