import type { Context } from '#api';
import { childAges } from '#calls';
import type { Tx } from '#database';
import { emptyCars, expectedOf } from '#dispatch';
import { namesOf, type Service } from '#people';
import { hours, type Instant, localDate, plus } from '#shared';
import { openAlerts } from './alertStore.ts';
import { NIGHT_MS, type ReaderOf } from './boardScene.ts';
import { levelsSince, ticksSince } from './levelStore.ts';
import { effectOf, headingOf } from './pages/alertPanel.tsx';
import { acknowledgedWords, whatWords } from './pages/alertWords.tsx';
import type { Given } from './reading.ts';
import { inGravity } from './rules/alerts.ts';
import { cardWith } from './rules/cards.ts';
import { pressureFacts } from './rules/facts.ts';
import type { Namer } from './rules/log.ts';
import { standingAt } from './rules/pressure.ts';
import { type SheetBody, sheetBody } from './rules/sheet.ts';
import { nextHourOf } from './tiles/nextHour.ts';
import { panelsOf } from './tiles/panels.ts';
import type { View } from './view.ts';

export type SheetAsked = { service: Service; now: Instant; outgoing: string; remarks: string };
export type SheetMaker = (tx: Tx, asked: SheetAsked) => Promise<SheetBody>;

const view: View = { kind: 'desk', names: true, acknowledges: false, acts: false, writes: false };

/** The handover sheet as the events of the night make it at this moment, people and places by name. */
export function sheetMaker(context: Context, given: Given, readerOf: ReaderOf): SheetMaker {
  return async (tx, { service, now, outgoing, remarks }) => {
    const where = { tenant: service.tenant, service: service.id };
    const scene = await readerOf(service).scene(tx, now);
    const ids = scene.cases.map(({ id }) => id);
    const ages = await childAges(tx, where.tenant, { ids, on: localDate(now) });
    const hour = nextHourOf({
      ...scene,
      expected: expectedOf(scene.cases, { now, empty: emptyCars(scene.places, scene.shifts, now) }),
      ages,
    });
    const panels = panelsOf(scene);
    const stored = inGravity(await openAlerts(tx, where.tenant, where.service));
    const standing = standingAt(
      await levelsSince(tx, { ...where, since: plus(now, -hours(24)) }),
      pressureFacts(scene),
    );
    const card = cardWith(standing.level, await ticksSince(tx, { ...where, since: plus(now, -NIGHT_MS) }));
    const messages = await given.messages?.(tx, { ...where, now });
    const unsentTo = await given.unsentTo?.(tx, { ...where, now });
    const accounts = [
      outgoing,
      standing.override?.by,
      ...scene.log.flatMap(({ by, person }) => [by, person]),
      ...scene.shifts.map((shift) => ('booking' in shift ? shift.booking?.person : undefined)),
      ...scene.cases.map(({ heldBy }) => heldBy),
      ...scene.errands.map(({ holder }) => holder?.by),
      ...scene.covers.flatMap(({ people }) => people),
      ...scene.notices.map(({ postedBy }) => postedBy),
      ...stored.flatMap(({ acknowledged, detail }) => [
        acknowledged?.by,
        typeof detail.by === 'string' ? detail.by : undefined,
      ]),
    ].filter((account) => account !== undefined);
    const names = await namesOf(context.db, accounts);
    const name: Namer = {
      person: (account) => names.get(account),
      place: (id) => scene.places.find((place) => place.id === id)?.name,
    };
    const around = { view, board: { nameOf: name.person }, place: name.place, now };
    return sheetBody(
      { service: service.name, outgoing: name.person(outgoing) ?? '', remarks },
      {
        ...{ scene, hour, standing, card, name },
        ...(messages ? { messages } : {}),
        ...(unsentTo ? { unsentTo } : {}),
        panels: panels.map((panel) => `${headingOf(panel, around)} ${effectOf(panel, now)}`),
        alerts: stored.map((alert) =>
          [whatWords(alert, around), acknowledgedWords(alert, around) || 'Nobody has acknowledged it.'].join(' '),
        ),
      },
    );
  };
}
