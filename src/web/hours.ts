import type { Period } from '#shared';
import { localParts, showTime } from '#shared';

/**
 * What stands over each box of an hour strip: "07", or "01 first" and "01 second" where the clocks go back.
 * A night with 23 hours simply has no "01".
 */
export function hourLabels(hours: readonly Period[]): string[] {
  const names = hours.map(({ from }) => `${localParts(from).date} ${String(localParts(from).hour).padStart(2, '0')}`);
  return names.map((name, index) => {
    const hour = name.slice(-2);
    if (names[index + 1] === name) return `${hour} first`;
    return names[index - 1] === name ? `${hour} second` : hour;
  });
}

export type HourState = 'covered' | 'no-doctor' | 'not-needed' | 'not-known' | 'booked';
export type Hour = { period: Period; state: HourState; words: string };
export type Run = { from: Hour; to: Hour; state: HourState; words: string; hours: number };

/** Neighbours that say the same, as one line of a list. An hour without a doctor always has its own line. */
export function runsOf(hours: readonly Hour[]): Run[] {
  const runs: Run[] = [];
  for (const hour of hours) {
    const last = runs.at(-1);
    if (last && hour.state !== 'no-doctor' && last.state === hour.state && last.words === hour.words) {
      last.to = hour;
      last.hours += 1;
    } else {
      runs.push({ from: hour, to: hour, state: hour.state, words: hour.words, hours: 1 });
    }
  }
  return runs;
}

/** `20:00 to 21:00`; midnight at the end is 24:00, so that a day reads forwards. */
export function runTimes(run: Run): string {
  const end = showTime(run.to.period.to);
  return `${showTime(run.from.period.from)} to ${end === '00:00' ? '24:00' : end}`;
}
