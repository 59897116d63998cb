import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant, minutes, plus } from '#shared';
import { reachedOf } from '../caseClosing.ts';
import { contactPolicy, type PolicyEditions, type PolicyLine } from '../contact/policy.ts';
import { standingWords } from '../contact/standing.ts';
import { aStory } from '../examples.ts';
import { aNote } from '../triage/examples.ts';
import { type Edition, inForce } from './edition.ts';
import { contactValuesOf, policyLine, policyWords } from './values.ts';

const at = (minute: number) => plus(instant('2027-03-28T20:00:00Z'), minutes(minute));
const other = (...editions: Edition<PolicyLine>[]): PolicyEditions => ({ urgent: [], other: editions });
const two: PolicyLine = { ...contactPolicy.other, tries: 2, overMs: minutes(15) };
const nine: PolicyLine = { ...contactPolicy.other, tries: 9 };

describe('an edition', () => {
  it('holds from when it says until the next does; before the first, ours', () => {
    const editions = [
      { from: at(10), value: 'b' },
      { from: at(0), value: 'a' },
      { from: at(10), value: 'c' },
    ];
    expect([-1, 0, 9, 10, 99].map((minute) => inForce(editions, at(minute), 'ours'))).toEqual([
      'ours',
      'a',
      'a',
      'c',
      'c',
    ]);
  });
  it('of the future changes nothing that is in force now', () => {
    const times = fc.array(fc.integer({ min: 0, max: 1_000 }));
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 500 }), (froms, now, ahead) => {
        const editions = froms.map((from, value) => ({ from: from as Instant, value }));
        const later = { from: (now + ahead) as Instant, value: -1 };
        const was = inForce(editions, now as Instant, undefined);
        expect(inForce([...editions, later], now as Instant, undefined)).toBe(was);
      }),
    );
  });
});

describe('a case that is tried for', () => {
  const tried = (...after: number[]) => {
    const story = aStory({ priority: 'other' });
    for (const minute of after) story.at(at(minute)).does('try-contact', { result: 'no-reply' });
    return story;
  };
  const judged = (story: ReturnType<typeof tried>, editions: PolicyEditions) => {
    if (story.state.state === 'none') throw new Error('no case');
    return reachedOf(story.state, { editions, now: story.now });
  };

  it('goes by the edition that was in force at its first try, whatever is changed while it is tried for', () => {
    const laxer = other({ from: at(10), value: two });
    expect(judged(tried(5, 20), laxer).line.tries).toBe(3);
    expect(judged(tried(12, 27), laxer).reached.missing).toEqual([]);
    const stricter = other({ from: at(40), value: nine });
    expect(judged(tried(5, 20, 50), stricter).reached.missing).toEqual([]);
  });
  it('begins anew, under what is in force then, once somebody has spoken to them', () => {
    const story = tried(0);
    story.at(at(20)).does('try-contact', { result: 'spoke' }).at(at(60)).does('try-contact', { result: 'no-reply' });
    expect(judged(story, other({ from: at(30), value: nine })).line.tries).toBe(9);
  });
  it('is closed, or not, by that edition', () => {
    const close = { outcome: 'no-reply', note: aNote() };
    const story = tried(12, 27);
    expect(story.tries('close-case', close).ok).toBe(false);
    const laxer = story.tries('close-case', close, { contactEditions: other({ from: at(10), value: two }) });
    expect(laxer.ok).toBe(true);
    const toLate = story.tries('close-case', close, { contactEditions: other({ from: at(13), value: two }) });
    expect(toLate.ok).toBe(false);
  });
  it('says where it stands in one line', () => {
    const urgent = contactPolicy.urgent;
    const story = aStory({ priority: 'urgent' });
    const words = () => standingWords(judged(story, { urgent: [], other: [] }), story.now);
    expect(words()).toBe('0 of 3 tries, 10 minutes apart, over 20 minutes, then a welfare check; closed by a doctor');
    for (const minute of [5, 15]) story.at(at(minute)).does('try-contact', { result: 'no-reply' });
    expect(words()).toBe('2 of 3 tries, the next not before 21:25, then a welfare check; closed by a doctor');
    story.at(at(25));
    expect(words()).toBe('2 of 3 tries, the next counts now, then a welfare check; closed by a doctor');
    story.does('try-contact', { result: 'engaged' });
    expect(words()).toBe('3 of 3 tries, a welfare check; closed by a doctor');
    story.does('welfare-check', { by: 'police', result: 'not-found' });
    expect(words()).toBe('all was tried: closed by a doctor');
    expect(policyWords(urgent)).toMatch(
      /^3 tries, each 10 minutes after the last, .*welfare check; closed by a doctor$/,
    );
  });
});

it('what is kept of an edition says the same as the line that it was', () => {
  for (const line of Object.values(contactPolicy)) expect(policyLine(contactValuesOf(line), line.source)).toEqual(line);
});
