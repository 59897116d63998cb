import { ok, type Result, refused } from './problems.ts';

const OUTWARD = '[A-Z]{1,2}[0-9][A-Z0-9]?';
const INWARD = '[0-9][A-Z]{2}';
const whole = new RegExp(`^(${OUTWARD})(${INWARD})$`);
const inText = new RegExp(`(?<![A-Z0-9])(${OUTWARD})\\s?(${INWARD})(?![A-Z0-9])`, 'g');
const outwardAtEnd = new RegExp(`,\\s*(${OUTWARD})\\s*$`);

/** `ZZ1 4QT`, however it was spaced. Only the shape is known here: whether there is such a postcode is a question for the table. */
export function parsePostcode(text: string): Result<string> {
  const match = whole.exec(text.replace(/\s+/g, '').toUpperCase());
  if (match) return ok(`${match[1]} ${match[2]}`);
  return refused({ code: 'postcode-invalid', message: 'Give a whole postcode, as SW1A 2AA.' });
}

/** The first half: `ZZ1` of `ZZ1 4QT`. */
export function outwardOf(postcode: string): string {
  return postcode.slice(0, postcode.indexOf(' '));
}

/**
 * What an address says of where it is: its postcode, or the outward code that it ends in. Two different postcodes in one address are two
 * places, so neither is taken.
 */
export function postcodeIn(address: string): { postcode: string } | { outward: string } | undefined {
  const text = address.toUpperCase();
  const found = new Set([...text.matchAll(inText)].map((match) => `${match[1]} ${match[2]}`));
  if (found.size > 1) return undefined;
  const [postcode] = found;
  if (postcode !== undefined) return { postcode };
  const outward = outwardAtEnd.exec(text)?.[1];
  return outward === undefined ? undefined : { outward };
}
