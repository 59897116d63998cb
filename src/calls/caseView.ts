import { type Actor, buttonsAt, type Context } from '#api';
import { inScope, recordAccess, type StoredEvent, type Tx } from '#database';
import { namesOf, type Actor as Person, type Place, placesIn, type Role, rolesIn } from '#people';
import type { LookUp } from '#practices';
import {
  type Instant,
  minutes,
  NotFound,
  plus,
  showDay,
  showLength,
  showMinutes,
  showTime,
  showTimeSeconds,
} from '#shared';
import { clocksOf, defaultPack, inWords, overdue, type StoredClock } from '#standards';
import { sourceWords, type TimelineEntry } from '#web';
import { type CaseState, isOpen, stepsToCorrect } from './case.ts';
import { withAddressFor } from './caseAddress.ts';
import { reachedOf } from './caseClosing.ts';
import { mayTakeBack } from './caseHolding.ts';
import { type CaseLine, caseLine, caseLines, casesOfSamePatient, linkedCases, takenSlots } from './caseListStore.ts';
import { caseLifecycle } from './caseSteps.ts';
import { correctionWords } from './caseStepWords.ts';
import { asCaseEvents, foldCase, loadCase, personOf, textsOf } from './caseStore.ts';
import { isThird } from './caseThird.ts';
import { standingWords } from './contact/standing.ts';
import { lostWords } from './lease/lease.ts';
import { leaseOf } from './lease/leaseStore.ts';
import { lostAt } from './lease/lost.ts';
import { loweredWords } from './lowered.ts';
import type { CaseProps } from './pages/case.tsx';
import { borneOut } from './placed/borneOut.ts';
import { placedFor } from './placed/placedStore.ts';
import { howItCame } from './referral/referralView.ts';
import { seenBy } from './seenBy.ts';
import { readSettings } from './settings/settingStore.ts';
import type { ShutBase, ShutBases } from './shutDoor.ts';
import { openSlots, slotKey, withLateness } from './slots.ts';
import { noteUseIn } from './specialNoteUse.ts';
import { caseTeller } from './told.ts';
import { ageOn, contactsBefore, patientIn } from './triage/caseInHand.ts';
import { lastVersions, noteVersionsOf, type WrittenNote } from './triage/noteStore.ts';
import { noteParts } from './triage/noteWords.ts';
import { noteFromOf, noteStanding } from './triage/noteWritten.ts';
import { waitOfCase } from './wait/waitStore.ts';
import { workOf } from './work/workStore.ts';

/** Who may see who a patient is. A visitor, a driver's rota or a contract needs none of it. */
export const seesPatients: readonly Role[] = [
  'health-advisor',
  'triage-nurse',
  'doctor',
  'visiting-doctor',
  'shift-lead',
  'receptionist',
  'medical-director',
  'privacy-officer',
];

export type CaseView = Omit<CaseProps, 'frame' | 'chosen' | 'newKey' | 'problems' | 'values' | 'special'> & {
  service: number;
  /** By whom practices' special notes are looked for, in a transaction of their own; absent for those who may see no identities. */
  patient?: Pick<LookUp, 'tenant' | 'roles'> & { who: LookUp['patient'] };
};

export type Looking = { actor: Person; tenants: readonly number[]; id: string; shutBases: ShutBases };

/** Everything that the page of a case shows, and the record that somebody looked. */
export async function viewCase(context: Context, looking: Looking): Promise<CaseView> {
  const { actor, tenants, id, shutBases } = looking;
  return inScope(context.db, { tenants }, async (tx) => {
    const found = await findCase(tx, tenants, id);
    const { tenant, line, events, service } = found;
    const now = context.clocks.now(tenant);
    const roles = rolesIn(actor, tenant);
    const identified = roles.some((role) => seesPatients.includes(role));
    await recordAccess(tx, {
      tenant,
      at: now,
      actor: actor.account,
      session: actor.session,
      action: identified ? 'view-case' : 'view-case-without-identity',
      subject: id,
    });
    const places = await placesIn(tx, service);
    const person = identified ? await personOf(tx, tenant, id) : undefined;
    const notes = identified ? await noteVersionsOf(tx, { tenant, case: id }) : [];
    const texts = identified ? await textsOf(tx, tenant, id) : [];
    const clocks = await clocksOf(tx, tenant, id);
    const names = await namesOf(
      context.db,
      [
        ...events.map((e) => e.recordedBy),
        ...texts.map((t) => t.writtenBy),
        ...notes.map((n) => n.writtenBy),
        ...peopleIn(events),
        line.heldBy ?? '',
      ].filter(Boolean),
    );
    const state = foldCase(events);
    const before =
      person && state.state !== 'none'
        ? { person, state, earlier: await contactsBefore(tx, { tenant, state, person, places, now }) }
        : undefined;
    const nameOf = (account: string) => names.get(account) ?? 'somebody';
    const placeName = (place: number) => places.find((one) => one.id === place)?.name ?? 'another place';
    const shut = await shutBases(tx, { tenant, service });
    const offered = await offeredOn(tx, { tenant, places, events, now, shut });
    return {
      now,
      service,
      line,
      before,
      noteUsed: (note) => noteUseIn({ events: asCaseEvents(events), nameOf }, note),
      patient: person && { who: patientIn(person), tenant, roles },
      person: person && withAddressFor(person, { roles, isHolder: line.heldBy === actor.account }),
      notes: lastVersions(notes).map((note) => noteShown(note, { nameOf, born: person?.dateOfBirth, now })),
      linked: await linkedCases(tx, tenant, id),
      came: await howItCame(tx, { tenant, id, identified }),
      told: await waitOfCase(tx, { tenant, service, line, now }),
      contact: await contactShown(tx, { tenant, state: foldCase(events), now }),
      owed: (await workOf(tx, tenant, { case: id })).filter(({ endedAt }) => endedAt === undefined),
      lowered: loweredWords(asCaseEvents(events), nameOf),
      ofNote: ofNoteFor(state, actor.account),
      lease: await leaseShown(tx, { tenant, line, events, account: actor.account, nameOf }),
      texts: texts.map((text) => ({ ...text, writer: nameOf(text.writtenBy) })),
      holder: line.heldBy && nameOf(line.heldBy),
      heldBy:
        line.heldBy && line.heldBy !== actor.account
          ? `${nameOf(line.heldBy)} since ${showTime(line.heldSince ?? now)}`
          : undefined,
      mayTakeBack: mayTakeBack(roles),
      placeName: line.place === undefined ? undefined : placeName(line.place),
      steps: stepsFor(line, roles).filter(({ name }) => hasChoices(name, offered)),
      offered,
      entries: events.map((event) => entryOf(event, events, { place: placeName, person: nameOf })),
      clocks: clocks.map((clock) => clockLine(clock, now)),
    };
  });
}

function noteShown(note: WrittenNote, about: { nameOf(account: string): string; born?: string; now: Instant }) {
  const age = about.born === undefined ? undefined : ageOn(about.born, about.now);
  const { version, complete, writtenAt } = note;
  return {
    id: note.note,
    version,
    complete,
    parts: noteParts(note.body, age),
    writer: about.nameOf(note.writtenBy),
    writtenAt,
  };
}

/** What was tried to reach the patient, what bears it out, and where that stands by the rule the case goes by. */
async function contactShown(
  tx: Tx,
  { tenant, state, now }: { tenant: number; state: CaseState; now: Instant },
): Promise<CaseProps['contact']> {
  if (state.state === 'none') return { tries: [], borneOut: [] };
  const { tries } = state.beside;
  const calls = borneOut(tries, await placedFor(tx, tenant, state.id));
  if (!isOpen(state)) return { tries, borneOut: calls };
  const { contact: editions } = await readSettings(tx, { tenant, service: state.service });
  return { tries, borneOut: calls, standing: standingWords(reachedOf(state, { editions, now }), now) };
}

/** Until when the case is theirs; or, where it was taken out of their hands by itself, that it was. */
async function leaseShown(
  tx: Tx,
  about: { tenant: number; line: CaseLine; events: StoredEvent[]; account: string; nameOf(account: string): string },
) {
  const { tenant, line, events, account } = about;
  const lease = await leaseOf(tx, tenant, line.id);
  if (lease?.account === account) return { id: line.id, until: lease.expiresAt };
  const lost = lostAt(events, account);
  if (lost === undefined) return undefined;
  const { nameOf } = about;
  return { id: line.id, lost: lostWords({ lost, by: nameOf(lost.by), holder: line.heldBy && nameOf(line.heldBy) }) };
}

function ofNoteFor(state: CaseState, account: string): CaseProps['ofNote'] {
  if (state.state === 'none') return undefined;
  const wasTaken = isOpen(state) && state.holder === undefined && state.takenFrom.includes(account);
  return { from: noteFromOf(noteStanding(state)), wasTaken };
}

async function findCase(tx: Tx, tenants: readonly number[], id: string) {
  for (const tenant of tenants) {
    const loaded = await loadCase(tx, tenant, id);
    const line = loaded && (await caseLine(tx, tenant, id));
    if (loaded && line) return { tenant, line, events: loaded.events, service: loaded.state.service };
  }
  throw new NotFound('there is no such case');
}

/** The steps that can be taken now; the ordinary next step of each state comes first. */
function stepsFor(line: CaseLine, roles: Actor['roles']) {
  const buttons = buttonsAt(caseLifecycle, line.state, roles).filter(
    ({ name }) => name !== (line.heldBy ? 'take-case' : 'release-case'),
  );
  const first = NEXT[line.state];
  const rank = (name: string) => {
    const place = first?.indexOf(name) ?? -1;
    return place === -1 ? 99 : place;
  };
  const fitting = buttons.filter(({ name }) =>
    name === 'book-base' || name === 'arrive'
      ? line.placeKind !== 'visit'
      : name === 'request-visit'
        ? line.placeKind === 'visit'
        : fits(name, line),
  );
  return [...fitting].sort((a, b) => rank(a.name) - rank(b.name));
}

/** Steps that would be refused whatever was typed are not offered. */
function fits(name: string, line: CaseLine): boolean {
  if (name === 'connect-interpreter') return line.interpreter !== undefined;
  if (name === 'decline-repeat') return isThird(line.repeatTimes);
  if (name === 'did-not-wait') return line.place !== undefined;
  return name !== 'read-special-note';
}

/** A step whose list of choices is empty asks for what there is not. */
function hasChoices(name: string, { others, linked, specialNotes }: CaseProps['offered']): boolean {
  const lists: { [step: string]: object } = {
    'link-case': others,
    'unlink-case': linked,
    'answer-special-note': specialNotes,
  };
  return Object.keys(lists[name] ?? { any: 1 }).length > 0;
}

const NEXT: { [state: string]: string[] } = {
  'to-assess': ['start-assessment', 'take-case', 'try-contact'],
  'in-assessment': ['finish-assessment', 'finish-and-book', 'finish-and-visit', 'finish-and-close'],
  'to-book': ['book-base', 'request-visit'],
  booked: ['start-consultation', 'arrive', 'did-not-attend'],
  'sent-elsewhere': ['start-consultation', 'arrive', 'book-base'],
  arrived: ['start-consultation', 'did-not-wait'],
  'to-ring-back': ['try-contact', 'book-base', 'request-visit'],
  'visit-requested': ['assign-visit', 'start-consultation'],
  'visit-assigned': ['start-consultation', 'set-off', 'arrive-visit'],
  'visit-travelling': ['arrive-visit', 'start-consultation'],
  'visit-arrived': ['start-consultation', 'did-not-attend'],
  'in-consultation': ['finish-consultation', 'finish-and-close'],
  advised: ['close-case'],
  consulted: ['close-case'],
  closed: ['correct-case-time'],
};

async function offeredOn(
  tx: Tx,
  about: { tenant: number; places: Place[]; events: StoredEvent[]; now: Instant; shut: ReadonlyMap<number, ShutBase> },
) {
  const { tenant, places, events, now, shut } = about;
  const state = foldCase(events);
  const taken = new Set<string>();
  for (const place of places.filter(({ kind }) => kind === 'base')) {
    const slots = await takenSlots(tx, { tenant, place: place.id, from: now, to: plus(now, minutes(24 * 60)) });
    for (const slot of slots) taken.add(slotKey(place.id, slot.at));
  }
  const choices = (kinds: Place['kind'][]) =>
    Object.fromEntries(places.filter(({ kind }) => kinds.includes(kind)).map(({ slug, name }) => [slug, name]));
  return {
    bases: choices(['base', 'elsewhere']),
    cars: choices(['car']),
    // A patient is not offered a time at a door that our own notice says is shut.
    slots: withLateness(openSlots(places, shut, taken, now), isOpen(state) ? seenBy(state) : undefined),
    ...(await aboutOthers(tx, { tenant, state })),
    steps: Object.fromEntries(
      stepsToCorrect(state).map(({ version, type, at }) => [
        String(version),
        `${showTimeSeconds(at)} ${correctionWords(type)}`,
      ]),
    ),
  };
}

/** Cases that this one can be linked with, those that it is linked with, and the special notes that were read for it. */
async function aboutOthers(tx: Tx, { tenant, state }: { tenant: number; state: CaseState }) {
  if (state.state === 'none') return { others: {}, linked: {}, specialNotes: {} };
  const links = new Set(state.beside.links.map(({ to }) => to));
  const others = await casesOfSamePatient(tx, tenant, state.id);
  const numbered = (lines: readonly CaseLine[]) =>
    Object.fromEntries(lines.map(({ id, number, openedAt }) => [id, `${number}, ${showDay(openedAt)}`]));
  return {
    others: numbered(others.filter(({ id }) => !links.has(id))),
    linked: numbered(await caseLines(tx, tenant, [...links])),
    specialNotes: Object.fromEntries(
      state.beside.specialNotes.map(({ id }, index) => [id, `Special note ${index + 1} of this case`]),
    ),
  };
}

/** Accounts that an event names beside whoever recorded it. A welfare check's `by` is a service, such as the police, and no account. */
function peopleIn(events: readonly StoredEvent[]): string[] {
  return asCaseEvents(events).flatMap((event) => (event.type === 'CaseTaken' ? [event.data.by] : []));
}

/** What happened, and the reason that was given for it. */
function whatWords(event: StoredEvent, place: (id: number) => string): string {
  const reason = caseTeller.reasons[String(event.reason ?? event.data.reason ?? '')];
  const what = caseTeller.what(event, place);
  return reason && !what.toLowerCase().includes(reason.toLowerCase()) ? `${what}: ${reason}` : what;
}

function entryOf(
  event: StoredEvent,
  all: readonly StoredEvent[],
  names: { place(id: number): string; person(id: string): string },
): TimelineEntry {
  const late = event.recordedAt - event.occurredAt;
  return {
    key: String(event.version),
    happened: showTimeSeconds(event.occurredAt),
    written: late < 5_000 ? 'at once' : showTimeSeconds(event.recordedAt),
    ...(late >= 60_000 ? { later: `${showMinutes(late)} later` } : {}),
    what: whatWords(event, names.place),
    who: names.person(event.recordedBy),
    source: sourceWords(event.source),
    isCorrection: event.corrects !== undefined,
    isReplaced: all.some((other) => other.corrects === event.version),
  };
}

function clockLine(clock: StoredClock, now: Instant) {
  const due = clock.dueAt === null ? '' : `, due ${showTime(clock.dueAt)}`;
  const state =
    clock.outcome === 'open'
      ? overdue(clock, now)
        ? `late${due}`
        : `running${due}`
      : `${inWords(clock.outcome)}${clock.countedMs === null ? '' : `, ${showLength(clock.countedMs)}`}`;
  return {
    measure: clock.measure,
    lap: clock.lap,
    words: MEASURES.get(clock.measure) ?? clock.measure.replaceAll('-', ' '),
    state,
  };
}

const MEASURES = new Map(
  defaultPack.clocks.flatMap((rule) => rule.lines.map((line) => [line.measure, line.words] as const)),
);
