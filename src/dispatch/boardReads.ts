import { createCaseHistories, openCases, openWork } from '#calls';
import type { Tx } from '#database';
import type { Place } from '#people';
import { createShiftReader } from '#rota';
import { hours, type Instant, plus } from '#shared';
import { type BaseNow, basesNow } from './base/baseStore.ts';
import { type Move, movesOf } from './moves/movesFollower.ts';
import { rowsOf, touchedBy } from './reception/baseView.ts';
import { isWaiting } from './visits/visitRow.ts';
import { isWithNobody, readVisits, type Visit, type VisitScene } from './visits/visitView.ts';

type Where = { tenant: number; service: number; now: Instant };

/** How a base stands, and how often it was found shut in the last hours: the same that its own page says. */
export type BaseStanding = BaseNow & { foundShut: readonly Instant[] };

/** Reports older than this are another night's. */
const FOUND_FOR = hours(12);

export async function baseStates(tx: Tx, { tenant, service, now }: Where): Promise<BaseStanding[]> {
  const bases = await basesNow(tx, { tenant, service });
  return bases.map((base) => ({
    ...base,
    foundShut: base.found.filter(({ at }) => at >= plus(now, -FOUND_FOR)).map(({ at }) => at),
  }));
}

/** A patient of a shut base whom nobody has told yet: by when, and whose job it is. */
export type MoveToDo = Pick<Move, 'line' | 'dueAt'> & { place: number; owner?: string; work?: string };

export async function movesToDo(tx: Tx, { tenant, service }: Where): Promise<MoveToDo[]> {
  const moves = movesOf(await basesNow(tx, { tenant, service }), await openCases(tx, { tenant, service }));
  if (moves.length === 0) return [];
  const owed = (await openWork(tx, { tenant, service })).filter(({ kind }) => kind === 'move-booked');
  return moves.map(({ line, dueAt, base }) => {
    const work = owed.find((one) => one.case?.id === line.id && one.place === base.place);
    return {
      // As it was written down with the job: the same time as on the list of the base.
      ...{ line, dueAt: work?.dueAt ?? dueAt, place: base.place },
      ...(work === undefined ? {} : { work: work.id }),
      ...(work?.takenBy === undefined ? {} : { owner: work.takenBy }),
    };
  });
}

/** Of each base that is shut how many people its own page lists; `since`: from when nobody has been there, where that is so. */
export function createShutList() {
  const histories = createCaseHistories();
  return {
    async read(tx: Tx, { tenant, service, now }: Where, since: ReadonlyMap<number, Instant>) {
      const shut = (await basesNow(tx, { tenant, service })).filter((base) => base.state === 'shut' && base.shut);
      const asked = shut.filter(({ place }) => since.has(place));
      if (asked.length === 0) return new Map<number, number>();
      const cases = await histories.read(tx, { tenant, service, since: plus(now, -hours(24)) });
      return new Map(
        asked.map(({ place, shut }) => {
          const from = Math.min(since.get(place) ?? now, shut?.since ?? now) as Instant;
          return [place, touchedBy(rowsOf(cases, place, { now, empty: new Set() }), from).length];
        }),
      );
    },
  };
}

/** What a board may say of a visit: no name and no address. */
export type VisitLine = Omit<Visit, 'patient' | 'entry' | 'changes'>;
export type VisitsNow = {
  visits: readonly VisitLine[];
  cars: VisitScene['cars'];
  toBegin: number;
  unacknowledged: number;
  /** With a car that nobody is in, and with none. */
  withNobody: number;
};

export type VisitList = {
  read(tx: Tx, about: Where & { places: readonly Place[] }): Promise<VisitsNow>;
};

/** Reads again only what has grown: for whoever asks each second. */
export function createVisitList(): VisitList {
  const reading = { histories: createCaseHistories(), shifts: createShiftReader() };
  return {
    async read(tx, about) {
      const { visits, cars } = await readVisits(tx, reading, about);
      const lines = visits.map(({ patient: _, entry: __, changes: ___, ...line }) => line);
      const marked = lines.filter(
        ({ receipt }) => receipt !== undefined && ['unacknowledged', 'other-address', 'nobody'].includes(receipt.is),
      );
      return {
        visits: lines,
        cars,
        toBegin: lines.filter(isWaiting).length,
        unacknowledged: marked.length,
        withNobody: lines.filter((line) => isWaiting(line) && isWithNobody(line)).length,
      };
    },
  };
}
