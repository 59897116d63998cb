import { expect, test } from 'vitest';
import { aPerson } from '#rota';
import { showTime } from '#shared';
import { at, lineOf, boardTime as now, shiftOf } from '../examples.ts';
import type { LogLine } from '../rules/log.ts';
import { dueShifts, goneHome, rollOf } from './onNow.ts';

const rung = (shift: string, time: string): LogLine => ({
  ...{ id: time, at: at(time), by: 'okafor', kind: 'rang', words: '', shift, answer: 'no-reply', try: 1 },
});

test('who is due on next, who has not said so, and when they were last rung', () => {
  const shifts = [
    shiftOf({ from: '23:00', booked: 'vane', confirmed: true, role: 'nurse', place: 'foundry-lane' }),
    shiftOf({ from: '23:30', booked: 'sayle', role: 'driver', place: 'car-1' }),
    shiftOf({ from: '08:00', booked: 'dr-may', arrived: '07:52' }),
  ];
  const driver = shifts[1]?.id ?? '';
  const due = dueShifts(shifts, [rung(driver, '22:10'), rung(driver, '22:15')], now);
  expect(due.map(({ at: from, state, rung: last }) => [showTime(from), state, last && showTime(last.at)])).toEqual([
    ['23:00', 'confirmed', undefined],
    ['23:30', 'not-confirmed', '22:15'],
  ]);
});

test('who is on is who came and has not left, and who has rung a patient within the hour', () => {
  const shifts = [
    shiftOf({ from: '16:00', booked: 'dr-may', arrived: '15:52' }),
    shiftOf({ from: '16:00', to: '22:00', place: 'foundry-lane', booked: 'dr-lee', arrived: '15:50', left: '22:01' }),
  ];
  const clinicians = { free: ['achterberg'], next: [], since: new Map([['achterberg', at('22:45')]]) };
  const cases = [lineOf('124', { heldBy: aPerson('dr-may') })];
  const { on } = rollOf({ shifts, cases, clinicians, log: [], now });
  expect(on.map(({ person, since, cases: held }) => [person, showTime(since), held])).toEqual([
    [aPerson('dr-may'), '15:52', ['2803-124']],
    ['achterberg', '22:45', []],
  ]);
  const answered = [
    { by: 'quill', at: at('22:44'), isOn: true },
    { by: 'quill', at: at('22:10'), isOn: false },
    { by: 'achterberg', at: at('22:20'), isOn: false },
    { by: aPerson('dr-lee'), at: at('21:58'), isOn: false },
  ];
  const all = rollOf({ shifts, cases, clinicians, log: [], answered, now }).on;
  // Once each, since the first call of the hour; whoever has gone home is not on for a call before that.
  expect(all.map(({ person, since }) => [person, showTime(since)])).toEqual([
    [aPerson('dr-may'), '15:52'],
    ['achterberg', '22:45'],
    ['quill', '22:10'],
  ]);
  expect(goneHome(shifts)).toEqual(new Set([aPerson('dr-lee')]));
});

test('a post that has begun and has nobody is missing, whoever is booked', () => {
  const { missing, on } = rollOf({
    shifts: [shiftOf({ from: '20:00', booked: 'dr-may', confirmed: true })],
    ...{ cases: [], log: [], now, clinicians: { free: [], next: [], since: new Map() } },
  });
  expect(on).toEqual([]);
  expect(missing).toMatchObject([{ role: 'doctor', state: 'confirmed', person: aPerson('dr-may') }]);
});
