import { z } from 'zod';
import { choice, decided } from '#api';
import { refused } from '#shared';
import { isOpen } from './case.ts';
import { caseCommand, occurredAt, when } from './caseCommand.ts';
import { onNote, takenToWrite } from './caseNote.ts';
import { places, urgencies } from './codes.ts';

export const startAssessment = caseCommand('start-assessment', {
  summary: 'A clinician is connected to the patient: the assessment clock stops (NQR 9).',
  body: z.strictObject({ occurredAt }),
  decide(state, body, facts) {
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    return decided({ type: 'AssessmentStarted', occurredAt: at.value, data: {} });
  },
});

export const finishAssessment = caseCommand('finish-assessment', {
  summary: 'Advice, or to be seen at a base or at home, and how soon: the face-to-face clock starts (NQR 12).',
  body: z.strictObject({
    place: choice(places, 'advice, base or visit'),
    urgency: choice(urgencies, 'how soon the patient must be seen').optional(),
    takeAgain: onNote.takeAgain,
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const taken = takenToWrite(state, body, facts);
    if (!taken.ok) return taken;
    const { place, urgency } = body;
    if (place !== 'advice' && urgency === undefined) {
      const message = `Say how soon the patient must be seen: ${Object.keys(urgencies).join(', ')}.`;
      return refused({ field: 'urgency', code: 'missing', message });
    }
    if (place === 'advice' && urgency !== undefined) {
      const message = 'Advice has no urgency. Leave it out, or choose base or visit.';
      return refused({ field: 'urgency', code: 'not-with-advice', message });
    }
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const data = urgency === undefined ? { place } : { place, urgency };
    return decided(...taken.value, { type: 'AssessmentFinished', occurredAt: at.value, data });
  },
});
