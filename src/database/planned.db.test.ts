import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conflict, instant, newId, uuidv7FromKey } from '#shared';
import { append, ensureYear, readStream } from './log.ts';
import { inScope } from './scope.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

const at = instant('2027-03-28T20:00:00Z');
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await ensureYear(db, at);
});
afterAll(() => db.drop());

const stream = uuidv7FromKey(at, 'stream');
const about = { tenant: 1, recordedAt: at, recordedBy: newId(), source: 'api', rows: [], isLast: true } as const;
const events = [{ type: 'CaseOpened', occurredAt: at, data: {} }];
const inOne = { tenants: [1] };

describe('a write that is sent together with its commit', () => {
  it('is there when the transaction is said to have ended', async () => {
    await inScope(db, inOne, (tx) => append(tx, { ...about, stream, expected: 0, events }));
    expect(await inScope(db, inOne, (tx) => readStream(tx, 1, stream))).toHaveLength(1);
  });

  it('is a conflict where somebody was first, and the connection is good for the next', async () => {
    for (let time = 0; time < 25; time += 1)
      await expect(
        inScope(db, inOne, (tx) => append(tx, { ...about, stream, expected: 0, events })),
      ).rejects.toBeInstanceOf(Conflict);
    await inScope(db, inOne, (tx) => append(tx, { ...about, stream, expected: 1, events }));
    expect(await inScope(db, inOne, (tx) => readStream(tx, 1, stream))).toHaveLength(2);
  });

  it('is one of many at once: one is written, the others hear that they were not', async () => {
    const other = uuidv7FromKey(at, 'other');
    const writing = Array.from({ length: 8 }, () =>
      inScope(db, inOne, (tx) => append(tx, { ...about, stream: other, expected: 0, events })),
    );
    const ended = await Promise.allSettled(writing);
    expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await inScope(db, inOne, (tx) => readStream(tx, 1, other))).toHaveLength(1);
  });
});

describe('a transaction', () => {
  it('in which something failed unheard is not said to have ended well', async () => {
    const swallowed = inScope(db, inOne, async (tx) => {
      await sql`select 1 / 0`.execute(tx).catch(() => {});
    });
    await expect(swallowed).rejects.toThrow('rolled back');
  });

  it('plans the statements of a command once a connection', async () => {
    await inScope(db, inOne, async (tx) => {
      await readStream(tx, 1, stream);
      await readStream(tx, 1, uuidv7FromKey(at, 'another'));
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements
        where statement like '%from event%' and statement like '%order by version'`.execute(tx);
      expect(rows[0]?.n).toBe(1);
    });
  });
});
