import type { Context } from '#api';
import {
  asCaseEvents,
  type CaseLine,
  loadCase,
  openCases,
  openWork,
  raiseWorkIn,
  type WorkLine,
  workKinds,
  writeWork,
} from '#calls';
import { ensureYear, inScope, type Tx } from '#database';
import { everyTenant, type Place, type Service } from '#people';
import { presentIn, type Shift, type Shifts } from '#rota';
import { hours, type Instant, plus } from '#shared';
import { type BaseNow, basesNow } from '../base/baseStore.ts';
import { leftBehind } from './leftBehind.ts';
import { moveBy } from './moveBy.ts';
import { moveRaised } from './moveRaised.ts';

export type Following = Pick<Context, 'db' | 'clocks' | 'directory' | 'waker'> & { shifts: Shifts };

/**
 * One round: everybody whom a shut base leaves with nowhere to go has a work item with a time and an owner, and nobody has one whose
 * base is open again. It goes by how things stand, not by what has happened since: a booking that was first by a moment is found too.
 */
export async function followMoves(following: Following): Promise<void> {
  const { db, clocks, directory, waker } = following;
  for (const tenant of await everyTenant(db)) {
    for (const service of directory.services().filter((one) => one.tenant === tenant && one.kind === 'out-of-hours')) {
      const now = clocks.now(tenant);
      await ensureYear(db, now);
      const wrote = await inScope(db, { tenants: [tenant] }, (tx) => round(tx, following, { service, now }));
      if (wrote) waker.touch();
    }
  }
}

type About = { service: Service; now: Instant };

async function round(tx: Tx, following: Following, { service, now }: About): Promise<boolean> {
  const where = { tenant: service.tenant, service: service.id };
  const bases = await basesNow(tx, where);
  if (bases.length === 0) return false;
  const open = await openWork(tx, where);
  const opening = await openAgain(tx, { ...where, bases, open: open.filter(({ kind }) => kind === 'open-base'), now });
  const owed = open.filter(({ kind }) => kind === 'move-booked');
  const over = owed.filter(({ place }) => bases.some((base) => base.place === place && base.state === 'open'));
  for (const { id } of over) {
    const data = { reason: 'base-open-again' } as const;
    await writeWork(tx, { tenant: where.tenant, id, events: [{ type: 'WorkWithdrawn', occurredAt: now, data }], now });
  }
  const toMove = movesOf(bases, await openCases(tx, where)).filter(
    ({ line, base }) => !isOwed(owed, line.id, base.place),
  );
  if (toMove.length === 0) return opening || over.length > 0;
  const owner = ownerAmong(await shiftsNow(tx, following, { service, now }), following.directory.placesOf(service.id));
  let isNew = false;
  for (const move of toMove) isNew = (await raise(tx, { ...where, now, owner, ...move })) || isNew;
  return opening || isNew || over.length > 0;
}

type Opening = { tenant: number; service: number; bases: readonly BaseNow[]; open: readonly WorkLine[]; now: Instant };

/** The time at which a base was to open again has come and it is still shut: a job, until it is open or shut for longer. */
async function openAgain(tx: Tx, { tenant, service, bases, open, now }: Opening): Promise<boolean> {
  const past = bases.flatMap(({ place, shut }) =>
    shut?.until !== undefined && shut.until <= now ? [{ place, until: shut.until }] : [],
  );
  const over = open.filter((work) => !past.some(({ place }) => place === work.place));
  for (const { id } of over) {
    const data = { reason: 'base-open-again' } as const;
    await writeWork(tx, { tenant, id, events: [{ type: 'WorkWithdrawn', occurredAt: now, data }], now });
  }
  let wrote = over.length > 0;
  for (const { place, until } of past) {
    const { forRoles, dueMs } = workKinds['open-base'];
    const work = { tenant, service, kind: 'open-base', subject: `${place}:${until}`, raisedAt: until } as const;
    const raised = await raiseWorkIn(tx, { ...work, dueAt: plus(until, dueMs), forRoles, place }, now);
    wrote = raised.isNew || wrote;
  }
  return wrote;
}

export type Move = { line: CaseLine; base: BaseNow; shutAt: Instant; dueAt: Instant };

/** Who is booked, waiting or to be assessed at a base that is shut, and by when somebody must have spoken to them. */
export function movesOf(bases: readonly BaseNow[], cases: readonly CaseLine[]): Move[] {
  return cases
    .flatMap((line): Move[] => {
      const base = bases.find(({ place }) => place === line.place);
      if (!base?.shut || !leftBehind(line, base.shut)) return [];
      const { since } = base.shut;
      return [{ line, base, shutAt: since, dueAt: moveBy(line.slotAt, since) }];
    })
    .sort((a, b) => a.dueAt - b.dueAt);
}

function isOwed(owed: readonly WorkLine[], id: string, place: number): boolean {
  return owed.some((work) => work.case?.id === id && work.place === place);
}

function shiftsNow(tx: Tx, { shifts }: Following, { service, now }: About): Promise<Shift[]> {
  const period = { from: plus(now, -hours(1)), to: plus(now, hours(1)) };
  return shifts.read(tx, { tenant: service.tenant, service: service.id, period });
}

/** The receptionist who is there, by name; else one of another base; else nobody by name, and the shift lead by role. */
export function ownerAmong(shifts: readonly Shift[], places: readonly Pick<Place, 'id' | 'kind'>[]) {
  const bases = new Set(places.filter(({ kind }) => kind === 'base').map(({ id }) => id));
  const desks = shifts.filter(({ role, place }) => role === 'receptionist' && bases.has(place));
  return (base: number): string | undefined => {
    const [here] = desks.filter(({ place }) => place === base).flatMap(presentIn);
    return here ?? desks.flatMap(presentIn)[0];
  };
}

type Raising = Move & { tenant: number; service: number; now: Instant; owner: ReturnType<typeof ownerAmong> };

async function raise(tx: Tx, { tenant, service, line, base, shutAt, now, owner }: Raising): Promise<boolean> {
  const events = asCaseEvents((await loadCase(tx, tenant, line.id))?.events ?? []);
  const raised = moveRaised(line, { base: base.place, shutAt }, events);
  const forRoles = ['receptionist', 'shift-lead', 'health-advisor'] as const;
  const work = { tenant, service, kind: 'move-booked', ...raised, forRoles } as const;
  const { id, isNew } = await raiseWorkIn(tx, { ...work, case: line.id, place: base.place }, now);
  const by = owner(base.place);
  if (isNew && by !== undefined)
    await writeWork(tx, { tenant, id, events: [{ type: 'WorkTaken', occurredAt: now, data: { by } }], now });
  return isNew;
}
