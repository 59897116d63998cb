import type { Context } from '#api';
import { inScope } from '#database';
import { namesOf, type Service } from '#people';
import type { Instant } from '#shared';
import { type Queue, readQueue } from './queueStore.ts';

/** The queue of a service as it was last read, by the machine's clock and by the organisation's. */
export type QueueRead = { queue: Queue; readAt: Instant; asAt: Instant; nameOf(account: string): string };
export type LiveQueues = {
  /** Read now. */
  read(service: Service): Promise<QueueRead>;
  /** Told of each reading, for as long as somebody looks; one reading serves all. */
  follow(service: Service, told: (read: QueueRead) => void): () => void;
  stop(): void;
};

/** However much happens, a queue is read no more often than this; and where nothing is heard, at least once in SILENT_MS. */
const LEAST_MS = 300;
const SILENT_MS = 1_000;

type Watch = { told: Set<(read: QueueRead) => void>; timer?: NodeJS.Timeout; reading: boolean; lastAt: number };

/** Reads a queue with the names of those who have its cases; names are kept. */
export function openQueueReader(context: Pick<Context, 'db' | 'clocks' | 'machineNow'>): LiveQueues['read'] {
  const names = new Map<string, string>();
  return async (service) => {
    const { tenant } = service;
    const [asAt, readAt] = [context.clocks.now(tenant), context.machineNow()];
    const queue = await inScope(context.db, { tenants: [tenant] }, (tx) =>
      readQueue(tx, { tenant, service: service.id, now: asAt }),
    );
    const unknown = [...queue.callBacks, ...queue.held].flatMap(({ heldBy }) =>
      heldBy !== undefined && !names.has(heldBy) ? [heldBy] : [],
    );
    if (unknown.length > 0) for (const [id, name] of await namesOf(context.db, unknown)) names.set(id, name);
    return { queue, readAt, asAt, nameOf: (account) => names.get(account) ?? 'somebody' };
  };
}

export function openLiveQueues(context: Pick<Context, 'db' | 'waker' | 'clocks' | 'machineNow' | 'log'>): LiveQueues {
  const read = openQueueReader(context);
  const watches = new Map<Service, Watch>();

  async function poll(service: Service, watch: Watch): Promise<void> {
    watch.reading = true;
    try {
      const now = await read(service);
      for (const told of watch.told) told(now);
    } catch (error) {
      // The age of the tile says that nothing came.
      context.log.warn({ why: String(error), service: service.slug }, 'the queue could not be read');
    }
    watch.reading = false;
    watch.lastAt = context.machineNow();
    later(service, watch, SILENT_MS);
  }

  function later(service: Service, watch: Watch, ms: number): void {
    clearTimeout(watch.timer);
    if (watch.told.size === 0) return;
    watch.timer = setTimeout(() => void poll(service, watch), ms);
    watch.timer.unref();
  }

  const unlisten = context.waker.listen(() => {
    for (const [service, watch] of watches) {
      if (!watch.reading) later(service, watch, Math.max(0, watch.lastAt + LEAST_MS - context.machineNow()));
    }
  });

  return {
    read,
    follow(service, told) {
      const watch = watches.get(service) ?? { told: new Set(), reading: false, lastAt: 0 };
      watches.set(service, watch);
      watch.told.add(told);
      if (!watch.reading) later(service, watch, 0);
      return () => {
        watch.told.delete(told);
        if (watch.told.size > 0) return;
        clearTimeout(watch.timer);
        watches.delete(service);
      };
    },
    stop() {
      unlisten();
      for (const { timer } of watches.values()) clearTimeout(timer);
      watches.clear();
    },
  };
}
