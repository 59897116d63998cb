import type { Instant } from '#shared';
import type { Priority } from '../codes.ts';

/**
 * The order of the queue, in the words that stand over it. They are the whole rule: nothing else moves a case up or down (decision 0023). A
 * patient who rings back worse is made urgent by a person, with the reason, and so comes first by this same rule.
 */
export const orderWords =
  'Order: urgent first, then soonest due. People set each priority; only a clinician lowers one. F2 leaves whoever was rung in vain until the next try counts.';

export type Ordered = { priority: Priority; dueAt?: Instant; number: string };

/** Urgent first, then soonest due; of two that are due at the same moment, the one that was opened first. */
export function inOrder<C extends Ordered>(cases: readonly C[]): C[] {
  return [...cases].sort(
    (a, b) => rank(a.priority) - rank(b.priority) || due(a) - due(b) || compare(a.number, b.number),
  );
}

const rank = (priority: Priority) => (priority === 'urgent' ? 0 : 1);
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
