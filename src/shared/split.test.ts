import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantFromMs } from './instant.ts';
import { atLocal, type Period, withOffset } from './london.ts';
import { split } from './split.ts';

const localDay = (date: string, next: string): Period => ({ from: atLocal(date, '00:00'), to: atLocal(next, '00:00') });
const starts = (parts: Period[]) =>
  parts.map(({ from }) => withOffset(from).slice(11, 19) + withOffset(from).slice(19));

describe('split', () => {
  it('cuts the short day of March into 23 hours and the long day of October into 25', () => {
    const march = split(localDay('2027-03-28', '2027-03-29'), 'hour');
    expect(march).toHaveLength(23);
    expect(starts(march).slice(0, 3)).toEqual(['00:00:00+00:00', '02:00:00+01:00', '03:00:00+01:00']);
    const october = split(localDay('2027-10-31', '2027-11-01'), 'hour');
    expect(october).toHaveLength(25);
    expect(starts(october).slice(1, 4)).toEqual(['01:00:00+01:00', '01:00:00+00:00', '02:00:00+00:00']);
    expect(split(localDay('2027-03-29', '2027-03-30'), 'hour')).toHaveLength(24);
  });

  it('leaves partial edges', () => {
    const parts = split({ from: atLocal('2027-03-29', '18:30'), to: atLocal('2027-03-29', '20:15') }, 'hour');
    expect(starts(parts)).toEqual(['18:30:00+01:00', '19:00:00+01:00', '20:00:00+01:00']);
    expect(parts.map(({ from, to }) => (to - from) / 60_000)).toEqual([30, 60, 15]);
    const inside = { from: atLocal('2027-03-29', '18:10'), to: atLocal('2027-03-29', '18:20') };
    expect(split(inside, 'hour')).toEqual([inside]);
  });

  it('cuts days and months at local midnight', () => {
    const days = split({ from: atLocal('2027-03-27', '18:30'), to: atLocal('2027-03-30', '08:00') }, 'day');
    expect(days.map(({ from, to }) => (to - from) / 3_600_000)).toEqual([5.5, 23, 24, 8]);
    const months = split({ from: atLocal('2028-01-15', '00:00'), to: atLocal('2028-04-02', '00:00') }, 'month');
    expect(months.map(({ from }) => withOffset(from))).toEqual([
      '2028-01-15T00:00:00+00:00',
      '2028-02-01T00:00:00+00:00',
      '2028-03-01T00:00:00+00:00',
      '2028-04-01T00:00:00+01:00',
    ]);
  });

  it('is empty for an empty period', () => {
    const at = atLocal('2027-03-29', '18:00');
    expect(split({ from: at, to: at }, 'hour')).toEqual([]);
  });

  it('cuts on the hours of a zone half an hour off', () => {
    const [first] = split({ from: instantFromMs(0), to: instantFromMs(7_200_000) }, 'hour', 'Asia/Kolkata');
    expect(first?.to).toBe(1_800_000);
  });

  it('joins up again into the whole period', () => {
    const at = fc.integer({ min: Date.UTC(1998, 0, 1), max: Date.UTC(2030, 0, 1) });
    const lengths = fc.integer({ min: 1, max: 40 * 86_400_000 });
    fc.assert(
      fc.property(at, lengths, fc.constantFrom('hour', 'day', 'month'), (from, length, by) => {
        const period = { from: instantFromMs(from), to: instantFromMs(from + length) };
        const parts = split(period, by);
        expect(parts[0]?.from).toBe(period.from);
        expect(parts.at(-1)?.to).toBe(period.to);
        for (const [index, part] of parts.entries()) {
          expect(part.to).toBeGreaterThan(part.from);
          if (index > 0) expect(part.from).toBe(parts[index - 1]?.to);
        }
      }),
      { numRuns: 60 },
    );
  });
});
