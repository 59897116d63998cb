import type { Instant } from '#shared';
import type { Folded } from './clock.ts';

/** When each corrected version really happened, by version; the latest correction of a version wins. */
export type CorrectedTimes = ReadonlyMap<number, Instant>;

export function correctedTimes(events: readonly Folded[]): CorrectedTimes {
  const times = new Map<number, Instant>();
  for (const event of events) if (event.corrects !== undefined) times.set(event.corrects, event.occurredAt);
  return times;
}

export function happenedAt(event: Folded, times: CorrectedTimes): Instant {
  return times.get(event.version) ?? event.occurredAt;
}
