import { z } from 'zod';
import { choice, correction, correctionReasons, text, time, whole } from '#api';
import { ok, refused } from '#shared';
import { caseCommand, textOf } from './caseCommand.ts';
import { caseStepWords } from './caseSteps.ts';

export const correctCaseTime = caseCommand('correct-case-time', {
  last: 'correct-time',
  summary: 'Replaces the time of one step, with a reason. The figure as first recorded stays as it was.',
  body: z.strictObject({
    version: whole('the number of the step', 1, 9999),
    to: time('the right time'),
    reason: choice(correctionReasons, 'why it was wrong'),
    explanation: text('an explanation', 2000),
  }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const limits = {
      now: facts.now,
      floor: state.answeredAt,
      floorWords: 'the call was answered',
      words: caseStepWords,
    };
    const event = correction(body, state.steps, limits);
    if (!event.ok) return event;
    return ok({
      events: [event.value],
      writes: [textOf(state, 'correction', { at: facts.now, body: body.explanation })],
    });
  },
});
