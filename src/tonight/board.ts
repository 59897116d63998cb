import { sql } from 'kysely';
import type { Context } from '#api';
import { inScope } from '#database';
import { namesOf, type Service } from '#people';
import { type Instant, minutes } from '#shared';
import { boardReads, type TileName, type TileReads, type TileValues } from './boardReads.ts';
import { sceneReaders } from './boardScene.ts';
import { type Follower, follow, type Snapshot } from './follower.ts';
import type { Given } from './reading.ts';

/** Nobody has looked for so long: the watching stops. */
export const UNWATCHED_MS = minutes(1);
const SWEEP_MS = 5_000;
const STATEMENT_MS = 8_000;

/** What is known of one service tonight: read once, for everybody who looks. */
export type Board = {
  service: Service;
  /** Machine time from which it has been followed: a tile without a poll is as old as that. */
  since: Instant;
  /** The organisation's time of the same moment. */
  sinceAt: Instant;
  latest<Name extends TileName>(tile: Name): Snapshot<TileValues[Name]> | undefined;
  nameOf(account: string): string | undefined;
  /** Settles when every tile has been read once, or after `mostMs`. */
  ready(mostMs: number): Promise<void>;
  /** Told the name of each tile whose poll has completed. */
  subscribe(told: (tile: TileName) => void): () => void;
};

export type Boards = {
  /** The board of a service, from now on watched. */
  look(service: Service): Board;
  watched(): readonly Board[];
  stop(): void;
};

export type Around = Pick<Context, 'db' | 'waker' | 'clocks' | 'machineNow' | 'directory' | 'log'>;
type MakeReads = (service: Service) => TileReads;

export function openBoards(context: Around, given: Given, reads?: MakeReads): Boards {
  const open = new Map<number, Watching>();
  const readerOf = sceneReaders(context, given);
  const make: MakeReads =
    reads ??
    ((service) =>
      boardReads({ service, places: () => context.directory.placesOf(service.id) }, given, readerOf(service)));
  const unlisten = context.waker.listen(() => {
    for (const { wake } of open.values()) wake();
  });
  const sweep = setInterval(() => {
    for (const [id, watching] of open) {
      if (watching.viewers() > 0 || context.machineNow() - watching.lookedAt <= UNWATCHED_MS) continue;
      watching.stop();
      open.delete(id);
    }
  }, SWEEP_MS);
  sweep.unref();
  return {
    look(service) {
      const watching = open.get(service.id) ?? watch(context, service, make(service));
      open.set(service.id, watching);
      watching.lookedAt = context.machineNow();
      return watching.board;
    },
    watched: () => [...open.values()].map(({ board }) => board),
    stop() {
      clearInterval(sweep);
      unlisten();
      for (const { stop } of open.values()) stop();
      open.clear();
    },
  };
}

type Watching = { board: Board; lookedAt: Instant; viewers(): number; wake(): void; stop(): void };

function watch(context: Around, service: Service, reads: TileReads): Watching {
  const names = new Map<string, string>();
  const listeners = new Set<(tile: TileName) => void>();
  const now = () => context.clocks.now(service.tenant);
  const followers = new Map<TileName, Follower<unknown>>();
  for (const tile of Object.keys(reads) as TileName[]) {
    const follower = follow<unknown>({
      machineNow: context.machineNow,
      now,
      async poll(at) {
        const value = await inScope(context.db, { tenants: [service.tenant] }, async (tx) => {
          await sql`select set_config('statement_timeout', ${String(STATEMENT_MS)}, true)`.execute(tx);
          return reads[tile](tx, at);
        });
        const unknown = accountsIn(value).filter((account) => !names.has(account));
        if (unknown.length > 0) for (const [id, name] of await namesOf(context.db, unknown)) names.set(id, name);
        return value;
      },
      changed: () => {
        for (const told of listeners) told(tile);
      },
      failed: (error) =>
        context.log.warn({ why: String(error), tile, service: service.slug }, 'a tile could not be read'),
    });
    followers.set(tile, follower);
  }
  const board: Board = {
    service,
    since: context.machineNow(),
    sinceAt: now(),
    latest: <Name extends TileName>(tile: Name) =>
      followers.get(tile)?.latest() as Snapshot<TileValues[Name]> | undefined,
    nameOf: (account) => names.get(account),
    async ready(mostMs) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, mostMs);
      });
      await Promise.race([Promise.all([...followers.values()].map(({ ready }) => ready)), late]);
      clearTimeout(timer);
    },
    subscribe(told) {
      listeners.add(told);
      return () => listeners.delete(told);
    },
  };
  return {
    board,
    lookedAt: context.machineNow(),
    viewers: () => listeners.size,
    wake: () => {
      for (const { wake } of followers.values()) wake();
    },
    stop: () => {
      for (const { stop } of followers.values()) stop();
    },
  };
}

const accountFields = new Set(['account', 'person', 'by', 'postedBy']);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

/** Accounts anywhere in what a tile says: pages name them. */
function accountsIn(value: unknown): string[] {
  const found = new Set<string>();
  const visit = (inner: unknown, field: string): void => {
    if (typeof inner === 'string') {
      if (accountFields.has(field) && UUID.test(inner)) found.add(inner);
    } else if (typeof inner === 'object' && inner !== null) {
      for (const [key, one] of Object.entries(inner)) visit(one, Array.isArray(inner) ? field : key);
    }
  };
  visit(value, '');
  return [...found];
}
