/** The value that a share of the sorted values does not exceed, by nearest rank; 0 of none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return 0;
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

export function sortedCopy(values: Iterable<number>): number[] {
  return [...values].sort((a, b) => a - b);
}

export function rounded(value: number, places = 0): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}
