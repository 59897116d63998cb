import { hours, type Instant } from './instant.ts';
import { addDays, atLocal, localDate } from './london.ts';

// A night at work: somebody who writes down last evening's times does so before the evening after.
const LOOKS_BACK_MS = hours(12);

/**
 * The instant that a typed time of day means (`23:50`, London): today's, or yesterday's where today's has not come and
 * yesterday's is no more than twelve hours gone. A time a few minutes ahead stays ahead, for its command to refuse.
 */
export function timeOfDay(time: string, now: Instant): Instant {
  const today = localDate(now);
  const here = atLocal(today, time);
  if (here <= now) return here;
  const before = atLocal(addDays(today, -1), time);
  return now - before <= LOOKS_BACK_MS ? before : here;
}
