import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { StoredEvent } from '#database';
import { instant, plus } from '#shared';
import { aCase } from '../examples.ts';
import { type Contact, contactsWith, decidedWords, deciderOf, firstSentence, samenessOf } from './contact.ts';
import { contactWords, sinceWords, timesWords, windowFrom } from './settings.ts';

const ivy = { name: 'Ivy Pellworth', dateOfBirth: '1945-06-14', nhsNumber: '9990614024', ringBack: '01632960417' };

describe('an earlier contact is this patient’s', () => {
  it.each([
    ['by NHS number, whatever name was heard', { nhsNumber: '9990614024', name: 'I Pelworth' }, 'same'],
    ['by name and date of birth', { name: 'ivy  pellworth', dateOfBirth: '1945-06-14' }, 'same'],
    ['by number and name', { name: 'Ivy Pellworth', ringBack: '01632960417' }, 'same'],
    [
      'by number and birth, the name misheard',
      { name: 'Ivy Bell', dateOfBirth: '1945-06-14', ringBack: '01632960417' },
      'same',
    ],
  ])('%s', (_, asked, expected) => expect(samenessOf(asked, ivy)).toBe(expected));

  it.each([
    ['a name alone', { name: 'Ivy Pellworth' }, undefined],
    ['a birth alone', { dateOfBirth: '1945-06-14' }, undefined],
    ['two NHS numbers that differ', { ...ivy, ringBack: '1', nhsNumber: '9990000018' }, undefined],
    ['a twin of another birth is another', { name: 'Ivy Pellworth', dateOfBirth: '1999-01-01' }, undefined],
    [
      'one of the household',
      { name: 'Joan Pellworth', dateOfBirth: '1970-02-02', ringBack: '01632960417' },
      'same-number',
    ],
    [
      'her daughter of the same name',
      { name: 'Ivy Pellworth', dateOfBirth: '1990-02-02', ringBack: '01632960417' },
      'same-number',
    ],
    ['nobody yet', {}, undefined],
  ])('not by %s', (_, asked, expected) => expect(samenessOf(asked, ivy)).toBe(expected));

  it('only what has been said can find anybody', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, ringBack) => {
        expect(samenessOf({ name }, { name: `${name} `, ringBack })).toBeUndefined();
      }),
    );
  });
});

test('contacts of another on the same number are shown and not counted', () => {
  const one = (sameness: Contact['sameness']): Contact => ({
    case: 'a',
    number: '2803-019',
    at: instant('2027-03-28T08:25:00Z'),
    rangBack: false,
    how: 'telephone',
    isOpen: false,
    sameness,
  });
  expect(contactsWith([])).toBe(1);
  expect(contactsWith([one('same'), one('same-number'), one('same')])).toBe(3);
});

describe('96 hours', () => {
  it('are hours of the world’s clock, also over the night that has 23', () => {
    const answered = instant('2027-03-28T21:41:30Z');
    expect(windowFrom(answered)).toBe(instant('2027-03-24T21:41:30Z'));
    expect(sinceWords(answered)).toBe('since Wed 24 Mar 21:41 (the clocks have gone forward)');
  });
  it('and over the one that has 25, where the wall says an hour later', () => {
    expect(sinceWords(instant('2026-10-26T02:10:00Z'))).toBe('since Thu 22 Oct 03:10 (the clocks have gone back)');
    expect(sinceWords(instant('2027-06-10T12:00:00Z'))).toBe('since Sun 6 Jun 13:00');
  });
  it('are the same length everywhere in the year', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_600 * 24 * 900 }), (seconds) => {
        const at = plus(instant('2026-01-01T00:00:00Z'), seconds * 1_000);
        expect(at - windowFrom(at)).toBe(96 * 3_600_000);
      }),
    );
  });
  it('are said in words', () => {
    expect([contactWords(3), contactWords(12), timesWords(2), timesWords(6)]).toEqual([
      'Third call in 96 hours',
      '12th call in 96 hours',
      'twice',
      '6 times',
    ]);
  });
});

describe('what was decided', () => {
  const stored = (events: ReturnType<typeof aCase>) => events as unknown as StoredEvent[];
  const placeName = (id: number) => (id === 1 ? 'Foundry Lane' : undefined);
  it('is the outcome, with where and when somebody was seen', () => {
    const seen = stored(aCase({ closed: 'seen-at-base', answered: '2027-03-27T14:10:00Z' }));
    expect(decidedWords(seen, placeName)).toMatch(/^Seen at Foundry Lane \d\d:\d\d$/);
    expect(decidedWords(stored(aCase({ triaged: 'advice', closed: 'advice' })), placeName)).toBe('Advice given');
  });
  it('is nothing while the case is open', () => {
    expect(decidedWords(stored(aCase({ triaged: 'urgent' })), placeName)).toBeUndefined();
    expect(deciderOf(stored(aCase()))).toBeUndefined();
    expect(deciderOf(stored(aCase({ triaged: 'urgent' })))).toBeTruthy();
  });
  it('says the first sentence of the note, never half a word', () => {
    expect(firstSentence('Chest infection. Started on doxycycline.')).toBe('Chest infection.');
    expect(firstSentence('Chest infection')).toBe('Chest infection.');
    expect(firstSentence('')).toBe('');
    fc.assert(fc.property(fc.string(), (text) => firstSentence(text).length <= 102));
  });
});
