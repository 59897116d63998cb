import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePounds, showPounds } from './money.ts';

describe('money', () => {
  it.each([
    ['£1,234.56', 123_456],
    ['1234.56', 123_456],
    [' £5 ', 500],
    ['0.07', 7],
    ['-£0.50', -50],
    ['-0', 0],
    ['1,000,000', 100_000_000],
  ])('reads %j as %i pence', (text, pence) => {
    expect(parsePounds(text)).toEqual({ ok: true, value: pence });
  });

  it.each(['', '£', '12.5', '1,23', '12,34.00', '1.234', '£-5', '1e3', '12p', '99999999999999'])(
    'refuses %j',
    (text) => {
      expect(parsePounds(text)).toMatchObject({ ok: false, problems: [{ code: 'money-invalid' }] });
    },
  );

  it('shows pounds and two digits of pence', () => {
    expect(showPounds(123_456)).toBe('£1,234.56');
    expect(showPounds(7)).toBe('£0.07');
    expect(showPounds(-50)).toBe('-£0.50');
    expect(() => showPounds(0.5)).toThrow(RangeError);
  });

  it('reads back what it shows, to the penny', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e15 + 1, max: 1e15 - 1 }), (pence) => {
        expect(parsePounds(showPounds(pence))).toEqual({ ok: true, value: pence });
      }),
    );
  });

  it('never throws, and shows what it takes', () => {
    const nearly = fc.string({ unit: fc.constantFrom(...'£-,.0159 '), maxLength: 18 });
    fc.assert(
      fc.property(fc.oneof(fc.string(), nearly), (text) => {
        const parsed = parsePounds(text);
        if (parsed.ok) expect(parsePounds(showPounds(parsed.value))).toEqual(parsed);
      }),
      { numRuns: 2000 },
    );
  });
});
