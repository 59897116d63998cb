import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantFromMs, toIso } from './instant.ts';
import { withOffset } from './london.ts';
import { parseDate, parseTime } from './parseTime.ts';

const code = (text: string) => {
  const parsed = parseTime(text);
  return parsed.ok ? toIso(parsed.value) : parsed.problems[0]?.code;
};

describe('parseTime', () => {
  it.each([
    ['2027-03-28T22:47:00+01:00', '2027-03-28T21:47:00.000Z'],
    ['2027-03-28T21:47Z', '2027-03-28T21:47:00.000Z'],
    ['2027-03-28 22:47', '2027-03-28T21:47:00.000Z'],
    [' 2027-01-28T22:47:09.5 ', '2027-01-28T22:47:09.500Z'],
    ['2027-06-01', '2027-05-31T23:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    ['2027-10-31T01:30+01:00', '2027-10-31T00:30:00.000Z'],
    ['2027-10-31T01:30+00:00', '2027-10-31T01:30:00.000Z'],
  ])('reads %j', (text, iso) => {
    expect(code(text)).toBe(iso);
  });

  it.each([
    ['2027-03-28 01:30', 'time-missing'],
    ['2027-03-28 01:00', 'time-missing'],
    ['2027-10-31 01:00', 'time-ambiguous'],
    ['2027-10-31 01:59:59', 'time-ambiguous'],
    ['2027-02-29 10:00', 'time-invalid'],
    ['2027-03-28 24:00', 'time-invalid'],
    ['28/3/2027 10:00', 'time-invalid'],
    ['2027-03-28T10:00+14:01', 'time-invalid'],
    ['2027-03-28+01:00', 'time-invalid'],
    ['', 'time-invalid'],
    ['1969-12-31', 'time-out-of-range'],
    ['2200-01-01', 'time-out-of-range'],
  ])('refuses %j with %s', (text, problem) => {
    expect(code(text)).toBe(problem);
  });

  it('says what to write instead', () => {
    const twice = parseTime('2027-10-31 01:30');
    expect(!twice.ok && twice.problems[0]?.message).toContain('Add +01:00 for the first or +00:00 for the second.');
    const never = parseTime('2027-03-28 01:30');
    expect(!never.ok && never.problems[0]?.message).toContain('did not happen on 2027-03-28');
  });

  it('takes another zone', () => {
    const parsed = parseTime('2027-03-28 01:30', 'America/New_York');
    expect(parsed.ok && toIso(parsed.value)).toBe('2027-03-28T05:30:00.000Z');
  });

  it('reads back every instant that withOffset prints', () => {
    const years = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2199, 11, 30) });
    fc.assert(
      fc.property(years, (ms) => {
        expect(parseTime(withOffset(instantFromMs(ms)))).toEqual({ ok: true, value: ms });
      }),
    );
  });

  it('never throws, and prints and reads back what it takes', () => {
    const nearly = fc
      .tuple(
        fc.nat(9999),
        fc.nat(13),
        fc.nat(32),
        fc.nat(25),
        fc.nat(61),
        fc.constantFrom('', 'Z', '+01:00', '-1', 'x'),
      )
      .map(([y, mo, d, h, mi, tail]) => {
        const two = (n: number) => String(n).padStart(2, '0');
        return `${String(y).padStart(4, '0')}-${two(mo)}-${two(d)}T${two(h)}:${two(mi)}${tail}`;
      });
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly), (text) => {
        const parsed = parseTime(text);
        if (parsed.ok) expect(parseTime(toIso(parsed.value))).toEqual(parsed);
        else expect(parsed.problems[0]?.message).toMatch(/\.$/);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('parseDate', () => {
  it('takes both ways of writing a date, day first', () => {
    expect(parseDate('2027-03-28')).toEqual({ ok: true, value: '2027-03-28' });
    expect(parseDate(' 28/3/2027 ')).toEqual({ ok: true, value: '2027-03-28' });
    expect(parseDate('29/02/2027').ok).toBe(false);
    expect(parseDate('3/28/2027').ok).toBe(false);
    expect(parseDate('28 March').ok).toBe(false);
  });

  it('never throws, and reads back what it takes', () => {
    const nearly = fc.tuple(fc.nat(32), fc.nat(13), fc.nat(9999)).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly), (text) => {
        const parsed = parseDate(text);
        if (parsed.ok) expect(parseDate(parsed.value)).toEqual(parsed);
      }),
      { numRuns: 1000 },
    );
  });
});
