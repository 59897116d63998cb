import type { CaseLine } from '#calls';
import type { Instant } from '#shared';
import { type StoredClock, standing } from '#standards';

export type Urgent = 'late' | 'due-soon' | 'waiting';

/** A case on the board with the clock that falls due first. */
export type Running = { line: CaseLine; dueAt: Instant; startedAt: Instant; state: Urgent };

/** Open cases with their earliest deadline, in the order in which they fall due. */
export function runningOf(cases: readonly CaseLine[], clocks: readonly StoredClock[], now: Instant): Running[] {
  const byCase = new Map(clocks.map((clock) => [`${clock.subject} ${clock.measure}`, clock]));
  return cases
    .flatMap((line) => {
      if (line.dueAt === undefined) return [];
      const clock = byCase.get(`${line.id} ${line.dueMeasure}`);
      const startedAt = clock?.startedAt ?? line.openedAt;
      return [{ line, dueAt: line.dueAt, startedAt, state: clock ? urgentOf(clock, now) : stateAt(line.dueAt, now) }];
    })
    .sort((a, b) => a.dueAt - b.dueAt || (a.line.number < b.line.number ? -1 : 1));
}

function urgentOf(clock: StoredClock, now: Instant): Urgent {
  const found = standing(clock, now);
  return found === 'late' || found === 'due-soon' ? found : 'waiting';
}

function stateAt(dueAt: Instant, now: Instant): Urgent {
  return dueAt < now ? 'late' : 'waiting';
}

/** What a pool says: how many wait, how many are late, the longest wait against its limit, and what is due next. */
export type Waiting = {
  count: number;
  late: number;
  /** Milliseconds waited since its clock started, and its limit. */
  longest?: { waitedMs: number; limitMs: number };
  /** The one furthest past its due time. */
  latest?: { lateMs: number; limitMs: number };
  /** The next to fall due that is not late yet. */
  next?: { dueAt: Instant; leftMs: number; state: Urgent };
};

type Timed = { startedAt: Instant; dueAt: Instant; state: Urgent };

export function waitingOf(people: readonly Timed[], now: Instant): Waiting {
  const byStart = [...people].sort((a, b) => a.startedAt - b.startedAt);
  const byDue = [...people].sort((a, b) => a.dueAt - b.dueAt);
  const late = byDue.filter(({ dueAt }) => dueAt < now);
  const [first, last] = [byStart[0], late[0]];
  const next = byDue.find(({ dueAt }) => dueAt >= now);
  return {
    count: people.length,
    late: late.length,
    ...(first ? { longest: { waitedMs: now - first.startedAt, limitMs: first.dueAt - first.startedAt } } : {}),
    ...(last ? { latest: { lateMs: now - last.dueAt, limitMs: last.dueAt - last.startedAt } } : {}),
    ...(next ? { next: { dueAt: next.dueAt, leftMs: next.dueAt - now, state: next.state } } : {}),
  };
}

/** Calls that ring: their clock is that of NQR 8. */
export function ringingOf(clocks: readonly StoredClock[], now: Instant): Waiting {
  const ringing = clocks.flatMap((clock) =>
    clock.measure === 'answer' && clock.startedAt !== null && clock.dueAt !== null
      ? [{ startedAt: clock.startedAt, dueAt: clock.dueAt, state: urgentOf(clock, now) }]
      : [],
  );
  return waitingOf(ringing, now);
}

/** Since when each late call has been late, the earliest first. */
export function ringingSince(clocks: readonly StoredClock[], now: Instant): Instant[] {
  return clocks
    .flatMap(({ measure, dueAt }) => (measure === 'answer' && dueAt !== null && dueAt < now ? [dueAt] : []))
    .sort((a, b) => a - b);
}
