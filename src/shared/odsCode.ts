import { ok, type Result, refused } from './problems.ts';

/**
 * Upper case. Only the syntax is known here: no meaning may be read from a code, and whether an organisation holds it
 * is a question for the directory.
 */
export function parseOdsCode(text: string): Result<string> {
  const code = text.trim().toUpperCase();
  if (/^[A-Z0-9]{3,10}$/.test(code)) return ok(code);
  const message = 'An organisation code has 3 to 10 letters and digits, as RX8 or F84003.';
  return refused({ code: 'ods-code-invalid', message });
}

/** A GP practice's code: one letter and five digits. */
export function parsePracticeCode(text: string): Result<string> {
  const code = text.trim().toUpperCase();
  if (/^[A-Z]\d{5}$/.test(code)) return ok(code);
  return refused({ code: 'practice-code-invalid', message: 'A practice code is a letter and 5 digits, as F84003.' });
}
