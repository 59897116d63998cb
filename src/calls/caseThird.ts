import { z } from 'zod';
import { choice, text } from '#api';
import { type Instant, ok, type Problem, type Result, refused } from '#shared';
import type { CaseFacts, CaseKind } from './caseCommand.ts';
import { caseLifecycle } from './caseSteps.ts';
import { type Priority, type RepeatReason, repeatReasons } from './codes.ts';
import { contactsWith } from './taking/contact.ts';
import { repeatSettings } from './taking/settings.ts';

/** Said with a contact that may be a third: why it is not passed to a clinician. */
export const declining = {
  declineReason: choice(repeatReasons, 'why it is not passed on').optional(),
  declineExplanation: text('more about why', 2000).optional(),
};

/** Which contact it is, we count: a number that is sent is refused, and not believed. */
export const notCounted = z
  .unknown()
  .refine(() => false, {
    message: 'Leave this out: which contact of 96 hours it is, the service counts for itself.',
    params: { code: 'counted-here' },
  })
  .optional()
  .describe('Refused wherever it is sent: which contact of the last 96 hours this is, the service counts for itself.');

export type Decline = { reason: RepeatReason; explanation?: string };

/** Which contact of the patient within 96 hours this one is, from what was found in our own records. */
export function whichContact({ contacts = [] }: CaseFacts): number {
  return contactsWith(contacts);
}

export const isThird = (times: number): boolean => times >= repeatSettings.third.value;

/** What a third contact that is passed on waits as, at least (decision 0016). */
export function atLeast(priority: Priority, times: number, decline: Decline | undefined): Priority {
  return isThird(times) && decline === undefined && priority === 'other' ? repeatSettings.priority.value : priority;
}

type Asked = { declineReason?: RepeatReason; declineExplanation?: string };

/** The reason that was given for not passing it on: only from the third contact on, and only of those who may decline one. */
export function declineOf(asked: Asked, times: number, { actor }: CaseFacts): Result<Decline | undefined> {
  const { declineReason: reason, declineExplanation: explanation } = asked;
  if (reason === undefined) return ok(undefined);
  if (!isThird(times)) return refused({ field: 'declineReason', ...notAThird(times) });
  const { roles } = caseLifecycle.steps['decline-repeat'];
  if (!roles.some((role) => actor.roles.includes(role))) {
    const message = `Not passing on a third contact is for: ${roles.join(', ')}. Leave the reason out: a clinician hears of it.`;
    return refused({ field: 'declineReason', code: 'not-your-role', message });
  }
  return ok({ reason, ...(explanation === undefined ? {} : { explanation }) });
}

export function notAThird(times: number): Problem {
  return {
    code: 'not-a-third-contact',
    message: `This is contact ${times} in 96 hours. Only from the third on is there something to decline.`,
  };
}

export function declinedAt(at: Instant, times: number, decline: Decline | undefined): CaseKind['event'][] {
  return decline ? [{ type: 'RepeatDeclined', occurredAt: at, data: { times, reason: decline.reason } }] : [];
}
