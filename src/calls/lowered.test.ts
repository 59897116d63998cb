import { expect, it } from 'vitest';
import { anAccount, aStory } from './examples.ts';
import { loweredWords } from './lowered.ts';

const names = new Map(['nurse', 'doctor'].map((name) => [anAccount(name), name]));
const nameOf = (account: string) => names.get(account) ?? 'somebody';

it('a lowering is shown with both people, both times and the reason', () => {
  const story = aStory({ priority: 'urgent' }).later(12).by('doctor').as('doctor');
  story.does('change-priority', { to: 'other', reason: 'clinician-reviewed' });
  expect(loweredWords(story.events, nameOf)).toEqual([
    'doctor lowered it from urgent to other at 21:12 (a clinician has reviewed it); nurse had set it at 21:00.',
  ]);
});

it('a raising is no lowering, and what was lowered stays told after it went up again', () => {
  const story = aStory({ triaged: 'urgent' }).by('doctor');
  expect(loweredWords(story.events, nameOf)).toEqual([]);
  story.does('change-urgency', { to: 'less-urgent', reason: 'improved' });
  story.does('change-urgency', { to: 'emergency', reason: 'got-worse' });
  expect(loweredWords(story.events, nameOf)).toHaveLength(1);
});
