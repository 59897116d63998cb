import type { Context } from '#api';
import { asCaseEvents, type CaseLine, loadCase, openCases, openWork, raiseWorkIn, workKinds, writeWork } from '#calls';
import { ensureYear, inScope, type Tx } from '#database';
import { everyTenant, type Service } from '#people';
import type { Shifts } from '#rota';
import { hours, type Instant, plus } from '#shared';
import { aboardOf } from './aboard.ts';

export type Following = Pick<Context, 'db' | 'clocks' | 'directory' | 'waker'> & { shifts: Shifts };

const kind = 'visit-without-crew';
const withACar: readonly string[] = ['visit-assigned', 'visit-travelling', 'visit-arrived'];

/**
 * One round: a visit of a car that its crew has left is a job for the controller, with a time, and it is none any more once somebody is in the
 * car. Given to another car, it ends by that on its case. It goes by how things stand, so that a round which was missed changes nothing.
 */
export async function followCrews(following: Following): Promise<void> {
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

async function round(
  tx: Tx,
  { shifts: reader }: Following,
  { service, now }: { service: Service; now: Instant },
): Promise<boolean> {
  const where = { tenant: service.tenant, service: service.id };
  const visits = (await openCases(tx, where)).filter(({ state, place }) => withACar.includes(state) && place);
  const owed = (await openWork(tx, where)).filter((work) => work.kind === kind);
  if (visits.length === 0 && owed.length === 0) return false;
  const shifts = await reader.read(tx, { ...where, period: { from: plus(now, -hours(12)), to: plus(now, hours(1)) } });
  const aboard = (car: number) => aboardOf(car, shifts, now);
  const over = owed.filter(({ place }) => place !== undefined && aboard(place).crew.length > 0);
  for (const { id } of over) {
    const events = [{ type: 'WorkDone', occurredAt: now, data: { result: 'crew-there' } }] as const;
    await writeWork(tx, { tenant: where.tenant, id, events, now });
  }
  let isNew = false;
  for (const line of visits) {
    const { crew, emptySince } = aboard(line.place ?? 0);
    if (crew.length > 0 || owed.some((work) => work.case?.id === line.id && work.place === line.place)) continue;
    isNew = (await raise(tx, { ...where, line, emptySince, now })) || isNew;
  }
  return isNew || over.length > 0;
}

type Raising = { tenant: number; service: number; line: CaseLine; emptySince?: Instant; now: Instant };

/** From when the car was left, or from when it was given the visit, whichever came later. */
async function raise(tx: Tx, { tenant, service, line, emptySince, now }: Raising): Promise<boolean> {
  const events = asCaseEvents((await loadCase(tx, tenant, line.id))?.events ?? []);
  const given = events.findLast(({ type }) => type === 'VisitAssigned' || type === 'VisitRequested');
  if (!given) return false;
  const raisedAt = Math.max(given.occurredAt, emptySince ?? given.occurredAt) as Instant;
  const { dueMs, forRoles } = workKinds[kind];
  const { isNew } = await raiseWorkIn(
    tx,
    {
      ...{ tenant, service, kind, forRoles, raisedAt, dueAt: plus(raisedAt, dueMs) },
      ...{ case: line.id, ...(line.place === undefined ? {} : { place: line.place }) },
      subject: `${line.id}:${given.version}:${emptySince ?? ''}`,
    },
    now,
  );
  return isNew;
}
