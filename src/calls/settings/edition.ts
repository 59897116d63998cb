import type { Instant } from '#shared';

/** What a setting said from an instant on. Never changed: the next edition takes its place from when it says. */
export type Edition<Value> = { from: Instant; value: Value };

/** What is in force at an instant; before the first edition, ours. Of two from the same moment the one that was written last. */
export function inForce<Value>(editions: readonly Edition<Value>[], at: Instant, ours: Value): Value {
  let found: Edition<Value> | undefined;
  for (const one of editions) if (one.from <= at && (found === undefined || one.from >= found.from)) found = one;
  return found === undefined ? ours : found.value;
}
