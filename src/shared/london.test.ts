import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant, instantFromMs, toIso } from './instant.ts';
import { addDays, atLocal, localDate, localParts, weekdayOf, withOffset } from './london.ts';

const anyInstant = fc.integer({ min: Date.UTC(1972, 0, 1), max: Date.UTC(2199, 0, 1) }).map(instantFromMs);

describe('withOffset', () => {
  it('carries the offset of the season', () => {
    expect(withOffset(instant('2027-03-28T21:47:00Z'))).toBe('2027-03-28T22:47:00+01:00');
    expect(withOffset(instant('2027-01-28T21:47:00Z'))).toBe('2027-01-28T21:47:00+00:00');
    expect(withOffset(instant('2027-03-28T21:47:00.250Z'))).toBe('2027-03-28T22:47:00.250+01:00');
    expect(withOffset(instant('2027-01-28T21:47:00Z'), 'America/St_Johns')).toBe('2027-01-28T18:17:00-03:30');
  });

  it('tells the two 01:30s of October apart', () => {
    expect(withOffset(instant('2027-10-31T00:30:00Z'))).toBe('2027-10-31T01:30:00+01:00');
    expect(withOffset(instant('2027-10-31T01:30:00Z'))).toBe('2027-10-31T01:30:00+00:00');
  });

  it('loses nothing', () => {
    fc.assert(fc.property(anyInstant, (at) => instant(withOffset(at)) === at));
  });
});

describe('localParts', () => {
  it('is the clock on the wall', () => {
    const parts = { year: 2027, month: 3, day: 29, hour: 0, minute: 5, second: 9, weekday: 1, date: '2027-03-29' };
    expect(localParts(instant('2027-03-28T23:05:09Z'))).toEqual(parts);
    expect(localParts(instant('2027-03-28T12:00:00Z')).weekday).toBe(7);
    expect(localDate(instant('2027-03-28T23:05:09Z'))).toBe('2027-03-29');
  });
});

describe('atLocal', () => {
  it('finds ordinary, jumped-over and doubled times', () => {
    expect(toIso(atLocal('2027-03-28', '20:00'))).toBe('2027-03-28T19:00:00.000Z');
    expect(withOffset(atLocal('2027-03-28', '01:30'))).toBe('2027-03-28T02:30:00+01:00');
    expect(withOffset(atLocal('2027-10-31', '01:30:15'))).toBe('2027-10-31T01:30:15+01:00');
    expect(withOffset(atLocal('2028-02-29', '08:00'))).toBe('2028-02-29T08:00:00+00:00');
  });

  it('is undone by localParts wherever an hour happened once', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        const { date } = localParts(at);
        const back = atLocal(date, withOffset(at).slice(11, 19));
        expect([0, 3_600_000]).toContain(Math.floor(at / 1000) * 1000 - back);
      }),
    );
  });

  it.each([
    ['2027-02-29', '08:00'],
    ['2027-3-1', '08:00'],
    ['2027-03-01', '8:00'],
    ['2027-03-01', '24:00'],
  ])('throws on %s %s', (date, time) => {
    expect(() => atLocal(date, time)).toThrow(RangeError);
  });
});

describe('dates', () => {
  it('step over leap days and know their weekday', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2028-01-01', -1)).toBe('2027-12-31');
    expect(weekdayOf('2027-03-28')).toBe(7);
    expect(weekdayOf('2027-03-29')).toBe(1);
    expect(() => weekdayOf('2027-02-29')).toThrow(RangeError);
    expect(() => addDays('soon', 1)).toThrow(RangeError);
  });
});
