import { z } from 'zod';
import { choice, decided, text } from '#api';
import { ok, refused } from '#shared';
import { isOpen } from './case.ts';
import { type CaseKind, caseCommand, occurredAt, textOf, when } from './caseCommand.ts';
import { onlyAfter, outcomes } from './codes.ts';

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
  summary:
    'Closes the case with its outcome. A case that was not seen needs the advice that was given, or why it is closed.',
  body: z.strictObject({
    outcome: choice(outcomes, 'an outcome'),
    note: text('the advice that was given, or why it is closed', 20_000).optional(),
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const { outcome } = body;
    if (state.state !== 'consulted' && body.note === undefined) {
      const message = 'Write the advice that was given, or why it is closed: a case cannot close without it.';
      return refused({ field: 'note', code: 'missing', message });
    }
    const done = state.state === 'advised' ? 'advice' : state.state === 'consulted' ? state.place : undefined;
    const needed = onlyAfter[outcome];
    if (needed !== undefined && needed !== done) {
      const message = `“${outcomes[outcome]}” is not what this case has come to. Choose what happened.`;
      return refused({ field: 'outcome', code: 'not-what-happened', message });
    }
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const events: CaseKind['event'][] = [{ type: 'CaseClosed', occurredAt: at.value, data: { outcome } }];
    if (body.note === undefined) return ok({ events });
    return ok({ events, writes: [textOf(state, 'note', { at: facts.now, body: body.note })] });
  },
});
