import type { Folded } from './clock.ts';
import type { CompiledSpan } from './compile.ts';
import { correctedTimes, happenedAt } from './corrections.ts';
import { type First, firstOf } from './history.ts';
import { beginSpan, type Lap, type SpanState, stepSpan } from './span.ts';

export type Traced = { lap: Lap; first: First | null };

/**
 * One pass, keeping what stood when each lap was first settled. A correction changes the past, so everything up to it
 * is folded anew; what was first recorded stays as it was.
 */
export function foldSpan(compiled: CompiledSpan, events: readonly Folded[]): Traced[] {
  let state = beginSpan(compiled);
  const firsts: (First | null)[] = [];
  for (let index = 0; index < events.length; index++) {
    const event = events[index]!;
    if (event.corrects === undefined) stepSpan(state, event, event.occurredAt);
    else state = corrected(state, events.slice(0, index + 1), event.version);
    for (let lap = 0; lap < state.laps.length; lap++) firsts[lap] ??= firstOf(state.laps[lap]!, event.version);
  }
  return state.laps.map((lap, index) => ({ lap, first: firsts[index] ?? null }));
}

/** The state after `prefix`, whose last event is a correction; a lap that it did not alter keeps its last change. */
function corrected(before: SpanState, prefix: readonly Folded[], version: number): SpanState {
  const times = correctedTimes(prefix);
  const state = beginSpan(before.compiled);
  for (const event of prefix) if (event.corrects === undefined) stepSpan(state, event, happenedAt(event, times));
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
