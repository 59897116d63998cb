import { childAges, createCallsInHand } from '#calls';
import type { Tx } from '#database';
import { createShutList, createVisitList, emptyCars, expectedOf } from '#dispatch';
import type { Place } from '#people';
import { hours, type Instant, localDate, minutes, type Period, plus } from '#shared';
import { openClocks } from '#standards';
import { type CensusRun, lastCensusRun, openAlerts, type StoredAlert } from './alertStore.ts';
import { actionsFor } from './boardActions.ts';
import { NIGHT_MS, type SceneReader, sceneReader, stripPeriod } from './boardScene.ts';
import { levelsSince, ticksSince } from './levelStore.ts';
import type { Door, Given, Messages, TurnedAway, Watched } from './reading.ts';
import type { RankedAction } from './rules/actions.ts';
import { inGravity } from './rules/alerts.ts';
import { cardWith, doneOf } from './rules/cards.ts';
import { pressureFacts } from './rules/facts.ts';
import type { LogLine } from './rules/log.ts';
import { type Standing, standingAt } from './rules/pressure.ts';
import { cliniciansOf } from './tiles/clinicians.ts';
import { type PlaceCover, standsNow } from './tiles/cover.ts';
import { type NextHour, nextHourOf } from './tiles/nextHour.ts';
import { type DueShift, dueShifts, goneHome, rollOf } from './tiles/onNow.ts';
import { type Panel, panelsOf, shutOutOfPlan, stillToMove } from './tiles/panels.ts';
import { ringingOf, runningOf, type Waiting, waitingOf } from './tiles/waiting.ts';

/** What each tile of a board says. */
export type TileValues = {
  calls: Waiting & { answering: number; toRingBack: number };
  urgent: Waiting & { onThePhone: number };
  other: Waiting & { free: number };
  bases: Waiting & { shut: number; toMove: number; sent: number };
  /** `unreceived`: given to a car whose crew has not said that they have it, or has another address (H17). */
  visits: Waiting & { cars: number; unreceived?: number };
  /** Absent where nobody hands the figures in: not measured is not nought. */
  'to-practices': { messages?: Messages };
  'next-hour': NextHour;
  actions: { actions: readonly RankedAction[]; places: readonly Place[] };
  level: { standing: Standing; done: number; items: number; turnedAway?: TurnedAway };
  cover: { covers: readonly PlaceCover[]; period: Period; doors?: readonly Door[] };
  'due-on': { onNow: number; due: readonly DueShift[]; places: readonly Place[] };
  'shift-log': { lines: readonly LogLine[]; inAll: number; places: readonly Place[] };
  alerts: { panels: readonly Panel[]; stored: readonly StoredAlert[]; required: number; rungAt: number };
  census: { run?: CensusRun; faulty: readonly StoredAlert[] };
};
export type TileName = keyof TileValues;
export type TileReads = { [Name in TileName]: (tx: Tx, now: Instant) => Promise<TileValues[Name]> };

export { stripPeriod } from './boardScene.ts';

/** How each tile is read: every read stands alone, so that one that is stuck holds up no other. */
export function boardReads(
  watched: Watched,
  given: Given,
  reader: SceneReader = sceneReader(watched, given),
): TileReads {
  const { service, places } = watched;
  const about = { tenant: service.tenant, service: service.id };
  const calls = createCallsInHand();
  const shutList = createShutList();
  const visitList = createVisitList();
  const waitingIn = async (tx: Tx, now: Instant, queue: string) => {
    const waiting = (await reader.cases(tx)).filter((line) => line.queue === queue);
    return { ...waitingOf(runningOf(waiting, await reader.clocks(tx, now), now), now), count: waiting.length };
  };

  return {
    async calls(tx, now) {
      const ringing = await openClocks(tx, { ...about, dueBefore: plus(now, minutes(2)) });
      const inHand = await calls.read(tx, { ...about, since: plus(now, -hours(2)) });
      const answering = inHand.filter(({ isOn }) => isOn).length;
      const errands = await reader.errands.read(tx, about.tenant, await reader.clocks(tx, now));
      const toRingBack = errands.filter(({ work }) => work === 'ring-back-abandoned').length;
      return { ...ringingOf(ringing, now), answering, toRingBack };
    },
    async urgent(tx, now) {
      const onThePhone = (await reader.cases(tx)).filter((line) => line.queue === 'in-assessment').length;
      return { ...(await waitingIn(tx, now, 'to-assess-urgent')), onThePhone };
    },
    async other(tx, now) {
      const gone = goneHome(await reader.shiftsAround(tx, now));
      const { free } = cliniciansOf(await reader.recent(tx, now), await reader.cases(tx), { now, gone });
      return { ...(await waitingIn(tx, now, 'to-assess-other')), free: free.length };
    },
    async bases(tx, now) {
      const cases = await reader.cases(tx);
      const [notices, posts] = [await reader.notices(tx), await reader.covers(tx, now)];
      const doors = await reader.doors(tx, now);
      const panels = panelsOf({ covers: posts, notices, cases, stories: await reader.recent(tx, now), doors, now });
      const shut = [...shutOutOfPlan(posts, notices, now), ...panels.flatMap((one) => (one.shut ? [one.place] : []))];
      return {
        ...(await waitingIn(tx, now, 'base')),
        shut: new Set(shut.map(({ id }) => id)).size,
        toMove: stillToMove({ covers: posts, notices, cases, doors, now }).length,
        sent: panels.reduce((sum, panel) => sum + panel.sent.people, 0),
      };
    },
    async visits(tx, now) {
      const on = (await reader.covers(tx, now)).filter(
        (cover) => cover.place.kind === 'car' && standsNow(cover, now)?.state === 'here',
      );
      const { unacknowledged } = await visitList.read(tx, { ...about, now, places: places() });
      return { ...(await waitingIn(tx, now, 'visit')), cars: on.length, unreceived: unacknowledged };
    },
    async 'to-practices'(tx, now) {
      return given.messages ? { messages: await given.messages(tx, { ...about, now }) } : {};
    },
    async 'next-hour'(tx, now) {
      const scene = await reader.scene(tx, now);
      const ids = scene.cases.map(({ id }) => id);
      return nextHourOf({
        ...scene,
        expected: expectedOf(scene.cases, { now, empty: emptyCars(scene.places, scene.shifts, now) }),
        ages: await childAges(tx, about.tenant, { ids, on: localDate(now) }),
      });
    },
    async actions(tx, now) {
      return { actions: await actionsFor(tx, await reader.scene(tx, now), about, given), places: places() };
    },
    async level(tx, now) {
      const rows = await levelsSince(tx, { ...about, since: plus(now, -hours(24)) });
      const standing = standingAt(rows, pressureFacts(await reader.scene(tx, now)));
      const card = cardWith(standing.level, await ticksSince(tx, { ...about, since: plus(now, -NIGHT_MS) }));
      const turnedAway = given.turnedAway?.(now);
      return { standing, done: doneOf(card), items: card.length, ...(turnedAway ? { turnedAway } : {}) };
    },
    async cover(tx, now) {
      const { bases } = await reader.doors(tx, now);
      return { covers: await reader.covers(tx, now), period: stripPeriod(now), doors: bases };
    },
    async 'due-on'(tx, now) {
      const scene = await reader.scene(tx, now);
      const onNow = new Set(
        rollOf({ ...scene, answered: await reader.answered(tx, now) }).on.map(({ person }) => person),
      ).size;
      return { onNow, due: dueShifts(scene.shifts, scene.log, now, minutes(150)), places: places() };
    },
    async 'shift-log'(tx, now) {
      const lines = await reader.log(tx, now);
      return { lines: lines.slice(-5).reverse(), inAll: lines.length, places: places() };
    },
    async alerts(tx, now) {
      const cases = await reader.cases(tx);
      const [notices, posts] = [await reader.notices(tx), await reader.covers(tx, now)];
      const stored = inGravity(await openAlerts(tx, about.tenant, about.service));
      const doors = await reader.doors(tx, now);
      const panels = panelsOf({ covers: posts, notices, cases, stories: await reader.recent(tx, now), doors, now });
      const listed = await shutList.read(
        tx,
        { ...about, now },
        new Map(panels.map(({ place, since }) => [place.id, since])),
      );
      return {
        panels: panels.map((panel) => ({ ...panel, listed: listed.get(panel.place.id) ?? 0 })),
        stored,
        required: posts.filter((cover) => (standsNow(cover, now)?.state ?? 'not-needed') !== 'not-needed').length,
        rungAt: Math.max(0, ...stored.map(({ saidAt }) => saidAt)),
      };
    },
    async census(tx) {
      const run = await lastCensusRun(tx, about.tenant);
      const faulty = (await openAlerts(tx, about.tenant)).filter(({ kind }) => kind === 'census');
      return { ...(run ? { run } : {}), faulty };
    },
  };
}
