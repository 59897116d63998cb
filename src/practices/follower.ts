import { type Database, factsAfter, inScope, readCursor, type StoredEvent, type Tx, writeCursor } from '#database';
import { everyTenant } from '#people';
import { hours, type Instant, localDate, plus, uuidv7FromKey } from '#shared';
import type { CaseKnown, Cases } from './cases.ts';
import { specialNotesFor } from './lookUpStore.ts';
import { noteById, versionsOf } from './noteStore.ts';
import { standingOf } from './practice.ts';
import { practiceNamed, practicesOf } from './practiceStore.ts';
import { ask, declinedSince, openRequests, settle } from './requestStore.ts';
import { practiceSettings } from './settings.ts';
import { keepUse, type NoteUse, notesReadFor } from './useStore.ts';

/** The events of a case that this module hears of, by name: a test holds them to the catalogue. */
export const heardEvents = ['CaseOpened', 'RangBack', 'SpecialNoteRead', 'SpecialNoteAnswered', 'CaseClosed'] as const;

export const NOTES_FOLLOWER = 'special notes';
const BATCH = 5_000;

export type Following = { db: Database; cases: Cases };

/** One round: what has become of special notes since the last, and whom to ask for one. A round that dies is taken up by the next. */
export async function followNotes(following: Following): Promise<void> {
  const tenants = await everyTenant(following.db);
  if (tenants.length === 0) return;
  while ((await readOn(following, tenants)) === BATCH);
}

async function readOn({ db, cases }: Following, tenants: number[]): Promise<number> {
  return inScope(db, { tenants }, async (tx) => {
    const before = await readCursor(tx, NOTES_FOLLOWER);
    const { facts, cursor } = await factsAfter(tx, before, BATCH);
    if (facts.length === 0) return 0;
    for (const fact of facts) if (heard.has(fact.type)) await hear(tx, fact, cases);
    await writeCursor(tx, NOTES_FOLLOWER, cursor);
    return facts.length;
  });
}

const heard = new Set<string>(heardEvents);

async function hear(tx: Tx, fact: StoredEvent, cases: Cases): Promise<void> {
  const { tenant, stream } = fact;
  const known = await cases.caseOf(tx, { tenant, case: stream });
  // An imported call's case, or one whose person was destroyed by law: there is nobody whose notes could be meant.
  if (!known) return;
  if (fact.type === 'CaseOpened' || fact.type === 'RangBack') return askForOne(tx, fact, { known, cases });
  if (fact.type === 'CaseClosed') return noteUnread(tx, fact, known);
  return keepAnswer(tx, fact, known);
}

/** Somebody opened a note for a case, or said whether it still holds. A No is a task of the practice. */
async function keepAnswer(tx: Tx, fact: StoredEvent, { number }: CaseKnown): Promise<void> {
  const { tenant, stream, data } = fact;
  const note = await noteById(tx, { tenant, id: String(data.note) });
  if (!note) return;
  const version = await versionAt(tx, fact, note.id);
  const what = fact.type === 'SpecialNoteRead' ? 'read' : data.stillTrue === true ? 'true' : 'untrue';
  await keepUse(tx, tenant, { ...useOf(fact, number), note: note.id, version, what });
  // Said otherwise in the same case afterwards: what was asked of the practice for it is taken back.
  if (what === 'true') await takeBack(tx, fact, note.practice);
  if (what !== 'untrue' || note.ended) return;
  await ask(tx, tenant, {
    id: requestId(fact, 'said-untrue'),
    practice: note.practice,
    kind: 'said-untrue',
    note: note.id,
    case: stream,
    caseNumber: number,
    patient: note.patient,
    askedAt: fact.occurredAt,
    askedBy: fact.recordedBy,
  });
}

async function takeBack(tx: Tx, fact: StoredEvent, practice: number): Promise<void> {
  const { tenant, stream, data, occurredAt: at, recordedBy: by } = fact;
  for (const one of await openRequests(tx, tenant, [practice])) {
    if (one.kind !== 'said-untrue' || one.case !== stream || one.note !== data.note) continue;
    await settle(tx, { tenant, how: 'still-true', request: one.id }, { id: requestId(fact, 'taken-back'), at, by });
  }
}

/** A case was closed, and there was a note that nobody had opened for it: that is written down, for both sides to see. */
async function noteUnread(tx: Tx, fact: StoredEvent, { patient, number }: CaseKnown): Promise<void> {
  const { tenant, stream, occurredAt: at } = fact;
  const found = await specialNotesFor(tx, { tenant, patient, roles: [], at });
  if (found.state !== 'some') return;
  const read = await notesReadFor(tx, tenant, stream);
  for (const note of found.notes) {
    if (read.has(note.id)) continue;
    const version = await versionAt(tx, fact, note.id);
    if (version > 0) await keepUse(tx, tenant, { ...useOf(fact, number), note: note.id, version, what: 'not-read' });
  }
}

/** The version that stood when something happened; 0 where there was none yet. */
async function versionAt(tx: Tx, { tenant, recordedAt }: StoredEvent, note: string): Promise<number> {
  const versions = await versionsOf(tx, { tenant, id: note });
  return versions.find(({ writtenAt }) => writtenAt <= recordedAt)?.version ?? 0;
}

type Asking = { known: CaseKnown; cases: Cases };

/** The third contact in a month of somebody with no note: the practice is asked for one, once. */
async function askForOne(tx: Tx, fact: StoredEvent, { known, cases }: Asking): Promise<void> {
  const { tenant, stream, occurredAt: at } = fact;
  const { patient, number } = known;
  const practice = await whoseNow(tx, { tenant, known, at });
  if (practice === undefined) return;
  const found = await specialNotesFor(tx, { tenant, patient, roles: [], at });
  if (found.state !== 'none') return;
  const from = plus(at, -hours(24 * practiceSettings.contactDays.value));
  const contacts = await cases.contactsOf(tx, { tenant, patient, from, to: at });
  if (contacts < practiceSettings.contactsBeforeAsking.value) return;
  if (await declinedSince(tx, { tenant, practice, patient, since: from })) return;
  const asked = { id: requestId(fact, 'third-contact'), practice, kind: 'third-contact' as const, contacts };
  await ask(tx, tenant, { ...asked, case: stream, caseNumber: number, patient, askedAt: at });
}

/** The practice that has the patient now: the one named, or the one that took its patients. */
async function whoseNow(tx: Tx, about: { tenant: number; known: CaseKnown; at: Instant }): Promise<number | undefined> {
  const { tenant, known, at } = about;
  const named = known.practiceText ? (await practiceNamed(tx, { tenant, text: known.practiceText }))?.id : undefined;
  const id = known.practice ?? named;
  const all = new Map((await practicesOf(tx, tenant)).map((practice) => [practice.id, practice]));
  const practice = id === undefined ? undefined : all.get(id);
  if (!practice) return undefined;
  const standing = standingOf(practice, all, localDate(at));
  if (standing.state === 'open') return practice.id;
  return standing.state === 'closed' ? standing.successor.id : undefined;
}

function useOf(
  { stream, version, occurredAt, recordedBy }: StoredEvent,
  caseNumber: string,
): Omit<NoteUse, 'note' | 'version' | 'what'> {
  return { case: stream, caseNumber, event: version, at: occurredAt, by: recordedBy };
}

/** The same fact asks once, however often it is read. */
function requestId({ stream, version, recordedAt }: StoredEvent, kind: string): string {
  return uuidv7FromKey(recordedAt, `${stream}:${version}:${kind}`);
}
