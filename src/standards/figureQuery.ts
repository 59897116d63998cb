import {
  addDays,
  atLocal,
  type Instant,
  localDate,
  ok,
  type Period,
  type Problem,
  parseDate,
  parseTime,
  type Result,
  refused,
  split,
  withOffset,
} from '#shared';

export type By = 'month' | 'day' | 'hour';
export type Query = Readonly<Record<string, unknown>>;
export type AskedPeriod = { from?: Instant; to?: Instant; by: By };

const longest = { day: 370, hour: 31 * 25 } as const;

/** A text of the query string; undefined when it is absent, empty, or not one text. */
export function textIn(query: Query, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' && value.trim() !== '' && value.length <= 200 ? value.trim() : undefined;
}

/**
 * Which period is asked for: `from` and `to` half open, or `last` for the last day, counted in. `period` is month, day or hour.
 * Without `from` the caller chooses; without an end it is the end of the month of `from`.
 */
export function readPeriod(query: Query): Result<AskedPeriod> {
  const by = textIn(query, 'period') ?? 'month';
  if (by !== 'month' && by !== 'day' && by !== 'hour')
    return refused({ field: 'period', code: 'period-unknown', message: 'Choose a period: month, day or hour.' });
  const from = readTime(query, 'from');
  const to = textIn(query, 'last') === undefined ? readTime(query, 'to') : readLast(query);
  const problems = [from, to].flatMap((read) => (read.ok ? [] : read.problems));
  if (!from.ok || !to.ok) return refused(...problems);
  const asked: AskedPeriod = {
    by,
    from: from.value ?? (to.value === undefined ? undefined : monthOf((to.value - 1) as Instant).from),
  };
  const end = to.value ?? (asked.from === undefined ? undefined : monthOf(asked.from).to);
  if (asked.from === undefined || end === undefined) return ok({ by });
  const problem = tooMuch({ from: asked.from, to: end }, by);
  return problem ? refused(problem) : ok({ ...asked, from: asked.from, to: end });
}

function tooMuch({ from, to }: Period, by: By): Problem | undefined {
  if (from >= to)
    return { field: 'from', code: 'period-empty', message: 'Give an end that is later than the beginning.' };
  const most = by === 'month' ? undefined : longest[by];
  const count = (to - from) / (by === 'hour' ? 3_600_000 : 86_400_000);
  if (most === undefined || count <= most) return undefined;
  const message = by === 'hour' ? 'By hour, ask for 31 days at most.' : 'By day, ask for a year at most.';
  return { field: 'from', code: 'period-too-long', message };
}

function readTime(query: Query, field: string): Result<Instant | undefined> {
  const text = textIn(query, field);
  if (text === undefined) return ok(undefined);
  // In a query string the plus of an offset arrives as a space.
  const read = parseTime(text.replace(/ (\d\d:\d\d)$/, (whole, offset) => (/T/.test(text) ? `+${offset}` : whole)));
  return read.ok ? read : refused(...read.problems.map((problem) => ({ ...problem, field })));
}

function readLast(query: Query): Result<Instant | undefined> {
  const day = parseDate(textIn(query, 'last') ?? '');
  if (!day.ok) return refused(...day.problems.map((problem) => ({ ...problem, field: 'last' })));
  const year = Number(day.value.slice(0, 4));
  if (year < 1970 || year > 2199)
    return refused({ field: 'last', code: 'time-out-of-range', message: 'Give a year from 1970 to 2199.' });
  return ok(atLocal(addDays(day.value, 1), '00:00'));
}

/** The local month that an instant is in. */
export function monthOf(at: Instant): Period {
  const first = `${localDate(at).slice(0, 8)}01`;
  const next = `${addDays(first, 31).slice(0, 8)}01`;
  return { from: atLocal(first, '00:00'), to: atLocal(next, '00:00') };
}

/** The periods that a page shows: one for a month, else each day or hour. */
export function periodsOf(period: Period, by: By): Period[] {
  return by === 'month' ? [period] : split(period, by);
}

/** An instant as an address says it: a date where it is midnight, else local time with its offset. */
export function inAddress(at: Instant): string {
  const local = withOffset(at);
  return local.slice(11, 19) === '00:00:00' && atLocal(local.slice(0, 10), '00:00') === at ? local.slice(0, 10) : local;
}

/** An address with its query; what is undefined is left out. */
export function address(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const text = new URLSearchParams(given).toString();
  return text === '' ? path : `${path}?${text}`;
}
