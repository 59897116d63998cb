import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueAfter, elapsed } from './calendars.ts';
import { hours, instantFromMs, plus } from './instant.ts';
import { atLocal, withOffset } from './london.ts';

const outside = { known: false, reason: 'outside the dates this calendar covers' };

describe('round the clock', () => {
  it('counts instants, not the clock on the wall', () => {
    const from = atLocal('2027-03-27', '18:30');
    expect(elapsed('round-the-clock', from, atLocal('2027-03-28', '08:00'))).toEqual({
      known: true,
      value: hours(12.5),
    });
    const due = dueAfter('round-the-clock', atLocal('2027-10-31', '00:30'), hours(2));
    expect(due.known && withOffset(due.value)).toBe('2027-10-31T01:30:00+00:00');
  });

  it('needs no bank holidays', () => {
    const from = atLocal('1999-02-01', '07:00');
    expect(elapsed('round-the-clock', from, plus(from, 5000))).toEqual({ known: true, value: 5000 });
    expect(elapsed('round-the-clock', plus(from, 5000), from)).toEqual({ known: true, value: -5000 });
  });
});

describe('working days', () => {
  const thursday = atLocal('2027-03-25', '22:00');

  it('stand still over Easter', () => {
    expect(elapsed('working-day', thursday, atLocal('2027-03-30', '01:00'))).toEqual({ known: true, value: hours(3) });
    expect(elapsed('working-day', atLocal('2027-03-30', '01:00'), thursday)).toEqual({ known: true, value: -hours(3) });
    expect(elapsed('working-day', atLocal('2027-03-26', '09:00'), atLocal('2027-03-29', '09:00'))).toEqual({
      known: true,
      value: 0,
    });
  });

  it('fall due at the last instant within the limit', () => {
    const due = (limit: number) => {
      const at = dueAfter('working-day', thursday, limit);
      return at.known ? withOffset(at.value) : at.reason;
    };
    expect(due(hours(1))).toBe('2027-03-25T23:00:00+00:00');
    expect(due(hours(2))).toBe('2027-03-30T00:00:00+01:00');
    expect(due(hours(3))).toBe('2027-03-30T01:00:00+01:00');
    expect(() => dueAfter('working-day', thursday, -1)).toThrow(RangeError);
  });

  it('are unknown where the calendar ends', () => {
    expect(elapsed('working-day', atLocal('2004-12-31', '12:00'), thursday)).toEqual(outside);
    expect(elapsed('working-day', thursday, atLocal('2029-01-01', '12:00'))).toEqual(outside);
    expect(elapsed('working-day', atLocal('2028-12-31', '12:00'), atLocal('2029-01-01', '00:00')).known).toBe(true);
    expect(dueAfter('working-day', atLocal('2028-12-29', '12:00'), hours(12))).toEqual(outside);
  });

  it('agree: in time is at or before due, for any start, limit and stop', () => {
    const start = fc.integer({ min: Date.UTC(2005, 0, 2), max: Date.UTC(2027, 0, 1) }).map(instantFromMs);
    const length = fc.oneof(fc.nat(hours(200)), fc.nat(8).map(hours), fc.constantFrom(hours(24), hours(48)));
    fc.assert(
      fc.property(
        start,
        length,
        length,
        fc.constantFrom('working-day', 'round-the-clock'),
        (from, limit, after, on) => {
          const [due, waited] = [dueAfter(on, from, limit), elapsed(on, from, plus(from, after))];
          if (!due.known || !waited.known) throw new Error('inside the calendar');
          expect(waited.value <= limit).toBe(plus(from, after) <= due.value);
          expect(elapsed(on, from, due.value)).toEqual({ known: true, value: limit });
        },
      ),
      { numRuns: 300 },
    );
  });
});
