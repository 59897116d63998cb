import type { Instant } from './instant.ts';
import { london, showOffset } from './london.ts';
import { ok, type Problem, type Result, refused } from './problems.ts';
import { dateMs, readStamp, type Stamp, stampAsUtc } from './stamp.ts';
import { instantOfLocal, instantsOfLocal, offsetAt } from './zone.ts';

const taken = 'Write it as 2027-03-28 20:34, or with an offset as 2027-03-28T20:34:00+01:00.';

/**
 * A time that a person or a file wrote: with an offset, or local to `zone` without one; a date alone is its midnight.
 * A local time that the clocks jumped over, or that happened twice, is refused (`time-missing`, `time-ambiguous`).
 */
export function parseTime(text: string, zone = london): Result<Instant> {
  const stamp = readStamp(text.trim());
  if (!stamp) return refused({ code: 'time-invalid', message: `This is not a time that we can read. ${taken}` });
  const year = Number(stamp.date.slice(0, 4));
  if (year < 1970 || year > 2199) {
    return refused({ code: 'time-out-of-range', message: 'Give a year from 1970 to 2199.' });
  }
  const local = stampAsUtc(stamp);
  if (stamp.offset !== undefined) return ok((local - stamp.offset) as Instant);
  // A date alone means the start of that day, also where midnight itself was jumped over.
  if (stamp.time === undefined) return ok(instantOfLocal(local, zone) as Instant);
  const [first, second] = instantsOfLocal(local, zone);
  if (first === undefined) return refused(missing(stamp));
  if (second !== undefined) return refused(ambiguous(stamp, offsetAt(first, zone), offsetAt(second, zone)));
  return ok(first as Instant);
}

/** A date that a person wrote, `2027-03-28` or `28/3/2027` (day first), as `2027-03-28`. */
export function parseDate(text: string): Result<string> {
  const british = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  const date = british
    ? `${british[3]}-${(british[2] ?? '').padStart(2, '0')}-${(british[1] ?? '').padStart(2, '0')}`
    : text.trim();
  if (dateMs(date) !== undefined) return ok(date);
  return refused({ code: 'date-invalid', message: 'Write a date that exists, as 2027-03-28 or 28/3/2027.' });
}

function missing(stamp: Stamp): Problem {
  const message = `${stamp.time} did not happen on ${stamp.date}, because the clocks went forward over it. Give a time before or after.`;
  return { code: 'time-missing', message };
}

function ambiguous(stamp: Stamp, first: number, second: number): Problem {
  const [a, b] = [showOffset(first), showOffset(second)];
  const message = `${stamp.time} happened twice on ${stamp.date}, because the clocks went back. Add ${a} for the first or ${b} for the second.`;
  return { code: 'time-ambiguous', message };
}
