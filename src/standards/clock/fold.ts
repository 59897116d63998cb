import type { Instant } from '#shared';
import { type Clock, type Folded, movedByCorrection, otherLine } from './clock.ts';
import { type CompiledCover, type CompiledSpan, compiledFor } from './compile.ts';
import { postOf } from './cover.ts';
import { foldCover } from './foldCover.ts';
import { type FirstLap, foldSpan } from './foldSpan.ts';
import type { First } from './history.ts';
import type { ClockRules } from './rule.ts';

type About = { rule: number; service: number };

/**
 * Every clock of one stream, from its events alone, in order of version. The order of the result is that of the rules,
 * then of the laps. Pure; the same for the whole history as for one read event by event.
 */
export function foldClocks(rules: ClockRules, events: readonly Folded[]): Clock[] {
  const birth = events[0];
  if (!birth) return [];
  const service = typeof birth.data.service === 'number' ? birth.data.service : 0;
  const about = { rule: rules.id, service };
  const clocks: Clock[] = [];
  for (const compiled of compiledFor(rules, birth.type))
    if (compiled.kind === 'span') spanClocks(compiled, events, about, clocks);
    else coverClocks(compiled, events, about, clocks);
  return clocks;
}

function spanClocks(compiled: CompiledSpan, events: readonly Folded[], about: About, into: Clock[]): void {
  foldSpan(compiled, events).forEach(({ lap, first, movedBy }, index) => {
    const which = { lap: index + 1, rule: about.rule, service: about.service, part: null, pausedMs: 0 };
    const { line, startedAt, dueAt, stoppedAt, countsAt, countedMs, outcome, reason } = lap;
    const now = { startedAt, dueAt, stoppedAt, countsAt, countedMs, outcome, reason, through: lap.changedBy };
    const elsewhere = { outcome: 'excluded', countedMs: null, reason: otherLine } as const;
    const columns = firstColumns(first && movedBy !== null ? { ...first, ...elsewhere, countsAt } : first, countsAt);
    into.push({ measure: line.measure, ...which, ...now, ...columns });
    if (first && movedBy !== null) into.push({ ...which, ...leftBehind(first, movedBy) });
  });
}

/** The row under the line that a correction has taken the clock from: not counted there now, still first recorded there. */
function leftBehind(first: FirstLap, movedBy: number) {
  const { startedAt, dueAt, stoppedAt, countsAt } = first;
  const now = { outcome: 'excluded', reason: movedByCorrection, countedMs: null, through: movedBy } as const;
  return {
    measure: first.line.measure,
    ...now,
    startedAt,
    dueAt,
    stoppedAt,
    countsAt,
    ...firstColumns(first, countsAt),
  };
}

function coverClocks(compiled: CompiledCover, events: readonly Folded[], about: About, into: Clock[]): void {
  const post = events[0] && postOf(compiled, events[0]);
  if (!post) return;
  foldCover(compiled, post, events).forEach(({ box, changedBy, first }, index) => {
    into.push({
      measure: box.line.measure,
      lap: index + 1,
      rule: about.rule,
      service: about.service,
      part: post.part,
      through: changedBy,
      startedAt: box.startedAt,
      dueAt: box.dueAt,
      stoppedAt: box.stoppedAt,
      countsAt: box.startedAt,
      countedMs: box.countedMs,
      pausedMs: 0,
      outcome: box.outcome,
      reason: box.reason,
      ...firstColumns(first && { ...first, countsAt: box.startedAt }, box.startedAt),
    });
  });
}

function firstColumns(first: (First & { countsAt: Instant }) | null, countsAt: Instant) {
  return {
    firstOutcome: first?.outcome ?? null,
    firstCountedMs: first?.countedMs ?? null,
    firstThrough: first?.through ?? null,
    firstReason: first?.reason ?? null,
    firstCountsAt: first && first.countsAt !== countsAt ? first.countsAt : null,
  };
}
