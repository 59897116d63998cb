import { type ReleaseSettings, releaseSettings, SMALL_NUMBERS } from './settings.ts';
import { isSmall } from './smallNumbers.ts';

/** One person sent from a base to another place; `miles` from where the person was. */
export type Sent = { subject: string; to: string; area: string | null; miles: number };

export type SentElsewhere = {
  people: number | null;
  held: typeof SMALL_NUMBERS | null;
  /** One average over all; null where nobody was sent, or where they are few. */
  averageMiles: number | null;
  /** How many to each only where none of them is few. */
  places: { name: string; area: string | null; people: number | null }[];
};

/** Where people were sent, without anything that would be true of fewer than five of them. */
export function holdSent(sent: readonly Sent[], settings: ReleaseSettings = releaseSettings): SentElsewhere {
  const people = peopleIn(sent);
  const areas = new Map(sent.map(({ to, area }) => [to, area]));
  const names = [...areas.keys()].sort();
  const counts = names.map((name) => peopleIn(sent.filter(({ to }) => to === name)));
  // Somebody sent on a second time is in two of the counts: then their sum gives away how many were.
  const adds = counts.reduce((sum, count) => sum + count, 0) === people;
  const isFew = !adds || counts.some((count) => isSmall(count, settings));
  const places = names.map((name, index) => ({
    name,
    area: areas.get(name) ?? null,
    people: isFew ? null : (counts[index] ?? null),
  }));
  if (isSmall(people, settings)) return { people: null, held: SMALL_NUMBERS, averageMiles: null, places };
  const miles = sent.reduce((sum, one) => sum + one.miles, 0);
  const averageMiles = sent.length === 0 ? null : Math.round((miles / sent.length) * 10) / 10;
  return { people, held: null, averageMiles, places };
}

function peopleIn(sent: readonly Sent[]): number {
  return new Set(sent.map(({ subject }) => subject)).size;
}
