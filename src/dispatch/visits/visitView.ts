import { type CaseHistories, changesOf, type DetailChange, type Patient, patientsOf } from '#calls';
import type { Tx } from '#database';
import type { Place } from '#people';
import type { Shift, Shifts } from '#rota';
import { hours, type Instant, plus } from '#shared';
import { clocksOf } from '#standards';
import { type Aboard, aboardOf } from './aboard.ts';
import { expectedOf } from './forecast.ts';
import { type Receipt, type ReceiptAbout, type Report, receiptOf } from './receipt.ts';
import { isWaiting, takenFrom, type VisitRow, visitOf } from './visitRow.ts';
import { type Entry, entriesOf, reportsOn } from './visitStore.ts';

/** Finished visits stay on the list for a shift's half, so that a late one is seen to have been late. */
const KEPT = hours(6);
const DAY = hours(24);

export type Visit = VisitRow & {
  patient?: Patient;
  /** What of where and how they are reached is otherwise than it was. */
  changes: readonly DetailChange[];
  receipt?: Receipt;
  /** When its car is expected to begin it, after what it has before: about, until routes are planned. */
  expectedAt?: Instant;
  /** Milliseconds by which it began after its time; kept when it is over. */
  lateMs?: number;
  entry?: Entry;
};

export type CarNow = {
  place: Place;
  /** People who are there; booked and not come are not. */
  crew: readonly string[];
  hasDoctor: boolean;
  /** Whoever is booked now: they may open their car's page before anybody has written down that they came. */
  booked: readonly string[];
  aboard: Aboard;
  visits: number;
};

export type VisitScene = {
  now: Instant;
  visits: readonly Visit[];
  cars: readonly CarNow[];
  reports: readonly Report[];
};

export type VisitReading = { histories: CaseHistories; shifts: Shifts };

/** Every visit of the night and every car, read in one transaction. The caller writes down that somebody looked. */
export async function readVisits(
  tx: Tx,
  reading: VisitReading,
  about: { tenant: number; service: number; now: Instant; places: readonly Place[] },
): Promise<VisitScene> {
  const { tenant, service, now, places } = about;
  const cases = await reading.histories.read(tx, { tenant, service, since: plus(now, -DAY) });
  const rows = cases
    .flatMap((history) => visitOf(history) ?? [])
    .filter(({ finishedAt }) => finishedAt === undefined || finishedAt >= plus(now, -KEPT));
  const period = { from: plus(now, -hours(12)), to: plus(now, hours(1)) };
  const shifts = await reading.shifts.read(tx, { tenant, service, period });
  const carPlaces = places.filter(({ kind }) => kind === 'car');
  const inCar = new Map(carPlaces.map(({ id }) => [id, aboardOf(id, shifts, now)]));
  const expected = expectedOf(
    cases.map(({ line }) => line),
    { now, empty: new Set([...inCar].flatMap(([car, { crew }]) => (crew.length === 0 ? [car] : []))) },
  );
  const ids = rows.map(({ id }) => id);
  const people = await patientsOf(tx, tenant, ids);
  const changed = await changesOf(tx, tenant, people);
  const reports = await reportsOn(tx, tenant, ids);
  const entries = await entriesOf(tx, tenant, ids);
  const visits: Visit[] = [];
  for (const row of rows) {
    const patient = people.get(row.id);
    const entry = entries.get(row.id);
    const changes = changed.get(row.id) ?? [];
    const movedAt = changes.find(({ what }) => what === 'whereNow')?.at;
    const about = { address: patient?.whereNow, movedAt, reports, now };
    const expectedAt = isWaiting(row) ? expected.get(row.id) : undefined;
    const lateMs = row.startedAt === undefined ? undefined : await lateBy(tx, tenant, row.id);
    visits.push({
      ...row,
      ...(patient ? { patient } : {}),
      changes,
      ...receiptFor(row, { ...about, aboardOf: (car) => inCar.get(car) ?? nobody }),
      ...(lateMs === undefined ? {} : { lateMs }),
      ...(expectedAt === undefined ? {} : { expectedAt }),
      ...(entry && isWaiting(row) ? { entry } : {}),
    });
  }
  const cars = carPlaces.map((place) => carNow(place, { shifts, visits, now, aboard: inCar.get(place.id) ?? nobody }));
  return { now, visits: inOrder(visits), cars, reports };
}

const nobody: Aboard = { crew: [], booked: [], over: [], ever: new Set() };

/** A car that has set off has the visit, as long as somebody is in it who was then; what may have changed since is its address. */
function receiptFor(
  row: VisitRow,
  about: Omit<ReceiptAbout, 'id' | 'aboard'> & { aboardOf(car: number): Aboard },
): { receipt?: Receipt } {
  if (!row.given || !isWaiting(row)) return {};
  const aboard = about.aboardOf(row.given.car);
  const receipt = receiptOf(row.given, { id: row.id, ...about, aboard });
  const wentAt = row.arrivedAt ?? row.setOffAt;
  const went = wentAt !== undefined && [...aboard.crew, ...aboard.booked].some(({ since }) => since <= wentAt);
  return went && (receipt.is === 'asked' || receipt.is === 'unacknowledged') ? {} : { receipt };
}

/** With no car, or with one that nobody is in: nobody will come. */
export function isWithNobody({ given, receipt }: Pick<Visit, 'given' | 'receipt'>): boolean {
  return given === undefined || receipt?.is === 'nobody';
}

function carNow(
  place: Place,
  about: { shifts: readonly Shift[]; visits: readonly Visit[]; now: Instant; aboard: Aboard },
): CarNow {
  const { shifts, visits, now, aboard } = about;
  const doctors = aboardOf(
    place.id,
    shifts.filter(({ role }) => role === 'doctor'),
    now,
  );
  return {
    place,
    crew: [...new Set(aboard.crew.map(({ person }) => person))],
    hasDoctor: doctors.crew.length > 0,
    booked: aboard.booked.map(({ person }) => person),
    aboard,
    visits: visits.filter((visit) => visit.given?.car === place.id && visit.state !== 'finished').length,
  };
}

/** The clock of NQR 12 says by how much: the same that the figure counts. */
async function lateBy(tx: Tx, tenant: number, id: string): Promise<number | undefined> {
  const clocks = await clocksOf(tx, tenant, id);
  const late = clocks.find(
    ({ outcome, dueAt, stoppedAt, reason }) =>
      outcome === 'missed' && dueAt !== null && stoppedAt !== null && reason === null && stoppedAt > dueAt,
  );
  return late?.dueAt != null && late.stoppedAt !== null ? late.stoppedAt - late.dueAt : undefined;
}

const order = ['not-there', 'to-request', 'requested', 'assigned', 'travelling', 'arrived', 'consulting', 'finished'];

/** What is still to be begun by its time, the soonest first; then those who are being seen; what is over comes last. */
function inOrder(visits: readonly Visit[]): Visit[] {
  const over = (visit: Visit) => (isWaiting(visit) ? 0 : visit.state === 'consulting' ? 1 : 2);
  return [...visits].sort(
    (a, b) =>
      over(a) - over(b) ||
      (over(a) === 2 ? (b.finishedAt ?? 0) - (a.finishedAt ?? 0) : (a.dueAt ?? 0) - (b.dueAt ?? 0)) ||
      order.indexOf(a.state) - order.indexOf(b.state) ||
      (a.number < b.number ? -1 : 1),
  );
}

/** What a car's own page shows: its visits, what it is at first; and what was taken from it that its crew does not know of yet. */
export function carPage(scene: VisitScene, car: number) {
  const rank = { arrived: 0, consulting: 0, travelling: 1, assigned: 2 } as const;
  const mine = scene.visits
    .filter((visit) => visit.given?.car === car && visit.state in rank)
    .sort(
      (a, b) =>
        rank[a.state as keyof typeof rank] - rank[b.state as keyof typeof rank] || (a.dueAt ?? 0) - (b.dueAt ?? 0),
    );
  const gone = takenFrom(car, scene.visits).filter(
    ({ row, given }) =>
      !scene.reports.some(
        (one) => one.kind === 'know-gone' && one.case === row.id && one.told === given.told && one.car === car,
      ),
  );
  return { mine, gone };
}
