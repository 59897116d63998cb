import type { Context } from '#api';
import { type CaseLine, createCallsInHand, createCaseStories, openCases } from '#calls';
import type { Tx } from '#database';
import type { Service } from '#people';
import { createShiftReader } from '#rota';
import { hours, type Instant, minutes, type Period, plus, split } from '#shared';
import { openClocks, type StoredClock } from '#standards';
import { createErrandReader } from './errandStore.ts';
import { type Given, noDoors, type Scene, type Watched } from './reading.ts';
import { logSince } from './shiftLogStore.ts';
import { cliniciansOf } from './tiles/clinicians.ts';
import { coverOf, type PlaceCover } from './tiles/cover.ts';
import { goneHome } from './tiles/onNow.ts';
import { stillToMove } from './tiles/panels.ts';
import { ringingOf, ringingSince, runningOf } from './tiles/waiting.ts';

const DAY = hours(24);
/** Nothing of a case is due later than this that a board has to know of. */
const AHEAD = hours(6);
const FIRST_MS = 5_000;
/** A night and the evening before it: what its people wrote down is still of this night. */
export const NIGHT_MS = hours(16);

/** The twelve hours of the strip: two before this hour and ten from its start. */
export function stripPeriod(now: Instant): Period {
  const [first] = split({ from: plus(now, -minutes(60)), to: plus(now, 1) }, 'hour').slice(-1);
  const hour = first?.from ?? now;
  return { from: plus(hour, -hours(2)), to: plus(hour, hours(10)) };
}

type GivenToScene = Pick<Given, 'notices' | 'doors'>;

/** Reads of one service, each remembering what cannot change; `scene` is all of them together. */
export function sceneReader({ service, places }: Watched, { notices, doors: doorsOf }: GivenToScene) {
  const about = { tenant: service.tenant, service: service.id };
  const stories = createCaseStories();
  const shifts = createShiftReader();
  const errands = createErrandReader();
  const calls = createCallsInHand();

  const doors = async (tx: Tx, now: Instant) => (await doorsOf?.(tx, { ...about, now })) ?? noDoors;

  const clocks = (tx: Tx, now: Instant): Promise<StoredClock[]> =>
    openClocks(tx, { ...about, dueBefore: plus(now, AHEAD) });
  // The first reading goes through every case of the day: one does it, and the others wait for what it remembers, though not for ever.
  let filling: Promise<unknown> | undefined;
  const recent = async (tx: Tx, now: Instant) => {
    const read = () => stories.read(tx, { ...about, since: plus(now, -DAY) });
    if (filling) {
      await Promise.race([filling, new Promise((resolve) => setTimeout(resolve, FIRST_MS).unref())]);
      return read();
    }
    const first = read();
    filling = first.catch(() => {
      filling = undefined;
    });
    return first;
  };
  const shiftsAround = (tx: Tx, now: Instant) =>
    shifts.read(tx, { ...about, period: { from: plus(now, -DAY), to: plus(stripPeriod(now).to, hours(2)) } });
  const coversOf = (all: Awaited<ReturnType<typeof shiftsAround>>, now: Instant): PlaceCover[] =>
    postsOf(places()).map((place) => coverOf(place, all, { period: stripPeriod(now), now }));

  return {
    about,
    clocks,
    recent,
    shiftsAround,
    errands,
    coversOf,
    notices: (tx: Tx) => notices(tx, about),
    doors,
    /** Calls that were answered within the hour: whoever did so is on. */
    answered: (tx: Tx, now: Instant) => calls.read(tx, { ...about, since: plus(now, -hours(1)) }),
    cases: (tx: Tx): Promise<CaseLine[]> => openCases(tx, about),
    log: (tx: Tx, now: Instant) => logSince(tx, { ...about, since: plus(now, -NIGHT_MS) }),
    covers: async (tx: Tx, now: Instant) => coversOf(await shiftsAround(tx, now), now),
    async scene(tx: Tx, now: Instant): Promise<Scene> {
      const cases = await openCases(tx, about);
      const open = await clocks(tx, now);
      const all = await shiftsAround(tx, now);
      const told = await recent(tx, now);
      const covers = coversOf(all, now);
      const public_ = await notices(tx, about);
      const atDoors = await doors(tx, now);
      return {
        ...{ now, cases, covers, stories: told, shifts: all, notices: public_, places: places() },
        running: runningOf(cases, open, now),
        doors: atDoors,
        toMove: stillToMove({ covers, notices: public_, cases, doors: atDoors, now }),
        clinicians: cliniciansOf(told, cases, { now, gone: goneHome(all) }),
        errands: await errands.read(tx, service.tenant, open),
        ringing: { ...ringingOf(open, now), since: ringingSince(open, now) },
        log: await logSince(tx, { ...about, since: plus(now, -NIGHT_MS) }),
      };
    },
  };
}
export type SceneReader = ReturnType<typeof sceneReader>;

/** One reader for each service, kept for as long as the server runs: what it remembers is shared by all who ask. */
export function sceneReaders(context: Pick<Context, 'directory'>, given: GivenToScene): ReaderOf {
  const known = shared.get(context.directory);
  if (known) return known;
  const readers = new Map<number, SceneReader>();
  const readerOf: ReaderOf = (service: Service): SceneReader => {
    const known = readers.get(service.id);
    if (known) return known;
    const reader = sceneReader({ service, places: () => context.directory.placesOf(service.id) }, given);
    readers.set(service.id, reader);
    return reader;
  };
  shared.set(context.directory, readerOf);
  return readerOf;
}
export type ReaderOf = (service: Service) => SceneReader;
const shared = new WeakMap<object, ReaderOf>();

function postsOf<One extends { kind: string }>(places: readonly One[]): One[] {
  return places.filter(({ kind }) => kind === 'base' || kind === 'car');
}
