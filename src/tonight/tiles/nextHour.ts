import type { CaseLine, CaseStory, Queue } from '#calls';
import { willBeLateBy } from '#dispatch';
import type { Place } from '#people';
import type { Shift } from '#rota';
import { hours, type Instant, minutes, plus, showTime } from '#shared';
import type { LogLine } from '../rules/log.ts';
import { ordinal } from '../rules/ordinal.ts';
import type { Clinicians } from './clinicians.ts';
import type { PlaceCover } from './cover.ts';
import type { DueErrand } from './errands.ts';
import { dueShifts } from './onNow.ts';
import { MOVE_BEFORE_MS, type ToMove } from './panels.ts';
import type { Running, Urgent } from './waiting.ts';

/** Who has it: a person who has taken it, a place that it was given to, or nobody. Accounts, not names. */
export type Holder =
  | { kind: 'nobody' }
  | { kind: 'person'; account: string; since?: Instant }
  | { kind: 'place'; place: string; person?: string };

/** Why, or who could: words, and the account of whoever they begin with. */
export type Why = { words: string; account?: string };

export type NextRow = {
  id: string;
  /** Empty where it is about no case: a shift, a lost call, a message. */
  number: string;
  /** Where it is opened. */
  href?: string | undefined;
  state: Urgent;
  dueAt: Instant;
  pool: Queue | 'move' | 'none' | 'pass' | 'work' | 'message' | 'shift';
  /** Counted and said to the second: three minutes for 999. */
  isExact?: boolean;
  /** When it is expected, where that is after it is due: red only once it is late. */
  forecast?: Instant;
  /** When a car is expected there. */
  arrives?: Instant;
  what: string;
  /** What sets it apart from its neighbours: a child's age, a third call. */
  detail?: string;
  holder: Holder;
  why: Why;
  /** Neighbours of the same pool that stand in this row with it, and when the last of them is due. */
  others?: { count: number; until: Instant };
  /** A courtesy that the same patient is owed too, and that nobody has: it stands here, and not above other patients. */
  also?: { what: string; dueAt: Instant };
  /** What kind of work it is, where it is work. */
  work?: string | undefined;
};

export type NextHour = { rows: readonly NextRow[]; inAll: number };

export type NextAbout = {
  running: readonly Running[];
  toMove: readonly ToMove[];
  stories: readonly CaseStory[];
  covers: readonly PlaceCover[];
  places: readonly Place[];
  clinicians: Clinicians;
  ages: ReadonlyMap<string, number>;
  errands: readonly DueErrand[];
  shifts: readonly Shift[];
  log: readonly LogLine[];
  expected: ReadonlyMap<string, Instant>;
  now: Instant;
};

/** Everything late and everything due within the hour, late first, then soonest; neighbours that nobody has stand together. */
export function nextHourOf(about: NextAbout): NextHour {
  const until = plus(about.now, hours(1));
  const all = [
    ...about.running.map((one) => rowOf(one, about)),
    ...about.errands.map((errand) => errandRow(errand, about)),
    ...unsureShifts(about),
  ]
    .filter(({ dueAt }) => dueAt <= until)
    .sort(byTime);
  const rows = withCourtesies(all);
  return { rows: grouped(withWho(rows, about)), inAll: rows.length };
}

const courtesies: ReadonlySet<string | undefined> = new Set(['comfort-call', 'failed-contact']);

/**
 * To comfort somebody who waits, or to try them again, stands in the row of what they wait for, where that is due no later. Whoever
 * has taken the moving of a patient rings them: to try them again is the same call, whenever it is due.
 */
function withCourtesies(all: readonly NextRow[]): NextRow[] {
  const rows: NextRow[] = all.filter(isBeingMoved);
  for (const row of all.filter((one) => !isBeingMoved(one))) {
    const isOwed = courtesies.has(row.work) && row.number !== '';
    const isOf = ({ number, work, dueAt, holder }: NextRow) =>
      number === row.number &&
      !courtesies.has(work) &&
      (row.holder.kind === 'nobody' || isSame(row.holder, holder)) &&
      (dueAt <= row.dueAt || (row.work === 'failed-contact' && work === 'move-booked'));
    const at = isOwed ? rows.findIndex(isOf) : -1;
    const patient = rows[at];
    if (!patient) rows.push(row);
    else rows[at] = { ...patient, also: patient.also ?? { what: row.what, dueAt: row.dueAt } };
  }
  return rows.sort(byTime);
}

const isBeingMoved = ({ work, holder }: NextRow) => work === 'move-booked' && holder.kind === 'person';
const isSame = (a: Holder, b: Holder) => a.kind === 'person' && b.kind === 'person' && a.account === b.account;
const byTime = (a: NextRow, b: NextRow) => a.dueAt - b.dueAt || (a.number < b.number ? -1 : 1);

function rowOf({ line, dueAt, state }: Running, about: NextAbout): NextRow {
  // Once somebody has been given the moving, it has a row of its own.
  const isGiven = about.errands.some((one) => one.work === 'move-booked' && one.case === line.id);
  const move = isGiven ? undefined : about.toMove.find((one) => one.line.id === line.id);
  const common = { id: line.id, number: line.number };
  if (move && move.by < dueAt) {
    const left = move.by - about.now;
    // A move has no clock of any rule book: due soon is the last quarter of the half hour that it needs.
    const urgent: Urgent = left < 0 ? 'late' : left <= MOVE_BEFORE_MS / 4 ? 'due-soon' : 'waiting';
    const cover = about.covers.find(({ place }) => place.id === move.base.id);
    const [person] = cover?.people ?? [];
    const holder: Holder = person ? { kind: 'person', account: person } : { kind: 'nobody' };
    const why = { words: `${move.base.name} ${timeOf(line.slotAt)}` };
    return { ...common, state: urgent, dueAt: move.by, pool: 'move', what: 'Move a booked patient', holder, why };
  }
  const detail = detailOf(line, about.ages);
  const expected = about.expected.get(line.id);
  return {
    ...common,
    ...(expected !== undefined && line.queue === 'visit' ? { arrives: expected } : {}),
    ...(willBeLateBy({ dueAt, expectedAt: expected }, about.now) === undefined ? {} : { forecast: expected }),
    state,
    dueAt,
    pool: line.queue ?? 'none',
    what: whatOf(line),
    ...(detail ? { detail } : {}),
    holder: holderOf(line, about),
    why: whyOf(line, about),
  };
}

/** A pass, a work item or a message, which has a clock and a holder of its own. */
function errandRow(errand: DueErrand, { running, places, covers, now }: NextAbout): NextRow {
  const line = running.find((one) => one.line.id === errand.case)?.line;
  const base = errand.work === 'move-booked' ? places.find(({ id }) => id === line?.place) : undefined;
  const [there] = covers.find((cover) => cover.place.id === base?.id)?.people ?? [];
  const holder: Holder = errand.holder
    ? { kind: 'person', account: errand.holder.by, since: errand.holder.since }
    : there
      ? { kind: 'person', account: there }
      : { kind: 'nobody' };
  const left = errand.dueAt - now;
  const limit = errand.dueAt - errand.startedAt;
  return {
    id: errand.stream,
    number: line?.number ?? '',
    href: hrefOf(errand),
    pool: errand.kind,
    work: errand.work,
    ...(errand.kind === 'pass' ? { isExact: true } : {}),
    // Three minutes for 999 are due soon from the first second, as the strip above every page says.
    state:
      left < 0 ? 'late' : errand.kind === 'pass' || left <= Math.min(limit / 4, minutes(15)) ? 'due-soon' : 'waiting',
    dueAt: errand.dueAt,
    what: errand.what,
    holder,
    why: { words: errand.kind === 'pass' ? 'Not yet confirmed' : base ? `From ${base.name}` : '' },
  };
}

/** A pass and a work item have pages of their own: there is what can be done about them. */
function hrefOf({ kind, stream, case: about }: DueErrand): string | undefined {
  if (kind === 'pass') return `/passes/${stream}`;
  return kind === 'work' ? `/work/${stream}` : about && `/cases/${about}`;
}

/** Shifts that begin within the hour and that nobody is sure to come to. */
function unsureShifts({ shifts, log, places, now }: NextAbout): NextRow[] {
  return dueShifts(shifts, log, now, hours(1))
    .filter(({ state }) => state === 'nobody' || state === 'not-confirmed')
    .map(({ shift, at, role, place, person, state, rung }): NextRow => {
      const where = places.find(({ id }) => id === place)?.name ?? '';
      return {
        id: shift,
        number: '',
        href: `/shifts/${shift}`,
        pool: 'shift',
        state: state === 'nobody' || at - now <= minutes(15) ? 'due-soon' : 'waiting',
        dueAt: at,
        what: `${roleWords[role]}, ${where}: ${state === 'nobody' ? 'nobody booked' : 'not confirmed'}`,
        holder: person ? { kind: 'person', account: person } : { kind: 'nobody' },
        why: { words: rung ? `Last rung ${showTime(rung.at)}` : 'Not rung yet' },
      };
    });
}

export const roleWords = { doctor: 'Doctor', nurse: 'Nurse', driver: 'Driver', receptionist: 'Receptionist' } as const;

function whatOf(line: CaseLine): string {
  const soon = line.urgency?.replace('-', ' ');
  switch (line.queue) {
    case 'to-assess-urgent':
      return 'Ring back, urgent';
    case 'to-assess-other':
      return 'Ring back, other';
    case 'in-assessment':
      return `Finish the assessment, ${line.priority}`;
    case 'to-book':
      if (line.state === 'to-ring-back') return 'Ring back, was not seen';
      return `${line.placeKind === 'visit' ? 'Ask for a visit' : 'Book a base'}, ${soon}`;
    case 'base':
      return `Base, ${soon}`;
    case 'visit':
      return `Home visit, ${soon}`;
    case 'in-consultation':
      return line.placeKind === 'visit' ? 'Finish the visit' : 'Finish the consultation';
    case 'to-close':
      return 'Write up and close';
    default:
      return 'In no queue: see the alert';
  }
}

function detailOf(line: CaseLine, ages: NextAbout['ages']): string | undefined {
  const age = ages.get(line.id);
  const child = age === undefined ? [] : [age === 0 ? 'baby' : `child, ${age}`];
  const again = line.repeatTimes > 1 ? [`${ordinal(line.repeatTimes)} call`] : [];
  return [...child, ...again].join(', ') || undefined;
}

function holderOf(line: CaseLine, { covers, places }: NextAbout): Holder {
  if (line.heldBy)
    return { kind: 'person', account: line.heldBy, ...(line.heldSince ? { since: line.heldSince } : {}) };
  const place = places.find(({ id }) => id === line.place);
  if (!place) return { kind: 'nobody' };
  if (isEmptyCar(place, covers)) return { kind: 'nobody' };
  const [person] = covers.find((cover) => cover.place.id === place.id)?.doctors ?? [];
  return { kind: 'place', place: place.name, ...(person ? { person } : {}) };
}

/** A car that nobody is in has nothing, whatever it was given (H17). */
function isEmptyCar({ id, kind }: Place, covers: NextAbout['covers']): boolean {
  return kind === 'car' && covers.some((cover) => cover.place.id === id && cover.people.length === 0);
}

function whyOf(line: CaseLine, { running, places, stories, covers }: NextAbout): Why {
  const place = places.find(({ id }) => id === line.place)?.name ?? '';
  if (line.queue === 'in-assessment') return { words: 'On the telephone' };
  if (line.heldBy && line.queue?.startsWith('to-assess')) return { words: 'Ringing the patient' };
  if (line.queue === 'in-consultation') return { words: place ? `With the patient, ${place}` : 'With the patient' };
  if (line.state === 'arrived') return { words: 'In the waiting room' };
  if (line.state === 'booked') return { words: `Booked ${timeOf(line.slotAt)}` };
  if (line.state === 'sent-elsewhere') {
    const sent = stories.find(({ id }) => id === line.id)?.sent.at(-1);
    const from = places.find(({ id }) => id === sent?.from)?.name;
    return { words: from ? `Sent from ${from}` : 'Sent from a shut base' };
  }
  if (line.queue !== 'visit') return { words: '' };
  if (!place) return { words: 'No car yet' };
  const car = places.find(({ id }) => id === line.place);
  if (car && isEmptyCar(car, covers)) return { words: `${place} had it: nobody is in it` };
  if (line.state === 'visit-travelling') return { words: `${place} is on its way` };
  if (line.state === 'visit-arrived') return { words: `${place} is at the door` };
  const same = running.filter((one) => one.line.state === 'visit-assigned' && one.line.place === line.place);
  const with_ = running.find((one) => one.line.state === 'in-consultation' && one.line.place === line.place);
  const turn = `${ordinal(same.findIndex((one) => one.line.id === line.id) + 1)} of ${same.length} for ${place}`;
  return { words: with_ ? `${turn}, now with ${with_.line.number.slice(5)}` : turn };
}

/** The first that nobody has is for whoever is free; the rest wait for the next. */
function withWho(rows: readonly NextRow[], { clinicians, log }: NextAbout): NextRow[] {
  const { free, next } = clinicians;
  let given = 0;
  return rows.map((row) => {
    const isToRing = row.pool === 'to-assess-urgent' || row.pool === 'to-assess-other';
    if (!isToRing || row.holder.kind !== 'nobody') return row;
    const asked = log.findLast(({ kind, subject }) => kind === 'asked' && subject === row.id);
    if (asked?.person) return { ...row, why: { account: asked.person, words: `asked ${showTime(asked.at)}` } };
    const who = free[given];
    given += 1;
    if (who) return { ...row, why: { account: who, words: 'free now' } };
    const [soonest] = next;
    return { ...row, why: soonest ? { account: soonest, words: 'next free' } : { words: 'Nobody is free' } };
  });
}

function grouped(rows: readonly NextRow[]): NextRow[] {
  const groups: NextRow[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && areAlike(last, row)) {
      last.others = { count: (last.others?.count ?? 0) + 1, until: row.dueAt };
    } else groups.push({ ...row });
  }
  return groups;
}

// Whoever is late or nearly so has a row of their own, and so has whoever differs in anything that matters.
function areAlike(a: NextRow, b: NextRow): boolean {
  // Calls that nobody has rung back are one errand after another for whoever sits down to them, late or not.
  const isErrand = a.pool === 'work' && a.state === b.state && (a.number === '') === (b.number === '');
  const isPlain = (row: NextRow) =>
    (row.state === 'waiting' || isErrand) && row.holder.kind === 'nobody' && !row.detail && !row.also;
  return isPlain(a) && isPlain(b) && a.pool === b.pool && a.what === b.what;
}

function timeOf(at: Instant | undefined): string {
  return at === undefined ? '' : showTime(at);
}
