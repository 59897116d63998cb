import { type CaseHistories, type CaseHistory, freeSlots, type Patient, patientsOf, slotKey, takenSlots } from '#calls';
import type { Tx } from '#database';
import type { Place } from '#people';
import { bookingOf, nowAndNext, type Shift, type Shifts } from '#rota';
import { hours, type Instant, plus, showTime } from '#shared';
import type { Shutting } from '../base/base.ts';
import type { NoticesNow } from '../base/baseDoors.ts';
import { type BaseNow, basesNow } from '../base/baseStore.ts';
import { leftBehind } from '../moves/leftBehind.ts';
import { emptyCars } from '../visits/aboard.ts';
import { expectedOf } from '../visits/forecast.ts';
import { type AtBase, atBase, isHere, timeOfRow } from './atBase.ts';

/** A list is of the night: what was twelve hours ago is another's. */
const LOOKED_BACK = hours(12);
const DAY = hours(24);

/** Whether anybody is there to see patients: from who came and went, never from who was booked. */
export type Doctor =
  | { is: 'here'; people: readonly string[] }
  | { is: 'nobody'; since?: Instant; shift?: string }
  | { is: 'not-needed'; from?: Instant };

export type BaseSummary = {
  place: Place;
  now?: BaseNow;
  doctor: Doctor;
  /** In the waiting room, the one who came first at the front. */
  waiting: readonly AtBase[];
  /** Booked from now on, and not yet there. */
  booked: number;
  seeing: number;
  /** To be told of another place, because the base is shut or nobody will be there. */
  toMove: readonly AtBase[];
  slots: readonly { value: string; words: string }[];
  found: readonly { at: Instant; by: string; case?: string }[];
  notice?: { says: 'open' | 'shut'; goTo: string | null; postedAt: Instant };
  rows: readonly AtBase[];
};

export type Reading = {
  histories: CaseHistories;
  shifts: Shifts;
  notices: NoticesNow;
};
export type About = { tenant: number; service: number; now: Instant; places: readonly Place[] };

/** Every base of a service as its desk would see it, from the same events. */
export async function viewBases(tx: Tx, reading: Reading, about: About): Promise<BaseSummary[]> {
  const { tenant, service, now, places } = about;
  const where = { tenant, service };
  const cases = await reading.histories.read(tx, { ...where, since: plus(now, -DAY) });
  const shifts = await reading.shifts.read(tx, {
    ...where,
    period: { from: plus(now, -LOOKED_BACK), to: plus(now, LOOKED_BACK) },
  });
  const [doors, notices] = [await basesNow(tx, where), await reading.notices(tx, where)];
  const empty = emptyCars(places, shifts, now);
  const summaries: BaseSummary[] = [];
  for (const place of places.filter(({ kind }) => kind === 'base')) {
    const door = doors.find((one) => one.place === place.id);
    const rows = rowsOf(cases, place.id, { now, empty });
    const here = rows.filter(isHere);
    const notice = notices.find((one) => one.place === place.id);
    const isShut = door ? door.state === 'shut' : notice?.says === 'shut';
    summaries.push({
      place,
      ...(door ? { now: door } : {}),
      doctor: doctorAt(
        shifts.filter((shift) => shift.place === place.id && shift.role === 'doctor'),
        now,
      ),
      waiting: here.filter(({ state }) => state === 'arrived').sort((a, b) => (a.arrivedAt ?? 0) - (b.arrivedAt ?? 0)),
      booked: here.filter(({ state }) => state === 'booked' || state === 'sent-elsewhere').length,
      seeing: rows.filter(({ state, gone }) => state === 'in-consultation' && !gone).length,
      toMove: isShut ? here.filter((row) => mustMove(row, door?.shut)) : [],
      slots: await slotsOf(tx, { tenant, place, now, from: isShut ? door?.shut?.until : now }),
      found: (door?.found ?? []).filter(({ at }) => at >= plus(now, -LOOKED_BACK)),
      ...(notice ? { notice } : {}),
      rows,
    });
  }
  return summaries;
}

/** Whom a shut base leaves with nowhere to go: who is to be seen at it, and has not gone away by themselves. */
export function mustMove(row: AtBase, shut: Pick<Shutting, 'reason' | 'until'> = { reason: 'notice' }): boolean {
  return isHere(row) && row.missed === undefined && leftBehind(row, shut);
}

/** Who can be sent to another place: with a time here, in the waiting room, or missed. */
export function mayMove(row: AtBase): boolean {
  return isHere(row) && ['booked', 'sent-elsewhere', 'arrived', 'to-ring-back'].includes(row.state);
}

function expectedIn(expected: ReadonlyMap<string, Instant>, { id }: AtBase): { expectedAt?: Instant } {
  const expectedAt = expected.get(id);
  return expectedAt === undefined ? {} : { expectedAt };
}

/** Everybody who is or was to be seen at a base this night, by their time. `empty`: cars that nobody is in. */
export function rowsOf(
  cases: readonly CaseHistory[],
  place: number,
  { now, empty }: { now: Instant; empty: ReadonlySet<number> },
): AtBase[] {
  const expected = expectedOf(
    cases.map(({ line }) => line),
    { now, empty },
  );
  return cases
    .flatMap((history) => atBase(history, place) ?? [])
    .map((row) => (row.gone?.how === 'visit' ? { ...row, ...expectedIn(expected, row) } : row))
    .filter((row) => isHere(row) || timeOfRow(row) >= plus(now, -LOOKED_BACK))
    .sort((a, b) => timeOfRow(a) - timeOfRow(b) || (a.number < b.number ? -1 : 1));
}

function doctorAt(shifts: readonly Shift[], now: Instant): Doctor {
  const stands = nowAndNext(shifts, now, LOOKED_BACK);
  if (stands.now === 'here') return { is: 'here', people: stands.people };
  if (stands.now !== 'nobody') {
    const next = shifts
      .map(({ from }) => from)
      .filter((from) => from > now)
      .sort((a, b) => a - b)[0];
    return { is: 'not-needed', ...(next === undefined ? {} : { from: next }) };
  }
  const running = shifts.find((shift) => shift.from <= now && now < shift.to);
  return {
    is: 'nobody',
    ...(stands.since === undefined ? {} : { since: stands.since }),
    ...(running ? { shift: shiftWords(running) } : {}),
  };
}

/** "Doctor’s shift 20:00 to 00:00 not filled": what the rota knows of why nobody is there. */
function shiftWords(shift: Shift): string {
  const times = `${showTime(shift.from)} to ${showTime(shift.to)}`;
  if (shift.attendance.length > 0) return `Doctor’s shift ${times}: they have left`;
  return bookingOf(shift) ? `Doctor’s shift ${times}: booked, has not come` : `Doctor’s shift ${times} not filled`;
}

type Offering = { tenant: number; place: Place; now: Instant; from: Instant | undefined };

/** Of a base that is shut, the times after it opens again as planned. */
async function slotsOf(tx: Tx, { tenant, place, now, from: opens }: Offering) {
  if (opens === undefined || opens > plus(now, DAY)) return [];
  const from = Math.max(opens, now) as Instant;
  const taken = await takenSlots(tx, { tenant, place: place.id, from, to: plus(from, DAY) });
  const keys = new Set(taken.map(({ at }) => slotKey(place.id, at)));
  return Object.entries(freeSlots([place], keys, from)).map(([value, words]) => ({
    value,
    words: words.slice(words.lastIndexOf(', ') + 2),
  }));
}

export type Told = AtBase & { patient?: Patient };

/** With who they are, for those who may see it; the caller has written down that somebody looked. */
export async function named(tx: Tx, tenant: number, rows: readonly AtBase[]): Promise<Told[]> {
  const people = await patientsOf(
    tx,
    tenant,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, patient: people.get(row.id) }));
}

/** From when a shut base is told of: since nobody was there, or since it was shut, whichever was first. */
export function shutFrom({ now: door, doctor }: Pick<BaseSummary, 'now' | 'doctor'>): Instant | undefined {
  if (!door?.shut) return undefined;
  const since = doctor.is === 'nobody' ? doctor.since : undefined;
  return since !== undefined && since < door.shut.since ? since : door.shut.since;
}

/** The people whom the shutting touches: to be seen from then on, come since, sent away since, or still there. */
export function touchedBy(rows: readonly AtBase[], from: Instant): AtBase[] {
  return rows.filter((row) => isHere(row) || timeOfRow(row) >= from || (row.gone?.at ?? 0) >= from);
}
