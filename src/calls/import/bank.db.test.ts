import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope, packageRoot } from '#database';
import { registerOrganisation, registerService } from '#people';
import { atLocal, instant, newId, split } from '#shared';
import { computeFigures, ensureRules, type Figure, ruleFor } from '#standards';
import { type TestDatabase, testDatabase } from '../../database/testing.ts';
import { openCallFile } from './callFile.ts';
import { importCalls } from './importCalls.ts';

// Research data without a licence: not part of the product, so the test runs only where somebody has it.
const path = join(packageRoot, '..', 'shared', 'data', 'calls', 'anonymous_bank_calls_1999-02-01_to_21.csv.gz');
const month = { from: atLocal('1999-02-01', '00:00'), to: atLocal('1999-02-22', '00:00') };

describe.skipIf(!existsSync(path))('three weeks of a real telephone bank', () => {
  let db: TestDatabase;
  let figures: (by?: 'hour' | 'day') => Promise<Figure[]>;
  beforeAll(async () => {
    db = await testDatabase();
    await inScope(db, { tenants: [] }, ensureRules);
    const tenant = await registerOrganisation(db, { slug: 'bank', name: 'Bank', madeUp: false });
    const service = {
      id: await registerService(db, { tenant, slug: 'bank', name: 'Bank', kind: 'telephone-only' }),
      slug: 'bank',
    };
    const opened = await openCallFile(path);
    if ('trouble' in opened) throw new Error(opened.trouble.message);
    const asOf = instant('2026-11-21T20:54:00Z');
    const about = { tenant, service, recordedAt: asOf, recordedBy: newId(), folder: '/nowhere', progress() {} };
    const done = await importCalls(db, { ...about, file: opened.file });
    expect(done).toEqual({ rows: 25_890, imported: 25_890, rejected: 0, duplicates: 0 });
    figures = (by) =>
      inScope(db, { tenants: [tenant] }, async (tx) => {
        const pack = await ruleFor(tx, service.id, month.from);
        return computeFigures(tx, { tenant, service, pack, periods: by ? split(month, by) : [month], asOf });
      });
  });
  afterAll(() => db?.drop());

  const of = (all: readonly Figure[], measure: string) => all.filter((figure) => figure.measure === measure);
  const totals = (all: readonly Figure[], measure: string) =>
    of(all, measure).reduce((sum, { value }) => sum + (value ?? 0), 0);

  // Counted from the file by a reading of its own, in another language.
  it('gives the figures that the file gives', async () => {
    const all = await figures();
    const shown = Object.fromEntries(all.map((figure) => [figure.measure, figure]));
    expect(shown['calls-answered-in-60']).toMatchObject({
      numerator: 16_233,
      denominator: 20_899,
      late: 4_666,
      excluded: 1_880,
      band: 'non',
    });
    expect(shown['calls-abandoned']).toMatchObject({
      numerator: 1_803,
      denominator: 24_010,
      late: 1_803,
      excluded: 1_880,
      band: 'not-met',
    });
    const values = ['offered', 'answered', 'abandoned', 'p95-wait-seconds'].map((measure) => shown[measure]?.value);
    expect(values).toEqual([24_010, 20_899, 3_111, 185]);
    expect(shown['mean-wait-seconds']?.value).toBeCloseTo(830_723 / 20_899, 9);
  });

  it('loses no call between hours and days, and lists those without one', async () => {
    for (const by of ['hour', 'day'] as const) {
      const all = await figures(by);
      expect(['offered', 'answered', 'abandoned'].map((measure) => totals(all, measure))).toEqual([
        24_010, 20_899, 3_111,
      ]);
    }
    const hours = await figures('hour');
    expect(of(hours, 'offered')).toHaveLength(504);
    expect(of(hours, 'offered').filter(({ value }) => value === 0)).toHaveLength(198);
    const silent = of(hours, 'calls-answered-in-60').find(({ denominator }) => denominator === 0);
    expect(silent).toMatchObject({ value: null, band: 'no-activity' });
  });

  it('gives the day with most calls and the day with fewest', async () => {
    const days = await figures('day');
    const day = (measure: string, from: string) => of(days, measure).find(({ period }) => period.from.startsWith(from));
    expect(day('offered', '1999-02-03')).toMatchObject({ value: 1_545 });
    expect(day('calls-answered-in-60', '1999-02-03')).toMatchObject({ numerator: 1_018, denominator: 1_319 });
    expect(day('offered', '1999-02-06')).toMatchObject({ value: 174 });
    expect(day('calls-answered-in-60', '1999-02-06')).toMatchObject({ numerator: 154, denominator: 166 });
  });
});
