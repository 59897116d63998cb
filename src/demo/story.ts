import { type Instant, plus, seconds, toIso, uuidv7FromKey } from '#shared';
import type { Notebook } from './notebook.ts';
import { noteOf, type Written } from './notes.ts';
import type { MadeUpPatient } from './patients.ts';
import type { Base, Car, PlaceSlug } from './places.ts';
import { sexOf } from './sexes.ts';
import { TELEPHONE } from './staff.ts';

/** How long the introductory message plays. */
export const MESSAGE_MS = seconds(18);

export type Urgency = 'emergency' | 'urgent' | 'less-urgent';
export type Route = 'telephone' | 'nhs-111' | 'health-professional' | 'walk-in';
export type Outcome = 'advice' | 'seen-at-base' | 'seen-at-home' | 'ambulance-999' | 'did-not-attend';

/** One call on the telephone, told step by step. */
export type Call = { id: string; book: Notebook };

/** The machine presents a call; its message ends 18 s later. Gives the instant at which it began to ring. */
export function ring(
  book: Notebook,
  name: string,
  offeredAt: Instant,
  number?: string,
): { call: Call; ringsFrom: Instant } {
  const id = book.id(offeredAt, `call/${name}`);
  const ringsFrom = plus(offeredAt, MESSAGE_MS);
  const body = { id, service: book.service, message: true, ...(number ? { number } : {}) };
  book.write({ at: offeredAt, actor: TELEPHONE, stream: id, command: 'offer-call', path: '/calls', body });
  const call = { id, book };
  tellCall(call, { at: ringsFrom, actor: TELEPHONE, command: 'queue-call' });
  return { call, ringsFrom };
}

/** Rung back by somebody at the telephones; the service itself has asked for it. */
export function ringBackAbandoned(
  call: Call,
  abandoned: Instant,
  told: { at: Instant; by: string; result: string },
): void {
  const { book, id } = call;
  const work = uuidv7FromKey(abandoned, `ring-back-abandoned:${id}`);
  const [command, path] = ['do-work', `/work/${work}/do-work`];
  const about = { stream: work, with: [id], awaits: true, command, path } as const;
  book.write({ ...about, at: told.at, actor: told.by, body: { result: told.result } });
}

type Told = { at: Instant; actor: string; command: string; body?: Record<string, unknown> };

export function tellCall({ book, id }: Call, { at, actor, command, body = {} }: Told): void {
  book.write({ at, actor, stream: id, command, path: `/calls/${id}/${command}`, body });
}

/** One patient's case, told step by step; `version` counts the events so far, each command here being one. */
export type Case = {
  id: string;
  version: number;
  book: Notebook;
  openedAt: Instant;
  complaint: string;
  number?: string;
};

export type Opening = {
  name: string;
  at: Instant;
  by: string;
  priority: 'urgent' | 'other';
  route: Route;
  answeredAt: Instant;
  call?: string;
  number?: string;
  /** The base that they walked into. */
  place?: Base;
  patient: MadeUpPatient;
};

/** Opens a case. Its number is given where the plan knows it, else the service counts. */
export function open(book: Notebook, o: Opening): Case {
  const id = book.id(o.at, `case/${o.name}`);
  const { name, dateOfBirth, nhsNumber, callerName, callerRelation, ringBack, whereNow, practice, complaint } =
    o.patient;
  const body = {
    id,
    service: book.service,
    entryRoute: o.route,
    priority: o.priority,
    ...(o.call ? { call: o.call } : { answeredAt: toIso(o.answeredAt) }),
    ...(o.number ? { number: o.number } : {}),
    ...(o.place ? { place: o.place } : {}),
    patientName: name,
    dateOfBirth,
    sex: sexOf(name),
    nhsNumber,
    callerName,
    callerRelation,
    ringBack,
    whereNow,
    practice,
    complaint,
  };
  book.write({ at: o.at, actor: o.by, stream: id, command: 'open-case', path: '/cases', body });
  return { id, version: 1, book, openedAt: o.at, complaint, ...(o.number ? { number: o.number } : {}) };
}

export function tell(about: Case, { at, actor, command, body = {} }: Told, last = command): void {
  about.version += 1;
  about.book.write({ at, actor, stream: about.id, command, path: `/cases/${about.id}/${last}`, body });
}

export type Assessed = { place: 'advice' } | { place: 'base' | 'visit'; urgency: Urgency };

export function assess(
  about: Case,
  by: string,
  when: { taken: Instant; started: Instant; finished: Instant },
  result: Assessed,
): void {
  tell(about, { at: when.taken, actor: by, command: 'take-case' });
  tell(about, { at: when.started, actor: by, command: 'start-assessment' });
  tell(about, { at: when.finished, actor: by, command: 'finish-assessment', body: result });
}

/** A case that ends with the telephone call closes with its note; what is life-threatening is with 999 before that. */
export function closeWithAdvice(about: Case, at: Instant, by: string, said: { outcome: Outcome; note: Written }): void {
  const { outcome } = said;
  const note = noteOf(said.note, { complaint: about.complaint, outcome });
  tell(about, { at, actor: by, command: 'close-case', body: { outcome, note } });
}

/** Passed to 999: pressed by one person, taken by 999 when one of them says so. */
export function passTo999(
  about: Case,
  when: { needed: Instant; taken: Instant },
  who: { by: string; confirmedBy?: string },
): void {
  const { book } = about;
  const id = book.id(when.needed, `pass/${about.id}`);
  const needed = { id, service: book.service, case: about.id };
  book.write({ at: when.needed, actor: who.by, stream: id, command: 'need-pass', path: '/passes', body: needed });
  const actor = who.confirmedBy ?? who.by;
  const body = { reference: `TW-${id.slice(-5)}` };
  // In the case's own lane: the case is not closed before.
  book.write({
    at: when.taken,
    actor,
    stream: id,
    with: [about.id],
    command: 'confirm-pass',
    path: `/passes/${id}/confirm-pass`,
    body,
  });
}

export function bookBase(about: Case, at: Instant, by: string, slot: { place: Base; at: Instant }): void {
  tell(about, { at, actor: by, command: 'book-base', body: { place: slot.place, at: toIso(slot.at) } });
}

export function requestVisit(about: Case, at: Instant, by: string): void {
  tell(about, { at, actor: by, command: 'request-visit' });
}

export function assignVisit(about: Case, at: Instant, by: string, car: Car): void {
  tell(about, { at, actor: by, command: 'assign-visit', body: { car } });
}

/** Somebody in the car says that they have it. */
export function haveVisit(about: Case, at: Instant, by: string, car: Car): void {
  const { book, id } = about;
  const body = { id: book.id(at, `have/${id}`), service: book.service, case: id, car, kind: 'have' };
  book.write({ at, actor: by, stream: id, command: 'report-visit', path: '/visits/reports', body });
}

export function redirect(about: Case, at: Instant, by: string, to: { place: PlaceSlug; miles: number }): void {
  tell(about, { at, actor: by, command: 'redirect', body: { to: to.place, miles: to.miles, reason: 'base-shut' } });
}

/** They rang again, and only ask when they will be rung: noted on their case, with the call that they rang by. */
export function asksAgain(about: Case, at: Instant, by: string, call: Call): void {
  const body = { call: call.id, worse: false, said: 'Asks when they will be rung.' };
  tell(about, { at, actor: by, command: 'note-repeat', body });
  // The note, and the call that brought it.
  about.version += 1;
}

/** When a pharmacy opens, or the like: no patient, and so no case. */
export function asksAboutNobody(call: Call, at: Instant, by: string): Instant {
  tellCall(call, { at, actor: by, command: 'no-case', body: { reason: 'question' } });
  return at;
}

/** Somebody rang to ask how they are while they wait; nothing stops. */
export function comfort(about: Case, at: Instant, by: string): void {
  tell(about, { at, actor: by, command: 'comfort-call', body: { result: 'spoke' } });
}

/** In the waiting room; nothing stops. */
export function arrive(about: Case, at: Instant, by: string): void {
  tell(about, { at, actor: by, command: 'arrive' });
}

export function setOff(about: Case, at: Instant, by: string): void {
  tell(about, { at, actor: by, command: 'set-off' });
}

export function arriveVisit(about: Case, at: Instant, by: string): void {
  tell(about, { at, actor: by, command: 'arrive-visit' });
}

/** Seen face to face, with a note, and closed. Gives the version of the event that started it. */
export function see(
  about: Case,
  by: string,
  when: { started: Instant; finished: Instant; closed: Instant },
  said: { note: Written; outcome: Outcome },
): number {
  tell(about, { at: when.started, actor: by, command: 'start-consultation' });
  const started = about.version;
  const note = noteOf(said.note, { complaint: about.complaint, outcome: said.outcome });
  tell(about, { at: when.finished, actor: by, command: 'finish-consultation', body: { note } });
  tell(about, { at: when.closed, actor: by, command: 'close-case', body: { outcome: said.outcome } });
  return started;
}
