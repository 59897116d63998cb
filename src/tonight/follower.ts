import type { Instant } from '#shared';

/** What a poll found, and when that poll began, by the machine and by the organisation: what it says cannot be younger. */
export type Snapshot<T> = { value: T; at: Instant; asAt: Instant };

export type Follower<T> = {
  latest(): Snapshot<T> | undefined;
  /** Polls now, or as soon as the poll in progress has come back. */
  wake(): void;
  stop(): void;
  /** Settles with the first poll that completes, or when the follower is stopped. */
  ready: Promise<void>;
};

export type Following<T> = {
  poll(now: Instant): Promise<T>;
  machineNow(): Instant;
  now(): Instant;
  /** After each poll that completed. */
  changed(): void;
  failed(error: unknown): void;
  everyMs?: number;
  /** However often it is woken, so long between one poll and the next. */
  leastMs?: number;
};

/**
 * Polls again and again, each time after the last has come back. A poll that fails is said and tried again; only one
 * that completes makes what is shown younger, so that a follower that is stuck shows by its age.
 */
export function follow<T>(about: Following<T>): Follower<T> {
  const { everyMs = 1_000, leastMs = 50 } = about;
  let latest: Snapshot<T> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isPolling = false;
  let isWoken = false;
  let isOver = false;
  let endedAt = 0;
  let settle = () => {};
  const ready = new Promise<void>((resolve) => {
    settle = resolve;
  });

  async function poll(): Promise<void> {
    if (isOver || isPolling) return;
    isPolling = true;
    isWoken = false;
    const at = about.machineNow();
    const asAt = about.now();
    try {
      const value = await about.poll(asAt);
      if (!isOver) {
        latest = { value, at, asAt };
        settle();
        about.changed();
      }
    } catch (error) {
      about.failed(error);
    } finally {
      isPolling = false;
      endedAt = performance.now();
      schedule(isWoken ? leastMs : everyMs);
    }
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    if (!isOver) timer = setTimeout(poll, ms);
  }

  void poll();
  return {
    latest: () => latest,
    wake() {
      if (isWoken) return;
      isWoken = true;
      if (!isPolling) schedule(Math.max(0, endedAt + leastMs - performance.now()));
    },
    stop() {
      isOver = true;
      clearTimeout(timer);
      settle();
    },
    ready,
  };
}
