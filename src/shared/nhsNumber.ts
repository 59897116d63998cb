import { ok, type Problem, type Result, refused } from './problems.ts';

/**
 * `verified`: the check digit agrees, which is not to say that the number was traced or belongs to this person.
 * `madeUp`: of the 999 range, which is never issued and is the only one that demonstrations use.
 */
export type NhsNumber = { number: string; verified: boolean; madeUp: boolean };

/** Ten digits, with or without spaces and hyphens. A wrong check digit is kept, unverified: see `nhsNumberProblem`. */
export function parseNhsNumber(text: string): Result<NhsNumber> {
  const number = digitsOf(text);
  if (number === undefined) {
    return refused({ code: 'nhs-number-invalid', message: 'An NHS number has 10 digits, as 999 000 0018.' });
  }
  return ok({ number, verified: agrees(number), madeUp: number.startsWith('999') });
}

/** What to say about a number whose check digit does not agree, or that is not ten digits; undefined when all is well. */
export function nhsNumberProblem(text: string): Problem | undefined {
  const parsed = parseNhsNumber(text);
  if (!parsed.ok) return parsed.problems[0];
  if (parsed.value.verified) return undefined;
  const message = 'The check digit of this NHS number is wrong. Read it again, or keep it as unverified.';
  return { code: 'nhs-number-check-digit', message };
}

/** `999 000 0018` */
export function showNhsNumber(number: string): string {
  return `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
}

function digitsOf(text: string): string | undefined {
  const digits = text.replace(/[\s-]/g, '');
  return /^\d{10}$/.test(digits) ? digits : undefined;
}

/** Modulus 11 over the first nine digits with weights 10 to 2. */
function agrees(number: string): boolean {
  // Ten equal digits can pass the sum, and none of them was ever issued.
  if (/^(\d)\1*$/.test(number)) return false;
  let sum = 0;
  for (let index = 0; index < 9; index += 1) sum += Number(number[index]) * (10 - index);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(number[9]);
}
