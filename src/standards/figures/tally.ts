/** How a clock counts as of an instant: its outcome, told apart as far as any figure needs it. */
export const countedAs = [
  'met',
  'missed',
  /** Open and past due: missed now. */
  'overdue',
  'open',
  'unmeasurable',
  'excluded',
  /** Excluded: hung up in the message, so never presented. */
  'hung-up',
  /** Gave up after the threshold. */
  'abandoned',
  /** Gave up within it. */
  'gave-up',
] as const;
export type CountedAs = (typeof countedAs)[number];

/** A clock that a correction has moved into or out of the period: there is nothing of it here now, or was nothing first. */
export type Elsewhere = 'elsewhere';

/** Clocks of one measure in one period that count alike, now and as first recorded. */
export type Tally = {
  measure: string;
  /** Index into the periods asked for. */
  period: number;
  now: CountedAs | Elsewhere;
  first: CountedAs | Elsewhere;
  clocks: number;
  /** Of them, how many were amended, if only in their length. */
  amended: number;
  ms: number;
  firstMs: number;
};

/** The 95th centile by nearest rank of the waits of answered calls; null when none was answered. */
export type P95 = { measure: string; period: number; now: number | null; first: number | null };

export type Counts = { tallies: readonly Tally[]; p95: readonly P95[] };

export type As = 'now' | 'first';

/** How many clocks, over the tallies, count as one of these. */
export function clocksIn(tallies: readonly Tally[], as: As, kinds: readonly CountedAs[]): number {
  return sum(tallies, as, kinds, ({ clocks }) => clocks);
}

export function msIn(tallies: readonly Tally[], as: As, kinds: readonly CountedAs[]): number {
  return sum(tallies, as, kinds, (tally) => (as === 'now' ? tally.ms : tally.firstMs));
}

function sum(tallies: readonly Tally[], as: As, kinds: readonly CountedAs[], what: (tally: Tally) => number): number {
  let total = 0;
  for (const tally of tallies) {
    const kind = tally[as];
    if (kind !== 'elsewhere' && kinds.includes(kind)) total += what(tally);
  }
  return total;
}
