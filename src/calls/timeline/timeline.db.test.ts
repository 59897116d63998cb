import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAccess } from '#database';
import { minutes } from '#shared';
import { personOf, personsBefore } from '../caseStore.ts';
import { aDesk, type Desk } from '../desk.testing.ts';
import { aNote } from '../triage/examples.ts';
import { readStory } from './readStory.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.db.drop());

const story = async (id: string, about: { identified?: boolean; withViews?: boolean } = {}) => {
  const asked = { tenant: desk.tenant, case: id, identified: true, withViews: false, others: [], ...about };
  const found = await desk.read((tx) => readStory(tx, asked));
  if (!found) throw new Error('there is no such case');
  return found;
};

describe('everything that happened', () => {
  it('is told from the opening to the end, with what was written and each version of the note', async () => {
    const id = await desk.opens();
    desk.later(minutes(5));
    await desk.ask('start-assessment', id);
    await desk.ask('write-note', id, { note: aNote({ plan: undefined }) });
    desk.later(minutes(3));
    expect(await desk.ask('finish-and-close', id, { outcome: 'advice', note: aNote() })).toBe(200);
    const { happenings, person } = await story(id);
    expect(person?.patientName).toMatch(/^Ivy Pellworth \d+$/);
    expect(happenings.map(({ what }) => what.split(':')[0])).toEqual([
      'Case opened',
      'Telephone assessment started',
      'Note written, not complete yet. For the practice',
      'Note written anew, version 2. For the practice',
      'Assessment ended',
      'Closed',
    ]);
    expect(happenings[0]?.texts).toEqual([{ heading: 'What is wrong', words: 'Cough' }]);
    const plans = happenings.map(({ texts }) => texts?.find(({ heading }) => heading === 'Plan')?.words);
    expect(plans.filter(Boolean)).toEqual(['Visit tonight']);
  });

  it('shows without identity no word that somebody wrote', async () => {
    const id = await desk.opens({ complaint: 'Secret cough' });
    await desk.ask('start-assessment', id);
    await desk.ask('write-note', id, { note: aNote() });
    const told = JSON.stringify(await story(id, { identified: false }));
    for (const word of ['Secret', 'Pellworth', 'COPD', 'Tallow', '960131']) expect(told).not.toContain(word);
  });

  it('says who opened the record, to those alone who may know', async () => {
    const id = await desk.opens();
    const { tenant } = desk;
    const looked = { tenant, at: desk.later(minutes(1)), actor: desk.person('asha'), action: 'view-case', subject: id };
    await desk.read((tx) => recordAccess(tx, looked));
    expect((await story(id)).happenings.filter(({ isView }) => isView)).toEqual([]);
    const [view] = (await story(id, { withViews: true })).happenings.filter(({ isView }) => isView);
    expect(view).toMatchObject({ by: desk.person('asha'), what: 'The case was opened and read' });
  });
});

describe('a wrong patient that was put right', () => {
  it('keeps what was thought until then, stops no clock, and says why', async () => {
    const id = await desk.opens();
    desk.later(minutes(4));
    const right = { patientName: 'Ivor Pellworth', ringBack: '01632 960199', whereNow: '9 Barge Street' };
    const said = { ...right, reason: 'wrong-patient', explanation: 'Two tabs were open.' };
    expect(await desk.ask('replace-patient', id, said)).toBe(200);
    expect(await desk.read((tx) => personOf(tx, desk.tenant, id))).toMatchObject({ patientName: 'Ivor Pellworth' });
    expect(await desk.read((tx) => personsBefore(tx, desk.tenant, id))).toMatchObject([
      {
        patientName: expect.stringMatching(/^Ivy Pellworth/),
        ringBack: expect.stringMatching(/^01632960/),
        replacedBy: desk.person('nurse'),
      },
    ]);
    const { happenings, person } = await story(id);
    expect(person?.patientName).toBe('Ivor Pellworth');
    expect(happenings.at(-1)?.texts).toEqual([
      { heading: 'Explanation', words: 'Two tabs were open.' },
      {
        heading: 'Until then',
        words: expect.stringMatching(/^the patient Ivy Pellworth \d+;.*rung back on 01632960\d+; at /),
      },
    ]);
    expect(await desk.ask('replace-patient', id, { ...said, patientName: 'Iva Pellworth' })).toBe(200);
    expect(await desk.read((tx) => personsBefore(tx, desk.tenant, id))).toHaveLength(2);
    expect((await story(id, { identified: false })).happenings.at(-1)?.texts).toBeUndefined();
  });
});

describe('another number or place while the case is open', () => {
  it('is kept beside what stood before, and the story says from when to when each was believed', async () => {
    const id = await desk.opens();
    const was = await desk.read((tx) => personOf(tx, desk.tenant, id));
    desk.later(minutes(4));
    const moved = { ringBack: '01632 960 299', whereNow: '99 Other Road, ZZ1 4QT' };
    expect(await desk.ask('change-details', id, { ...moved, explanation: 'Her daughter rang.' })).toBe(200);
    const now = await desk.read((tx) => personOf(tx, desk.tenant, id));
    expect(now).toEqual({ ...was, ringBack: '01632960299', whereNow: moved.whereNow });
    expect(await desk.ask('change-details', id, moved)).toBe('nothing-changed');
    const last = (await story(id)).happenings.at(-1);
    expect(last).toMatchObject({ what: 'Changed: number to ring back, where they are now' });
    expect(last?.texts).toEqual([
      { heading: 'Explanation', words: 'Her daughter rang.' },
      { heading: 'Until then', words: `rung back on ${was?.ringBack}; at ${was?.whereNow}` },
    ]);
    expect((await story(id, { identified: false })).happenings.at(-1)?.texts).toBeUndefined();
  });

  it('comes with the call in which it was said, and a restricted address is told to nobody by the story', async () => {
    const id = await desk.opens();
    desk.later(minutes(3));
    const said = { said: 'Gone to our daughter.', whereNow: '99 Other Road', addressRestricted: true };
    expect(await desk.ask('note-repeat', id, said)).toBe(200);
    expect(await desk.read((tx) => personOf(tx, desk.tenant, id))).toMatchObject({ whereNow: '99 Other Road' });
    const told = (await story(id)).happenings.slice(-2);
    expect(told.map(({ what }) => what)).toEqual([
      'They have rung again: 2 times in all',
      'Changed: where they are now, restricted address',
    ]);
    expect(told[0]?.texts).toEqual([{ heading: 'What they said', words: 'Gone to our daughter.' }]);
    expect(told[1]?.texts).toEqual([
      { heading: 'Until then', words: 'at another address (restricted); address not restricted' },
    ]);
  });
});

describe('two cases that are linked', () => {
  it('stay both, and a link that was taken away was still there', async () => {
    const [first, second] = [await desk.opens(), await desk.opens()];
    expect(await desk.ask('link-case', first, { to: second, as: 'repeat' })).toBe(200);
    expect(await desk.ask('link-case', first, { to: first, as: 'repeat' })).toBe('the-same-case');
    expect(await desk.ask('link-case', first, { to: desk.person('nobody'), as: 'repeat' })).toBe('case-unknown');
    expect(await desk.ask('unlink-case', first, { to: second, reason: 'another-patient' })).toBe(200);
    expect((await story(first)).happenings.map(({ what }) => what.split(':')[0])).toEqual([
      'Case opened',
      'Linked to another case',
      'Link to another case taken away',
    ]);
  });
});
