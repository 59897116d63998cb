import { z } from 'zod';
import { text, ticked } from '#api';
import { ok, type Problem, type Result, refused } from '#shared';
import { type ClosedCase, isOpen, type OpenCase } from './case.ts';
import { type CaseFacts, type CaseKind, caseCommand } from './caseCommand.ts';
import type { Outcome } from './codes.ts';
import { type Note, noteBody } from './triage/note.ts';
import {
  cannotSend,
  isOfThisConsultation,
  cannotClose as noteLacks,
  noteWritten,
  notRead,
} from './triage/noteWritten.ts';

/** What every form that carries a note says of it: which version it began from, and whether its writer takes back a case that was taken from them. */
export const onNote = {
  noteFrom: text('the version of the note that this one began from', 60).optional(),
  takeAgain: ticked('that you take the case again').optional(),
};

/**
 * Whoever writes of an open case or ends its step has it: one that nobody has is taken in the same decision. One that was taken out of their
 * hands is taken again only where they say so: what stands on their screen is older than whatever came after.
 */
export function takenToWrite(
  state: OpenCase | ClosedCase,
  said: { takeAgain?: boolean },
  facts: CaseFacts,
): Result<CaseKind['event'][]> {
  const { account } = facts.actor;
  if (!isOpen(state) || state.holder) return ok([]);
  if (state.takenFrom.includes(account) && !said.takeAgain) {
    const message =
      'This case was taken out of your hands. Nothing is saved yet, and nothing is lost. Read what stands, tick “Take the case again”, and send it again.';
    return refused({ field: 'takeAgain', code: 'taken-from-you', message });
  }
  return ok([{ type: 'CaseTaken', occurredAt: facts.now, data: { by: account } }]);
}

/** What was written with a step, if anything, and the note of this consultation as it then stands. */
export type NoteOfStep = { id?: string; events: CaseKind['event'][]; writes: CaseKind['write'][] };

/** One decision for every command that carries a note. */
export function noteOfStep(
  state: OpenCase | ClosedCase,
  said: { note?: Note; why?: string; outcome?: Outcome; noteFrom?: string; takeAgain?: boolean },
  facts: CaseFacts,
): Result<NoteOfStep> {
  const taken = takenToWrite(state, said, facts);
  const { note, why, outcome, noteFrom } = said;
  const other =
    note === undefined && noteFrom === undefined ? undefined : notRead(state, noteFrom, facts.actor.account);
  if (!taken.ok || other) return refused(...(taken.ok ? [] : taken.problems), ...(other ? [other] : []));
  if (note === undefined) {
    const stands = facts.note && isOfThisConsultation(state, facts.note) ? { id: facts.note.note } : {};
    return ok({ ...stands, events: taken.value, writes: [] });
  }
  const written = noteWritten(state, { note, why, outcome }, facts.now);
  if (!written.ok) return written;
  const events = [...taken.value, written.value.event];
  return ok({ id: written.value.write.note, events, writes: [written.value.write] });
}

/** No case closes without its note: what that still lacks for this outcome, part by part. */
export function lacking(state: OpenCase, about: { outcome: Outcome; note?: Note }, facts: CaseFacts): Problem[] {
  const missing = noteLacks(state, { outcome: about.outcome, inHand: about.note, stored: facts.note });
  if (missing.length === 0 || about.note !== undefined || isOfThisConsultation(state, facts.note)) return missing;
  return [{ field: 'note', code: 'missing', message: 'Write the note: a case cannot close without it.' }, ...missing];
}

/** Nobody is sent to a base or visited with nothing written: what the note still lacks for whoever sees them. */
export function lackingBeforeSeen(state: OpenCase, note: Note | undefined, facts: CaseFacts): Problem[] {
  return cannotSend(state, { inHand: note, stored: facts.note });
}

export const writeNote = caseCommand('write-note', {
  summary:
    'Keeps a version of the consultation note, by whoever has the case or takes it by this. What was written before stays, and nothing is kept over a version that the writer has not read; after the case is closed it is an addendum, with its reason.',
  body: z.strictObject({ note: noteBody, why: text('why something is added', 2000).optional(), ...onNote }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const written = noteOfStep(state, body, facts);
    return written.ok ? ok({ events: written.value.events, writes: written.value.writes }) : written;
  },
});
