import type { Instant } from './instant.ts';
import { addDays, atLocal, localDate, london, type Period } from './london.ts';
import { offsetAt } from './zone.ts';

const hour = 3_600_000;

/**
 * Cuts a period on local hours, midnights or first days of a month. The first and last may be partial; the day on
 * which clocks change has 23 or 25 hours, the doubled hour as two of one hour each. Empty for an empty period.
 */
export function split(period: Period, by: 'hour' | 'day' | 'month', zone = london): Period[] {
  const next = { hour: nextHour, day: nextDay, month: nextMonth }[by];
  const parts: Period[] = [];
  for (let from = period.from; from < period.to; ) {
    const to = Math.min(next(from, zone), period.to) as Instant;
    parts.push({ from, to });
    from = to;
  }
  return parts;
}

function nextHour(at: Instant, zone: string): Instant {
  const local = at + offsetAt(at, zone);
  return (at + hour - (((local % hour) + hour) % hour)) as Instant;
}

function nextDay(at: Instant, zone: string): Instant {
  return atLocal(addDays(localDate(at, zone), 1), '00:00', zone);
}

function nextMonth(at: Instant, zone: string): Instant {
  const first = `${localDate(at, zone).slice(0, 8)}01`;
  return atLocal(`${addDays(first, 31).slice(0, 8)}01`, '00:00', zone);
}
