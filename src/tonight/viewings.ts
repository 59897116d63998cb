import { randomBytes } from 'node:crypto';
import { type Database, ensureYear, inScope, recordAccess } from '#database';
import type { Actor, OrganisationClocks, Service } from '#people';
import { type Instant, minutes } from '#shared';

/** A board that is not looked at for so long has been closed. */
const CLOSED_AFTER_MS = minutes(1);
const SWEEP_MS = 5_000;

export type Viewer = { actor: Actor; service: Service; filter: Record<string, unknown>; from: string };

export type Viewings = {
  /** Writes that the board was opened, unless this viewer has it open already. */
  look(viewer: Viewer): Promise<void>;
  /** A stream to this viewer is open until the function is called. */
  stay(viewer: Viewer): () => void;
  stop(): Promise<void>;
};

type Around = {
  db: Database;
  clocks: Pick<OrganisationClocks, 'now'>;
  machineNow(): Instant;
  failed(error: unknown): void;
};
type Viewing = { id: string; viewer: Viewer; lookedAt: Instant; streams: number };

/** One access row when somebody opens a board and one when they have closed it, each with what it was filtered to. */
export function openViewings({ db, clocks, machineNow, failed }: Around): Viewings {
  const open = new Map<string, Viewing>();

  async function write(action: 'open-board' | 'close-board', { id, viewer }: Viewing): Promise<void> {
    const { actor, service, filter } = viewer;
    const at = clocks.now(service.tenant);
    await ensureYear(db, at);
    await inScope(db, { tenants: [service.tenant] }, (tx) =>
      recordAccess(tx, {
        tenant: service.tenant,
        at,
        actor: actor.account,
        ...(actor.session ? { session: actor.session } : {}),
        action,
        detail: { ...filter, viewing: id },
      }),
    );
  }

  async function close(key: string): Promise<void> {
    const viewing = open.get(key);
    if (!viewing) return;
    open.delete(key);
    await write('close-board', viewing).catch(failed);
  }

  const sweep = setInterval(() => {
    for (const [key, { streams, lookedAt }] of open)
      if (streams === 0 && machineNow() - lookedAt > CLOSED_AFTER_MS) void close(key);
  }, SWEEP_MS);
  sweep.unref();

  return {
    async look(viewer) {
      const known = open.get(keyOf(viewer));
      if (known) {
        known.lookedAt = machineNow();
        return;
      }
      const viewing = { id: randomBytes(8).toString('hex'), viewer, lookedAt: machineNow(), streams: 0 };
      open.set(keyOf(viewer), viewing);
      try {
        await write('open-board', viewing);
      } catch (error) {
        // What is not recorded is not shown.
        open.delete(keyOf(viewer));
        throw error;
      }
    },
    stay(viewer) {
      const viewing = open.get(keyOf(viewer));
      if (!viewing) return () => {};
      viewing.streams += 1;
      return () => {
        viewing.streams -= 1;
        viewing.lookedAt = machineNow();
      };
    },
    async stop() {
      clearInterval(sweep);
      await Promise.all([...open.keys()].map(close));
    },
  };
}

function keyOf({ actor, service, filter, from }: Viewer): string {
  return [service.id, JSON.stringify(filter), actor.account, actor.session ?? from].join(' ');
}
