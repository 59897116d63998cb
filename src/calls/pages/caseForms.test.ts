import { expect, it } from 'vitest';
import { minutes, plus, toIso } from '#shared';
import { entryRoutes } from '../codes.ts';
import { aStream, examplesNow, Story } from '../examples.ts';
import { openCaseFields } from './caseForms.ts';

const asked = openCaseFields(false);
const ways = asked.flatMap((field) =>
  field.name === 'entryRoute' && 'choices' in field ? field.choices.map(({ value }) => value) : [],
);
const patient = { patientName: 'Lena Brackley', ringBack: '01632 960417', whereNow: 'Here', complaint: 'Breathless' };

function opened(entryRoute: string) {
  const story = new Story(aStream('the plain form'), examplesNow).as('health-advisor');
  const answeredAt = toIso(plus(examplesNow, -minutes(1)));
  return story.tries('open-case', { id: story.id, entryRoute, answeredAt, priority: 'other', ...patient });
}

it.each(ways)('the plain form offers %s, which can be taken with the boxes that it has', (way) => {
  const boxes = asked.map(({ name }) => name);
  expect(boxes).toEqual(expect.arrayContaining(['answeredAt', 'priority', ...Object.keys(patient)]));
  expect(opened(way).ok).toBe(true);
});

it('the plain form leaves out the one way in that needs a base, and no other', () => {
  expect(Object.keys(entryRoutes).filter((way) => !ways.includes(way))).toEqual(['walk-in']);
  const walkedIn = opened('walk-in');
  expect(walkedIn.ok ? [] : walkedIn.problems.map(({ field }) => field)).toEqual(['place']);
});
