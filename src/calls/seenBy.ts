import { hours, type Instant, minutes, plus } from '#shared';
import { type OpenCase, timeOf } from './case.ts';
import type { Urgency } from './codes.ts';

/** NQR 12: within what a patient is to be seen, from the end of the assessment. A test holds it to the rule pack. */
export const seenWithinMs: { readonly [U in Urgency]: number } = {
  emergency: hours(1),
  urgent: hours(2),
  'less-urgent': hours(6),
};

/** Ours: whoever is late already may be given a time this soon by anybody, or nobody at a desk could book them at all. */
export const soonestMs = minutes(30);

/** By when this patient is to be seen; undefined before anybody has assessed them. */
export function seenBy(state: OpenCase): Instant | undefined {
  const assessed = timeOf(state, 'AssessmentFinished');
  return assessed === undefined || !('urgency' in state) ? undefined : plus(assessed, seenWithinMs[state.urgency]);
}

/** By how much a time is after the limit; undefined where it is in time. */
export function lateBy(slot: Instant, limit: Instant | undefined): number | undefined {
  return limit === undefined || slot <= limit ? undefined : slot - limit;
}
