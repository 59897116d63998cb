import type { Instant } from '#shared';
import type { Clock, Outcome, SettledOutcome } from './clock/clock.ts';

/** A clock with whose it is. */
export type StoredClock = Clock & { tenant: number; subject: string };

/** A row of table `clock`, as node-postgres reads it. */
export type ClockRow = {
  tenant: number;
  subject: string;
  measure: string;
  lap: number;
  rule: number;
  service: number;
  part: string | null;
  through: number;
  started_at: Date | null;
  due_at: Date | null;
  stopped_at: Date | null;
  counts_at: Date | null;
  counted_ms: string | null;
  paused_ms: string;
  outcome: string;
  reason: string | null;
  first_outcome: string | null;
  first_counted_ms: string | null;
  first_through: number | null;
  first_reason: string | null;
  first_counts_at: Date | null;
};

/** A store's own tables, for `tx.withTables<ClockTables>()`. */
export type ClockTables = { clock: ClockRow };

export const clockColumns = [
  'tenant',
  'subject',
  'measure',
  'lap',
  'rule',
  'service',
  'part',
  'through',
  'started_at',
  'due_at',
  'stopped_at',
  'counts_at',
  'counted_ms',
  'paused_ms',
  'outcome',
  'reason',
  'first_outcome',
  'first_counted_ms',
  'first_through',
  'first_reason',
  'first_counts_at',
] as const;

export const clockKey = ['tenant', 'subject', 'measure', 'lap'] as const;

export function readClock(row: ClockRow): StoredClock {
  return {
    tenant: row.tenant,
    subject: row.subject,
    measure: row.measure,
    lap: row.lap,
    rule: row.rule,
    service: row.service,
    part: row.part,
    through: row.through,
    startedAt: instantOf(row.started_at),
    dueAt: instantOf(row.due_at),
    stoppedAt: instantOf(row.stopped_at),
    countsAt: instantOf(row.counts_at),
    countedMs: numberOf(row.counted_ms),
    pausedMs: Number(row.paused_ms),
    outcome: row.outcome as Outcome,
    reason: row.reason,
    firstOutcome: row.first_outcome as SettledOutcome | null,
    firstCountedMs: numberOf(row.first_counted_ms),
    firstThrough: row.first_through,
    firstReason: row.first_reason,
    firstCountsAt: instantOf(row.first_counts_at),
  };
}

/** The same row as JSON that `json_populate_recordset(null::clock, …)` takes. */
export function clockJson(
  tenant: number,
  subject: string,
  clock: Clock,
): Record<(typeof clockColumns)[number], unknown> {
  return {
    tenant,
    subject,
    measure: clock.measure,
    lap: clock.lap,
    rule: clock.rule,
    service: clock.service,
    part: clock.part,
    through: clock.through,
    started_at: isoOf(clock.startedAt),
    due_at: isoOf(clock.dueAt),
    stopped_at: isoOf(clock.stoppedAt),
    counts_at: isoOf(clock.countsAt),
    counted_ms: clock.countedMs,
    paused_ms: clock.pausedMs,
    outcome: clock.outcome,
    reason: clock.reason,
    first_outcome: clock.firstOutcome,
    first_counted_ms: clock.firstCountedMs,
    first_through: clock.firstThrough,
    first_reason: clock.firstReason,
    first_counts_at: isoOf(clock.firstCountsAt),
  };
}

const fields: readonly (keyof Clock)[] = [
  'rule',
  'service',
  'part',
  'through',
  'startedAt',
  'dueAt',
  'stoppedAt',
  'countsAt',
  'countedMs',
  'pausedMs',
  'outcome',
  'reason',
  'firstOutcome',
  'firstCountedMs',
  'firstThrough',
  'firstReason',
  'firstCountsAt',
];

/** True when two clocks of one measure and lap agree in every column. */
export function sameClock(a: Clock, b: Clock): boolean {
  return fields.every((field) => a[field] === b[field]);
}

/** As PostgreSQL writes the row from `measure` on, instants as epoch milliseconds; equal texts are equal clocks. */
export function clockText(clock: Clock): string {
  return `(${clock.measure},${clock.lap},${fields.map((field) => clock[field] ?? '').join(',')})`;
}

export function keyOf({ measure, lap }: Pick<Clock, 'measure' | 'lap'>): string {
  return `${measure} ${lap}`;
}

function instantOf(date: Date | null): Instant | null {
  return date === null ? null : (date.getTime() as Instant);
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function isoOf(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
