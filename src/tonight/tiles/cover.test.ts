import { expect, test } from 'vitest';
import { type Period, showTime } from '#shared';
import { at, boardTime as now, placeNamed, shiftOf } from '../examples.ts';
import { coverOf, expectedAt, gapsNow, type PlaceCover, standsNow } from './cover.ts';

const period: Period = { from: at('20:00'), to: at('23:59') };
const canal = placeNamed('canal-bridge');
const said = ({ stretches }: PlaceCover) =>
  stretches.map(({ from, to, state, words }) => [showTime(from), showTime(to), state, words]);

test('somebody who came and stays is there to the end of the shift', () => {
  const cover = coverOf(canal, [shiftOf({ from: '16:00', booked: 'dr-may', arrived: '15:52' })], { period, now });
  expect(said(cover)).toEqual([['16:00', '00:00', 'here', 'Doctor here']]);
  expect(cover.doctors).toHaveLength(1);
});

test('a doctor who joins those who are there from earlier is named from then on', () => {
  const nurse = shiftOf({ role: 'nurse', from: '07:00', booked: 'vane', arrived: '06:55' });
  const doctor = shiftOf({ from: '16:00', booked: 'dr-may', arrived: '15:52' });
  expect(said(coverOf(canal, [nurse, doctor], { period, now }))).toEqual([
    ['07:00', '16:00', 'here', 'Nurse here'],
    ['16:00', '00:00', 'here', 'Doctor here'],
  ]);
});

test('nobody from 20:00, though somebody was booked: booked never speaks for the past', () => {
  const day = shiftOf({ to: '20:00', booked: 'dr-may', arrived: '07:52', left: '20:00' });
  const evening = shiftOf({ from: '20:00', booked: 'dr-fenn', confirmed: true });
  const cover = coverOf(canal, [day, evening], { period, now });
  expect(said(cover)).toEqual([
    ['08:00', '20:00', 'here', 'Doctor here'],
    ['20:00', '00:00', 'nobody', 'NO DOCTOR'],
  ]);
  expect(gapsNow([cover], now).map(({ place, gap }) => [place.name, showTime(gap.from)])).toEqual([
    ['Canal Bridge', '20:00'],
  ]);
});

test('without its arrival a shift is uncovered from its beginning', () => {
  const arrived = shiftOf({ from: '20:00', booked: 'dr-may', arrived: '19:58' });
  const not = shiftOf({ from: '20:00', booked: 'dr-may' });
  const state = (shift: typeof arrived) => standsNow(coverOf(canal, [shift], { period, now }), now)?.state;
  expect([state(arrived), state(not)]).toEqual(['here', 'nobody']);
});

test('for the future a booking speaks: confirmed, not confirmed, or nobody booked', () => {
  const later = (about: object) =>
    said(coverOf(canal, [shiftOf({ from: '23:00', ...about })], { period, now }))
      .at(-1)
      ?.slice(2);
  expect(later({ booked: 'dr-may', confirmed: true })).toEqual(['confirmed', 'Doctor to 00:00, confirmed']);
  expect(later({ booked: 'dr-may' })).toEqual(['not-confirmed', 'From 23:00 doctor booked, not confirmed']);
  expect(later({})).toEqual(['nobody', 'No doctor booked']);
});

test('an hour that needs nobody is closed as planned, and expects nobody', () => {
  const cover = coverOf(canal, [shiftOf({ to: '22:00', booked: 'dr-may', arrived: '07:55', left: '22:00' })], {
    period,
    now,
  });
  expect(said(cover).at(-1)).toEqual(['22:00', '23:59', 'not-needed', 'Closed, as planned']);
  expect(expectedAt(cover, at('23:30'))).toBe('not-needed');
});

test('a base without its receptionist is short of one, and its doctor still sees people', () => {
  const doctor = shiftOf({ from: '16:00', booked: 'dr-may', arrived: '15:50' });
  const cover = coverOf(canal, [doctor, shiftOf({ from: '16:00', role: 'receptionist' })], { period, now });
  expect(standsNow(cover, now)).toMatchObject({ state: 'nobody', words: 'NO RECEPTIONIST' });
  expect(expectedAt(cover, at('23:30'))).toBe('seen');
});

test('where only other posts go on, the doctor is not said to', () => {
  const doctor = shiftOf({ from: '23:00', to: '23:30', booked: 'dr-may', confirmed: true });
  const nurse = shiftOf({ from: '23:00', booked: 'vane', role: 'nurse', confirmed: true });
  const cover = coverOf(canal, [doctor, nurse], { period, now });
  expect(said(cover).slice(-2)).toEqual([
    ['23:00', '23:30', 'confirmed', 'Doctor to 23:30, confirmed'],
    ['23:30', '00:00', 'confirmed', 'Nurse to 00:00, confirmed'],
  ]);
});

test('a car names doctor and driver; whichever is missing is said', () => {
  const car = placeNamed('car-1');
  const doctor = shiftOf({ place: 'car-1', from: '16:00', booked: 'dr-may', arrived: '15:50' });
  const driver = (arrived?: string) =>
    shiftOf({ place: 'car-1', role: 'driver', from: '16:00', booked: 'pell', ...(arrived ? { arrived } : {}) });
  const standing = (shift: ReturnType<typeof driver>) => standsNow(coverOf(car, [doctor, shift], { period, now }), now);
  expect(standing(driver('15:50'))).toMatchObject({ state: 'here', words: 'Doctor, driver' });
  expect(standing(driver())).toMatchObject({ state: 'nobody', words: 'NO DRIVER', missing: ['driver'] });
});
