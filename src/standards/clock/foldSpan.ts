import { changedAfterLimit, type Folded, type SettledOutcome, settled } from './clock.ts';
import type { CompiledSpan } from './compile.ts';
import { correctedTimes } from './corrections.ts';
import { firstOf } from './history.ts';
import { beginSpan, type Lap, type SpanState, stepSpan } from './span.ts';

/** The lap as it was first settled: its line, times and result. */
export type FirstLap = Pick<Lap, 'line' | 'startedAt' | 'countsAt' | 'dueAt' | 'stoppedAt' | 'countedMs' | 'reason'> & {
  outcome: SettledOutcome;
  through: number;
  /** Missed since its line changed too late, while nothing has stopped it yet: its length is still to come. */
  isRunning: boolean;
};

/** `movedBy`: the correction that took the lap to another line than the one under which it was first settled. */
export type Traced = { lap: Lap; first: FirstLap | null; movedBy: number | null };

type Memory = { first: FirstLap | null; movedBy: number | null };

/**
 * One pass, keeping what stood when each lap was first settled. A correction changes the past, so everything up to it
 * is folded anew; what was first recorded stays as it was.
 */
export function foldSpan(compiled: CompiledSpan, events: readonly Folded[]): Traced[] {
  let state = beginSpan(compiled);
  const memories: Memory[] = [];
  for (let index = 0; index < events.length; index++) {
    const event = events[index]!;
    if (event.corrects === undefined) stepSpan(state, event);
    else state = corrected(state, events.slice(0, index + 1), event.version);
    for (let lap = 0; lap < state.laps.length; lap++) {
      const memory = memories[lap] ?? { first: null, movedBy: null };
      memories[lap] = memory;
      remember(memory, state.laps[lap]!, event);
    }
  }
  return state.laps.map((lap, index) => ({ lap, ...(memories[index] ?? { first: null, movedBy: null }) }));
}

function remember(memory: Memory, lap: Lap, event: Folded): void {
  if (!memory.first) memory.first = firstLap(lap, event);
  else if (memory.first.isRunning && settled(lap.outcome)) memory.first = ended(memory.first, lap);
  if (!memory.first || lap.line.measure === memory.first.line.measure) memory.movedBy = null;
  else memory.movedBy ??= event.version;
}

/** Settled by this event, or missed from it on because it changed the line too late. No correction is a first record. */
function firstLap(lap: Lap, event: Folded): FirstLap | null {
  const { line, startedAt, countsAt, dueAt, stoppedAt } = lap;
  const first = firstOf(lap, event.version);
  if (first) return { line, startedAt, countsAt, dueAt, stoppedAt, ...first, isRunning: false };
  const isPinnedNow = lap.pinned && lap.changedBy === event.version && event.corrects === undefined;
  if (!isPinnedNow) return null;
  const missed = { outcome: 'missed', reason: changedAfterLimit, countedMs: null, through: event.version } as const;
  return { line, startedAt, countsAt, dueAt, stoppedAt: event.occurredAt, ...missed, isRunning: true };
}

/** The first end of a lap that was missed while it ran: its length, if it ended as it was first recorded. */
function ended(first: FirstLap, lap: Lap): FirstLap {
  if (!lap.pinned || lap.outcome !== 'missed' || lap.line !== first.line) return { ...first, isRunning: false };
  return { ...first, countedMs: lap.countedMs, stoppedAt: lap.stoppedAt, isRunning: false };
}

/** The state after `prefix`, whose last event is a correction; a lap that it did not alter keeps its last change. */
function corrected(before: SpanState, prefix: readonly Folded[], version: number): SpanState {
  const times = correctedTimes(prefix);
  const state = beginSpan(before.compiled);
  for (const event of prefix) if (event.corrects === undefined) stepSpan(state, event, times);
  state.laps.forEach((lap, index) => {
    const old = before.laps[index];
    lap.changedBy = old && same(old, lap) ? old.changedBy : version;
  });
  return state;
}

function same(a: Lap, b: Lap): boolean {
  return (
    a.line === b.line &&
    a.startedAt === b.startedAt &&
    a.countsAt === b.countsAt &&
    a.dueAt === b.dueAt &&
    a.stoppedAt === b.stoppedAt &&
    a.countedMs === b.countedMs &&
    a.outcome === b.outcome &&
    a.reason === b.reason
  );
}
