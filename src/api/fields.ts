import { z } from 'zod';
import { parseDate, parseTime, parseUuid, type Result, uuidTime } from '#shared';

/** The kinds of field that requests are made of. Each says in a sentence what to write; none lets a control character by. */

/** Trimmed text of 1 to `longest` characters. `what` finishes "Give ...". */
export function text(what: string, longest = 200) {
  return z
    .string({ error: missingOr(what, `Write ${what} as text.`) })
    .trim()
    .min(1, `Give ${what}.`)
    .max(longest, `Shorten ${what} to ${longest} characters.`)
    .refine(isPlain, `Take the control characters out of ${what}.`);
}

/** A time with an offset, or local without one; the message says which formats are taken. */
export function time(what: string) {
  return text(what, 40).transform((value, context) => take(parseTime(value), context));
}

/** A date, as `2027-03-28`. */
export function dayText(what: string) {
  return text(what, 20).transform((value, context) => take(parseDate(value), context));
}

/** An id of something that is already there. */
export function idOf(what: string) {
  const id = text(what, 60).meta({ format: 'uuid' });
  return id.transform((value, context) => take(parseUuid(value), context));
}

/** The id of a new stream, minted by the page or the client: a second submission with the same id is then a key conflict. */
export function streamId(what: string) {
  return idOf(what).refine(hasTime, {
    error: 'Send a version 7 uuid made between 2000 and 2100.',
    params: { code: 'id-invalid' },
  });
}

/** One code of a closed list. */
export function choice<Code extends string>(list: { readonly [C in Code]: unknown }, what: string) {
  const allowed = Object.keys(list) as [Code, ...Code[]];
  return z.enum(allowed, { error: `Choose ${what}: ${allowed.join(', ')}.` });
}

/** A whole number from `least` to `most`, as a number or, from a form, as its digits. */
export function whole(what: string, least: number, most: number) {
  const error = `Give ${what} as a whole number from ${least} to ${most}.`;
  return numberOr(/^\d{1,9}$/, error).refine((n) => Number.isInteger(n) && n >= least && n <= most, error);
}

/** A number from 0 to `most`, as a number or, from a form, as text such as 6.4. */
export function decimal(what: string, most: number) {
  const error = `Give ${what} as a number from 0 to ${most}, such as 6.4.`;
  return numberOr(/^\d{1,6}(\.\d{1,3})?$/, error).refine((n) => n >= 0 && n <= most, error);
}

/** A box to tick: true, or from a form `true`, `yes` or `on`. */
export function ticked(what: string) {
  const error = `Tick ${what}, or leave it out.`;
  return z.union([z.boolean(), z.enum(['true', 'yes', 'on'], { error }).transform(() => true)], { error });
}

function numberOr(shape: RegExp, error: string) {
  return z.union([z.number({ error }), z.string({ error }).trim().regex(shape, error).transform(Number)], { error });
}

function missingOr(what: string, otherwise: string) {
  return (issue: { input?: unknown }) => (issue.input === undefined ? `Give ${what}.` : otherwise);
}

function take<T>(result: Result<T>, context: z.core.$RefinementCtx): T {
  if (result.ok) return result.value;
  for (const { code, message } of result.problems) context.addIssue({ code: 'custom', message, params: { code } });
  return z.NEVER;
}

// New lines and tabs belong to text; the other control characters are never meant.
function isPlain(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return false;
  }
  return true;
}

function hasTime(id: string): boolean {
  if (id[14] !== '7') return false;
  const year = new Date(uuidTime(id)).getUTCFullYear();
  return year >= 2000 && year < 2100;
}
