import type { Action } from './notebook.ts';

/**
 * Up to `width` requests in flight, each after those that it follows from: the one before on its own stream, the call that
 * its case came by, the case that a pass is for, and whatever opens or shuts the base that it books. Anything else may overtake.
 */
export type Lanes = {
  /** Waits for room, then starts; resolves when started. Rejects as soon as any work has failed. */
  start(action: Action, work: () => Promise<void>): Promise<void>;
  /** Until everything started is done. Rejects with the first failure. */
  empty(): Promise<void>;
};

export function openLanes(width: number): Lanes {
  const last = new Map<string, Promise<void>>();
  const running = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;
  const check = () => {
    if (failure) throw failure.error;
  };
  return {
    async start(action, work) {
      while (running.size >= width) await Promise.race(running);
      check();
      const lanes = lanesOf(action);
      const before = lanes.flatMap((lane) => last.get(lane) ?? []);
      const done: Promise<void> = Promise.all(before)
        .then(work)
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => {
          running.delete(done);
          for (const lane of lanes) if (last.get(lane) === done) last.delete(lane);
        });
      running.add(done);
      for (const lane of lanes) last.set(lane, done);
    },
    async empty() {
      await Promise.all(running);
      check();
    },
  };
}

/** Its own stream, the call and the case that it speaks of, and the door of a base: nobody is booked behind a shutting. */
function lanesOf({ stream, with: others = [], command, body, path }: Action): string[] {
  const lanes = new Set([stream, ...others]);
  for (const other of [body.call, body.case]) if (typeof other === 'string') lanes.add(other);
  if (command === 'book-base') lanes.add(`base ${body.place}`);
  if (command === 'post-notice') lanes.add('notices').add(`base ${body.place}`);
  const [, base] = /^\/bases\/([a-z-]+)\//.exec(path) ?? [];
  if (base) lanes.add(`base ${base}`);
  return [...lanes];
}
