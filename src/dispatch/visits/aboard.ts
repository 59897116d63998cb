import type { Place } from '#people';
import { bookingOf, presentIn, type Shift } from '#rota';
import { hours, type Instant, plus } from '#shared';

/** Somebody who is in a car, or is booked to be, and from when on. */
export type Seat = { person: string; since: Instant };

/** Who is in a car. Being booked says nothing of it, but whoever is booked may say it of themselves. */
export type Aboard = {
  crew: readonly Seat[];
  booked: readonly Seat[];
  /** Their shift is over and nobody has written down that they left: they may still say where they are. */
  over: readonly string[];
  /** Everybody who was ever in it, or booked for it, of the shifts that were read. */
  ever: ReadonlySet<string>;
  /** Since when nobody is in it; absent while somebody is, and where nobody was. */
  emptySince?: Instant;
};

/** A crew that is late home answers for its car for so long after its shift: a setting of ours. */
const OVERRUN = hours(2);

export function aboardOf(car: number, shifts: readonly Shift[], now: Instant): Aboard {
  const own = shifts.filter(({ place }) => place === car);
  const running = own.filter(({ from, to }) => from <= now && now < to);
  const crew = running.flatMap(({ attendance }) =>
    attendance.filter(({ to }) => to === undefined).map(({ person, from: since }) => ({ person, since })),
  );
  const booked = running.flatMap((shift) => {
    const person = bookingOf(shift)?.person;
    return person === undefined ? [] : [{ person, since: shift.from }];
  });
  const ended = own.filter(({ to }) => to <= now);
  const leavings = own.flatMap(({ attendance, to: end }) =>
    attendance.map(({ to }) => to ?? end).filter((at) => at <= now),
  );
  return {
    crew,
    booked,
    over: ended.filter(({ to }) => plus(to, OVERRUN) > now).flatMap(presentIn),
    ever: new Set(own.flatMap((shift) => [...shift.attendance.map(({ person }) => person), bookedFor(shift)])),
    ...(crew.length > 0 || leavings.length === 0 ? {} : { emptySince: Math.max(...leavings) as Instant }),
  };
}

function bookedFor(shift: Shift): string {
  return bookingOf(shift)?.person ?? '';
}

/** Whether this person may say where the car is: whoever is in it, is booked for it now, or is late home from it. */
export function answersFor({ crew, booked, over }: Aboard, person: string): boolean {
  return [...crew, ...booked].some((seat) => seat.person === person) || over.includes(person);
}

/** Cars that nobody is in: none of them will come anywhere. */
export function emptyCars(places: readonly Pick<Place, 'id' | 'kind'>[], shifts: readonly Shift[], now: Instant) {
  const cars = places.filter(({ kind }) => kind === 'car').map(({ id }) => id);
  return new Set(cars.filter((car) => aboardOf(car, shifts, now).crew.length === 0));
}
