import { hours, type Instant, minutes, plus } from '#shared';

/** A free time at a base; `miles` where both the patient's place and the base's are known. */
export type FreeTime = { place: number; at: Instant; miles?: number };

/** Ours, no rule of a standard's: decision 0027 says why, and what each of them must never do. */
export const nearestRule = {
  /** How much later than the soonest of all a nearer base's first time may be and still stand before it. */
  worthWaitingMs: minutes(30),
  /** Nobody gets there sooner: 30 miles an hour as the crow flies. A time before that is offered, after those that can be reached. */
  leastMsAMile: minutes(2),
  /** The limit that the panel is preset to, from now: "urgent" (NQR 12). */
  limitMs: hours(2),
} as const;

/** The order in the words that stand over it, with miles and without. They are the whole rule. */
export const orderOfTimes = {
  measured:
    'Order: first the nearest base with a time within 30 min of the soonest, then soonest first. After 2 h last.',
  unmeasured: 'Order: soonest first.',
} as const;

/**
 * The order in which times are offered. Every time within the limit stands before every later one, however near; with no miles it is
 * soonest first.
 */
export function nearestFirst<T extends FreeTime>(times: readonly T[], now: Instant): T[] {
  const limit = plus(now, nearestRule.limitMs);
  const canReach = ({ at, miles = 0 }: T) => at >= plus(now, miles * nearestRule.leastMsAMile);
  const soonestFirst = [...times].sort((a, b) => a.at - b.at || far(a) - far(b));
  const goodFirst = soonestFirst.filter((time) => time.at <= limit && canReach(time));
  const [soonest] = goodFirst;
  const near = new Set(
    firstOfEach(goodFirst).filter(
      ({ at, miles }) => miles !== undefined && soonest && at <= plus(soonest.at, nearestRule.worthWaitingMs),
    ),
  );
  const rank = (time: T) => (near.has(time) ? 0 : time.at > limit ? 3 : canReach(time) ? 1 : 2);
  return soonestFirst.sort((a, b) => rank(a) - rank(b) || (rank(a) === 0 ? far(a) - far(b) : 0) || a.at - b.at);
}

/** Whether a time is after the limit that the panel is preset to. */
export function isAfterLimit(at: Instant, now: Instant): boolean {
  return at > plus(now, nearestRule.limitMs);
}

const far = ({ miles }: FreeTime) => miles ?? Number.MAX_SAFE_INTEGER;

function firstOfEach<T extends FreeTime>(soonestFirst: readonly T[]): T[] {
  const seen = new Set<number>();
  return soonestFirst.filter(({ place }) => !seen.has(place) && seen.add(place));
}
