import { afterAll, beforeAll, expect, it } from 'vitest';
import { instant, newId, uuidv7FromKey } from '#shared';
import { append, ensureYear } from './log.ts';
import { inScope } from './scope.ts';
import { sealOnce } from './seal.ts';
import { sealAll, type TestDatabase, testDatabase } from './testing.ts';
import { verifyAudit } from './verify.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

it('seals once what two seal at the same time, and neither fails', async () => {
  const at = instant('2027-03-28T20:00:00Z');
  await ensureYear(db, at);
  const about = { tenant: 1, expected: 0, recordedAt: at, recordedBy: newId(), source: 'api', rows: [] } as const;
  const events = [{ type: 'CaseOpened', occurredAt: at, data: {} }];
  for (let round = 0; round < 10; round++) {
    const stream = uuidv7FromKey(at, String(round));
    await inScope(db, { tenants: [1] }, (tx) => append(tx, { ...about, stream, events }));
    const made = await Promise.all([sealOnce(db, new Date()), sealOnce(db, new Date())]);
    expect(made.reduce((sum, seals) => sum + seals)).toBeLessThanOrEqual(1);
  }
  await sealAll(db);
  expect(await verifyAudit(db)).toMatchObject({ events: 10, broken: [], unsealed: { events: 0 } });
});
