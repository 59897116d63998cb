import { z } from 'zod';
import { choice, time } from '#api';
import { ok, plus, refused } from '#shared';
import { isOpen } from './case.ts';
import { cannotClose } from './caseClosing.ts';
import { caseCommand, occurredAt, placeSlug, when } from './caseCommand.ts';
import { lacking, lackingBeforeSeen, noteOfStep, onNote } from './caseNote.ts';
import { booking, sentAway, visitRequest } from './casePlaces.ts';
import { outcomes, urgencies } from './codes.ts';
import { seenWithinMs } from './seenBy.ts';
import { noteBody } from './triage/note.ts';

/** What two or three steps say at once: one decision, all of it or nothing, so that a lost line leaves nothing half done. */
const urgency = choice(urgencies, 'how soon the patient must be seen');

export const finishAndBook = caseCommand('finish-and-book', {
  summary:
    'Ends the assessment and books a time at a base, with the note: one decision. Complaint and plan are in the note that is sent or that stands.',
  needs: ['places', 'slotTaken', 'note', 'shutPlaces', 'whereabouts'],
  body: z.strictObject({
    urgency,
    place: placeSlug('a base'),
    at: time('the time of the booking'),
    note: noteBody.optional(),
    ...onNote,
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const limit = plus(at.value, seenWithinMs[body.urgency]);
    const booked = booking({ ...body, limit }, at.value, facts);
    if (!booked.ok) return booked;
    const written = noteOfStep(state, body, facts);
    if (!written.ok) return written;
    const lacks = lackingBeforeSeen(state, body.note, facts);
    if (lacks.length > 0) return refused(...lacks);
    const data = { place: 'base', urgency: body.urgency } as const;
    const finished = { type: 'AssessmentFinished', occurredAt: at.value, data } as const;
    // Whoever stands at a base that is shut is sent away by this; where nobody can measure how far, the booking is not held up for it.
    const away = sentAway(state, { to: booked.value.data.place, at: at.value }, facts);
    const events = [...written.value.events, finished, ...(away.ok ? away.value : []), booked.value];
    return ok({ events, writes: written.value.writes });
  },
});

export const finishAndVisit = caseCommand('finish-and-visit', {
  summary:
    'Ends the assessment and asks for a visit at home, of a car or of the next: one decision. Complaint and plan are in the note that is sent or that stands.',
  needs: ['places', 'note'],
  body: z.strictObject({
    urgency,
    car: placeSlug('a car').optional(),
    note: noteBody.optional(),
    ...onNote,
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const requested = visitRequest(body.car, at.value, facts);
    if (!requested.ok) return requested;
    const written = noteOfStep(state, body, facts);
    if (!written.ok) return written;
    const lacks = lackingBeforeSeen(state, body.note, facts);
    if (lacks.length > 0) return refused(...lacks);
    const data = { place: 'visit', urgency: body.urgency } as const;
    const finished = { type: 'AssessmentFinished', occurredAt: at.value, data } as const;
    return ok({ events: [...written.value.events, finished, requested.value], writes: written.value.writes });
  },
});

export const finishAndClose = caseCommand('finish-and-close', {
  summary: 'Ends the assessment or the consultation and closes the case with its outcome: one decision.',
  needs: ['note', 'passOpen', 'contactEditions'],
  body: z.strictObject({ outcome: choice(outcomes, 'an outcome'), note: noteBody.optional(), ...onNote, occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const { outcome } = body;
    const written = noteOfStep(state, body, facts);
    if (!written.ok) return written;
    const done = state.state === 'in-consultation' ? state.place : 'advice';
    const problems = [...cannotClose(state, { outcome, done }, facts), ...lacking(state, body, facts)];
    if (problems.length > 0 || written.value.id === undefined) return refused(...problems);
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const finished =
      state.state === 'in-consultation'
        ? ({ type: 'ConsultationFinished', occurredAt: at.value, data: { note: written.value.id } } as const)
        : ({ type: 'AssessmentFinished', occurredAt: at.value, data: { place: 'advice' } } as const);
    const closed = { type: 'CaseClosed', occurredAt: at.value, data: { outcome } } as const;
    return ok({ events: [...written.value.events, finished, closed], writes: written.value.writes });
  },
});
