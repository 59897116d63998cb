import type { CaseLine } from '#calls';
import { forecastOf, visitPace } from '#dispatch';
import type { Place } from '#people';
import type { Shift, ShiftRole } from '#rota';
import { type Instant, minutes, plus } from '#shared';
import type { Notice } from '../reading.ts';
import type { Clinicians } from '../tiles/clinicians.ts';
import { gapsNow, type PlaceCover, standsNow } from '../tiles/cover.ts';
import { dueShifts, missingNow } from '../tiles/onNow.ts';
import type { ToMove } from '../tiles/panels.ts';
import type { Running } from '../tiles/waiting.ts';
import { arrivalIfGiven } from './givenVisit.ts';
import type { LogLine } from './log.ts';

export const actionKinds = {
  'ask-clinician': 'Ask a free clinician to ring the case that is due next',
  'move-visit': 'Move a visit to a car that is there sooner',
  'shut-base': 'Shut a base that has no doctor and says that it is open',
  'send-elsewhere': 'Send a booked patient elsewhere',
  'ring-unconfirmed': 'Ring somebody who has not confirmed a shift that begins soon',
  'call-in': 'Call in a doctor for a post that has nobody',
} as const;
export type ActionKind = keyof typeof actionKinds;

/** Numbers of the rule: settings of the service (decision 0022), shown on the page that says how actions are worked out. */
export const actionSettings = {
  /** What has to be done within so long comes first. */
  soonMs: minutes(15),
  /** A call-back is looked at so long before it is due. */
  askAheadMs: minutes(60),
  /** A visit is moved only where it is so much sooner. */
  visitSoonerMs: minutes(10),
  /** A shift is looked at so long before it begins. */
  shiftAheadMs: minutes(90),
  /** Whoever was rung or asked is left alone for so long. */
  restMs: minutes(20),
  /** A post is left alone of which so little is left: whoever comes needs about an hour, and is to be worth it. */
  callInLeastMs: minutes(90),
} as const;

/** One thing that can be done now, with what it changes for people. Accounts and ids: a page gives them their words. */
export type RankedAction = {
  key: string;
  kind: ActionKind;
  /** The case, visit, shift or base that it is about. */
  subject: string;
  number?: string;
  place?: number;
  person?: string;
  role?: ShiftRole;
  from?: number;
  /** By when it has to be done to have its effect. */
  by: Instant;
  /** People who are seen or rung in time because of it, and whether that is sure. */
  keeps: number;
  sure: boolean;
  /** Minutes sooner for somebody, where that can be said. */
  sooner: number;
  at?: { before: Instant; after: Instant };
  due?: Instant;
  since?: Instant;
  last?: LogLine;
};

export type ActionFacts = {
  now: Instant;
  running: readonly Running[];
  cases: readonly CaseLine[];
  clinicians: Clinicians;
  covers: readonly PlaceCover[];
  places: readonly Place[];
  shifts: readonly Shift[];
  notices: readonly Notice[];
  toMove: readonly ToMove[];
  /** Cases of which somebody has taken the moving. */
  inHand: ReadonlySet<string>;
  log: readonly LogLine[];
  /** Doctors who could come: of that role and not on, and not known to be ill. */
  callable: readonly string[];
  /** Actions that somebody has overruled tonight. */
  overruled: ReadonlySet<string>;
  /** What can be carried out here: shutting a base needs the part that shuts bases. */
  can: ReadonlySet<ActionKind>;
};

/** At most three, the best first, one of a kind: a second call-back to ask about comes when the first is asked. */
export function rankedActions(facts: ActionFacts, most = 3): RankedAction[] {
  return inOrder(possibleActions(facts), facts.now)
    .filter((one, index, ranked) => ranked.findIndex(({ kind }) => kind === one.kind) === index)
    .slice(0, most);
}

/** Everything that could be done now, that can be carried out here and that nobody has overruled tonight. */
export function possibleActions(facts: ActionFacts): RankedAction[] {
  return [askClinician, moveVisit, shutBase, sendElsewhere, ringUnconfirmed, callIn]
    .flatMap((find) => find(facts))
    .filter(({ key, kind }) => facts.can.has(kind) && !facts.overruled.has(key));
}

/** Soon before later; then what is sure before what is likely; then most people in time; then most minutes; then the soonest. */
export function inOrder(all: readonly RankedAction[], now: Instant): RankedAction[] {
  const later = ({ by }: RankedAction) => Number(by > plus(now, actionSettings.soonMs));
  return [...all].sort(
    (a, b) =>
      later(a) - later(b) ||
      Number(b.sure) - Number(a.sure) ||
      b.keeps - a.keeps ||
      b.sooner - a.sooner ||
      a.by - b.by ||
      (a.key < b.key ? -1 : 1),
  );
}

const rested = (log: readonly LogLine[], now: Instant, is: (line: LogLine) => boolean) =>
  !log.some((line) => is(line) && line.at > plus(now, -actionSettings.restMs));

function askClinician({ running, clinicians, log, now }: ActionFacts): RankedAction[] {
  const waiting = running.filter(
    ({ line, dueAt }) =>
      (line.queue === 'to-assess-urgent' || line.queue === 'to-assess-other') &&
      line.heldBy === undefined &&
      dueAt <= plus(now, actionSettings.askAheadMs) &&
      rested(log, now, ({ kind, subject }) => kind === 'asked' && subject === line.id),
  );
  const free = clinicians.free.filter((person) =>
    rested(log, now, (line) => line.kind === 'asked' && line.person === person),
  );
  // The order of time due, and an urgent one before another of the same time.
  const byDue = [...waiting].sort(
    (a, b) => a.dueAt - b.dueAt || Number(b.line.priority === 'urgent') - Number(a.line.priority === 'urgent'),
  );
  return free.slice(0, byDue.length).flatMap((person, index) => {
    const next = byDue[index];
    if (!next) return [];
    const { line, dueAt } = next;
    const since = clinicians.since.get(person);
    return [
      {
        ...{
          key: `ask-clinician:${line.id}:${person}`,
          kind: 'ask-clinician' as const,
          subject: line.id,
          number: line.number,
        },
        ...{ person, by: dueAt, due: dueAt, keeps: dueAt >= now ? 1 : 0, sure: true, sooner: 0 },
        ...(since === undefined ? {} : { since }),
      },
    ];
  });
}

function moveVisit({ cases, covers, now }: ActionFacts): RankedAction[] {
  const cars = covers.filter((cover) => cover.place.kind === 'car' && standsNow(cover, now)?.state === 'here');
  const forecasts = cars.map(({ place }) => forecastOf(place.id, cases, now));
  const waiting = cases.filter(
    ({ state, dueAt }) => (state === 'visit-assigned' || state === 'visit-requested') && dueAt !== undefined,
  );
  return waiting.flatMap((line) => {
    const due = line.dueAt ?? now;
    const own = forecasts.find(({ car }) => car === line.place);
    const before = own?.arrivals.get(line.id);
    const [best] = forecasts
      .filter(({ car }) => car !== line.place)
      .flatMap(({ car }) => {
        const after = arrivalIfGiven(car, line, { cases, now });
        return after === undefined ? [] : [{ car, after }];
      })
      .sort((a, b) => a.after - b.after || a.car - b.car);
    if (!best) return [];
    const sooner = before === undefined ? 0 : before - best.after;
    const helps = before === undefined ? own === undefined : before > due && sooner >= actionSettings.visitSoonerMs;
    if (!helps) return [];
    return [
      {
        ...{
          key: `move-visit:${line.id}:${best.car}`,
          kind: 'move-visit' as const,
          subject: line.id,
          number: line.number,
        },
        ...{
          place: best.car,
          by: plus(due, -visitPace.travelMs),
          due,
          sure: true,
          sooner: Math.floor(sooner / minutes(1)),
        },
        ...(line.place === undefined ? {} : { from: line.place }),
        ...(before === undefined ? {} : { at: { before, after: best.after } }),
        keeps: best.after <= due && (before === undefined || before > due) ? 1 : 0,
      },
    ];
  });
}

function shutBase({ covers, notices, cases, now }: ActionFacts): RankedAction[] {
  return gapsNow(covers, now)
    .filter(({ place, gap }) => place.kind === 'base' && gap.missing.includes('doctor'))
    .filter(({ place }) => !notices.some((notice) => notice.place === place.id && notice.says === 'shut'))
    .map(({ place, gap }) => ({
      ...{ key: `shut-base:${place.id}`, kind: 'shut-base' as const, subject: String(place.id), place: place.id },
      ...{ by: now, since: gap.from, sure: true, sooner: 0 },
      keeps: cases.filter((line) => line.place === place.id && line.state === 'booked').length,
    }));
}

function sendElsewhere({ toMove, inHand }: ActionFacts): RankedAction[] {
  return toMove
    .filter(({ line }) => !inHand.has(line.id))
    .map(({ line, base, by }) => ({
      ...{ key: `send-elsewhere:${line.id}`, kind: 'send-elsewhere' as const, subject: line.id, number: line.number },
      ...{ place: base.id, by, keeps: 1, sure: true, sooner: 0 },
      ...(line.slotAt === undefined ? {} : { due: line.slotAt }),
    }));
}

function ringUnconfirmed({ shifts, log, cases, now }: ActionFacts): RankedAction[] {
  return dueShifts(shifts, log, now, actionSettings.shiftAheadMs)
    .filter(({ state, person }) => state === 'not-confirmed' && person !== undefined)
    .filter(({ shift }) => rested(log, now, (line) => line.kind === 'rang' && line.shift === shift))
    .map(({ shift, at, place, role, person, rung }) => ({
      ...{ key: `ring-unconfirmed:${shift}`, kind: 'ring-unconfirmed' as const, subject: shift, place, role, by: at },
      ...{ keeps: dependOn(cases, place), sure: false, sooner: 0 },
      ...(person === undefined ? {} : { person }),
      ...(rung ? { last: rung } : {}),
    }));
}

function callIn({ shifts, log, cases, callable, now }: ActionFacts): RankedAction[] {
  const open = [...missingNow(shifts, log, now), ...dueShifts(shifts, log, now, actionSettings.shiftAheadMs)].filter(
    ({ role, state, to }) => role === 'doctor' && state === 'nobody' && to - now >= actionSettings.callInLeastMs,
  );
  // Whoever was not rung yet tonight comes first, then whoever was rung longest ago.
  const when = (person: string) => log.findLast((line) => line.kind === 'rang' && line.person === person)?.at ?? 0;
  const rest = callable.filter((person) => rested(log, now, (line) => line.kind === 'rang' && line.person === person));
  const [person] = [...rest].sort((a, b) => when(a) - when(b));
  if (person === undefined) return [];
  return open.map(({ shift, at, to, place, role, rung }) => ({
    ...{
      key: `call-in:${shift}:${person}`,
      kind: 'call-in' as const,
      subject: shift,
      place,
      role,
      person,
      by: Math.max(at, now) as Instant,
    },
    ...{ keeps: dependOn(cases, place), sure: false, sooner: 0, due: to },
    ...(rung ? { last: rung } : {}),
  }));
}

/** Patients who wait for this place: visits of a car, bookings of a base. */
function dependOn(cases: readonly CaseLine[], place: number): number {
  return cases.filter((line) => line.place === place && (line.queue === 'visit' || line.queue === 'base')).length;
}
