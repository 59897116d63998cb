import type { Instant } from './instant.ts';
import { addDays, atLocal, localDate, type Period } from './london.ts';
import { isWorkingDay, known, type Measured } from './workingDays.ts';

// The GMS definition: 18:30 to 08:00 Monday to Friday, and all of Saturday, Sunday and bank holidays.
const opens = '08:00';
const shuts = '18:30';

/** The out-of-hours parts of a period, cut to it, neighbouring nights and days off joined into one run each. */
export function outOfHoursPeriods(period: Period): Measured<Period[]> {
  const runs: Period[] = [];
  if (period.from >= period.to) return known(runs);
  const last = localDate((period.to - 1) as Instant);
  let from = period.from;
  for (let date = localDate(period.from); date <= last; date = addDays(date, 1)) {
    const working = isWorkingDay(date);
    if (!working.known) return working;
    if (!working.value) continue;
    const to = Math.min(atLocal(date, opens), period.to) as Instant;
    if (from < to) runs.push({ from, to });
    from = Math.max(from, atLocal(date, shuts)) as Instant;
  }
  if (from < period.to) runs.push({ from, to: period.to });
  return known(runs);
}

/** The whole out-of-hours run that an instant lies in, however long; undefined when it lies in working hours. */
export function outOfHoursPeriodAt(at: Instant): Measured<Period | undefined> {
  const today = localDate(at);
  const [opening, shutting] = [atLocal(today, opens), atLocal(today, shuts)];
  const working = isWorkingDay(today);
  if (!working.known) return working;
  if (working.value && opening <= at && at < shutting) return known(undefined);
  const before = nearestWorkingDay(at < shutting ? addDays(today, -1) : today, -1);
  if (!before.known) return before;
  const after = nearestWorkingDay(at < opening ? today : addDays(today, 1), 1);
  if (!after.known) return after;
  return known({ from: atLocal(before.value, shuts), to: atLocal(after.value, opens) });
}

function nearestWorkingDay(from: string, step: 1 | -1): Measured<string> {
  for (let date = from; ; date = addDays(date, step)) {
    const working = isWorkingDay(date);
    if (!working.known) return working;
    if (working.value) return known(date);
  }
}
