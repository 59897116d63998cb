import { z } from 'zod';
import { choice, correction, correctionReasons, text, time, whole } from '#api';
import { hours, ok, plus, refused } from '#shared';
import { stepsToCorrect } from './case.ts';
import { caseCommand, textOf } from './caseCommand.ts';
import { caseStepWords } from './caseStepWords.ts';

/** As far back as paper may be entered: see the opening of a case. */
const LATEST_MS = hours(24);

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
    const isFirst = body.version === state.steps[0]?.version;
    const limits = {
      now: facts.now,
      floor: plus(state.answeredAt, -LATEST_MS),
      floorWords: 'the earliest that it may have been',
      words: caseStepWords,
    };
    const event = correction(body, isFirst ? stepsToCorrect(state) : state.steps, limits);
    if (!event.ok) return event;
    return ok({
      events: [event.value],
      writes: [textOf(state, 'correction', { at: facts.now, body: body.explanation })],
    });
  },
});
