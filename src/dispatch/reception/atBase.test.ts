import { describe, expect, it } from 'vitest';
import { aStory, type CaseHistory, type CaseLine, examplesNow, type Story } from '#calls';
import { minutes, plus, toIso } from '#shared';
import { atBase, isHere } from './atBase.ts';
import { happenedTags, nameWords, yearsAt } from './words.ts';

const [FOUNDRY, CANAL, LARKHITHE] = [1, 2, 3];

/** A case that is to be booked at a base, ready for what happens next. */
function toBook(): Story {
  return aStory({ triaged: 'less-urgent', place: 'base' }).as('shift-lead', 'receptionist', 'doctor', 'triage-nurse');
}
function told(story: Story): CaseHistory {
  if (story.state.state === 'none') throw new Error('no case');
  const line = { id: story.id, number: '2803-112' } as CaseLine;
  return { line, state: story.state, events: story.events };
}
const at = (story: Story, place: number) => {
  const row = atBase(told(story), place);
  if (!row) throw new Error('never at this base');
  return row;
};
const words = (story: Story, place: number) => happenedTags(at(story, place), examplesNow).map((tag) => tag.words);
const slot = (story: Story, ahead: number) => toIso(plus(story.now, minutes(ahead)));

describe('a person at the desk of a base', () => {
  it('is booked, arrives, is seen: and no other base has heard of them', () => {
    const story = toBook();
    story.does('book-base', { place: 'canal-bridge', at: slot(story, 30) });
    expect(atBase(told(story), FOUNDRY)).toBeUndefined();
    expect([isHere(at(story, CANAL)), words(story, CANAL)]).toEqual([true, ['Not here yet']]);
    story.later(30).does('arrive');
    expect(words(story, CANAL)[0]).toMatch(/^Arrived \d\d:\d\d, waiting$/);
    story.later(5).does('start-consultation');
    expect(words(story, CANAL)[0]).toMatch(/^Being seen since/);
    expect(isHere(at(story, CANAL))).toBe(false);
  });

  it('who is sent elsewhere stays on the list of the base that sent them, with where to, how far and by whom', () => {
    const story = toBook();
    story.does('book-base', { place: 'canal-bridge', at: slot(story, 30) }).later(10);
    story.does('redirect', { to: 'larkhithe-cross', miles: 6.4, reason: 'base-shut' });
    expect(at(story, CANAL).gone).toMatchObject({ how: 'sent', to: LARKHITHE, miles: 6.4, at: story.now });
    expect(isHere(at(story, CANAL))).toBe(false);
    expect(at(story, LARKHITHE)).toMatchObject({ sentHereAt: story.now });
    story.later(40).does('arrive');
    expect(words(story, CANAL)[0]).toMatch(/^Arrived/);
    story.later(9).does('start-consultation');
    expect(words(story, CANAL)[0]).toMatch(/^Being seen since/);
  });

  it('keeps the distance where a time is booked at the base they were sent to', () => {
    const story = toBook();
    story.does('book-base', { place: 'canal-bridge', at: slot(story, 30) });
    story.does('redirect', { to: 'foundry-lane', miles: 2.7, reason: 'base-shut' });
    story.does('book-base', { place: 'foundry-lane', at: slot(story, 60) });
    expect(at(story, CANAL).gone).toMatchObject({ how: 'booked', to: FOUNDRY, miles: 2.7 });
    expect(at(story, FOUNDRY).slotAt).toBe(plus(story.now, minutes(60)));
  });

  it('who is changed to a visit is gone from the desk, also where they were never booked there', () => {
    const story = toBook().as('shift-lead');
    story.does('change-place', { to: 'visit', reason: 'base-shut', from: 'canal-bridge' });
    expect(at(story, CANAL).gone).toMatchObject({ how: 'visit' });
    story.does('request-visit', { car: 'car-2' });
    expect(at(story, CANAL).gone).toMatchObject({ how: 'visit', to: 5 });
  });

  it('who did not wait or attend is said so until somebody has spoken to them', () => {
    const story = toBook();
    story
      .does('book-base', { place: 'foundry-lane', at: slot(story, 5) })
      .later(5)
      .does('arrive');
    story.later(20).does('did-not-wait');
    expect(words(story, FOUNDRY)[0]).toMatch(/^Did not wait \d\d:\d\d, to ring back$/);
    story.later(5).does('try-contact', { result: 'no-reply' });
    expect(words(story, FOUNDRY)[0]).toMatch(/to ring back$/);
    story.later(5).does('try-contact', { result: 'spoke' });
    expect(words(story, FOUNDRY)[0]).toMatch(/^Did not wait, rung back \d\d:\d\d$/);
    expect(at(story, FOUNDRY).tries.map(({ result }) => result)).toEqual(['no-reply', 'spoke']);
  });
});

describe('who they are', () => {
  it('is a name with the age, as old as on their last birthday', () => {
    expect(yearsAt('1979-03-28', '2027-03-28')).toBe(48);
    expect(yearsAt('1979-03-29', '2027-03-28')).toBe(47);
    expect(nameWords({ name: 'Tomas Reed', dateOfBirth: '1979-10-03' }, examplesNow)).toBe('Tomas Reed, 47');
    expect(nameWords(undefined, examplesNow)).toBe('Not shown');
  });
});
