import { describe, expect, it } from 'vitest';
import { instant, minutes, plus } from '#shared';
import {
  accountsOf,
  type Happening,
  happeningsOf,
  inOrderOfTime,
  MACHINE,
  peopleOf,
  whatOf,
  writtenWords,
} from './story.ts';

const start = instant('2027-03-28T20:00:00Z');
const event = (version: number, after: number, about: object = {}) => ({
  stream: 'a',
  version,
  type: 'Step',
  occurredAt: plus(start, minutes(after)),
  recordedAt: plus(start, minutes(after)),
  recordedBy: 'asha',
  source: 'page',
  ...about,
});
const told = { what: ({ version }: { version: number }) => `Step ${version}` };
const whats = (happenings: readonly Happening[]) => happenings.map(({ what }) => what);

describe('the story of a case', () => {
  it('has a corrected step where it is said to have been now, with what was written first, and the correction where it was made', () => {
    const events = [
      event(1, 0),
      event(2, 10),
      event(3, 20),
      event(4, 5, { corrects: 3, recordedAt: plus(start, minutes(60)), recordedBy: 'ben' }),
    ];
    const story = inOrderOfTime(happeningsOf(events, told));
    expect(story.map(({ key }) => key)).toEqual(['a 1', 'a 3', 'a 2', 'a 4']);
    expect(story[1]).toMatchObject({ at: plus(start, minutes(5)), firstAt: plus(start, minutes(20)) });
    expect(story[3]).toMatchObject({ isCorrection: true, by: 'ben', at: plus(start, minutes(60)) });
    expect(story[3]?.what).toBe('Step 4: “Step 3” is now said to have been at 21:05:00 on Sun 28 Mar');
  });
  it('loses nothing and puts nothing twice, however many streams meet', () => {
    const other = [1, 2, 3].map((n) => event(n, n * 4, { stream: 'b' }));
    const story = inOrderOfTime([...happeningsOf([event(1, 0), event(2, 4)], told), ...happeningsOf(other, told)]);
    expect(new Set(story.map(({ key }) => key)).size).toBe(5);
    expect(whats(story).at(-1)).toBe('Step 3');
  });
  it('names whose a job became, where somebody else wrote that down', () => {
    const given = { type: 'WorkTaken', recordedBy: 'vigil', source: 'job', data: { by: 'holt' } };
    const [job, own] = happeningsOf([event(1, 0, given), event(2, 1, { type: 'WorkTaken', data: {} })], told);
    const nameOf = (account: string) => (account === 'holt' ? 'J. Holt' : 'Vigil');
    expect([job, own].map((one) => one && whatOf(one, nameOf))).toEqual(['Step 1: J. Holt', 'Step 2']);
    expect(accountsOf(job && own ? [job, own] : [])).toEqual(['vigil', 'holt', 'asha']);
    const posts = new Map([['holt', 'Receptionist']]);
    const unnamed = peopleOf(job ? [job] : [], { names: new Map(), posts, withNames: false, itself: 'vigil' });
    expect(unnamed('holt', 'page')).toBe('Receptionist 1');
  });
  it('says when something was written down long after it happened', () => {
    const [late] = happeningsOf([event(1, 0, { recordedAt: plus(start, minutes(25)) })], told);
    expect(late && writtenWords(late)).toEqual({ written: '21:25:00', later: '25 min later' });
    const [atOnce] = happeningsOf([event(1, 0)], told);
    expect(atOnce && writtenWords(atOnce)).toEqual({ written: 'at once' });
  });
  it('can be given away without the names of staff: each by their post, and the same one throughout', () => {
    const story = happeningsOf(
      [
        event(1, 0),
        event(2, 1, { recordedBy: 'ben' }),
        event(3, 2),
        event(4, 3, { recordedBy: 'lines' }),
        event(5, 4, { recordedBy: 'cai' }),
      ],
      told,
    );
    const names = new Map([
      ['asha', 'Asha Rao'],
      ['lines', 'Telephone system'],
    ]);
    const posts = new Map([
      ['asha', 'Triage nurse'],
      ['cai', 'Triage nurse'],
      ['lines', MACHINE],
    ]);
    const named = peopleOf(story, { names, posts, withNames: true, itself: 'vigil' });
    expect([named('asha', 'page'), named('gone', 'page'), named('x', 'job')]).toEqual([
      'Asha Rao',
      'somebody',
      'Vigil',
    ]);
    const unnamed = peopleOf(story, { names, posts, withNames: false, itself: 'vigil' });
    expect(story.map(({ by, source }) => unnamed(by, source))).toEqual([
      'Triage nurse 1',
      'Member of staff 1',
      'Triage nurse 1',
      'Telephone system',
      'Triage nurse 2',
    ]);
  });
});
