import { type Outcome, type SettledOutcome, settled } from './clock.ts';

/** What stood when a clock was first settled. */
export type First = { outcome: SettledOutcome; countedMs: number | null; through: number; reason: string | null };

type Settling = { outcome: Outcome; countedMs: number | null; reason: string | null };

export function firstOf(row: Settling, version: number): First | null {
  if (!settled(row.outcome)) return null;
  return { outcome: row.outcome, countedMs: row.countedMs, through: version, reason: row.reason };
}
