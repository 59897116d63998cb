import { toIso, withOffset } from '#shared';
import type { PeriodBody } from './body.ts';
import type { DayHour, Shown } from './day.ts';
import type { Release } from './publicStore.ts';

type Cell = string | number | null;

/** RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvOf(heading: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [heading, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

type Base = { service: string; base: string };

/** The hours of a page, one a row. */
export function hoursCsv({ service, base }: Base, hours: readonly DayHour[]): string {
  const rows = hours.map(({ period, state, inPart, releases }) => [
    service,
    base,
    withOffset(period.from),
    withOffset(period.to),
    state === 'covered' ? 'doctor' : state,
    state === 'no-doctor' ? (inPart ? 'in part' : 'whole hour') : null,
    releases.map(({ id }) => id).join(' '),
    releases.map(({ digest }) => digest).join(' '),
  ]);
  return csvOf(['service', 'base', 'from', 'to', 'state', 'uncovered', 'release', 'digest'], rows);
}

/** Every released hour of a base, as the releases say it. */
export function releasedHoursCsv({ service, base }: Base, shifts: readonly Shown[]): string {
  const rows = shifts.flatMap(({ id, digest, body }) =>
    body.hours.map(({ from, to, state, minutes }) => [service, base, from, to, state, minutes, id, digest]),
  );
  return csvOf(['service', 'base', 'from', 'to', 'state', 'minutes_without_doctor', 'release', 'digest'], rows);
}

/** Released figures. A held number is empty, and `held` says why. */
export function figuresCsv(service: string, periods: readonly Release<PeriodBody>[]): string {
  const rows = periods.flatMap(({ id, digest, body, madeAt }) =>
    body.figures.map((figure): Cell[] => {
      const { asFirstRecorded: first } = figure;
      const numbers = [
        figure.numerator,
        figure.denominator,
        figure.value,
        figure.late,
        figure.excluded,
        figure.unmeasurable,
      ];
      const firsts = [first.numerator, first.denominator, first.value, first.held];
      const about = [service, figure.measure, figure.clause, body.from, body.to];
      return [...about, ...numbers, figure.band, figure.held, ...firsts, body.asOf, toIso(madeAt), id, digest];
    }),
  );
  const heading = [
    'service',
    'measure',
    'clause',
    'from',
    'to',
    'numerator',
    'denominator',
    'value',
    'late',
    'excluded',
  ];
  heading.push('unmeasurable', 'band', 'held', 'first_numerator', 'first_denominator', 'first_value', 'first_held');
  return csvOf([...heading, 'as_of', 'made_at', 'release', 'digest'], rows);
}
