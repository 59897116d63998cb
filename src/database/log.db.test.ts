import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conflict, type Instant, instant, newId, uuidv7FromKey } from '#shared';
import { recordAccess } from './access.ts';
import { exportAnchors, readAnchors } from './anchor.ts';
import { append, ensureYear, readStream } from './log.ts';
import { inScope } from './scope.ts';
import { asOwner, sealAll, type TestDatabase, testDatabase } from './testing.ts';
import { verifyAudit } from './verify.ts';

const at = instant('2027-03-28T20:00:00Z');
const BY = newId();
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await ensureYear(db, at);
});
afterAll(() => db.drop());

const stream = (key: string) => uuidv7FromKey(at, key);
const write = (key: string, expected: number, types: string[], tenant = 1) =>
  inScope(db, { tenants: [tenant] }, (tx) =>
    append(tx, {
      tenant,
      stream: stream(key),
      expected,
      recordedAt: at,
      recordedBy: BY,
      source: 'api',
      events: types.map((type) => ({ type, occurredAt: at, data: { service: 1 } })),
      rows: [],
    }),
  );

describe('the log', () => {
  it('gives back what was appended, in order', async () => {
    await write('a', 0, ['CaseOpened', 'AssessmentStarted']);
    await write('a', 2, ['AssessmentFinished']);
    const events = await inScope(db, { tenants: [1] }, (tx) => readStream(tx, 1, stream('a')));
    expect(events.map((event) => [event.version, event.type])).toEqual([
      [1, 'CaseOpened'],
      [2, 'AssessmentStarted'],
      [3, 'AssessmentFinished'],
    ]);
    expect(events[0]).toMatchObject({
      occurredAt: at,
      recordedAt: at,
      recordedBy: BY,
      source: 'api',
      data: { service: 1 },
    });
  });

  it('tells the second of two writers that somebody was first', async () => {
    await write('b', 0, ['CaseOpened']);
    await expect(write('b', 0, ['CaseOpened'])).rejects.toBeInstanceOf(Conflict);
  });

  it('shows another tenant nothing, and refuses to write for it', async () => {
    const events = await inScope(db, { tenants: [2] }, (tx) => readStream(tx, 1, stream('a')));
    expect(events).toEqual([]);
    const foreign = inScope(db, { tenants: [2] }, (tx) =>
      append(tx, {
        tenant: 1,
        stream: stream('c'),
        expected: 0,
        recordedAt: at,
        recordedBy: BY,
        source: 'api',
        events: [{ type: 'CaseOpened', occurredAt: at, data: {} }],
        rows: [],
      }),
    );
    await expect(foreign).rejects.toThrow(/row-level security/);
  });

  it('denies everything where no tenant is set', async () => {
    const events = await inScope(db, { tenants: [] }, (tx) => readStream(tx, 1, stream('a')));
    expect(events).toEqual([]);
  });

  it('refuses to change or take away what was written, even to the owner', async () => {
    await asOwner(db, async (owner) => {
      await expect(owner.query("update event set type = 'X'")).rejects.toThrow(/append-only/);
      await expect(owner.query('delete from access')).resolves.toBeDefined();
      await expect(owner.query('truncate event')).rejects.toThrow(/append-only/);
    });
    await expect(db.app.query("update event set type = 'X'")).rejects.toThrow(/permission denied/);
  });
});

describe('audit verify', () => {
  it('follows the seals over what was written and names the unsealed tail', async () => {
    await inScope(db, { tenants: [1] }, (tx) =>
      recordAccess(tx, { tenant: 1, at, actor: BY, action: 'open-case', subject: stream('a') }),
    );
    await sealAll(db);
    await write('tail', 0, ['CaseOpened']);
    const verdict = await verifyAudit(db);
    expect(verdict).toMatchObject({ broken: [], accesses: 1, unsealed: { events: 1, accesses: 0 } });
    expect(verdict.seals).toBeGreaterThanOrEqual(2);
  });

  it.each([
    [
      'an edited time',
      "update event set occurred_at = occurred_at + interval '1 minute' where type = 'AssessmentFinished'",
      /does not match its own digest/,
    ],
    ['a removed fact', "delete from event where type = 'AssessmentFinished'", /rows and|have changed/],
    [
      'a fact with its digest made new',
      "update event set type = 'Y', digest = sha256('y') where type = 'AssessmentFinished'",
      /have changed|own digest/,
    ],
    ['a removed seal', "delete from seal where log = 'event' and number = 1", /missing/],
    ['an edited record of access', "update access set action = 'nothing'", /does not match its own digest/],
  ])('names %s', async (_what, damage, why) => {
    const damaged = await testDatabase();
    try {
      await ensureYear(damaged, at);
      const into = (key: string, types: string[]) =>
        inScope(damaged, { tenants: [1] }, (tx) =>
          append(tx, {
            tenant: 1,
            stream: stream(key),
            expected: 0,
            recordedAt: at as Instant,
            recordedBy: BY,
            source: 'api',
            events: types.map((type) => ({ type, occurredAt: at, data: {} })),
            rows: [],
          }),
        );
      await into('x', ['CaseOpened', 'AssessmentStarted', 'AssessmentFinished']);
      await inScope(damaged, { tenants: [1] }, (tx) =>
        recordAccess(tx, { tenant: 1, at, actor: BY, action: 'open-case' }),
      );
      await sealAll(damaged);
      await into('y', ['CaseOpened']);
      await sealAll(damaged);
      await asOwner(damaged, async (owner) => {
        await owner.query('set session_replication_role = replica');
        await owner.query(damage);
      });
      const { broken } = await verifyAudit(damaged);
      expect(broken.map((fault) => fault.why).join('; ')).toMatch(why);
    } finally {
      await damaged.drop();
    }
  });
});

describe('an anchor', () => {
  it('names the seal that was rewritten, with all that came after it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigil-anchor-'));
    const rewritten = await testDatabase();
    try {
      await ensureYear(rewritten, at);
      await inScope(rewritten, { tenants: [1] }, (tx) =>
        recordAccess(tx, { tenant: 1, at, actor: BY, action: 'open-case' }),
      );
      await sealAll(rewritten);
      expect(await exportAnchors(rewritten, folder)).toBe(1);
      expect(await exportAnchors(rewritten, folder)).toBe(0);
      await asOwner(rewritten, async (owner) => {
        await owner.query('set session_replication_role = replica');
        await owner.query('delete from access');
        await owner.query('delete from seal');
      });
      expect((await verifyAudit(rewritten)).broken).toEqual([]);
      const { broken } = await verifyAudit(rewritten, await readAnchors(folder));
      expect(broken).toEqual([{ log: 'seal', at: 'access seal 1', why: expect.stringMatching(/sent away/) }]);
    } finally {
      await rewritten.drop();
      await rm(folder, { recursive: true });
    }
  });
});

it('makes the tables of a new year once, however many come to it at the same moment', async () => {
  const each = Array.from({ length: 8 }, () => ({ ...db }));
  // Connections of the pool are there before, or the first would be done before the second is open.
  await Promise.all(each.map((one) => one.app.query('select pg_sleep(0.1)')));
  const years = Array.from({ length: 20 }, (_, index) => instant(`${2041 + index}-02-01T00:00:00Z`));
  for (const year of years) await Promise.all(each.map((one) => ensureYear(one, year)));
  const { rows } = await db.app.query(
    "select count(*)::int as n from pg_class where relname ~ '^event_20(4[1-9]|5|60)'",
  );
  expect(rows[0].n).toBeGreaterThanOrEqual(years.length);
});
