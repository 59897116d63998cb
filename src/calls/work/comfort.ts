import { type Instant, minutes, plus } from '#shared';
import { comfortRule, workKinds } from './kinds.ts';
import type { Need } from './needs.ts';
import { workId } from './work.ts';

/** A case that somebody waits in, and the comfort calls that were owed on it before. */
export type Waiting = {
  id: string;
  /** The limit of the clock that runs. */
  dueAt: Instant;
  /** When they are expected to be seen, where that is known: a booked time. */
  expectedAt?: Instant;
  openedAt: Instant;
  /** The last comfort call: when it was made, and whether anybody was reached. */
  last?: { at: Instant; reached: boolean };
  /** How many have been raised so far. */
  raised: number;
};

/**
 * The comfort call that falls due now; undefined where none does. The first when the limit is near, or as soon as it is known that it
 * will be missed; then again and again, because a patient who waits gets worse. It never stops a clock.
 */
export function comfortDue(waiting: Waiting, now: Instant): Need | undefined {
  const { id, dueAt, expectedAt, openedAt, last, raised } = waiting;
  const { beforeMs, everyMs, unansweredMs } = comfortRule;
  const willBeLate = expectedAt !== undefined && expectedAt > dueAt;
  const first = willBeLate ? openedAt : plus(dueAt, -beforeMs);
  const again = last && plus(last.at, last.reached ? everyMs : unansweredMs);
  const from = again === undefined || again < first ? first : again;
  if (now < from) return undefined;
  // What will be late is told within the quarter of an hour from when that was seen, not from when the case began.
  // Nor from hours ago, where they were with somebody until a moment ago: what was done with them before would count as the answer to it.
  const isPast = now - from > workKinds['comfort-call'].dueMs;
  const raisedAt = willBeLate && last === undefined ? now : isPast ? minuteOf(now) : from;
  const subject = `${id}:${raised + 1}`;
  const due = plus(raisedAt, workKinds['comfort-call'].dueMs);
  return { id: workId('comfort-call', subject, raisedAt), kind: 'comfort-call', subject, raisedAt, dueAt: due };
}

/** Two that find it in one minute raise one. */
function minuteOf(now: Instant): Instant {
  return (now - (now % minutes(1))) as Instant;
}
