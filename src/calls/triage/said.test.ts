import { expect, it } from 'vitest';
import { minutes, plus } from '#shared';
import { isOpen } from '../case.ts';
import type { CaseText } from '../caseStore.ts';
import type { RecordedCaseEvent } from '../events.ts';
import { aStory } from '../examples.ts';
import { saidAt, worseSinceBegun } from './said.ts';

const story = aStory();
const { now } = story;
const by = 'quill';
const event = (type: string, at: number, data: object = {}) =>
  ({
    type,
    data,
    version: at,
    occurredAt: plus(now, minutes(at)),
    recordedAt: plus(now, minutes(at)),
    recordedBy: by,
  }) as unknown as RecordedCaseEvent;
const text = (kind: CaseText['kind'], at: number, body: string) =>
  ({ id: `${kind} ${at}`, kind, body, writtenBy: by, writtenAt: plus(now, minutes(at)) }) as CaseText;

it('tells each contact with its own words, the latest first, and leaves no words out', () => {
  expect(isOpen(story.state)).toBe(true);
  const events = [
    event('CaseOpened', 0),
    event('ContactTried', 5, { result: 'no-reply' }),
    event('ContactTried', 9, { result: 'message-left' }),
    event('AssessmentStarted', 12),
    event('CaseNotedRepeat', 20, { times: 2 }),
    event('RangBack', 20, { worse: true }),
    event('WelfareChecked', 30, { by: 'police', result: 'safe' }),
  ];
  const texts = [
    text('complaint', 0, 'Cough'),
    text('contact', 9, 'Her son has it'),
    text('repeat', 20, 'Cannot breathe'),
    text('repeat', 25, 'Of no event'),
    text('move', 26, 'Nobody said this'),
  ];
  const said = saidAt(events, texts);
  expect(said.map(({ what, words }) => [what, ...words])).toEqual([
    ['Welfare check, police: safe'],
    ['Written down', 'Of no event'],
    ['In touch again, worse', 'Cannot breathe'],
    ['Rung: a message was left', 'Her son has it'],
    ['What was said', 'Cough'],
  ]);
  expect(worseSinceBegun(events, said)).toMatchObject({ words: ['Cannot breathe'] });
  expect(worseSinceBegun(events.slice(0, 3), said)).toBeUndefined();
});
