import type { Instant } from '#shared';
import type { Scene } from '../reading.ts';
import { gapsNow } from '../tiles/cover.ts';
import { foundAt } from '../tiles/panels.ts';
import { type AlertKind, alertRules, type Fault } from './alerts.ts';
import type { PressureFacts } from './pressure.ts';

/** What the pressure level goes by, out of what a board knows. */
export function pressureFacts(scene: Scene): PressureFacts {
  const { now, running, ringing, covers, errands } = scene;
  return {
    now,
    late: running.flatMap(({ dueAt }) => (dueAt < now ? [dueAt] : [])),
    ringing: ringing.since,
    withoutDoctor: gapsNow(covers, now).flatMap(({ place, gap }) =>
      place.kind === 'base' && gap.missing.includes('doctor') ? [gap.from] : [],
    ),
    passes: errands.flatMap(({ kind, dueAt }) => (kind === 'pass' && dueAt < now ? [dueAt] : [])),
  };
}

export type OtherFaults = {
  stuckLeases: readonly { case: string; number?: string; by: string; since: Instant }[];
  dropped: readonly { id: string; channel: string; since: Instant }[];
  /** Of each place an id for its alert: a place has none of its own. */
  idOfPlace(place: number, what?: string): string;
};

/** Work of which an alert of its own speaks already: a held case, a base that is past its time. */
const toldOtherwise: ReadonlySet<string> = new Set(['stuck-lease', 'open-base']);

/** A channel that fails loses a night's messages at once: the oldest is an alert, and once it is dealt with the next. */
function oldestMessage(one: Scene['errands'][number], _: number, all: Scene['errands']): boolean {
  if (one.work !== 'message-exception') return true;
  return !all.some((other) => other.work === one.work && isBefore(other, one));
}

type Due = { dueAt: Instant; stream: string };
const isBefore = (a: Due, b: Due) => a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.stream < b.stream);

/** Everything on the board that a named person has to be told of, since when it has been so. */
export function faultsOf(scene: Scene, other: OtherFaults): Fault[] {
  const { now, running, covers, errands, cases } = scene;
  const numberOf = (id: string | undefined) => cases.find((line) => line.id === id)?.number;
  const late = running
    .filter(({ dueAt }) => dueAt < now)
    .map(({ line, dueAt }) => fault('overdue-case', line.id, dueAt, { number: line.number, queue: line.queue ?? '' }));
  const passes = errands
    .filter(({ kind, dueAt }) => kind === 'pass' && dueAt < now)
    .map((one) =>
      fault('pass-not-confirmed', one.stream, one.dueAt, { number: numberOf(one.case) ?? '', case: one.case ?? '' }),
    );
  const gaps = gapsNow(covers, now)
    .filter(({ place, gap }) => place.kind === 'base' && gap.missing.includes('doctor'))
    .map(({ place, gap }) => fault('no-doctor', other.idOfPlace(place.id), gap.from, { place: place.id }));
  // The instant of the first report is part of the subject: somebody who finds it shut again after all is heard again.
  const found = (scene.doors?.bases ?? []).flatMap((door) => {
    const [first, ...more] = foundAt(door);
    if (first === undefined) return [];
    const detail = { place: door.place, reports: more.length + 1 };
    return [fault('found-shut', other.idOfPlace(door.place, `found ${first}`), first, detail)];
  });
  const past = (scene.doors?.bases ?? []).flatMap(({ place, shut }) =>
    shut?.until === undefined || shut.until > now
      ? []
      : [fault('base-past-until', other.idOfPlace(place, `until ${shut.until}`), shut.until, { place })],
  );
  const owed = errands
    .filter(({ kind, work, dueAt }) => kind === 'work' && dueAt < now && !toldOtherwise.has(work ?? ''))
    .filter(oldestMessage)
    .map((one) =>
      fault('overdue-work', one.stream, one.dueAt, { number: numberOf(one.case) ?? '', work: one.work ?? '' }),
    );
  const held = other.stuckLeases.map((one) =>
    fault('stuck-lease', one.case, one.since, { number: one.number ?? numberOf(one.case) ?? '', by: one.by }),
  );
  const channels = other.dropped.map(({ id, channel, since }) => fault('channel-dropped', id, since, { channel }));
  return [...passes, ...gaps, ...found, ...past, ...late, ...owed, ...held, ...channels];
}

export function fault(kind: AlertKind, subject: string, since: Instant, detail: Record<string, unknown>): Fault {
  return { kind, subject, since, detail };
}

/** Kinds that the watch of each service raises and clears by itself; the census and the followers have watches of their own. */
export const watchedKinds = (Object.keys(alertRules) as AlertKind[]).filter(
  (kind) => kind !== 'census' && kind !== 'follower-stuck',
);
