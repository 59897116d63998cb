import { z } from 'zod';
import { text } from '#api';
import { ok, type Problem, type Result, refused } from '#shared';
import type { ClosedCase, OpenCase } from './case.ts';
import { type CaseFacts, type CaseKind, caseCommand } from './caseCommand.ts';
import type { Outcome } from './codes.ts';
import { type Note, noteBody } from './triage/note.ts';
import { isOfThisConsultation, cannotClose as noteLacks, noteWritten } from './triage/noteWritten.ts';

/** What was written with a step, if anything, and the note of this consultation as it then stands. */
export type NoteOfStep = { id?: string; events: CaseKind['event'][]; writes: CaseKind['write'][] };

/** One decision for every command that carries a note. */
export function noteOfStep(
  state: OpenCase | ClosedCase,
  said: { note?: Note; why?: string; outcome?: Outcome },
  facts: CaseFacts,
): Result<NoteOfStep> {
  if (said.note === undefined) {
    const stands = facts.note && isOfThisConsultation(state, facts.note) ? { id: facts.note.note } : {};
    return ok({ ...stands, events: [], writes: [] });
  }
  const { note, why, outcome } = said;
  const written = noteWritten(state, { note, why, outcome }, facts.now);
  if (!written.ok) return written;
  return ok({ id: written.value.write.note, events: [written.value.event], writes: [written.value.write] });
}

/** No case closes without its note: what that still lacks for this outcome, part by part. */
export function lacking(state: OpenCase, about: { outcome: Outcome; note?: Note }, facts: CaseFacts): Problem[] {
  const missing = noteLacks(state, { outcome: about.outcome, inHand: about.note, stored: facts.note });
  if (missing.length === 0 || about.note !== undefined || isOfThisConsultation(state, facts.note)) return missing;
  return [{ field: 'note', code: 'missing', message: 'Write the note: a case cannot close without it.' }, ...missing];
}

export const writeNote = caseCommand('write-note', {
  summary:
    'Keeps a version of the consultation note. What was written before stays; after the case is closed it is an addendum, with its reason.',
  body: z.strictObject({ note: noteBody, why: text('why something is added', 2000).optional() }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const written = noteOfStep(state, body, facts);
    return written.ok ? ok({ events: written.value.events, writes: written.value.writes }) : written;
  },
});
