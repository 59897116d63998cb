import {
  type Instant,
  localDate,
  localParts,
  type Period,
  showDay,
  showDecimal,
  showTime,
  showTimeSeconds,
} from '#shared';
import type { Band, BandRule } from '../packs/pack.ts';

const months = 'January February March April May June July August September October November December'.split(' ');

/** `2 h 22 min 05 s`: a clock runs to the second, so its own page says the seconds; nothing over is left out. Rounded down. */
export function exactLength(ms: number): string {
  const total = Math.floor(Math.abs(ms) / 1000);
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  if (total < 60) return `${seconds} s`;
  const parts = [hours > 0 && `${hours} h`, (minutes > 0 || (hours > 0 && seconds > 0)) && `${minutes} min`];
  return [...parts, seconds > 0 && `${String(seconds).padStart(2, '0')} s`].filter(Boolean).join(' ');
}

/** `2 h`, `20 min`, `60 s`: a limit, in the words of its line. */
export function limitWords(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000} h`;
  return ms % 60_000 === 0 && ms > 60_000 ? `${ms / 60_000} min` : `${ms / 1000} s`;
}

/** `Sun 28 Mar 19:02:05`; the day is left out where it is that of `beside`, the year where it is the same. */
export function momentWords(at: Instant, beside: Instant): string {
  return localDate(at) === localDate(beside) ? showTimeSeconds(at) : `${dayWords(at, beside)} ${showTimeSeconds(at)}`;
}

/** `Sun 28 Mar`, with its year where that is not the year of `beside`. */
export function dayWords(at: Instant, beside: Instant): string {
  const { year } = localParts(at);
  return year === localParts(beside).year ? showDay(at) : `${showDay(at)} ${year}`;
}

/** `1 to 28 March 2027`, `Sunday 28 March 2027`, `28 March 2027 20:00 to 21:00`: what has passed of a period. */
export function periodWords({ from, to }: Period, asOf: Instant): string {
  const end = isMidnight(to) && asOf > from && asOf < to ? asOf : to;
  const [first, last] = [localParts(from), localParts((end - 1) as Instant)];
  if (!isMidnight(from) || !isMidnight(to)) {
    const until = first.date === last.date ? showTime(to) : `${dateWords(last)} ${showTime(to)}`;
    return `${dateWords(first)} ${showTime(from)} to ${until}`;
  }
  if (first.date === last.date) return dateWords(first);
  if (first.year !== last.year) return `${dateWords(first)} to ${dateWords(last)}`;
  if (first.month !== last.month) return `${first.day} ${months[first.month - 1]} to ${dateWords(last)}`;
  return `${first.day} to ${dateWords(last)}`;
}

export function isMidnight(at: Instant): boolean {
  const { hour, minute, second } = localParts(at);
  return hour + minute + second === 0;
}

function dateWords({ day, month, year }: { day: number; month: number; year: number }): string {
  return `${day} ${months[month - 1]} ${year}`;
}

/** What a ceiling's band depends on, for its tag: `5% or less`, `0 h`. */
export function ceilingWords(rule: BandRule, isHours: boolean): string | undefined {
  if (rule.kind !== 'ceiling') return undefined;
  if (isHours && rule.mostPercent === 0) return '0 h';
  return `${plain(rule.mostPercent)}% or less`;
}

/** `Full: 95% or more. Partial: 90% up to 95%. Non-compliant: below 90%.` */
export function bandRuleWords(rule: BandRule, isHours = false): string {
  if (rule.kind === 'ceiling') {
    return isHours && rule.mostPercent === 0
      ? 'Met: no hour uncovered. Not met: any.'
      : `Met: ${plain(rule.mostPercent)}% or less. Not met: above ${plain(rule.mostPercent)}%.`;
  }
  const [full, partial] = [rule.requirementPercent - rule.fullWithin, rule.requirementPercent - rule.partialWithin];
  return `Full: ${plain(full)}% or more. Partial: ${plain(partial)}% up to ${plain(full)}%. Non-compliant: below ${plain(partial)}%.`;
}

const bandNames: Readonly<Record<Band, string>> = {
  full: 'Full',
  partial: 'Partial',
  non: 'Non-compliant',
  met: 'Met',
  'not-met': 'Not met',
  'no-activity': 'No activity',
};

export function bandName(band: Band | null): string {
  return band === null ? 'not banded' : bandNames[band];
}

function plain(percent: number): string {
  return Number.isInteger(percent) ? String(percent) : showDecimal(percent);
}
