import { hours, minutes } from '#shared';
import type { Asks } from './codes.ts';

/** What a service may set otherwise; each with why it is so. */
export const handoverSettings = {
  /**
   * After closing, so that a slip put right is not a second message. The national default is 3 hours (standards 10.7); an hour, because a
   * channel that has dropped is then found while somebody is on who can see to it.
   */
  settleMs: hours(1),
  /** However fresh the note, it leaves this long before it is due. */
  marginMs: hours(1),
  /** Between attempts; the last goes on for ever, because a message is never given up. */
  retryMs: [1, 2, 5, 15, 30, 60].map(minutes),
  /** From this many failed attempts on it is an exception with an owner, while it is still tried. */
  exceptionAfter: 4,
  /** A channel with failures and no success for this long has dropped: the practice and the commissioner see it (within the hour). */
  droppedAfterMs: minutes(30),
  /** One attempt, from connecting to the last word. */
  attemptMs: minutes(1) / 2,
  /** How soon somebody must deal with an exception; sooner where the message itself is due sooner. */
  exceptionMs: hours(1),
} as const;

export type ChaseStep = {
  /** Time of working days since it was due or, if later, was sent. */
  afterMs: number;
  does: 'remind' | 'ask-somebody';
};

/** Until somebody has read it, and what asks for action until it is done. That is chased the same day. */
export const chaseSteps: { readonly [A in Asks]: readonly ChaseStep[] } = {
  action: [
    { afterMs: hours(4), does: 'remind' },
    { afterMs: hours(24), does: 'ask-somebody' },
    { afterMs: hours(48), does: 'ask-somebody' },
  ],
  information: [
    { afterMs: hours(48), does: 'remind' },
    { afterMs: hours(96), does: 'ask-somebody' },
  ],
};

/** What asks for action is chased for ever after the last of its steps: each working day the practice is reminded. */
const everyMs = hours(24);

export function chaseStep(kind: Asks, chased: number): ChaseStep | undefined {
  const steps = chaseSteps[kind];
  const [step, last] = [steps[chased], steps.at(-1)];
  if (step || kind === 'information' || !last) return step;
  return { afterMs: last.afterMs + everyMs * (chased - steps.length + 1), does: 'remind' };
}
