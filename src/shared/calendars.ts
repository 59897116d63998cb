import type { Instant } from './instant.ts';
import { addDays, atLocal, localDate } from './london.ts';
import { isWorkingDay, known, type Measured } from './workingDays.ts';

/** What a clock runs on: every millisecond, or only those of working days (local midnight to midnight). */
export type Calendar = 'round-the-clock' | 'working-day';

/** Milliseconds of the calendar between two instants; negative when `to` is before `from`. */
export function elapsed(calendar: Calendar, from: Instant, to: Instant): Measured<number> {
  if (calendar === 'round-the-clock') return known(to - from);
  if (to < from) {
    const back = elapsed(calendar, to, from);
    return back.known ? known(-back.value) : back;
  }
  let total = 0;
  for (let date = localDate(from), at = from; ; ) {
    const working = isWorkingDay(date);
    if (!working.known) return working;
    const end = dayAfter(date);
    if (working.value) total += Math.min(end.starts, to) - at;
    if (end.starts >= to) return known(total);
    date = end.date;
    at = end.starts;
  }
}

/**
 * The last instant at which no more than `limitMs` has elapsed, since "within" is inclusive: a limit used up at the end
 * of Friday falls due when Monday starts.
 */
export function dueAfter(calendar: Calendar, start: Instant, limitMs: number): Measured<Instant> {
  if (limitMs < 0) throw new RangeError(`Not a limit: ${limitMs}`);
  if (calendar === 'round-the-clock') return known((start + limitMs) as Instant);
  let left = limitMs;
  for (let date = localDate(start), at = start; ; ) {
    const working = isWorkingDay(date);
    if (!working.known) return working;
    const end = dayAfter(date);
    if (working.value) {
      if (left < end.starts - at) return known((at + left) as Instant);
      left -= end.starts - at;
    }
    date = end.date;
    at = end.starts;
  }
}

function dayAfter(date: string): { date: string; starts: Instant } {
  const next = addDays(date, 1);
  return { date: next, starts: atLocal(next, '00:00') };
}
