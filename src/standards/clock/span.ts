import { dueAfter, elapsed, type Instant, nextWorkingDayAt } from '#shared';
import { changedAfterLimit, type Folded, type Outcome } from './clock.ts';
import type { Actions, CompiledSpan } from './compile.ts';
import { type CorrectedTimes, happenedAt } from './corrections.ts';
import { type Attributes, type Happening, instantIn, lineFor, match, timeOf, valueIn } from './match.ts';
import type { Line, ReasonedTrigger, SpanRule } from './rule.ts';

/** One run of a span clock, as far as the events so far tell. */
export type Lap = {
  line: Line;
  startedAt: Instant | null;
  /** What the event that started it said: a line may take its due time from there. */
  said: Folded['data'];
  countsAt: Instant;
  dueAt: Instant | null;
  stoppedAt: Instant | null;
  countedMs: number | null;
  outcome: Outcome;
  reason: string | null;
  /** The line changed after its limit had passed: it stays under that line, and missed, whatever follows. */
  pinned: boolean;
  changedBy: number;
};

export type SpanState = {
  readonly compiled: CompiledSpan;
  attributes: Attributes;
  countsAt: Instant | null;
  laps: Lap[];
};

export function beginSpan(compiled: CompiledSpan): SpanState {
  return { compiled, attributes: {}, countsAt: null, laps: [] };
}

/** Folds in one event, which happened at its own time, or at the one that a correction gave it. */
export function stepSpan(state: SpanState, event: Folded, times?: CorrectedTimes): void {
  const actions = state.compiled.actions.get(event.type);
  if (!actions) return;
  const moved = takeAttributes(state, actions, event);
  const counts = match(actions.countsAt, event.data);
  const at = times ? happenedAt(event, times) : event.occurredAt;
  const happening = { event, at, isCorrected: times?.has(event.version) ?? false };
  if (counts) state.countsAt = timeOf(counts, happening);
  if (moved) moveLine(state, happening);
  end(state, actions, happening);
  start(state, actions, happening, counts !== undefined);
}

function takeAttributes(state: SpanState, actions: Actions, event: Folded): boolean {
  let moved = false;
  for (const { name, field } of actions.attributes) {
    const value = valueIn(event.data[field]);
    if (value === undefined || value === state.attributes[name]) continue;
    state.attributes[name] = value;
    moved = true;
  }
  return moved;
}

/** Standards 1.4: a line changed within its limit is measured under the new line; after it, it stays missed under the old. */
function moveLine(state: SpanState, { event, at }: Happening): void {
  const lap = state.laps.at(-1);
  if (lap?.outcome !== 'open' || lap.pinned) return;
  const line = lineFor(state.compiled.rule.lines, state.attributes)?.line;
  if (!line || line === lap.line) return;
  if (lap.dueAt !== null && at > lap.dueAt) {
    lap.pinned = true;
    lap.reason = changedAfterLimit;
  } else {
    lap.line = line;
    lap.dueAt = dueOf(line, lap);
  }
  lap.changedBy = event.version;
}

function end(state: SpanState, actions: Actions, happening: Happening): void {
  const { rule } = state.compiled;
  const lap = state.laps.at(-1);
  const excluded = match(actions.exclude, happening.event.data);
  const stops = match(actions.stop, happening.event.data) !== undefined;
  if (excluded && lap && isTooLate(excluded, lap, happening)) settle(state, lap, happening, `${excluded.reason}-late`);
  else if (excluded) exclude(lap ?? newLap(state, null, happening), excluded.reason, happening);
  else if (lap?.outcome === 'open') {
    const failed = match(actions.fail, happening.event.data);
    const gap = match(actions.unmeasurable, happening.event.data);
    if (stops) settle(state, lap, happening);
    else if (failed) settle(state, lap, happening, failed.reason);
    else if (gap) immeasurable(lap, gap.reason, happening);
  } else if (stops && !lap && !rule.laps) settle(state, newLap(state, null, happening), happening);
}

function isTooLate(excluded: ReasonedTrigger, lap: Lap, { at }: Happening): boolean {
  return excluded.withinLimit === true && lap.outcome === 'open' && lap.dueAt !== null && at > lap.dueAt;
}

function immeasurable(lap: Lap, reason: string, { event, at }: Happening): void {
  Object.assign(lap, { outcome: 'unmeasurable', reason, stoppedAt: at, countedMs: null, changedBy: event.version });
}

function exclude(lap: Lap | undefined, reason: string, { event, at }: Happening): void {
  if (!lap || lap.outcome === 'excluded') return;
  Object.assign(lap, { outcome: 'excluded', reason, stoppedAt: at, countedMs: null, changedBy: event.version });
}

function settle(state: SpanState, lap: Lap | undefined, { event, at }: Happening, failed?: string): void {
  if (!lap) return;
  const { rule } = state.compiled;
  if (lap.startedAt === null && rule.withoutStart === 'waited-none') lap.startedAt = at;
  if (lap.dueAt === null) lap.dueAt = dueOf(lap.line, lap);
  const waited = waitedUntil(rule, lap, at);
  lap.stoppedAt = at;
  lap.countedMs = typeof waited === 'number' ? waited : null;
  lap.changedBy = event.version;
  const missing = lineFor(rule.lines, state.attributes)?.missing ?? null;
  if (failed) conclude(lap, 'missed', failed);
  else if (lap.pinned) conclude(lap, 'missed', changedAfterLimit);
  else if (typeof waited === 'string') conclude(lap, 'unmeasurable', waited);
  else if (missing !== null) conclude(lap, 'unmeasurable', `no-${missing}`);
  else if ('due' in lap.line && lap.dueAt === null) conclude(lap, 'unmeasurable', noDueTime(lap.line));
  else conclude(lap, isWithin(lap, waited, at) ? 'met' : 'missed', null);
}

function isWithin({ line, dueAt }: Lap, waited: number, at: Instant): boolean {
  return 'due' in line ? dueAt !== null && at <= dueAt : waited <= line.withinMs;
}

function noDueTime({ due }: Extract<Line, { due: unknown }>): string {
  return 'field' in due ? 'no-due-time' : 'outside-calendar';
}

function conclude(lap: Lap, outcome: Outcome, reason: string | null): void {
  lap.outcome = outcome;
  lap.reason = reason;
}

/** Milliseconds on the line's calendar, or why they cannot be known. */
function waitedUntil(rule: SpanRule, lap: Lap, at: Instant): number | string {
  if (lap.startedAt === null) return 'no-start';
  if (at < lap.startedAt) return rule.withoutStart === 'waited-none' ? 0 : 'stopped-before-start';
  if ('due' in lap.line || lap.line.calendar === 'round-the-clock') return at - lap.startedAt;
  const waited = elapsed(lap.line.calendar, lap.startedAt, at);
  return waited.known ? waited.value : 'outside-calendar';
}

function start(state: SpanState, actions: Actions, happening: Happening, presented: boolean): void {
  const trigger = match(actions.start, happening.event.data);
  if (!trigger && !presented) return;
  const lap = state.laps.at(-1);
  const startedAt = trigger ? timeOf(trigger, happening) : null;
  if (!lap || (state.compiled.rule.laps && lap.outcome !== 'open')) newLap(state, startedAt, happening);
  else if (lap.outcome === 'open' && lap.startedAt === null && startedAt !== null) {
    lap.startedAt = startedAt;
    lap.said = happening.event.data;
    lap.dueAt = dueOf(lap.line, lap);
    if (!state.countsAt) lap.countsAt = startedAt;
    lap.changedBy = happening.event.version;
  }
}

function newLap(state: SpanState, startedAt: Instant | null, { event, at }: Happening): Lap | undefined {
  const line = lineFor(state.compiled.rule.lines, state.attributes)?.line;
  if (!line) return undefined;
  const countsAt = state.countsAt ?? startedAt ?? at;
  const said = event.data;
  const dueAt = dueOf(line, { startedAt, said });
  const unsettled = { stoppedAt: null, countedMs: null, outcome: 'open', reason: null, pinned: false } as const;
  const lap: Lap = { line, startedAt, said, countsAt, dueAt, ...unsettled, changedBy: event.version };
  state.laps.push(lap);
  return lap;
}

function dueOf(line: Line, { startedAt, said }: Pick<Lap, 'startedAt' | 'said'>): Instant | null {
  if (startedAt === null) return null;
  if ('due' in line) {
    const { due } = line;
    if ('field' in due) return instantIn(said[due.field]);
    const morning = nextWorkingDayAt(startedAt, due.nextWorkingDayAt, due.policy);
    return morning.known ? morning.value : null;
  }
  if (line.calendar === 'round-the-clock') return (startedAt + line.withinMs) as Instant;
  const due = dueAfter(line.calendar, startedAt, line.withinMs);
  return due.known ? due.value : null;
}
