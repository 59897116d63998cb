import type { Context } from '#api';
import type { ShutBase, ShutBases } from '#calls';
import { append, type Database, ensureYear, inScope, readStream, type Tx } from '#database';
import { Conflict, type Instant, uuidv7FromKey } from '#shared';
import { evolveBase, noBase } from './base.ts';
import { baseNow, baseRow, basesNow, foldBase } from './baseStore.ts';
import type { BaseEvent, RecordedBaseEvent } from './events.ts';

/** What the public was last told of a base, by whoever keeps the notices. */
export type Notice = { place: number; says: 'open' | 'shut'; goTo: string | null; postedAt: Instant; postedBy: string };
export type NoticesNow = (tx: Tx, about: { tenant: number; service: number }) => Promise<readonly Notice[]>;

/** What watches a base when nobody has asked for it by name. */
const WATCHER = '01900000-0000-7000-8000-0000000f0130';
const known = new WeakMap<Database, Map<number, string>>();

export type Watched = { tenant: number; service: number; place: number; now: Instant };

/** The stream of a base, begun when there is none. A notice from before that says shut is its first fact: one truth of a door. */
export async function watchBase(context: Pick<Context, 'db'>, base: Watched, notices: NoticesNow): Promise<string> {
  const { db } = context;
  const ids = known.get(db) ?? new Map<number, string>();
  known.set(db, ids);
  const id = ids.get(base.place);
  if (id !== undefined) return id;
  await ensureYear(db, base.now);
  const begin = () => inScope(db, { tenants: [base.tenant] }, (tx) => begun(tx, base, notices));
  // Two who begin it at once: the second finds what the first has begun.
  const found = await begin().catch((error) => {
    if (error instanceof Conflict) return begin();
    throw error;
  });
  ids.set(base.place, found);
  return found;
}

async function begun(tx: Tx, { tenant, service, place, now }: Watched, notices: NoticesNow): Promise<string> {
  const before = await baseNow(tx, tenant, place);
  if (before) return before.id;
  const id = uuidv7FromKey(now, `base ${tenant} ${place}`);
  const said = (await notices(tx, { tenant, service })).find(
    (notice) => notice.place === place && notice.says === 'shut',
  );
  const events: BaseEvent[] = [{ type: 'BaseWatched', occurredAt: said?.postedAt ?? now, data: { service, place } }];
  if (said) events.push({ type: 'BaseShut', occurredAt: said.postedAt, data: { reason: 'notice' } });
  await write(tx, { tenant, stream: id, events, expected: 0, now, by: said?.postedBy ?? WATCHER });
  return id;
}

/** Shuts or opens the base as a notice posted by hand says, in the notice's transaction; nothing where it is so already. */
export async function followNotice(
  tx: Tx,
  said: { tenant: number; place: number; says: 'open' | 'shut'; at: Instant; by: string; now: Instant },
): Promise<void> {
  const { tenant, place, says, at, by, now } = said;
  const base = await baseNow(tx, tenant, place);
  if (!base || base.state === says) return;
  const event: BaseEvent =
    says === 'shut'
      ? { type: 'BaseShut', occurredAt: at, data: { reason: 'notice' } }
      : { type: 'BaseOpened', occurredAt: at, data: { reason: 'notice' } };
  await write(tx, { tenant, stream: base.id, events: [event], expected: base.version, now, by });
}

type Written = { tenant: number; stream: string; events: BaseEvent[]; expected: number; now: Instant; by: string };

async function write(tx: Tx, { tenant, stream, events, expected, now, by }: Written): Promise<void> {
  const before = expected === 0 ? noBase : foldBase(await readStream(tx, tenant, stream));
  const state = events.reduce(
    (was, event, index) =>
      evolveBase(was, stream, {
        ...event,
        version: expected + index + 1,
        recordedAt: now,
        recordedBy: by,
      } as RecordedBaseEvent),
    before,
  );
  const recorded = { tenant, stream, recordedAt: now, recordedBy: by, source: 'page' as const };
  await append(tx, { ...recorded, expected, events, rows: [baseRow(tenant, state)] });
}

/** Which bases are shut, for whoever books: by their own record, and by their notice where they have none yet. */
export function shutBasesOf(notices: NoticesNow): ShutBases {
  return async (tx, about) => {
    const watched = await basesNow(tx, about);
    const shut = new Map<number, ShutBase>();
    for (const { place, shut: door } of watched) if (door) shut.set(place, door);
    const places = new Set(watched.map(({ place }) => place));
    for (const { place, says, postedAt, postedBy } of await notices(tx, about))
      if (says === 'shut' && !places.has(place)) shut.set(place, { by: postedBy, since: postedAt });
    return shut;
  };
}
