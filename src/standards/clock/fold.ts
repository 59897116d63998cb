import type { Clock, Folded } from './clock.ts';
import { type CompiledCover, type CompiledSpan, compiledFor } from './compile.ts';
import { postOf } from './cover.ts';
import { foldCover } from './foldCover.ts';
import { foldSpan } from './foldSpan.ts';
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
  foldSpan(compiled, events).forEach(({ lap, first }, index) => {
    into.push({
      measure: lap.line.measure,
      lap: index + 1,
      rule: about.rule,
      service: about.service,
      part: null,
      through: lap.changedBy,
      startedAt: lap.startedAt,
      dueAt: lap.dueAt,
      stoppedAt: lap.stoppedAt,
      countsAt: lap.countsAt,
      countedMs: lap.countedMs,
      pausedMs: 0,
      outcome: lap.outcome,
      reason: lap.reason,
      ...firstColumns(first),
    });
  });
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
      ...firstColumns(first),
    });
  });
}

function firstColumns(first: First | null) {
  return {
    firstOutcome: first?.outcome ?? null,
    firstCountedMs: first?.countedMs ?? null,
    firstThrough: first?.through ?? null,
    firstReason: first?.reason ?? null,
  };
}
