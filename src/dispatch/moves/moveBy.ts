import { type Instant, plus } from '#shared';
import { moveRule } from '../settings.ts';

/** By when a patient of a base that was shut must have been spoken to: half an hour before the time they were booked for, or soon. */
export function moveBy(
  slotAt: Instant | undefined,
  shutAt: Instant,
  rule: Pick<typeof moveRule, 'beforeSlotMs' | 'afterShuttingMs'> = moveRule,
): Instant {
  const soonest = plus(shutAt, rule.afterShuttingMs);
  if (slotAt === undefined) return soonest;
  return Math.max(plus(slotAt, -rule.beforeSlotMs), soonest) as Instant;
}
