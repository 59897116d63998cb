import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nhsNumberProblem, parseNhsNumber, showNhsNumber } from './nhsNumber.ts';

const verified = (text: string) => {
  const parsed = parseNhsNumber(text);
  return parsed.ok && parsed.value.verified;
};

describe('parseNhsNumber', () => {
  it.each(['9434765919', '9000000009', '9990548609', '9990000018', '4505577104'])('%s checks', (number) => {
    expect(verified(number)).toBe(true);
    expect(nhsNumberProblem(number)).toBeUndefined();
  });

  it.each(['1112223344', '1234567890', '0000000000', '4444444444', '9990000019'])(
    '%s does not, and is kept',
    (number) => {
      const value = { number, verified: false, madeUp: number.startsWith('999') };
      expect(parseNhsNumber(number)).toEqual({ ok: true, value });
      expect(nhsNumberProblem(number)?.code).toBe('nhs-number-check-digit');
    },
  );

  it('takes spaces and hyphens, and knows the range that is never issued', () => {
    const value = { number: '9990000018', verified: true, madeUp: true };
    expect(parseNhsNumber(' 999-000 0018 ')).toEqual({ ok: true, value });
    expect(parseNhsNumber('943 476 5919')).toMatchObject({ value: { madeUp: false } });
  });

  it.each(['', '999000001', '99900000181', '999000001X', '٩٩٩٠٠٠٠٠١٨'])('refuses %j', (text) => {
    expect(parseNhsNumber(text)).toMatchObject({ ok: false, problems: [{ code: 'nhs-number-invalid' }] });
    expect(nhsNumberProblem(text)?.code).toBe('nhs-number-invalid');
  });

  it('finds every single wrong digit and every pair of neighbours that changed places', () => {
    const stem = fc.integer({ min: 999_000_000, max: 999_999_999 }).map(String);
    fc.assert(
      fc.property(stem, fc.nat(9), fc.integer({ min: 1, max: 9 }), (nine, at, step) => {
        const number = [...'0123456789'].map((digit) => nine + digit).find(verified);
        if (number === undefined) return;
        const digits = [...number];
        const wrong = digits.with(at, String((Number(digits[at]) + step) % 10)).join('');
        expect(verified(wrong)).toBe(false);
        const next = Math.min(at, 8);
        const swapped = digits
          .with(next, digits[next + 1] ?? '')
          .with(next + 1, digits[next] ?? '')
          .join('');
        if (swapped !== number) expect(verified(swapped)).toBe(false);
      }),
    );
  });

  it('never throws, and reads back what it shows', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer({ min: 0, max: 99_999_999_999 }).map(String)), (text) => {
        const parsed = parseNhsNumber(text);
        if (parsed.ok) expect(parseNhsNumber(showNhsNumber(parsed.value.number))).toEqual(parsed);
      }),
    );
  });
});
