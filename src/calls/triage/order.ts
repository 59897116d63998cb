import type { Instant } from '#shared';
import type { Priority } from '../codes.ts';

/**
 * The order of the queue, in the words that stand over it. They are the whole rule: nothing else moves a case up or down (decision 0023). A
 * patient who rings back worse is made urgent by a person, with the reason, and so comes first by this same rule.
 */
export const orderWords =
  'Order: urgent first, then soonest due. Who is heard to be worse while somebody is at work counts as urgent. Begun and left stands first of its group. People set each priority; only a clinician lowers one. F2 leaves whoever was rung in vain until the next try counts.';

export type Ordered = {
  priority: Priority;
  dueAt?: Instant;
  number: string;
  /** Somebody began with the patient, and nobody has the case now. */
  isLeft?: boolean;
  /** Heard to be worse after somebody had begun: no first priority can be raised any more, and nobody waits longer for that. */
  isWorse?: boolean;
};

/**
 * Urgent first; in each group whoever was begun with and left, since no limit of a call-back runs for them any more; then soonest due. Of two
 * that are due at the same moment, the one that was opened first.
 */
export function inOrder<C extends Ordered>(cases: readonly C[]): C[] {
  return [...cases].sort(
    (a, b) => rank(a) - rank(b) || left(a) - left(b) || due(a) - due(b) || compare(a.number, b.number),
  );
}

/** In which part of the list a case stands. */
export const groupOf = ({ priority, isWorse }: Pick<Ordered, 'priority' | 'isWorse'>): Priority =>
  isWorse ? 'urgent' : priority;
const rank = (one: Ordered) => (groupOf(one) === 'urgent' ? 0 : 1);
const left = ({ isLeft }: Ordered) => (isLeft ? 0 : 1);
// A case without a deadline is never last for want of one: what nobody timed is looked at first among its equals.
const due = ({ dueAt }: Ordered) => dueAt ?? Number.MIN_SAFE_INTEGER;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export type Waiting = Ordered & { heldBy?: string; nextTryAt?: Instant };

/**
 * What F2 tries, one after the other: the cases that nobody has, in order. One that was half assessed when its lease ran out waits like any
 * other. Whoever was rung in vain comes after the rest until the next try counts, so that F2 does not open the same case again at once; the
 * list itself stays as it is, and where nobody else waits they are rung all the same.
 */
export function inTurn<C extends Waiting>(cases: readonly C[], now: Instant): C[] {
  const free = inOrder(cases).filter(({ heldBy }) => heldBy === undefined);
  const isLater = ({ nextTryAt }: C) => nextTryAt !== undefined && nextTryAt > now;
  return [...free.filter((one) => !isLater(one)), ...free.filter(isLater)];
}

/** What somebody took and has not begun with: they ring one patient at a time, so F2 gives these back. What was begun stays theirs. */
export function notBegunBy<C extends { heldBy?: string; state: string }>(cases: readonly C[], account: string): C[] {
  return cases.filter(({ heldBy, state }) => heldBy === account && state === 'to-assess');
}
