import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { hours, instant, plus } from '#shared';
import { meant, numbersTyped } from './caseNumberTyped.ts';

const now = instant('2027-03-28T22:47:00+01:00');

describe('a number of a case', () => {
  it.each(['2803-131', 'Case 2803-131', ' case 2803 - 131 ', '2803–131', '2803/131'])('%s is that one', (typed) =>
    expect(numbersTyped(typed, now)).toEqual(['2803-131']),
  );
  it.each(['131', 'Case 131', 'case131', 'No. 131', '#131'])(
    '%s is of one of the last days, the latest first',
    (typed) => expect(numbersTyped(typed, now).slice(0, 3)).toEqual(['2803-131', '2703-131', '2603-131']),
  );
  it('is filled up to the three figures that it is written with, and reaches a month back and no further', () => {
    const numbers = numbersTyped('19', now);
    expect([numbers[0], numbers.at(-1), numbers.length]).toEqual(['2803-019', '2602-019', 31]);
  });
  it.each(['Pellworth', 'Case', '', '01632 960417', '999 061 4024', '123456', '12-34-56'])('is not %s', (typed) =>
    expect(numbersTyped(typed, now)).toEqual([]),
  );
});

test('whatever is typed, what comes of it has the form of a number', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.nat(99_999).map(String)), (typed) => {
      for (const number of numbersTyped(typed, now)) expect(number).toMatch(/^\d{4}-\d{3,5}$/);
    }),
  );
});

test('one is meant where there is one, or one of tonight; of several somebody chooses', () => {
  const line = (ago: number) => ({ openedAt: plus(now, -hours(ago)) });
  const [tonight, before, long] = [line(1), line(30), line(300)];
  expect(meant([], now)).toBeUndefined();
  expect(meant([long], now)).toBe(long);
  expect(meant([tonight, before, long], now)).toBe(tonight);
  expect(meant([before, long], now)).toBeUndefined();
  expect(meant([tonight, line(2)], now)).toBeUndefined();
});
