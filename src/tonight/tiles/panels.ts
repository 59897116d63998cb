import type { CaseLine, CaseStory } from '#calls';
import type { Place } from '#people';
import { type Instant, minutes, plus } from '#shared';
import { type Door, type Doors, type Notice, noDoors } from '../reading.ts';
import { expectedAt, gapsNow, type PlaceCover } from './cover.ts';

/** A booked patient is told of another place at least this long before the booked time. */
export const MOVE_BEFORE_MS = minutes(30);

export type ToMove = { line: CaseLine; base: Place; by: Instant };

/** What is wrong at one base or car, and what it has meant for people. */
export type Panel = {
  place: Place;
  missing: readonly string[];
  since: Instant;
  notice?: Notice;
  /** Shut by a named person, otherwise than as planned. */
  shut?: { since: Instant; by: string };
  /** Its record says open, and somebody stood before a shut door: when. */
  found?: readonly Instant[];
  sent: { people: number; averageMiles: number };
  /** `booked`: with a time there, each of them. */
  toMove: { people: number; by?: Instant; booked?: boolean };
  /** Of a car: the visits that it was given and that nobody will make. */
  toVisit?: number;
  /** How many people the page of the base lists, where it is shut. */
  listed?: number;
};

type About = {
  covers: readonly PlaceCover[];
  notices: readonly Notice[];
  cases: readonly CaseLine[];
  stories: readonly CaseStory[];
  doors?: Doors;
  now: Instant;
};

/** Every place that should have somebody and has nobody, every base that somebody shut, and every open one that was found shut: the longest first. */
export function panelsOf(about: About): Panel[] {
  const { bases } = about.doors ?? noDoors;
  const moves = stillToMove(about);
  const gaps = gapsNow(about.covers, about.now).map(({ place, gap }) => ({
    ...{ place, missing: gap.missing, since: gap.from },
    door: bases.find((door) => door.place === place.id),
  }));
  const others = about.covers.flatMap((cover) => {
    const { place } = cover;
    const door = bases.find((one) => one.place === place.id);
    if (!door || gaps.some((gap) => gap.place.id === place.id)) return [];
    const since = wrongSince(door, { isMoving: moves.some(({ base }) => base.id === place.id), cover, now: about.now });
    return since === undefined ? [] : [{ place, missing: [], since, door }];
  });
  return [...gaps, ...others]
    .map(({ place, missing, since, door }) => {
      const here = moves.filter(({ base }) => base.id === place.id);
      const by = here.map((one) => one.by).sort((a, b) => a - b)[0];
      const notice = about.notices.find((one) => one.place === place.id);
      return {
        ...{ place, missing, since },
        ...(notice ? { notice } : {}),
        ...(door?.shut && missing.length === 0 ? { shut: door.shut } : {}),
        ...(door && foundAt(door).length > 0 ? { found: foundAt(door) } : {}),
        sent: sentFrom(about.stories, place.id, since),
        toMove: {
          people: here.length,
          ...(by === undefined ? {} : { by }),
          booked: here.every(({ line }) => line.slotAt !== undefined),
        },
        ...(place.kind === 'car' ? { toVisit: visitsOf(about.cases, place.id) } : {}),
      };
    })
    .sort((a, b) => a.since - b.since);
}

function visitsOf(cases: readonly CaseLine[], car: number): number {
  return cases.filter(({ place, queue }) => place === car && queue === 'visit').length;
}

/** Reports that nobody has answered yet, by shutting the base or by opening it after them. */
export function foundAt({ state, since, foundShut }: Door): readonly Instant[] {
  return state === 'shut' ? [] : foundShut.filter((at) => since === undefined || at > since);
}

/** A closing as planned is no news while nobody is left behind by it. */
function wrongSince(
  door: Door,
  { isMoving, cover, now }: { isMoving: boolean; cover: PlaceCover; now: Instant },
): Instant | undefined {
  const { shut } = door;
  if (!shut) return foundAt(door)[0];
  if (shut.until !== undefined && shut.until <= now) return shut.until;
  const isPlanned = shut.reason === 'planned' || (shut.reason === 'notice' && expectedAt(cover, now) === 'not-needed');
  return isPlanned && !isMoving ? undefined : shut.since;
}

/** People, not journeys: who was sent on twice is one person, and both journeys are in the miles. */
export function sentFrom(stories: readonly CaseStory[], place: number, since: Instant) {
  const people = stories.filter(({ sent }) => sent.some((one) => one.from === place && one.at >= since));
  const miles = people.flatMap(({ sent }) => sent.filter((one) => one.from === place && one.at >= since));
  const sum = miles.reduce((total, one) => total + one.miles, 0);
  return { people: people.length, averageMiles: miles.length === 0 ? 0 : sum / miles.length };
}

/**
 * Patients whom, as far as anybody knows, nobody will see where they are to be seen. Of a base that is shut, they are those whom its own list
 * has to move, by the same times; of one that is open, those booked for when nobody is to be there.
 */
export function stillToMove({ covers, notices, cases, doors = noDoors }: Omit<About, 'stories'>): ToMove[] {
  const shut = new Set(doors.bases.filter(({ state }) => state === 'shut').map(({ place }) => place));
  const left = doors.moves.flatMap(({ line, dueAt: by, place }): ToMove[] => {
    const base = covers.find((cover) => cover.place.id === place)?.place;
    return base ? [{ line, base, by }] : [];
  });
  const unseen = cases
    .filter(({ place }) => place !== undefined && !shut.has(place))
    .flatMap((line): ToMove[] => {
      if (line.state !== 'booked' || line.place === undefined || line.slotAt === undefined) return [];
      const cover = covers.find(({ place }) => place.id === line.place);
      if (!cover) return [];
      const then = expectedAt(cover, line.slotAt);
      const isShut = notices.some(({ place, says }) => place === line.place && says === 'shut');
      if (then !== 'unseen' && !(isShut && then === 'not-needed')) return [];
      return [{ line, base: cover.place, by: plus(line.slotAt, -MOVE_BEFORE_MS) }];
    });
  return [...left, ...unseen].sort((a, b) => a.by - b.by);
}

/** Bases that say shut at an hour for which somebody is required. */
export function shutOutOfPlan(covers: readonly PlaceCover[], notices: readonly Notice[], now: Instant): Place[] {
  return covers.flatMap((cover) => {
    const isShut = notices.some(({ place, says }) => place === cover.place.id && says === 'shut');
    const then = expectedAt(cover, now);
    return isShut && (then === 'seen' || then === 'unseen') ? [cover.place] : [];
  });
}
