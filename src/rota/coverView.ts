import type { Context } from '#api';
import { inScope, type StoredEvent, type Tx } from '#database';
import { type Actor, namesOf, type Place, placesIn, type Service } from '#people';
import type { Instant, Period } from '#shared';
import type { CoverRow, TagProps } from '#web';
import { type ShiftKind, type ShiftRole, shiftRoles } from './events.ts';
import { countHours, type HourCount, nightOf } from './night.ts';
import { shiftTag } from './pages/words.ts';
import { placeStrip } from './placeStrip.ts';
import type { Shift } from './shift.ts';
import { loadShift, shiftsIn } from './shiftStore.ts';
import { seesNames } from './shiftView.ts';

export type Came = { name: string; at: Instant };
export type PostLine = {
  id: string;
  place: string;
  role: ShiftRole;
  period: Period;
  tag: TagProps;
  /** Who was booked last and not withdrawn, whether or not they have come since. */
  booked?: { name: string; confirmed: boolean };
  arrived: readonly Came[];
  left: readonly Came[];
};

export type CoverNight = {
  date: string;
  period: Period;
  now: Instant;
  strips: readonly CoverRow[];
  posts: readonly PostLine[];
  hours: { readonly [K in ShiftKind]: HourCount };
  /** Bases and cars, for the form that requires a shift. */
  places: readonly Place[];
};

/** Everything that the page of one night's cover shows. */
export async function viewNight(
  context: Context,
  actor: Actor,
  { service, date }: { service: Service; date: string },
): Promise<CoverNight> {
  const { tenant } = service;
  const now = context.clocks.now(tenant);
  const period = nightOf(date);
  const { places, shifts } = await inScope(context.db, { tenants: [tenant] }, async (tx) => ({
    places: (await placesIn(tx, service.id)).filter(({ kind }) => kind !== 'elsewhere'),
    shifts: await loaded(tx, { tenant, service: service.id, period }),
  }));
  const nameOf = seesNames(actor, tenant)
    ? await namesIn(
        context,
        shifts.flatMap(({ events }) => peopleIn(events)),
      )
    : undefined;
  const states = shifts.map(({ state }) => state);
  const at = (place: number) => states.filter((shift) => shift.place === place);
  const placeName = (id: number) => places.find((place) => place.id === id)?.name ?? 'A place that is gone';
  return {
    date,
    period,
    now,
    places,
    strips: places.map(({ id, name, kind }) => ({
      key: String(id),
      name,
      spans: placeStrip(at(id), { period, now, kind: kind === 'car' ? 'car' : 'base' }),
    })),
    posts: inOrder(shifts, places).map(({ state, events }) =>
      postLine({ state, events }, { now, place: placeName(state.place), nameOf }),
    ),
    hours: {
      base: countHours(
        states.filter(({ kind }) => kind === 'base'),
        period,
        now,
      ),
      car: countHours(
        states.filter(({ kind }) => kind === 'car'),
        period,
        now,
      ),
    },
  };
}

type Loaded = { state: Shift; events: readonly StoredEvent[] };

async function loaded(tx: Tx, within: { tenant: number; service: number; period: Period }): Promise<Loaded[]> {
  const shifts: Loaded[] = [];
  for (const { id } of await shiftsIn(tx, within)) {
    const shift = await loadShift(tx, within.tenant, id);
    if (shift) shifts.push(shift);
  }
  return shifts;
}

/** By place, then by role in the order of their names' list, then by beginning. */
function inOrder(shifts: readonly Loaded[], places: readonly Place[]): Loaded[] {
  const roles = Object.keys(shiftRoles);
  const rank = ({ state }: Loaded) => places.findIndex(({ id }) => id === state.place) * 10 + roles.indexOf(state.role);
  return [...shifts].sort((a, b) => rank(a) - rank(b) || a.state.from - b.state.from);
}

async function namesIn(context: Context, accounts: readonly string[]) {
  const names = await namesOf(context.db, accounts);
  return (account: string) => names.get(account) ?? 'somebody';
}

function peopleIn(events: readonly StoredEvent[]): string[] {
  return events.flatMap(({ data }) => (typeof data.person === 'string' ? [data.person] : []));
}

type About = { now: Instant; place: string; nameOf?: (account: string) => string };

function postLine({ state, events }: Loaded, { now, place, nameOf = () => '' }: About): PostLine {
  const booking = bookedIn(events);
  return {
    id: state.id,
    place,
    role: state.role,
    period: { from: state.from, to: state.to },
    tag: shiftTag(state, now),
    ...(booking ? { booked: { name: nameOf(booking.person), confirmed: booking.confirmed } } : {}),
    arrived: state.attendance.map(({ person, from }) => ({ name: nameOf(person), at: from })),
    left: state.attendance.flatMap(({ person, to }) => (to === undefined ? [] : [{ name: nameOf(person), at: to }])),
  };
}

function bookedIn(events: readonly StoredEvent[]): { person: string; confirmed: boolean } | undefined {
  let booked: { person: string; confirmed: boolean } | undefined;
  for (const { type, data } of events) {
    if (type === 'CoverBooked') booked = { person: String(data.person), confirmed: false };
    if (type === 'CoverConfirmed' && booked) booked = { ...booked, confirmed: true };
    if (type === 'CoverWithdrawn') booked = undefined;
  }
  return booked;
}
