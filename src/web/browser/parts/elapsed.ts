type Moment = { machine: number; wall: number };

export const moment = (): Moment => ({ machine: performance.now(), wall: Date.now() });

/** When the answer that made this page began to arrive: its ages count from then, not from when a script ran. */
export function pageArrived(): Moment {
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const late = performance.now() - (navigation?.responseStart ?? 0);
  return { machine: performance.now() - late, wall: Date.now() - late };
}

// One of the two stands still while a laptop sleeps, the other can be set back: data is as old as the greater says.
export function since(then: Moment): number {
  return Math.max(performance.now() - then.machine, Date.now() - then.wall, 0);
}
