import { z } from 'zod';
import { choice, text } from '#api';
import { ok, refused } from '#shared';
import { caseCommand, textOf } from './caseCommand.ts';
import { identity, identityOf, practiceId, practiceProblem } from './caseIdentity.ts';
import { replaceReasons } from './codes.ts';

export const replacePatient = caseCommand('replace-patient', {
  summary:
    'The wrong patient was chosen: puts another identity in its place, with a reason and an explanation. Steps, times and clocks stay as they are.',
  needs: ['practice'],
  body: z.strictObject({
    ...identity.shape,
    practiceId: practiceId.optional(),
    reason: choice(replaceReasons, 'why it is put right'),
    explanation: text('an explanation', 2000),
  }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const { reason, explanation, practiceId: practice, ...said } = body;
    const person = identityOf(said, facts.now);
    if (!person.ok) return person;
    const unknown = practiceProblem(practice, facts);
    if (unknown) return refused(unknown);
    const data = { reason, ...(practice === undefined ? {} : { practice }) };
    return ok({
      events: [{ type: 'PatientReplaced', occurredAt: facts.now, data }],
      writes: [
        { ...person.value, replaces: { version: state.version } },
        textOf(state, 'repair', { at: facts.now, body: explanation }),
      ],
    });
  },
});
