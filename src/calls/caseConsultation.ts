import { z } from 'zod';
import { choice, decided, text } from '#api';
import { ok, refused } from '#shared';
import { isOpen } from './case.ts';
import { type CaseKind, caseCommand, occurredAt, takenBy, textOf, when } from './caseCommand.ts';
import { outcomes } from './codes.ts';

export const startConsultation = caseCommand('start-consultation', {
  summary:
    'The clinician starts to see the patient: the face-to-face clock stops (NQR 12). Not their arrival, not the booked time.',
  body: z.strictObject({ occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state) || !('place' in state)) return refused();
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const event = { type: 'ConsultationStarted', occurredAt: at.value, data: { place: state.place } } as const;
    return decided(...takenBy(state, at.value, facts), event);
  },
});

export const finishConsultation = caseCommand('finish-consultation', {
  summary: 'The consultation is over; its note is kept.',
  body: z.strictObject({ note: text('a note', 20_000), occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const note = textOf(state, 'note', { at: facts.now, body: body.note });
    return ok({
      events: [{ type: 'ConsultationFinished', occurredAt: at.value, data: { note: note.id } }],
      writes: [note],
    });
  },
});

export const closeCase = caseCommand('close-case', {
  summary: 'Closes the case with its outcome. A case without a note needs the advice that was given.',
  body: z.strictObject({
    outcome: choice(outcomes, 'an outcome'),
    note: text('the advice that was given', 20_000).optional(),
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const { outcome } = body;
    if (state.state === 'advised' && body.note === undefined) {
      return refused({
        field: 'note',
        code: 'missing',
        message: 'Write the advice that was given: a case cannot close without it.',
      });
    }
    const seen = 'place' in state ? state.place : undefined;
    if ((outcome === 'seen-at-base' && seen !== 'base') || (outcome === 'seen-at-home' && seen !== 'visit')) {
      return refused({
        field: 'outcome',
        code: 'not-seen-there',
        message: 'The patient was not seen there. Choose what happened.',
      });
    }
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const events: CaseKind['event'][] = [{ type: 'CaseClosed', occurredAt: at.value, data: { outcome } }];
    if (body.note === undefined) return ok({ events });
    return ok({ events, writes: [textOf(state, 'note', { at: facts.now, body: body.note })] });
  },
});
