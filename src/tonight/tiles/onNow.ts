import type { CaseLine, InHand } from '#calls';
import type { Place } from '#people';
import { bookingOf, presentIn, type Shift, type ShiftRole } from '#rota';
import { hours, type Instant, plus } from '#shared';
import { type LogLine, lastRung } from '../rules/log.ts';
import type { Clinicians } from './clinicians.ts';

/** Somebody who is on now: where, since when, and what they are doing. */
export type OnNow = {
  person: string;
  role?: ShiftRole;
  place?: number;
  since: Instant;
  to?: Instant;
  cases: readonly string[];
  shift?: string;
};
/** A shift that begins within the night: who is due, whether they have said so, and when they were last rung. */
export type DueShift = {
  shift: string;
  at: Instant;
  to: Instant;
  role: ShiftRole;
  place: number;
  person?: string;
  state: 'confirmed' | 'not-confirmed' | 'here' | 'nobody';
  rung?: LogLine;
};
export type Roll = { on: readonly OnNow[]; due: readonly DueShift[]; missing: readonly DueShift[] };

type About = {
  shifts: readonly Shift[];
  cases: readonly CaseLine[];
  clinicians: Clinicians;
  log: readonly LogLine[];
  /** Calls that were answered within the hour. */
  answered?: readonly InHand[];
  now: Instant;
};

/** Whoever was there tonight and has left, and is nowhere else. */
export function goneHome(shifts: readonly Shift[]): ReadonlySet<string> {
  const here = new Set(shifts.flatMap(presentIn));
  return new Set(
    shifts.flatMap(({ attendance }) => attendance.map(({ person }) => person)).filter((person) => !here.has(person)),
  );
}

/** Who is on, as recorded: by arrival at a base or car, or by having rung a patient or answered a call within the hour. */
export function rollOf({ shifts, cases, clinicians, log, answered = [], now }: About): Roll {
  const held = (person: string) => cases.flatMap(({ heldBy, number }) => (heldBy === person ? [number] : []));
  const at = shifts.flatMap((shift) =>
    shift.attendance
      .filter(({ from, to }) => to === undefined && from <= now)
      .map(({ person, from }) => ({
        ...{ person, role: shift.role, place: shift.place, since: from, to: shift.to, shift: shift.id },
        cases: held(person),
      })),
  );
  const known = new Set(at.map(({ person }) => person));
  const ringing = [...clinicians.free, ...clinicians.next, ...cases.flatMap(({ heldBy }) => (heldBy ? [heldBy] : []))];
  const others = [...new Set(ringing)].filter((person) => !known.has(person));
  const phones = others.map((person) => ({ person, since: clinicians.since.get(person) ?? now, cases: held(person) }));
  const gone = goneHome(shifts);
  const first = new Map<string, Instant>();
  for (const { by, at: when } of answered) first.set(by, Math.min(when, first.get(by) ?? when) as Instant);
  const calls = [...first]
    .filter(([person]) => !known.has(person) && !others.includes(person) && !gone.has(person))
    .map(([person, since]) => ({ person, since, cases: [] }));
  return { on: [...at, ...phones, ...calls], due: dueShifts(shifts, log, now), missing: missingNow(shifts, log, now) };
}

/** Shifts that begin within so long, those that nobody is sure to come to first where times agree. */
export function dueShifts(
  shifts: readonly Shift[],
  log: readonly LogLine[],
  now: Instant,
  aheadMs = hours(12),
): DueShift[] {
  return shifts
    .filter((shift) => shift.from > now && shift.from <= plus(now, aheadMs) && shift.state !== 'ended')
    .map((shift) => dueOf(shift, log))
    .sort((a, b) => a.at - b.at || order.indexOf(a.state) - order.indexOf(b.state));
}

/** Shifts that have begun and have nobody. */
export function missingNow(shifts: readonly Shift[], log: readonly LogLine[], now: Instant): DueShift[] {
  return shifts
    .filter((shift) => shift.from <= now && now < shift.to && presentIn(shift).length === 0)
    .map((shift) => dueOf(shift, log))
    .sort((a, b) => a.at - b.at);
}

const order = ['nobody', 'not-confirmed', 'confirmed', 'here'];

function dueOf(shift: Shift, log: readonly LogLine[]): DueShift {
  const booked = bookingOf(shift);
  const [there] = presentIn(shift);
  const person = there ?? booked?.person;
  const rung = lastRung(log, { shift: shift.id, ...(person ? { person } : {}) });
  return {
    ...{ shift: shift.id, at: shift.from, to: shift.to, role: shift.role, place: shift.place },
    ...(person ? { person } : {}),
    ...(rung ? { rung } : {}),
    state: there ? 'here' : !booked ? 'nobody' : booked.confirmed ? 'confirmed' : 'not-confirmed',
  };
}

export const placeName = (places: readonly Place[], id: number | undefined): string =>
  places.find((place) => place.id === id)?.name ?? 'A place that is gone';
