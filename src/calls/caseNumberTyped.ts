import { addDays, type Instant, localDate, plus } from '#shared';

/** How far back a number without its day is looked for: on the telephone people say “131”, and mean one of these nights. */
const DAYS = 31;
const TONIGHT_MS = 86_400_000;

/**
 * The numbers that somebody may mean: `2803-131` is one; `131`, `Case 131` and `19` are that number of any day of the last month, the
 * latest first. None where it is no number of a case, but a name, a telephone number or an NHS number.
 */
export function numbersTyped(typed: string, now: Instant): string[] {
  const said = typed
    .trim()
    .replace(/^case(?=\s|\d|$)\s*/i, '')
    .replace(/^no\.?\s*|^#\s*/i, '')
    .replace(/\s*[-–—/]\s*/, '-');
  if (/^\d{4}-\d{3,5}$/.test(said)) return [said];
  if (!/^\d{1,5}$/.test(said)) return [];
  const ofDay = said.padStart(3, '0');
  const today = localDate(now);
  return Array.from({ length: DAYS }, (_, ago) => {
    const [, month, day] = addDays(today, -ago).split('-');
    return `${day}${month}-${ofDay}`;
  });
}

/** The one that is meant without a doubt: the only one there is, or the only one of tonight. */
export function meant<Line extends { openedAt: Instant }>(found: readonly Line[], now: Instant): Line | undefined {
  if (found.length <= 1) return found[0];
  const tonight = found.filter(({ openedAt }) => openedAt >= plus(now, -TONIGHT_MS));
  return tonight.length === 1 ? tonight[0] : undefined;
}
