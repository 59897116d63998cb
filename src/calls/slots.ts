import { type Instant, instant, minutes, plus, showMinutes, showTime, withOffset } from '#shared';
import type { PlaceFact } from './caseCommand.ts';
import { lateBy } from './seenBy.ts';

const STEP = minutes(10);
const OFFERED = 6;

/** The next free times of each base, ten minutes apart, as the value and the words of a choice. */
export function freeSlots(
  places: readonly PlaceFact[],
  taken: ReadonlySet<string>,
  now: Instant,
): { [value: string]: string } {
  const first = (Math.ceil((now + STEP) / STEP) * STEP) as Instant;
  const slots: { [value: string]: string } = {};
  for (const place of places.filter(({ kind }) => kind === 'base')) {
    for (let at = first, offered = 0; offered < OFFERED; at = plus(at, STEP)) {
      if (taken.has(slotKey(place.id, at))) continue;
      slots[`${place.slug}|${withOffset(at)}`] = `${place.name}, ${showTime(at)}`;
      offered += 1;
    }
  }
  return slots;
}

/** With how late each is, where the time by which the patient is to be seen is known: nobody chooses one without seeing it. */
export function withLateness(
  slots: { readonly [value: string]: string },
  limit: Instant | undefined,
): { [value: string]: string } {
  return Object.fromEntries(
    Object.entries(slots).map(([value, words]) => {
      const late = lateBy(instant(value.slice(value.indexOf('|') + 1)), limit);
      return [value, late === undefined ? words : `${words}, ${showMinutes(late)} late`];
    }),
  );
}

/** The same with the doors: at a base that is shut, only from when it opens again as planned. */
export function openSlots(
  places: readonly PlaceFact[],
  shut: ReadonlyMap<number, { until?: Instant }>,
  taken: ReadonlySet<string>,
  now: Instant,
): { [value: string]: string } {
  return Object.assign(
    {},
    ...places.map((place) => {
      const door = shut.get(place.id);
      if (!door) return freeSlots([place], taken, now);
      const { until } = door;
      if (until === undefined || until > plus(now, minutes(24 * 60))) return {};
      return freeSlots([place], taken, Math.max(until, now) as Instant);
    }),
  );
}

export function slotKey(place: number, at: Instant): string {
  return `${place} ${at}`;
}
