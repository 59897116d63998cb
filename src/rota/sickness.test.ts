import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hours, plus } from '#shared';
import { aPerson, aShift, easter } from './examples.ts';
import { bookingOf, replayShift, type Shift } from './shift.ts';
import { givenUpBy } from './sickness.ts';

const shift = (about: Parameters<typeof aShift>[0]): Shift => {
  const state = replayShift(JSON.stringify(about), aShift(about));
  if (state.state === 'none') throw new Error('no shift');
  return state;
};
const person = aPerson('dr-may');
const now = easter('12:00');
const about = { person, now, until: plus(now, hours(24)) };

test('every shift of theirs that is not over needs somebody again, booked or confirmed, the next first', () => {
  const later = shift({ from: '20:00', booked: 'dr-may', confirmed: true });
  const next = shift({ from: '14:00', to: '20:00', booked: 'dr-may' });
  const other = shift({ from: '14:00', booked: 'dr-lee' });
  const over = shift({ from: '08:00', to: '11:00', booked: 'dr-may' });
  expect(givenUpBy([later, next, other, over], about)).toEqual([
    { shift: next, step: 'withdraw-cover' },
    { shift: later, step: 'withdraw-cover' },
  ]);
});

test('who goes home sick has left the shift that they are at', () => {
  const here = shift({ from: '08:00', booked: 'dr-may', arrived: '07:52' });
  expect(givenUpBy([here], about)).toEqual([{ shift: here, step: 'record-leaving' }]);
});

test('what begins after they are well again is still theirs', () => {
  const tomorrow = shift({ from: '20:00', booked: 'dr-may' });
  expect(givenUpBy([tomorrow], { ...about, until: easter('18:00') })).toEqual([]);
});

test('whatever was booked, nobody else loses a shift and none of theirs is left', () => {
  const booked = fc.constantFrom('dr-may', 'dr-lee', undefined);
  fc.assert(
    fc.property(fc.array(fc.record({ booked, from: fc.constantFrom('13:00', '16:00', '20:00') })), (all) => {
      const shifts = all.map(({ booked: who, from }) => shift({ from, ...(who ? { booked: who } : {}) }));
      const given = givenUpBy(shifts, about);
      const theirs = shifts.filter((one) => bookingOf(one)?.person === person);
      expect(given).toHaveLength(theirs.length);
      expect(given.every(({ shift: one }) => bookingOf(one)?.person === person)).toBe(true);
    }),
    { numRuns: 30 },
  );
});
