import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope, readStream, verifyAudit } from '#database';
import { registerOrganisation, registerService } from '#people';
import { instant, newId, uuidv7FromKey } from '#shared';
import { computeFigures, ensureRules, ruleFor, verifyClocks } from '#standards';
import { asOwner, type TestDatabase, testDatabase } from '../../database/testing.ts';
import { openCallFile } from './callFile.ts';
import { aFile, aRow, neverQueued } from './examples.ts';
import { importCalls } from './importCalls.ts';

const BY = newId();
const NOW = instant('2026-11-21T20:54:01.000Z');
const folder = mkdtempSync(join(tmpdir(), 'vigil-import-'));
let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await inScope(db, { tenants: [] }, ensureRules);
});
afterAll(async () => {
  await db.drop();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
type Bank = { tenant: number; service: { id: number; slug: string } };
async function aBank(): Promise<Bank> {
  const slug = `bank-${++made}`;
  const tenant = await registerOrganisation(db, { slug, name: slug, madeUp: false });
  return {
    tenant,
    service: { id: await registerService(db, { tenant, slug, name: slug, kind: 'telephone-only' }), slug },
  };
}

function saved(bytes: string | Uint8Array): string {
  const path = join(folder, `calls ${++made}.csv`);
  writeFileSync(path, bytes, 'latin1');
  return path;
}

async function feed(bank: Bank, path: string) {
  const opened = await openCallFile(path);
  if ('trouble' in opened) throw new Error(opened.trouble.message);
  const { file } = opened;
  return importCalls(db, {
    ...bank,
    file,
    recordedAt: NOW,
    recordedBy: BY,
    folder: join(folder, 'rejected'),
    progress() {},
  });
}

async function values({ tenant, service }: Bank, from = '1999-03-01', to = '1999-03-02') {
  const period = { from: instant(`${from}T00:00:00Z`), to: instant(`${to}T00:00:00Z`) };
  const figures = await inScope(db, { tenants: [tenant] }, async (tx) => {
    const pack = await ruleFor(tx, service.id, period.from);
    return computeFigures(tx, { tenant, service, pack, periods: [period], asOf: NOW });
  });
  const shown = figures.map(({ measure, numerator, denominator, value }) => [
    measure,
    denominator === null ? value : [numerator, denominator],
  ]);
  const { excluded } = figures[0]!;
  return { ...Object.fromEntries(shown), excluded };
}

const odd = [
  aRow({ call_id: '1' }),
  aRow({ call_id: '2', q_exit: '9:01:10' }),
  aRow({ call_id: '3', q_exit: '9:01:11' }),
  aRow({ call_id: '4', ...neverQueued }),
  aRow({ call_id: '5', outcome: 'HANG', q_exit: '9:00:40' }),
  aRow({ call_id: '6', outcome: 'HANG', q_exit: '9:00:41', ser_start: '9:00:41' }),
  aRow({ call_id: '7', outcome: 'HANG', ...neverQueued }),
  aRow({ call_id: '8', outcome: 'PHANTOM' }),
  aRow({ call_id: '9', vru_exit: '8:59:58', q_start: '8:59:58', q_exit: '9:00:00', ser_start: '', ser_exit: '' }),
];
const oddValues = {
  offered: 7,
  answered: 5,
  abandoned: 2,
  'calls-answered-in-60': [4, 5],
  'calls-abandoned': [1, 7],
  'mean-wait-seconds': (20 + 60 + 61 + 0 + 2) / 5,
  'p95-wait-seconds': 61,
  excluded: 2,
};

describe('an import of calls', () => {
  it('writes two events and one clock a call, and the figures follow', async () => {
    const bank = await aBank();
    expect(await feed(bank, saved(aFile(odd)))).toEqual({ rows: 9, imported: 9, rejected: 0, duplicates: 0 });
    expect(await values(bank)).toMatchObject(oddValues);
    const stream = uuidv7FromKey(instant('1999-03-01T09:00:00Z'), `${bank.service.slug}\nZZ0101\n1`);
    const events = await inScope(db, { tenants: [bank.tenant] }, (tx) => readStream(tx, bank.tenant, stream));
    expect(events).toMatchObject([
      { version: 1, type: 'CallOffered', occurredAt: instant('1999-03-01T09:00:00Z'), source: 'import' },
      {
        version: 2,
        type: 'CallAnswered',
        occurredAt: instant('1999-03-01T09:00:30Z'),
        recordedAt: NOW,
        recordedBy: BY,
      },
    ]);
    const { clocks, mismatches } = await verifyClocks(db);
    expect([clocks, mismatches]).toEqual([9, []]);
    expect((await verifyAudit(db)).broken).toEqual([]);
  });

  it('adds nothing the second time, gzipped or not, with any line end, nor for the same call at another time', async () => {
    const bank = await aBank();
    await feed(bank, saved(aFile(odd)));
    const again = { rows: 9, imported: 0, rejected: 0, duplicates: 9 };
    expect(await feed(bank, saved(gzipSync(aFile(odd, '\r\n'))))).toEqual(again);
    const later = odd.map((row) => row.map((field) => (field === '9:00:00' ? '8:00:00' : field)));
    expect(await feed(bank, saved(aFile(later)))).toEqual(again);
    expect(await feed(bank, saved(aFile([aRow({ call_id: '50' }), aRow({ call_id: '50' })])))).toMatchObject({
      imported: 1,
      duplicates: 1,
    });
    expect(await values(bank)).toMatchObject({ offered: 8 });
  });

  it('keeps apart the same call of two services', async () => {
    const [one, other] = [await aBank(), await aBank()];
    await feed(one, saved(aFile(odd)));
    expect(await feed(other, saved(aFile(odd)))).toMatchObject({ imported: 9 });
  });

  it('refuses bad rows into a file that can be corrected and fed again', async () => {
    const bank = await aBank();
    const bad = [
      aRow({ call_id: '20', outcome: 'HUNG' }),
      aRow({ call_id: '21' }).slice(1),
      'AA,"',
      aRow({ call_id: '' }),
    ];
    const done = await feed(bank, saved(aFile([...odd, ...bad, aRow({ call_id: '23', server: 'D\u00e9' })], '\r\n')));
    expect(done).toMatchObject({ rows: 14, imported: 10, rejected: 4, duplicates: 0 });
    const path = done.rejectedFile!;
    expect(path.startsWith(join(folder, 'rejected', 'calls_'))).toBe(true);
    expect(statSync(path).mode & 0o077).toBe(0);
    const lines = readFileSync(path, 'latin1').split('\n');
    expect(lines[0]).toBe(`line,reason,${aFile([]).trim()}`);
    expect(lines[1]).toBe(`11,"outcome ""HUNG"" is none of AGENT, HANG, PHANTOM",${bad[0]}`);
    expect(lines[2]).toBe(`12,"16 columns, where 17 are expected",${bad[1]}`);
    expect(lines[3]).toMatch(/^13,.*,AA,"$/);
    expect(lines[4]).toMatch(/^14,"?call_id is empty/);

    const corrected = lines.map((line) => line.replace(',HUNG,', ',HANG,'));
    const second = await feed(bank, saved(corrected.join('\n')));
    expect(second).toMatchObject({ rows: 4, imported: 1, rejected: 3, duplicates: 0 });
    const left = readFileSync(second.rejectedFile!, 'latin1').split('\n');
    expect(left.slice(0, -1)).toEqual([lines[0], ...lines.slice(2, -1)]);
    expect(await feed(bank, saved(corrected.join('\n')))).toMatchObject({ imported: 0, rejected: 3, duplicates: 1 });
  });

  it('keeps what stands before the place where a file was cut, and takes the rest when it is fed whole', async () => {
    const rows = Array.from({ length: 400 }, (_, id) => aRow({ call_id: String((id * 7919) % 10_007) }));
    const whole = gzipSync(aFile(rows));
    const bank = await aBank();
    const cut = await feed(bank, saved(whole.subarray(0, whole.length / 2)));
    expect(cut.trouble).toMatchObject({ problem: { code: 'file-truncated' }, line: cut.rows + 1 });
    expect(cut.imported).toBeGreaterThan(50);
    const rest = await feed(bank, saved(whole));
    expect(rest).toEqual({ rows: 400, imported: 400 - cut.imported, rejected: 0, duplicates: cut.imported });

    const text = aFile(rows);
    const half = await feed(await aBank(), saved(text.slice(0, text.length - 60)));
    expect(half).toMatchObject({
      rows: 399,
      imported: 399,
      rejected: 0,
      trouble: { problem: { code: 'file-truncated' }, line: 401 },
    });
    expect(half.rejectedFile).toBeUndefined();
    expect(await feed(await aBank(), saved(text.trimEnd()))).toEqual({
      rows: 400,
      imported: 400,
      rejected: 0,
      duplicates: 0,
    });
  });

  it('lets two imports of one file run at once: each call comes once', async () => {
    const bank = await aBank();
    const rows = Array.from({ length: 12_000 }, (_, id) => aRow({ call_id: String(id) }));
    const path = saved(aFile(rows));
    const backwards = saved(aFile(rows.toReversed()));
    const done = await Promise.all([feed(bank, path), feed(bank, path), feed(bank, backwards)]);
    expect(done.map(({ rows }) => rows)).toEqual([12_000, 12_000, 12_000]);
    expect(done.reduce((sum, { imported }) => sum + imported, 0)).toBe(12_000);
    expect(await values(bank)).toMatchObject({ offered: 12_000 });
    await asOwner(db, async (owner) => {
      const { rows } = await owner.query("select count(*)::int as n from event where data->>'service' = $1", [
        String(bank.service.id),
      ]);
      expect(rows[0].n).toBe(12_000);
    });
  });
});
