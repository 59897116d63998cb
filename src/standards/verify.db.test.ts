import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7FromKey } from '#shared';
import { asOwner, type TestDatabase, testDatabase } from '../database/testing.ts';
import { at, correctedTo, opened, told } from './examples.ts';
import { anyHistory } from './histories.ts';
import { rebuildClocks } from './rebuild.ts';
import { anInstallation, type Installation, store } from './storedExamples.ts';
import { verifyClocks } from './verify.ts';

let db: TestDatabase;
let here: Installation;
let visit: string;
const added = uuidv7FromKey(at('20:00'), 'added');
beforeAll(async () => {
  db = await testDatabase();
  here = await anInstallation(db, 'verified');
  const other = await anInstallation(db, 'other');
  const histories = fc.sample(anyHistory, { numRuns: 60, seed: 7 });
  for (const [index, events] of histories.entries()) await store(index % 2 ? here : other, `h${index}`, events);
  visit = await store(here, 'visit', correctedTo(told(opened('20:00'), ['AssessmentStarted', '20:30']), 2, '20:10'));
});
afterAll(() => db.drop());

const owner = (text: string, values: unknown[] = []) => asOwner(db, (client) => client.query(text, values));

describe('clocks recomputed from events alone', () => {
  it('agree with what is stored, whatever the size of a slice', async () => {
    const whole = await verifyClocks(db);
    expect(whole.mismatches).toEqual([]);
    expect(whole.clocks).toBeGreaterThan(60);
    for (const rows of [1, 7]) expect(await verifyClocks(db, rows)).toEqual(whole);
  });

  it('name a clock that was altered, one that was added and one that is gone; rebuilding puts them right', async () => {
    const sound = await verifyClocks(db);
    await owner(
      `update clock set outcome = 'met', counted_ms = 60000, first_outcome = 'met',
        first_counts_at = counts_at - interval '1 hour' where subject = $1 and measure = 'assessment-urgent-in-20'`,
      [visit],
    );
    await owner(
      `insert into clock select tenant, $1, 'answer', lap, rule, service, part, through, started_at, due_at, stopped_at, counts_at,
      counted_ms, paused_ms, outcome, reason from clock where subject = $2 and measure = 'assessment-urgent-in-20'`,
      [added, visit],
    );
    await owner(`delete from clock where subject = $1 and measure = 'unfinished-step'`, [visit]);
    const { mismatches } = await verifyClocks(db);
    const moved = mismatches.find(({ measure }) => measure === 'assessment-urgent-in-20');
    expect([moved?.stored?.firstCountsAt, moved?.recomputed?.firstCountsAt]).toEqual([expect.any(String), null]);
    expect(
      mismatches.map(({ subject, measure, lap, stored, recomputed }) => [
        subject,
        measure,
        lap,
        stored?.firstOutcome,
        recomputed?.firstOutcome,
      ]),
    ).toEqual(
      [
        [added, 'answer', 1, null, undefined],
        [visit, 'assessment-urgent-in-20', 1, 'met', 'missed'],
        [visit, 'unfinished-step', 1, undefined, null],
      ].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    );
    expect(await rebuildClocks(db, here.tenant, 9)).toMatchObject({ changed: 3 });
    expect(await verifyClocks(db)).toEqual(sound);
    expect(await rebuildClocks(db, here.tenant)).toMatchObject({ changed: 0 });
  });
});
