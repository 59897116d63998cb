import { bankHolidays, covered } from './bankHolidays.ts';
import type { Instant } from './instant.ts';
import { addDays, atLocal, localDate, weekdayOf } from './london.ts';

/** Known, or not known and why: a date outside a calendar is never taken for an ordinary day. */
export type Measured<T> = { known: true; value: T } | { known: false; reason: string };

const outside = { known: false, reason: 'outside the dates this calendar covers' } as const;
const holidays = new Set(bankHolidays.map(([date]) => date));

export function known<T>(value: T): Measured<T> {
  return { known: true, value };
}

/** Not Saturday, Sunday or a bank holiday in England. RangeError for what is not a `YYYY-MM-DD` date. */
export function isWorkingDay(date: string): Measured<boolean> {
  const weekday = weekdayOf(date);
  if (date < covered.from || date > covered.to) return outside;
  return known(weekday < 6 && !holidays.has(date));
}

/** The date of the n-th working day after `date`, which is itself not counted; 0 gives `date` back. */
export function addWorkingDays(date: string, days: number): Measured<string> {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`Not a number of working days: ${days}`);
  let on = date;
  for (let left = days; left > 0; ) {
    on = addDays(on, 1);
    const working = isWorkingDay(on);
    if (!working.known) return working;
    if (working.value) left -= 1;
  }
  return known(on);
}

/**
 * NQR 2's deadline. `this-morning`: the first `time` of a working day after the instant, so that Tuesday 03:00 is due
 * on Tuesday, because an out-of-hours night belongs to the working day that follows. `literal`: the working day after
 * the local date, so Wednesday. A contract says which.
 */
export function nextWorkingDayAt(
  after: Instant,
  time: string,
  policy: 'this-morning' | 'literal' = 'this-morning',
): Measured<Instant> {
  const today = localDate(after);
  if (policy === 'this-morning' && atLocal(today, time) > after) {
    const working = isWorkingDay(today);
    if (!working.known) return working;
    if (working.value) return known(atLocal(today, time));
  }
  const date = addWorkingDays(today, 1);
  return date.known ? known(atLocal(date.value, time)) : date;
}
