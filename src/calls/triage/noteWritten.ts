import { type Instant, ok, type Problem, type Result, refused, uuidTime, uuidv7FromKey } from '#shared';
import type { CaseState } from '../case.ts';
import type { Outcome } from '../codes.ts';
import type { CaseEvent } from '../events.ts';
import type { Note } from './note.ts';
import { missingBeforeSeen, missingFrom, noteComplete } from './noteComplete.ts';
import type { NoteWrite } from './noteStore.ts';

type Begun = Exclude<CaseState, { state: 'none' }>;
type Written = { event: CaseEvent & { type: 'NoteWritten' }; write: NoteWrite };

/**
 * A version of the note of the consultation that a case is in: the first of a new one once another consultation has begun, else the next of
 * the same. After closing it is an addendum to the last one, and says why. `outcome`: of the closing that it is written with, which asks less of
 * a note for whoever is passed on at once than of one that is kept meanwhile.
 */
export function noteWritten(
  state: Begun,
  written: { note: Note; why?: string; outcome?: Outcome },
  at: Instant,
): Result<Written> {
  const { note: body, why, outcome } = written;
  if (Object.keys(body).length === 0) {
    return refused({ field: 'note.complaint', code: 'note-empty', message: 'Write something in the note first.' });
  }
  if (state.state === 'closed' && why === undefined) {
    return refused({ field: 'why', code: 'missing', message: 'The case is closed. Say why you add to its note.' });
  }
  const stands = noteStanding(state);
  const [id, version] = [stands.id, stands.version + 1];
  const complete = isComplete(state, { note: body, outcome });
  // Where the note does not say, somebody at the practice is to read it and decide: never quietly for information.
  const forPractice = body.forPractice?.kind ?? 'action';
  return ok({
    event: { type: 'NoteWritten', occurredAt: at, data: { note: id, version, complete, forPractice } },
    write: { table: 'note', case: state.id, note: id, version, body, complete, ...(why === undefined ? {} : { why }) },
  });
}

/** The note that the next version goes on from, of the consultation that was begun last or after closing of the last one: version 0 before anything is written. */
export function noteStanding(state: Begun): { id: string; version: number; by?: string } {
  const last = state.beside.note;
  const id = state.state === 'closed' && last ? last.id : noteId(state);
  return last?.id === id ? { id, version: last.version, by: last.by } : { id, version: 0 };
}

/** What a form says of the version that it began from. */
export const noteFromOf = ({ id, version }: { id: string; version: number }) => `${id} ${version}`;

/**
 * Two people on one note: nothing is kept over a version that the writer has not read. A form says which version it began from; whoever does
 * not say goes on from nothing but their own.
 */
export function notRead(state: Begun, from: string | undefined, writer: string): Problem | undefined {
  const stands = noteStanding(state);
  if (from === noteFromOf(stands)) return undefined;
  if (from === undefined && (stands.by === undefined || stands.by === writer)) return undefined;
  const what =
    stands.by === undefined
      ? 'Another consultation has begun since this note was begun.'
      : `${stands.by === writer ? 'You' : stands.by} kept version ${stands.version} of this note after yours was begun.`;
  const message = `${what} Nothing of yours is saved yet, and nothing is lost: read what stands above yours, put together what is needed, and send it again.`;
  return { field: 'noteFrom', code: 'note-changed', message };
}

/**
 * Of the case and of the consultation that was begun last, so that deciding again decides the same. By its version and not by its time, which a
 * correction can move.
 */
function noteId(state: Begun): string {
  const begun = state.steps.findLast(({ type }) => type === 'AssessmentStarted' || type === 'ConsultationStarted');
  return uuidv7FromKey(uuidTime(state.id) as Instant, `${state.id}:note:${begun?.version ?? 0}`);
}

function isComplete(state: Begun, { note, outcome }: { note: Note; outcome?: Outcome }): boolean {
  const ended = state.state === 'closed' ? state.outcome : outcome;
  if (ended !== undefined) return missingFrom(note, ended).length === 0;
  const isSeen = state.state === 'in-consultation' || state.state === 'consulted';
  return noteComplete(note, isSeen ? state.place : undefined);
}

/** Whether the stored note is of the consultation that the case is in: one of the telephone does not do for a patient who was seen. */
export function isOfThisConsultation(state: Begun, note: { note: string } | undefined): boolean {
  return note !== undefined && note.note === noteId(state);
}

/** Why a case cannot close yet with this outcome, by its note: the one in hand, else the one that is stored. */
export function cannotClose(
  state: Begun,
  about: { outcome: Outcome; inHand?: Note; stored?: { note: string; body: Note } },
): Problem[] {
  const { outcome, inHand, stored } = about;
  return missingFrom(inHand ?? (isOfThisConsultation(state, stored) ? stored?.body : undefined), outcome);
}

/** Why nobody can be asked yet to see the patient: they would know nothing of what was said by telephone. */
export function cannotSend(state: Begun, about: { inHand?: Note; stored?: { note: string; body: Note } }): Problem[] {
  const { inHand, stored } = about;
  return missingBeforeSeen(inHand ?? (isOfThisConsultation(state, stored) ? stored?.body : undefined));
}
