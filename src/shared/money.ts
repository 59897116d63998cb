import { ok, type Result, refused } from './problems.ts';
import { commas } from './words.ts';

/** Whole pence: money is never a fraction. */
export type Pence = number;

/** `£1,234.56`, `1234.56` or `£5`, negative with a leading `-`; commas only between thousands, pence as two digits. */
export function parsePounds(text: string): Result<Pence> {
  const match = /^(-)?£?(\d{1,13}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{2}))?$/.exec(text.trim());
  if (!match) {
    return refused({ code: 'money-invalid', message: 'Write an amount in pounds, as £1,234.56 or 1234.' });
  }
  const pence = Number(`${(match[2] ?? '').replaceAll(',', '')}${match[3] ?? '00'}`);
  return ok(match[1] && pence > 0 ? -pence : pence);
}

/** `£1,234.56`; RangeError unless whole pence. */
export function showPounds(pence: Pence): string {
  if (!Number.isSafeInteger(pence)) throw new RangeError(`Not whole pence: ${pence}`);
  const digits = String(Math.abs(pence)).padStart(3, '0');
  return `${pence < 0 ? '-' : ''}£${commas(digits.slice(0, -2))}.${digits.slice(-2)}`;
}
