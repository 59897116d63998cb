import type { Instant } from './instant.ts';
import { dateMs, dateOfMs, timeMs } from './stamp.ts';
import { instantOfLocal, offsetAt } from './zone.ts';

export const london = 'Europe/London';

/** Half open: `from` belongs to it, `to` does not. */
export type Period = { from: Instant; to: Instant };

export type LocalParts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  /** 1 is Monday, 7 is Sunday. */
  weekday: number;
  /** `2027-03-28` */
  date: string;
};

/** `2027-03-28T22:47:00+01:00`; milliseconds only where there are some, so that nothing is lost. */
export function withOffset(at: Instant, zone = london): string {
  const offset = offsetAt(at, zone);
  const local = new Date(at + offset).toISOString();
  return `${local.slice(0, local.endsWith('.000Z') ? 19 : 23)}${showOffset(offset)}`;
}

/** `+01:00`; `+00:00` in winter. */
export function showOffset(offsetMs: number): string {
  const total = Math.abs(offsetMs) / 60_000;
  const two = (n: number) => String(Math.trunc(n)).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(total / 60)}:${two(total % 60)}`;
}

/** The clock on the wall in `zone`. */
export function localParts(at: Instant, zone = london): LocalParts {
  const local = new Date(at + offsetAt(at, zone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    weekday: local.getUTCDay() || 7,
    date: local.toISOString().slice(0, 10),
  };
}

/** The local date, `2027-03-28`. */
export function localDate(at: Instant, zone = london): string {
  return dateOfMs(at + offsetAt(at, zone));
}

/**
 * The instant of a local `YYYY-MM-DD` and `HH:MM` or `HH:MM:SS`; RangeError for what is neither. In a gap the time
 * moves forward by the gap, a time that happens twice is its first: input from people goes through `parseTime`.
 */
export function atLocal(date: string, time: string, zone = london): Instant {
  const day = dateMs(date);
  const clock = timeMs(time);
  if (day === undefined || clock === undefined) throw new RangeError(`Not a date and time: ${date} ${time}`);
  return instantOfLocal(day + clock, zone) as Instant;
}

/** The date so many days later (earlier when negative); RangeError for what is not a date. */
export function addDays(date: string, days: number): string {
  const day = dateMs(date);
  if (day === undefined) throw new RangeError(`Not a date: ${date}`);
  return dateOfMs(day + days * 86_400_000);
}

/** 1 is Monday, 7 is Sunday; RangeError for what is not a date. */
export function weekdayOf(date: string): number {
  const day = dateMs(date);
  if (day === undefined) throw new RangeError(`Not a date: ${date}`);
  return new Date(day).getUTCDay() || 7;
}
