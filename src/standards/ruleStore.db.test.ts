import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { NotFound } from '#shared';
import { asOwner, type TestDatabase, testDatabase } from '../database/testing.ts';
import { at } from './examples.ts';
import { nqr2006, nqr2006With } from './packs/nqr2006.ts';
import { createRuleBook, ensureRules, storeRule } from './ruleStore.ts';
import { anInstallation, type Installation } from './storedExamples.ts';

let db: TestDatabase;
let here: Installation;
beforeAll(async () => {
  db = await testDatabase();
  here = await anInstallation(db, 'rules');
});
afterAll(() => db.drop());

const scope = () => ({ tenants: [here.tenant] });

describe('rule books in the database', () => {
  it('are stored once, whole, however often the product starts', async () => {
    await inScope(db, scope(), ensureRules);
    const { rows } = await db.app.query('select count(*)::int as rules from rule');
    expect(rows[0].rules).toBe(1);
    const { id: _, digest: _d, ...body } = here.rule;
    expect(body).toEqual(nqr2006);
  });

  it('measure a service by the default edition, and by its contract’s on the contract’s dates', async () => {
    const strict = nqr2006With({ abandonedDefinition: 'iuc' });
    await inScope(db, scope(), async (tx) => {
      const rule = await storeRule(tx, strict);
      await sql`insert into service_rule (tenant, service, rule, valid)
        values (${here.tenant}, ${here.service.id}, ${rule}, daterange('2027-04-01', '2028-04-01'))`.execute(tx);
      const book = createRuleBook();
      const under = async (time: string) =>
        (await book.ruleFor(tx, here.service.id, at(time))).settings.abandonedDefinition;
      expect(await under('2027-03-31 23:59')).toBe('nqr');
      expect(await under('2027-04-01 00:00')).toBe('iuc');
      expect(await under('2028-04-01 00:00')).toBe('nqr');
    });
  });

  it('are not looked up for a service that the scope does not show', async () => {
    const look = inScope(db, { tenants: [] }, (tx) => createRuleBook().ruleFor(tx, here.service.id, at('20:00')));
    await expect(look).rejects.toBeInstanceOf(NotFound);
  });

  it('are refused when the stored body is not what was stored', async () => {
    await asOwner(db, (client) =>
      client.query(`update rule set body = replace(body::text, '"withinMs":1200000', '"withinMs":9900000')::json`),
    );
    const look = inScope(db, scope(), (tx) => createRuleBook().ruleFor(tx, here.service.id, at('2027-04-02 20:00')));
    await expect(look).rejects.toThrow(/is not what it was when it was stored/);
  });
});
