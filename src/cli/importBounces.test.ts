import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asOwner, type TestDatabase, testDatabase } from '../database/testing.ts';
import { aReport } from '../handover/bounces/examples.ts';
import { makeDemo } from '../server/demoSetUp.ts';
import { codesOf, runVigil } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-bounces-'));
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await makeDemo(db, 1, 'tidewell');
});
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true, force: true });
});

const fed = (file: string) =>
  runVigil(['import', 'bounces', file, '--json'], {
    cwd: folder,
    env: { DATABASE_URL: db.ownerUrl, VIGIL_DATA: folder },
  });

it('takes in a letter that came back; about a message that nobody knows it is listed for a person, and once', async () => {
  writeFileSync(join(folder, 'returned.eml'), aReport());
  for (let times = 0; times < 2; times++) {
    const answer = await fed('returned.eml');
    expect([answer.code, codesOf(answer)]).toEqual([1, ['for-somebody']]);
  }
  const { rows: kept } = await asOwner(db, (owner) => owner.query('select file, kind, outcome from message_bounce'));
  expect(kept.length).toBeGreaterThan(0);
  expect(new Set(kept.map((row) => JSON.stringify(row)))).toEqual(
    new Set([JSON.stringify({ file: 'returned.eml', kind: 'failed', outcome: 'for-somebody' })]),
  );
});

it('says of what is no such letter that a person is to look, and of a file that is not there that it is not', async () => {
  writeFileSync(join(folder, 'noise.eml'), Buffer.from([0, 255, 13, 10, 1]));
  expect(codesOf(await fed('noise.eml'))).toEqual(['for-somebody']);
  const missing = await fed('nowhere.eml');
  expect([missing.code, codesOf(missing)]).toEqual([2, ['file-missing']]);
});
