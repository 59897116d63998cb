import type { CaseLine, CaseStory } from '#calls';
import type { Place } from '#people';
import { type Instant, minutes, plus } from '#shared';
import type { Notice } from '../reading.ts';
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
  sent: { people: number; averageMiles: number };
  toMove: { people: number; by?: Instant };
  /** How many people the page of the base lists, where it is shut. */
  listed?: number;
};

type About = {
  covers: readonly PlaceCover[];
  notices: readonly Notice[];
  cases: readonly CaseLine[];
  stories: readonly CaseStory[];
  now: Instant;
};

/** Every place that should have somebody and has nobody, the longest first. */
export function panelsOf(about: About): Panel[] {
  const moves = stillToMove(about);
  return gapsNow(about.covers, about.now)
    .map(({ place, gap }) => {
      const here = moves.filter(({ base }) => base.id === place.id);
      const by = here.map((one) => one.by).sort((a, b) => a - b)[0];
      const notice = about.notices.find((one) => one.place === place.id);
      return {
        place,
        missing: gap.missing,
        since: gap.from,
        ...(notice ? { notice } : {}),
        sent: sentFrom(about.stories, place.id, gap.from),
        toMove: { people: here.length, ...(by === undefined ? {} : { by }) },
      };
    })
    .sort((a, b) => a.since - b.since);
}

/** People, not journeys: who was sent on twice is one person, and both journeys are in the miles. */
export function sentFrom(stories: readonly CaseStory[], place: number, since: Instant) {
  const people = stories.filter(({ sent }) => sent.some((one) => one.from === place && one.at >= since));
  const miles = people.flatMap(({ sent }) => sent.filter((one) => one.from === place && one.at >= since));
  const sum = miles.reduce((total, one) => total + one.miles, 0);
  return { people: people.length, averageMiles: miles.length === 0 ? 0 : sum / miles.length };
}

/** Patients booked where, as far as anybody knows, nobody will see them: nobody is to be there, or the base says shut. */
export function stillToMove({ covers, notices, cases }: Omit<About, 'stories'>): ToMove[] {
  return cases
    .flatMap((line) => {
      if (line.state !== 'booked' || line.place === undefined || line.slotAt === undefined) return [];
      const cover = covers.find(({ place }) => place.id === line.place);
      if (!cover) return [];
      const then = expectedAt(cover, line.slotAt);
      const isShut = notices.some(({ place, says }) => place === line.place && says === 'shut');
      if (then !== 'unseen' && !(isShut && then === 'not-needed')) return [];
      return [{ line, base: cover.place, by: plus(line.slotAt, -MOVE_BEFORE_MS) }];
    })
    .sort((a, b) => a.by - b.by);
}

/** Bases that say shut at an hour for which somebody is required. */
export function shutOutOfPlan(covers: readonly PlaceCover[], notices: readonly Notice[], now: Instant): Place[] {
  return covers.flatMap((cover) => {
    const isShut = notices.some(({ place, says }) => place === cover.place.id && says === 'shut');
    const then = expectedAt(cover, now);
    return isShut && (then === 'seen' || then === 'unseen') ? [cover.place] : [];
  });
}
