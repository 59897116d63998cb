import { childAges, createCallsInHand, createCaseStories, openCases } from '#calls';
import type { Tx } from '#database';
import type { Place } from '#people';
import { createShiftReader } from '#rota';
import { hours, type Instant, localDate, minutes, type Period, plus, split } from '#shared';
import { openClocks, type StoredClock } from '#standards';
import { type CensusRun, lastCensusRun, openAlerts, type StoredAlert } from './alertStore.ts';
import type { LatestNotices, Watched } from './reading.ts';
import { cliniciansOf } from './tiles/clinicians.ts';
import { coverOf, type DueOn, dueOn, type PlaceCover, standsNow } from './tiles/cover.ts';
import { type NextHour, nextHourOf } from './tiles/nextHour.ts';
import { type Panel, panelsOf, shutOutOfPlan, stillToMove } from './tiles/panels.ts';
import { ringingOf, runningOf, type Waiting, waitingOf } from './tiles/waiting.ts';

export type InHand = Waiting & { assessing: number; seeing: number; toBook: number; toClose: number };

/** What each tile of a board says. */
export type TileValues = {
  calls: Waiting & { answering: number };
  urgent: Waiting & { onThePhone: number };
  other: Waiting & { free: number };
  bases: Waiting & { shut: number; toMove: number; sent: number };
  visits: Waiting & { cars: number };
  'in-hand': InHand;
  'next-hour': NextHour;
  cover: { covers: readonly PlaceCover[]; period: Period };
  'due-on': { onNow: number; due: readonly DueOn[] };
  alerts: { panels: readonly Panel[]; stored: readonly StoredAlert[]; required: number };
  census: { run?: CensusRun; faulty: readonly StoredAlert[] };
};
export type TileName = keyof TileValues;
export type TileReads = { [Name in TileName]: (tx: Tx, now: Instant) => Promise<TileValues[Name]> };

const DAY = hours(24);

/** The twelve hours of the strip: two before this hour and ten from its start. */
export function stripPeriod(now: Instant): Period {
  const [first] = split({ from: plus(now, -minutes(60)), to: plus(now, 1) }, 'hour').slice(-1);
  const hour = first?.from ?? now;
  return { from: plus(hour, -hours(2)), to: plus(hour, hours(10)) };
}

/** How each tile is read: every read stands alone, so that one that is stuck holds up no other. */
export function boardReads({ service, places }: Watched, latestNotices: LatestNotices): TileReads {
  const about = { tenant: service.tenant, service: service.id };
  const stories = createCaseStories();
  const shifts = createShiftReader();
  const calls = createCallsInHand();

  // Nothing of a case is due later than this that a board has to know of.
  const clocks = (tx: Tx, now: Instant): Promise<StoredClock[]> =>
    openClocks(tx, { ...about, dueBefore: plus(now, hours(6)) });
  const recent = (tx: Tx, now: Instant) => stories.read(tx, { ...about, since: plus(now, -DAY) });
  const shiftsAround = (tx: Tx, now: Instant) =>
    shifts.read(tx, { ...about, period: { from: plus(now, -DAY), to: stripPeriod(now).to } });
  const covers = async (tx: Tx, now: Instant): Promise<PlaceCover[]> => {
    const all = await shiftsAround(tx, now);
    return postsOf(places()).map((place) => coverOf(place, all, { period: stripPeriod(now), now }));
  };

  return {
    async calls(tx, now) {
      const ringing = await openClocks(tx, { ...about, dueBefore: plus(now, minutes(2)) });
      const answering = await calls.count(tx, { ...about, since: plus(now, -hours(2)) });
      return { ...ringingOf(ringing, now), answering };
    },
    async urgent(tx, now) {
      const cases = await openCases(tx, about);
      const waiting = cases.filter((line) => line.queue === 'to-assess-urgent');
      const onThePhone = cases.filter((line) => line.queue === 'in-assessment').length;
      return { ...waitingOf(runningOf(waiting, await clocks(tx, now), now), now), count: waiting.length, onThePhone };
    },
    async other(tx, now) {
      const cases = await openCases(tx, about);
      const waiting = cases.filter((line) => line.queue === 'to-assess-other');
      const { free } = cliniciansOf(await recent(tx, now), cases, now);
      return {
        ...waitingOf(runningOf(waiting, await clocks(tx, now), now), now),
        count: waiting.length,
        free: free.length,
      };
    },
    async bases(tx, now) {
      const cases = await openCases(tx, about);
      const waiting = cases.filter((line) => line.queue === 'base');
      const [notices, posts] = [await latestNotices(tx, about), await covers(tx, now)];
      const panels = panelsOf({ covers: posts, notices, cases, stories: await recent(tx, now), now });
      return {
        ...waitingOf(runningOf(waiting, await clocks(tx, now), now), now),
        count: waiting.length,
        shut: shutOutOfPlan(posts, notices, now).length,
        toMove: stillToMove({ covers: posts, notices, cases, now }).length,
        sent: panels.reduce((sum, panel) => sum + panel.sent.people, 0),
      };
    },
    async visits(tx, now) {
      const waiting = (await openCases(tx, about)).filter((line) => line.queue === 'visit');
      const on = (await covers(tx, now)).filter(
        (cover) => cover.place.kind === 'car' && standsNow(cover, now)?.state === 'here',
      );
      return {
        ...waitingOf(runningOf(waiting, await clocks(tx, now), now), now),
        count: waiting.length,
        cars: on.length,
      };
    },
    async 'in-hand'(tx, now) {
      const inHand = (await openCases(tx, about)).filter(({ queue }) => queue !== undefined && inHandQueues.has(queue));
      const count = (queue: string) => inHand.filter((line) => line.queue === queue).length;
      return {
        ...waitingOf(runningOf(inHand, await clocks(tx, now), now), now),
        count: inHand.length,
        assessing: count('in-assessment'),
        seeing: count('in-consultation'),
        toBook: count('to-book'),
        toClose: count('to-close'),
      };
    },
    async 'next-hour'(tx, now) {
      const cases = await openCases(tx, about);
      const [notices, posts] = [await latestNotices(tx, about), await covers(tx, now)];
      const told = await recent(tx, now);
      return nextHourOf({
        running: runningOf(cases, await clocks(tx, now), now),
        toMove: stillToMove({ covers: posts, notices, cases, now }),
        stories: told,
        covers: posts,
        places: places(),
        clinicians: cliniciansOf(told, cases, now),
        ages: await childAges(tx, about.tenant, { ids: cases.map(({ id }) => id), on: localDate(now) }),
        now,
      });
    },
    async cover(tx, now) {
      return { covers: await covers(tx, now), period: stripPeriod(now) };
    },
    async 'due-on'(tx, now) {
      const all = await shiftsAround(tx, now);
      const posts = postsOf(places()).map((place) => coverOf(place, all, { period: stripPeriod(now), now }));
      const onNow = new Set(posts.flatMap(({ people }) => people)).size;
      return { onNow, due: dueOn(all, places(), { now }) };
    },
    async alerts(tx, now) {
      const cases = await openCases(tx, about);
      const [notices, posts] = [await latestNotices(tx, about), await covers(tx, now)];
      const panels = panelsOf({ covers: posts, notices, cases, stories: await recent(tx, now), now });
      const required = posts.filter((cover) => (standsNow(cover, now)?.state ?? 'not-needed') !== 'not-needed').length;
      return { panels, stored: await openAlerts(tx, about.tenant), required };
    },
    async census(tx) {
      const run = await lastCensusRun(tx, about.tenant);
      const faulty = (await openAlerts(tx, about.tenant)).filter(({ kind }) => kind === 'census');
      return { ...(run ? { run } : {}), faulty };
    },
  };
}

const inHandQueues = new Set<string>(['in-assessment', 'to-book', 'in-consultation', 'to-close']);

function postsOf(places: readonly Place[]): Place[] {
  return places.filter(({ kind }) => kind !== 'elsewhere');
}
