import type { Instant } from '#shared';

/** An event of one stream, as far as clocks need it. */
export type KernelEvent = {
  version: number;
  type: string;
  occurredAt: Instant;
  recordedAt: Instant;
  recordedBy: string;
  /** The version whose `occurredAt` this event replaces. */
  corrects?: number;
  reason?: string;
  data: Readonly<Record<string, unknown>>;
};

/** As much of an event as a fold reads: who wrote it down, and when, never moves a clock. */
export type Folded = Pick<KernelEvent, 'version' | 'type' | 'occurredAt' | 'corrects' | 'data'>;

export type SettledOutcome = 'met' | 'missed' | 'excluded' | 'unmeasurable';
export type Outcome = SettledOutcome | 'open' | 'paused';

/**
 * A row of the table `clock`, less its tenant and subject. Instants are UTC epoch milliseconds, lengths milliseconds.
 * `first…` is what stood when the clock was first settled; `through` the last event that changed the row.
 */
export type Clock = {
  measure: string;
  lap: number;
  rule: number;
  service: number;
  part: string | null;
  through: number;
  startedAt: Instant | null;
  dueAt: Instant | null;
  stoppedAt: Instant | null;
  countsAt: Instant | null;
  countedMs: number | null;
  pausedMs: number;
  outcome: Outcome;
  reason: string | null;
  firstOutcome: SettledOutcome | null;
  firstCountedMs: number | null;
  firstThrough: number | null;
  firstReason: string | null;
  /** What decided its period when it was first settled; null while that is still `countsAt`. */
  firstCountsAt: Instant | null;
};

export type Standing = 'not-running' | 'waiting' | 'due-soon' | 'late' | 'paused' | SettledOutcome;

const most = 15 * 60_000;

/** The one expression of lateness, of board and figure alike: an open clock past its due time counts as missed now. */
export function overdue(clock: Pick<Clock, 'outcome' | 'dueAt'>, asOf: Instant): boolean {
  return clock.outcome === 'open' && clock.dueAt !== null && clock.dueAt < asOf;
}

export function settled(outcome: Outcome): outcome is SettledOutcome {
  return outcome !== 'open' && outcome !== 'paused';
}

/** The reason of a clock whose line changed after its limit had passed: missed from then on, though it may still run. */
export const changedAfterLimit = 'changed-after-limit';
/** The reasons of the two rows of a clock that a correction has moved to another line: the one left, the one it is on. */
export const movedByCorrection = 'moved-by-correction';
export const otherLine = 'other-line';

/** True when what stands now, or the period in which it counts, differs from what was first recorded. */
export function amended(clock: Clock): boolean {
  if (clock.firstOutcome === null || (clock.outcome === 'open' && clock.reason === changedAfterLimit)) return false;
  return (
    clock.firstOutcome !== clock.outcome || clock.firstCountedMs !== clock.countedMs || clock.firstCountsAt !== null
  );
}

/** What a board calls it: due soon is the last quarter of the limit, at most its last 15 minutes. */
export function standing(clock: Clock, asOf: Instant): Standing {
  if (clock.outcome !== 'open') return clock.outcome;
  if (clock.dueAt === null) return 'not-running';
  if (overdue(clock, asOf)) return 'late';
  const limit = clock.startedAt === null ? 0 : clock.dueAt - clock.startedAt;
  return clock.dueAt - asOf <= Math.min(limit / 4, most) ? 'due-soon' : 'waiting';
}

/** The open clock that falls due first; undefined when none is running. */
export function earliest(clocks: readonly Clock[]): (Clock & { dueAt: Instant }) | undefined {
  let first: (Clock & { dueAt: Instant }) | undefined;
  for (const clock of clocks) if (running(clock) && (!first || clock.dueAt < first.dueAt)) first = clock;
  return first;
}

function running(clock: Clock): clock is Clock & { dueAt: Instant } {
  return clock.outcome === 'open' && clock.dueAt !== null;
}
