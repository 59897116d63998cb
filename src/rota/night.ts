import { addDays, atLocal, hours, type Instant, localDate, type Period, parseDate, plus, split } from '#shared';
import type { Shift } from './shift.ts';

const CHANGE = '08:00';

/** The night of a date is 08:00 to 08:00: a free day's cover and the night after it, each hour on one page only. */
export function nightOf(date: string): Period {
  return { from: atLocal(date, CHANGE), to: atLocal(addDays(date, 1), CHANGE) };
}

/** The date of the night that an instant lies in. */
export function nightAt(at: Instant): string {
  const date = localDate(at);
  return at < atLocal(date, CHANGE) ? addDays(date, -1) : date;
}

/** The night that an address asks for; that of `now` where it asks for none, or for no date that a rota could have. */
export function askedNight(date: unknown, now: Instant): string {
  const read = typeof date === 'string' ? parseDate(date) : undefined;
  if (!read?.ok || read.value < '1970-01-02' || read.value > '2100-12-30') return nightAt(now);
  return read.value;
}

/** In hours. `begun` of the `required` have begun by now, and of those `uncovered` had a minute with nobody. */
export type HourCount = { required: number; begun: number; uncovered: number };

/** Counted as the clocks are: a whole box of a post for any minute of it without somebody, once it has begun. */
export function countHours(shifts: readonly Shift[], period: Period, now: Instant): HourCount {
  const count = { required: 0, begun: 0, uncovered: 0 };
  for (const shift of shifts) {
    for (const box of split({ from: shift.from, to: shift.to }, 'hour')) {
      if (box.from < period.from || box.from >= period.to) continue;
      const length = (box.to - box.from) / hours(1);
      count.required += length;
      if (box.from >= now) continue;
      count.begun += length;
      if (gapIn(shift, { from: box.from, to: Math.min(box.to, now) as Instant }) > 0) count.uncovered += length;
    }
  }
  return count;
}

/** For how many milliseconds of a period nobody was there. */
export function gapIn(shift: Shift, period: Period): number {
  let from = period.from;
  let gap = 0;
  for (const there of [...shift.attendance].sort((a, b) => a.from - b.from)) {
    if (there.from >= period.to) break;
    gap += Math.max(0, there.from - from);
    from = Math.max(from, there.to ?? period.to) as Instant;
  }
  return gap + Math.max(0, plus(period.to, -from));
}
