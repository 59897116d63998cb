import type { Instant } from './instant.ts';
import { localParts, london, withOffset } from './london.ts';
import { instantsOfLocal, offsetAt } from './zone.ts';

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `3 October 1956`, of a date that has no time, such as one of birth: `1956-10-03`. */
export function showDate(date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

/**
 * `20:34`: every time on a page, except where a clock runs to the second. In the hour that comes twice when the clocks go back `01:30 first` and
 * `01:30 second`: a time that may be either is no time.
 */
export function showTime(at: Instant, zone = london): string {
  return withOffset(at, zone).slice(11, 16) + whichOfTwo(at, zone);
}

/** `22:48:50`: 999, timelines and the page's own clock. */
export function showTimeSeconds(at: Instant, zone = london): string {
  return withOffset(at, zone).slice(11, 19) + whichOfTwo(at, zone);
}

function whichOfTwo(at: Instant, zone: string): string {
  const offset = offsetAt(at, zone);
  // No zone of ours changes by more than two hours; most times are far from any change.
  if (offsetAt(at - 7_200_000, zone) === offset && offsetAt(at + 7_200_000, zone) === offset) return '';
  const both = instantsOfLocal(at + offset, zone);
  return both.length < 2 ? '' : both[0] === at ? ' first' : ' second';
}

/** `Sun 28 Mar` */
export function showDay(at: Instant, zone = london): string {
  const { weekday, day, month } = localParts(at, zone);
  return `${days[weekday - 1]?.slice(0, 3)} ${day} ${months[month - 1]?.slice(0, 3)}`;
}

const HALF_A_DAY = 12 * 3_600_000;

/** `20:34` of this night, `Sat 27 Mar 20:34` where the time alone could be another day's. */
export function showWhen(at: Instant, now: Instant, zone = london): string {
  return Math.abs(now - at) < HALF_A_DAY ? showTime(at, zone) : `${showDay(at, zone)} ${showTime(at, zone)}`;
}

/** `Sunday 28 March 2027`: public pages and paper. */
export function showDayYear(at: Instant, zone = london): string {
  const { weekday, day, month, year } = localParts(at, zone);
  return `${days[weekday - 1]} ${day} ${months[month - 1]} ${year}`;
}

/** `26 s`, `1 min 38 s`, `14 min`, `2 h 47 min`: always rounded down, seconds only under 10 minutes, 0 parts left out. */
export function showLength(ms: number): string {
  const [sign, total] = [ms <= -1000 ? '-' : '', Math.floor(Math.abs(ms) / 1000)];
  if (total < 60) return `${sign}${total} s`;
  if (total < 600 && total % 60 > 0) return `${sign}${Math.floor(total / 60)} min ${total % 60} s`;
  return sign + hoursAndMinutes(Math.floor(total / 60));
}

/** As `showLength`, with seconds only under one minute: the "4 min" of a board's "4 min left" and "Late 3 min". */
export function showMinutes(ms: number): string {
  const length = Math.abs(ms) < 60_000 ? showLength(ms) : hoursAndMinutes(Math.floor(Math.abs(ms) / 60_000));
  return ms <= -60_000 ? `-${length}` : length;
}

/** `96.1%`. Bands use the unrounded fraction, so the two counts always stand beside it. */
export function showPercent(fraction: number): string {
  return `${showDecimal(fraction * 100)}%`;
}

/** `5.1 miles` */
export function showMiles(miles: number): string {
  return `${showDecimal(miles)} miles`;
}

/** `4.0 hours`, from hours. */
export function showHours(hours: number): string {
  return `${showDecimal(hours)} hours`;
}

/** `1,204.0`: one decimal, for a table whose heading says the unit. */
export function showDecimal(value: number): string {
  // A little below nothing is nothing: never "-0.0".
  const [whole, tenth] = value.toFixed(1).replace('-0.0', '0.0').split('.');
  return `${commas(whole ?? '')}.${tenth}`;
}

/** `25,890`; RangeError unless whole. */
export function showCount(count: number): string {
  if (!Number.isSafeInteger(count)) throw new RangeError(`Not a count: ${count}`);
  return commas(String(count));
}

/** Commas between thousands of a string of digits. */
export function commas(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

function hoursAndMinutes(total: number): string {
  const [hours, minutes] = [Math.floor(total / 60), total % 60];
  if (hours === 0) return `${minutes} min`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
}
