import type { Instant } from '#shared';
import type { Folded } from './clock.ts';
import { type CorrectedTimes, happenedAt } from './corrections.ts';
import type { CoverRule } from './rule.ts';

export type Stretch = { from: number; to: number };

/** What the events so far tell of who was there. */
export type Presence = {
  /** Stretches with somebody there, merged, in order; open-ended while the last has not left. */
  stretches: Stretch[];
  /** The latest instant of which an arrival, a leaving or the end tells us anything. */
  knownUntil: number;
  ended: boolean;
};

type Moment = { at: Instant; version: number; person: string; arrives: boolean };

export function presenceIn(rule: CoverRule, events: readonly Folded[], times: CorrectedTimes): Presence {
  const moments: Moment[] = [];
  let end = Number.POSITIVE_INFINITY;
  let knownUntil = Number.NEGATIVE_INFINITY;
  for (const event of events) {
    const { type, version } = event;
    if (type !== rule.arrived && type !== rule.left && type !== rule.ended) continue;
    const at = happenedAt(event, times);
    knownUntil = Math.max(knownUntil, at);
    if (type === rule.ended) end = at;
    else moments.push({ at, version, person: String(event.data.person), arrives: type === rule.arrived });
  }
  moments.sort((a, b) => a.at - b.at || a.version - b.version);
  return { stretches: merged(stretchesOf(moments, end)), knownUntil, ended: Number.isFinite(end) };
}

function stretchesOf(moments: readonly Moment[], end: number): Stretch[] {
  const since = new Map<string, number>();
  const stretches: Stretch[] = [];
  const close = (from: number, to: number) => {
    if (from < Math.min(to, end)) stretches.push({ from, to: Math.min(to, end) });
  };
  for (const { at, person, arrives } of moments) {
    const from = since.get(person);
    if (arrives && from === undefined) since.set(person, at);
    if (arrives || from === undefined) continue;
    since.delete(person);
    close(from, at);
  }
  for (const from of since.values()) close(from, end);
  return stretches;
}

function merged(stretches: Stretch[]): Stretch[] {
  const sorted = stretches.sort((a, b) => a.from - b.from);
  const whole: Stretch[] = [];
  for (const next of sorted) {
    const last = whole.at(-1);
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to);
    else whole.push({ ...next });
  }
  return whole;
}

/** The first stretch of a period in which nobody was there; undefined when somebody was throughout. */
export function firstGap(period: Stretch, stretches: readonly Stretch[]): Stretch | undefined {
  let from = period.from;
  for (const there of stretches) {
    if (there.from > from) return { from, to: Math.min(there.from, period.to) };
    from = Math.max(from, there.to);
    if (from >= period.to) return undefined;
  }
  return { from, to: period.to };
}
