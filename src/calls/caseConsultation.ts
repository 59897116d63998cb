import { z } from 'zod';
import { decided } from '#api';
import { ok, refused } from '#shared';
import { isOpen } from './case.ts';
import { caseCommand, occurredAt, when } from './caseCommand.ts';
import { noteOfStep, onNote } from './caseNote.ts';
import { noteBody } from './triage/note.ts';

export const startConsultation = caseCommand('start-consultation', {
  summary:
    'The clinician starts to see the patient: the face-to-face clock stops (NQR 12). Not their arrival, not the booked time.',
  body: z.strictObject({ occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state) || !('place' in state)) return refused();
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const event = { type: 'ConsultationStarted', occurredAt: at.value, data: { place: state.place } } as const;
    return decided(event);
  },
});

export const finishConsultation = caseCommand('finish-consultation', {
  summary: 'The consultation is over; its note is kept.',
  needs: ['note'],
  body: z.strictObject({ note: noteBody.optional(), ...onNote, occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const written = noteOfStep(state, body, facts);
    if (!written.ok) return written;
    if (written.value.id === undefined) {
      const message = 'Write the note of this consultation: what was found, what was done, what is to follow.';
      return refused({ field: 'note', code: 'missing', message });
    }
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const finished = { type: 'ConsultationFinished', occurredAt: at.value, data: { note: written.value.id } } as const;
    return ok({ events: [...written.value.events, finished], writes: written.value.writes });
  },
});
