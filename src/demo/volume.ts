import { atLocal, type Instant, localParts, split } from '#shared';
import { MONDAY, SATURDAY, SUNDAY, TUESDAY, WEEKEND_FROM, WEEKEND_TO } from './moments.ts';

/** A made-up shape: percent of a day's calls by local hour, 00 to 23. */
export const HOURLY_PERCENT = [
  2.4, 1.8, 1.5, 1.3, 1.2, 1.4, 2.0, 3.2, 6.2, 8.0, 8.2, 7.4, 6.3, 5.4, 5.0, 4.8, 4.8, 5.0, 5.2, 5.0, 4.6, 3.9, 3.1,
  2.3,
] as const;

/** About 150 cases on a Saturday, Sunday or bank holiday, 190 on Easter Sunday. Whole days, made up. */
export const CASES_A_DAY: { readonly [date: string]: number } = {
  [SATURDAY]: 150,
  [SUNDAY]: 190,
  [MONDAY]: 150,
  [TUESDAY]: 150,
};

export const CALLS_A_CASE = 1.15;
export const ABANDONED_SHARE = 0.06;
/** After Salisbury, BMJ 2000;320:618. The remaining hundredth is passed to 999. */
export const PLACE_SHARES = { advice: 0.45, base: 0.3, visit: 0.24, ambulance: 0.01 } as const;
export const URGENT_PRIORITY_SHARE = 0.27;

/** One local hour of the weekend and how many cases of its day open in it. The 23-hour day keeps its whole number. */
export type HourVolume = { date: string; hour: number; from: Instant; to: Instant; cases: number };

export function hoursOfTheWeekend(): HourVolume[] {
  return split({ from: WEEKEND_FROM, to: WEEKEND_TO }, 'hour').map(({ from, to }) => {
    const { date, hour } = localParts(from);
    const share = percent(hour) / percentOfTheDay(date);
    return { date, hour, from, to, cases: ((CASES_A_DAY[date] ?? 0) * share * (to - from)) / 3_600_000 };
  });
}

const percent = (hour: number) => HOURLY_PERCENT[hour] ?? 0;

/** 100, less the hours that a day does not have: there is no 01:00 on the day the clocks go forward. */
export function percentOfTheDay(date: string): number {
  const day = { from: atLocal(date, '00:00'), to: atLocal(nextDay(date), '00:00') };
  return split(day, 'hour').reduce((sum, { from }) => sum + percent(localParts(from).hour), 0);
}

function nextDay(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}
