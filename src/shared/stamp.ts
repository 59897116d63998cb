/** The fields of a written date or time, each within its range, before any zone is applied. */
export type Stamp = { date: string; dateMs: number; time?: string; timeMs: number; offset?: number };

const shape =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(?:(Z)|([+-])(\d{2})(?::?(\d{2}))?)?)?$/;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
// The calendar repeats after 400 years; Date.UTC takes the years 0 to 99 for 1900 to 1999.
const fourCenturies = 146_097 * 86_400_000;

/** Milliseconds from 1970-01-01 to `YYYY-MM-DD` read as UTC; undefined for a day that no calendar has. */
export function dateMs(date: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  const [year, month, day] = [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8))];
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (day < 1 || day > (monthLengths[month - 1] ?? 0) + leap) return undefined;
  return Date.UTC(year + 400, month - 1, day) - fourCenturies;
}

/** `YYYY-MM-DD` of UTC milliseconds. */
export function dateOfMs(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Milliseconds from midnight of `HH:MM` or `HH:MM:SS`; undefined when it is not a time of day. */
export function timeMs(time: string): number | undefined {
  const match = /^(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(time);
  return match ? clockMs(match[1], match[2], match[3]) : undefined;
}

export function readStamp(text: string): Stamp | undefined {
  const match = shape.exec(text);
  if (!match) return undefined;
  const date = text.slice(0, 10);
  const day = dateMs(date);
  if (day === undefined) return undefined;
  if (match[4] === undefined) return { date, dateMs: day, timeMs: 0 };
  const time = clockMs(match[4], match[5], match[6]);
  const offset = offsetMs(match);
  if (time === undefined || Number.isNaN(offset)) return undefined;
  const fraction = Number((match[7] ?? '').padEnd(3, '0'));
  return { date, dateMs: day, time: text.slice(11, 16), timeMs: time + fraction, offset };
}

export function stampAsUtc(stamp: Stamp): number {
  return stamp.dateMs + stamp.timeMs;
}

function clockMs(hour?: string, minute?: string, second?: string): number | undefined {
  const [h, m, s] = [Number(hour), Number(minute), Number(second ?? '0')];
  return h < 24 && m < 60 && s < 60 ? ((h * 60 + m) * 60 + s) * 1000 : undefined;
}

/** NaN for an offset that no zone on earth has (beyond 14 hours). */
function offsetMs(match: RegExpExecArray): number | undefined {
  if (match[8]) return 0;
  if (!match[9]) return undefined;
  const [h, m] = [Number(match[10]), Number(match[11] ?? '0')];
  if (m > 59 || h * 60 + m > 14 * 60) return Number.NaN;
  return (match[9] === '-' ? -1 : 1) * (h * 60 + m) * 60_000;
}
