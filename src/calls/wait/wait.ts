import { hours, type Instant, minutes, plus, showMinutes, showTime } from '#shared';
import type { Source } from '#standards';
import type { Priority } from '../codes.ts';

/** What may honestly be said of a wait, as a rule: data, ours. */
export const waitRule = {
  overMs: hours(2),
  /** With fewer nothing is reckoned: the limit alone is told. */
  least: 8,
  source: {
    tag: ['D'],
    says: 'Ours: no rule asks for it. Too few cases, or only those who were rung, would promise what nobody knows.',
  } satisfies Source,
} as const;

/** The rule in the words that stand beside what it gives. */
export const waitRuleWords =
  'Reckoned from call-backs of this priority alone: the middle half of those made in the last 2 hours, and with them everybody who has waited longer already and still waits, counted as the longest wait of all. To the whole minute outward. With fewer than 8 nothing is reckoned. It is what was, and no promise.';

export type Waits = {
  /** How long each waited who was rung back in the last hours, and each has waited so far who waits still, in ms. */
  ended: readonly number[];
  running: readonly number[];
};
export type ToldWait = { counted: number; range?: { from: number; to: number } };

/**
 * The middle half, in whole minutes. Whoever has waited longer than its upper end and still waits counts as the longest wait that is known:
 * nobody knows how long theirs will be, and a night whose long waits are not over yet must not look short. So one more who waits can only
 * lengthen it.
 */
export function waitToTell({ ended, running }: Waits): ToldWait {
  const counted = ended.length;
  if (counted < waitRule.least) return { counted };
  const upper = quartiles(ended).to;
  const longer = running.filter((ms) => ms > upper);
  const longest = Math.max(...ended, ...longer);
  const { from, to } = quartiles([...ended, ...longer.map(() => longest)]);
  return { counted, range: { from: Math.floor(from / minutes(1)), to: Math.ceil(to / minutes(1)) } };
}

function quartiles(waits: readonly number[]): { from: number; to: number } {
  const sorted = [...waits].sort((a, b) => a - b);
  const last = sorted.length - 1;
  return { from: sorted[Math.floor(last / 4)] ?? 0, to: sorted[Math.ceil((last * 3) / 4)] ?? 0 };
}

export type Told = {
  priority: Priority;
  wait: ToldWait;
  limit: { withinMs: number; by: Instant };
  now: Instant;
  /** How long somebody has waited whom one rings about it. */
  waitedMs?: number;
};

/** What may be said to a patient, and no more: what the last hours gave, and the limit. */
export function tellWords({ wait: { counted, range }, limit, now, waitedMs }: Told): string {
  const within = limit.withinMs / minutes(1);
  const isOver = limit.by < now;
  const waited = waitedMs === undefined ? '' : ` They have waited ${showMinutes(waitedMs)} so far.`;
  if (range === undefined) {
    const by = isOver
      ? `a nurse rings back as soon as one is free: the limit of ${within} minutes passed at ${showTime(limit.by)}.`
      : `a nurse rings back by ${showTime(limit.by)}, the limit of ${within} minutes.`;
    const few = counted === 0 ? 'nobody was rung back' : `only ${counted} ${counted === 1 ? 'was' : 'were'} rung back`;
    return `${by} Nothing more can be said: ${few} in the last 2 hours.${waited}`;
  }
  const said = `a nurse rings back within ${spanWords(range)} in all: so it was for half of ${counted} in the last 2 hours.${waited}`;
  if (isOver) return `${said} The limit of ${within} minutes passed at ${showTime(limit.by)}: say so.`;
  const promised = `${said} The limit is ${within} minutes, so by ${showTime(limit.by)}.`;
  return plus(now, minutes(range.to) - (waitedMs ?? 0)) > limit.by
    ? `${promised} Say that it may be later than that.`
    : promised;
}

function spanWords({ from, to }: { from: number; to: number }): string {
  return from === to ? `about ${to} ${to === 1 ? 'minute' : 'minutes'}` : `${from} to ${to} minutes`;
}
