import { describe, expect, it } from 'vitest';
import type { Found } from '#calls';
import { hours, instant, plus } from '#shared';
import { matchesOf } from './sameAsTonight.ts';

const now = instant('2027-03-28T19:28:00Z');
const since = plus(now, -hours(24));
function aFound(about: Partial<Found> & { id: string }): Found {
  return {
    ...{
      number: '2803-107',
      state: 'booked',
      priority: 'other',
      openedAt: plus(now, -hours(1)),
      repeatTimes: 1,
      tries: 0,
    },
    ...{ patientName: 'Owen Latch', dateOfBirth: '1985-05-02' },
    ...about,
  };
}
const owen = { name: 'Latch Owen', dateOfBirth: '1985-05-02' };
const ids = (found: Parameters<typeof matchesOf>[0], asked: Parameters<typeof matchesOf>[1] = owen) =>
  matchesOf(found, asked, since).map(({ line, why }) => `${line.id} ${why}`);

describe('somebody at the desk', () => {
  it('is known by NHS number whatever their name is said to be', () => {
    const found = { byNumber: [aFound({ id: 'a', patientName: 'O. Letch' })], byName: [] };
    expect(ids(found, { name: 'Owen Latch', nhsNumber: '9990000018' })).toEqual(['a nhs-number']);
  });

  it('is known by name, in any order, with the date of birth; and shown where nobody wrote that down', () => {
    const byName = [
      aFound({ id: 'unsure', dateOfBirth: undefined }),
      aFound({ id: 'sure', patientName: 'Ówen LATCH' }),
    ];
    expect(ids({ byNumber: [], byName })).toEqual(['sure name-and-birth', 'unsure name']);
  });

  it('is not taken for a namesake who was born on another day, nor for a longer name', () => {
    const byName = [
      aFound({ id: 'namesake', dateOfBirth: '1951-01-01' }),
      aFound({ id: 'other', patientName: 'Owen Latchford' }),
    ];
    expect(ids({ byNumber: [], byName })).toEqual([]);
  });

  it('is asked after among the cases of tonight, and those that are still open', () => {
    const old = plus(now, -hours(30));
    const byName = [aFound({ id: 'closed', openedAt: old, closedAt: old }), aFound({ id: 'open', openedAt: old })];
    expect(ids({ byNumber: [], byName })).toEqual(['open name-and-birth']);
  });
});
