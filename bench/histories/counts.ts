/** What a run has seen, by name: added up over runs and over threads. */
export type Counts = { [what: string]: number };

export function added(one: Counts, other: Counts): Counts {
  const sum = { ...one };
  for (const [what, count] of Object.entries(other)) sum[what] = (sum[what] ?? 0) + count;
  return sum;
}
