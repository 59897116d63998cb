import type { CaseLine } from '#calls';
import { type Instant, minutes, plus } from '#shared';

/** How long a visit and the way to it are taken to last, until routes are planned: a setting of the service (decision 0022). */
export const visitPace = { seenForMs: minutes(25), travelMs: minutes(15) };

const travelling = new Set(['visit-travelling']);
const withPatient = new Set(['in-consultation', 'visit-arrived']);

/** Where a car stands: when it is free of whoever it is with, and when it is expected at each visit that it has. */
export type CarForecast = { car: number; freeAt: Instant; arrivals: ReadonlyMap<string, Instant>; endsAt: Instant };

/** A car sees its visits one after another in the order in which they fall due. */
export function forecastOf(car: number, cases: readonly CaseLine[], now: Instant): CarForecast {
  const own = cases.filter((line) => line.place === car && line.placeKind === 'visit');
  const arrivals = new Map<string, Instant>();
  let at = now;
  for (const line of own.filter(({ state }) => withPatient.has(state)))
    at = Math.max(at, plus(line.heldSince ?? now, visitPace.seenForMs)) as Instant;
  for (const line of own.filter(({ state }) => travelling.has(state))) {
    const there = plus(Math.max(line.heldSince ?? now, now - visitPace.travelMs) as Instant, visitPace.travelMs);
    arrivals.set(line.id, there);
    at = Math.max(at, plus(there, visitPace.seenForMs)) as Instant;
  }
  const freeAt = at;
  const waiting = own
    .filter(({ state }) => state === 'visit-assigned')
    .sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0) || (a.number < b.number ? -1 : 1));
  for (const line of waiting) {
    const there = plus(at, visitPace.travelMs);
    arrivals.set(line.id, there);
    at = plus(there, visitPace.seenForMs);
  }
  return { car, freeAt, arrivals, endsAt: at };
}

/**
 * When each visit is expected to begin and each booked patient to be seen; nothing of those that nobody has, and a car that nobody is in
 * (`empty`) is nobody.
 */
export function expectedOf(
  cases: readonly CaseLine[],
  { now, empty }: { now: Instant; empty: ReadonlySet<number> },
): ReadonlyMap<string, Instant> {
  const expected = new Map<string, Instant>();
  const cars = new Set(
    cases.flatMap(({ place, placeKind }) =>
      place !== undefined && placeKind === 'visit' && !empty.has(place) ? [place] : [],
    ),
  );
  for (const car of cars) for (const [id, at] of forecastOf(car, cases, now).arrivals) expected.set(id, at);
  for (const line of cases)
    if (line.state === 'booked' && line.slotAt !== undefined)
      expected.set(line.id, Math.max(line.slotAt, now) as Instant);
  return expected;
}

/** How late it will begin, as long as it is not late yet: a forecast is never red before the time. */
export function willBeLateBy(
  { dueAt, expectedAt }: { dueAt?: Instant; expectedAt?: Instant },
  now: Instant,
): number | undefined {
  if (dueAt === undefined || expectedAt === undefined || dueAt < now || expectedAt <= dueAt) return undefined;
  return expectedAt - dueAt;
}
