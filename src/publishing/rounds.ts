const SOON_MS = 250;

/** Runs one round at a time: `now` waits for one, `soon` asks for one a moment later, however often it is asked. */
export function rounds(run: () => Promise<void>): { now(): Promise<void>; soon(): void } {
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const now = () => {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    now,
    soon() {
      if (timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        // Where a round fails, the job that comes each second says so.
        now().catch(() => {});
      }, SOON_MS).unref();
    },
  };
}
