import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hours, instantFromMs, plus } from './instant.ts';
import { atLocal, localParts, type Period, withOffset } from './london.ts';
import { outOfHoursPeriodAt, outOfHoursPeriods } from './outOfHours.ts';
import { split } from './split.ts';
import { isWorkingDay } from './workingDays.ts';

const outside = { known: false, reason: 'outside the dates this calendar covers' };

/** Start, end and hours of each run between two local noons. */
function runs(from: string, to: string): [string, string, number][] {
  const found = outOfHoursPeriods({ from: atLocal(from, '12:00'), to: atLocal(to, '12:00') });
  if (!found.known) throw new Error(found.reason);
  return found.value.map((run) => [showLocal(run.from), showLocal(run.to), (run.to - run.from) / hours(1)]);
}

const showLocal = (at: Period['from']) => withOffset(at).slice(0, 16);

describe('out-of-hours periods', () => {
  it.each([
    ['a weekday night', '2027-03-09', '2027-03-10', 13.5],
    ['a weekend', '2027-03-05', '2027-03-08', 61.5],
    ['a weekend on which clocks go forward', '2028-03-24', '2028-03-27', 60.5],
    ['a weekend on which clocks go back', '2027-10-29', '2027-11-01', 62.5],
    ['the night before a leap day', '2028-02-28', '2028-02-29', 13.5],
    ['the night after a leap day', '2028-02-29', '2028-03-01', 13.5],
  ])('%s', (_, from, to, length) => {
    expect(runs(from, to)).toEqual([[`${from}T18:30`, `${to}T08:00`, length]]);
  });

  it('makes Easter 2027 one run, with a Sunday of 23 hours', () => {
    expect(runs('2027-03-25', '2027-03-30')).toEqual([['2027-03-25T18:30', '2027-03-30T08:00', 108.5]]);
    const run = { from: atLocal('2027-03-25', '18:30'), to: atLocal('2027-03-30', '08:00') };
    expect(split(run, 'day').map(({ from, to }) => (to - from) / hours(1))).toEqual([5.5, 24, 24, 23, 24, 8]);
  });

  it('joins Christmas on a weekend with its substitute days', () => {
    expect(runs('2027-12-24', '2027-12-29')).toEqual([['2027-12-24T18:30', '2027-12-29T08:00', 109.5]]);
    expect(runs('2024-12-24', '2024-12-27')).toEqual([['2024-12-24T18:30', '2024-12-27T08:00', 61.5]]);
  });

  it('cuts runs to the period asked for', () => {
    const saturday = { from: atLocal('2027-03-06', '09:00'), to: atLocal('2027-03-06', '10:00') };
    expect(outOfHoursPeriods(saturday)).toEqual({ known: true, value: [saturday] });
    const tuesday = { from: atLocal('2027-03-09', '08:00'), to: atLocal('2027-03-09', '18:30') };
    expect(outOfHoursPeriods(tuesday)).toEqual({ known: true, value: [] });
    expect(outOfHoursPeriods({ from: saturday.to, to: saturday.from })).toEqual({ known: true, value: [] });
  });

  it('does not guess outside the calendar', () => {
    const at = atLocal('2028-12-31', '12:00');
    expect(outOfHoursPeriods({ from: at, to: atLocal('2029-01-01', '00:00') }).known).toBe(true);
    expect(outOfHoursPeriods({ from: at, to: atLocal('2029-01-01', '00:01') })).toEqual(outside);
    expect(outOfHoursPeriods({ from: atLocal('1999-02-01', '07:00'), to: at })).toEqual(outside);
  });

  it('agrees with the definition, asked instant by instant', () => {
    const at = fc.integer({ min: Date.UTC(2005, 1, 1), max: Date.UTC(2028, 10, 1) }).map(instantFromMs);
    fc.assert(
      fc.property(at, (instant) => {
        const { date, hour, minute } = localParts(instant);
        const working = isWorkingDay(date);
        const inHours = working.known && working.value && hour * 60 + minute >= 480 && hour * 60 + minute < 1110;
        const run = outOfHoursPeriodAt(instant);
        expect(run.known && run.value === undefined).toBe(inHours);
        const here = outOfHoursPeriods({ from: instant, to: plus(instant, 1) });
        expect(here.known && here.value).toHaveLength(inHours ? 0 : 1);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the run that an instant lies in', () => {
  it('is whole', () => {
    const easter = { from: atLocal('2027-03-25', '18:30'), to: atLocal('2027-03-30', '08:00') };
    expect(outOfHoursPeriodAt(atLocal('2027-03-28', '22:47'))).toEqual({ known: true, value: easter });
    expect(outOfHoursPeriodAt(easter.from)).toEqual({ known: true, value: easter });
    expect(outOfHoursPeriodAt(plus(easter.to, -1))).toEqual({ known: true, value: easter });
    expect(outOfHoursPeriodAt(easter.to)).toEqual({ known: true, value: undefined });
    expect(outOfHoursPeriodAt(plus(easter.from, -1))).toEqual({ known: true, value: undefined });
  });

  it('is unknown where it began or ends outside the calendar', () => {
    expect(outOfHoursPeriodAt(atLocal('2005-01-01', '12:00'))).toEqual(outside);
    expect(outOfHoursPeriodAt(atLocal('2028-12-30', '12:00'))).toEqual(outside);
    expect(outOfHoursPeriodAt(atLocal('2030-01-01', '12:00'))).toEqual(outside);
  });
});
