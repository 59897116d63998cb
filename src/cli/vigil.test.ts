import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connection } from '#database';
import { aFile, aRow } from '../calls/import/examples.ts';
import { codesOf, runVigil } from './testing.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-cli-'));
const data = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** On an embedded database of its own. */
const vigil = (words: string) => runVigil(words.split(' '), { cwd: folder, env: { VIGIL_DATA: data } });

const rows = Array.from({ length: 300 }, (_, id) => aRow({ call_id: String((id * 7919) % 10_007) }));
const period = '--pack nqr-2006 --from 1999-03-01 --to 1999-03-02';
const codes = codesOf;

describe('words that are wrong', () => {
  it.each([
    ['--json', ['command-missing']],
    ['import --json', ['command-unknown']],
    ['import calls --json', ['word-missing']],
    ['import calls calls.csv more.csv --json', ['word-unknown']],
    ['import calls calls.csv --sevice bank --json', ['option-wrong']],
    ['import calls nowhere.csv --json', ['file-missing']],
    ['import calls . --json', ['file-missing']],
    ['figures --json', ['option-missing', 'option-missing', 'option-missing', 'option-missing']],
    ['figures --service bank --pack nqr-2006 --from 1999-03-02 --to 1999-03-01 --json', ['period-empty']],
    [
      'figures --service bank --pack nqr-1999 --from soon --to 2027-03-28T01:30 --json',
      ['time-invalid', 'time-missing', 'pack-unknown'],
    ],
    [`figures --service bank ${period} --by week --json`, ['choice-unknown']],
    ['figures --service bank --pack nqr-2006 --from 1990-01-01 --to 2020-01-01 --by hour --json', ['periods-too-many']],
    ['clocks verify everything --json', ['word-unknown']],
    ['audit verify --loud --json', ['option-wrong']],
    ['organisation add Wharf_Side --json', ['slug-wrong', 'option-missing']],
    ['organisation add wharf--side --name Wharfside --json', ['slug-wrong']],
    [`organisation add ${'w'.repeat(61)} --name Wharfside --json`, ['slug-wrong']],
    [`organisation add wharfside --name ${'W'.repeat(101)} --json`, ['name-wrong']],
    ['service add wharfside --organisation wharfside --name Wharfside --kind day --json', ['choice-unknown']],
    ['place add quay --service wharfside --name Quay --json', ['option-missing']],
    ['account add -e- --name Esther --json', ['option-wrong']],
    ['account add e@ --name Esther --json', ['sign-in-name-wrong']],
    ['account add e.carrow --name Esther --json', ['password-missing']],
    ['account password e.carrow a-long-night-ashore --json', ['word-unknown']],
    ['role grant e.carrow captain --organisation wharfside --json', ['role-unknown']],
    ['role revoke e.carrow doctor --json', ['option-missing']],
    ['token issue --json', ['word-missing']],
  ])('vigil %s', async (words, expected) => {
    writeFileSync(join(folder, 'calls.csv'), aFile(rows));
    const ended = await vigil(words);
    expect([codes(ended), ended.code]).toEqual([expected, 2]);
    // Nothing was started to find that out.
    expect(existsSync(data)).toBe(false);
  });
});

describe('an installation of its own', () => {
  beforeAll(async () => {
    writeFileSync(join(folder, 'calls.csv.gz'), gzipSync(aFile(rows)));
    writeFileSync(join(folder, 'bad.csv'), aFile([...rows.slice(0, 3), aRow({ outcome: 'LOST' })]));
    writeFileSync(join(folder, 'cut.csv.gz'), gzipSync(aFile(rows)).subarray(0, 1_000));
    writeFileSync(join(folder, 'wrong.csv'), 'name,age\nAnna,41\n');
  });

  it('makes nothing for a file that is none of calls', async () => {
    const wrong = await vigil('import calls wrong.csv --service bank --json');
    expect([wrong.code, codes(wrong)]).toEqual([1, ['file-wrong']]);
    expect(wrong.json).toMatchObject({ problems: [{ file: join(folder, 'wrong.csv'), row: 1 }] });
    const none = await vigil(`figures --service bank ${period} --json`);
    expect([none.code, codes(none)]).toEqual([2, ['service-unknown']]);
  });

  it('takes calls in, once, for two who feed the same file at once', async () => {
    const both = await Promise.all([0, 1].map(() => vigil('import calls calls.csv.gz --service bank --json')));
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    const counts = both.map(({ json }) => json as { imported: number; duplicates: number });
    expect(counts.map(({ imported, duplicates }) => imported + duplicates)).toEqual([300, 300]);
    expect(counts.reduce((sum, { imported }) => sum + imported, 0)).toBe(300);
    expect(Object.keys(counts[0]!)).toEqual(['rows', 'imported', 'rejected', 'duplicates']);
    expect(both[0]?.err).toMatch(/300 rows so far/);
  });

  it('writes refused rows beside the data, and says where', async () => {
    const { code, json } = await vigil('import calls bad.csv --service bank --json');
    expect(code).toBe(0);
    expect(json).toMatchObject({ rows: 4, imported: 0, rejected: 1, duplicates: 3 });
    expect(String(json.rejectedFile).startsWith(join(data, 'rejected', 'bad-'))).toBe(true);
  });

  it('says where a cut file ends, and keeps what came before', async () => {
    const cut = await vigil('import calls cut.csv.gz --service half --json');
    expect([cut.code, codes(cut)]).toEqual([1, ['file-truncated']]);
    const half = await vigil(`figures --service half ${period} --json`);
    const figures = half.json.figures as { measure: string; value: number }[];
    const offered = figures.find(({ measure }) => measure === 'offered')?.value ?? 0;
    expect(offered).toBeGreaterThan(0);
    expect(cut.json).toMatchObject({
      problems: [{ row: offered + 1, message: expect.stringContaining(`${offered} calls`) }],
    });
    const whole = await vigil('import calls calls.csv.gz --service half --json');
    expect(whole.json).toEqual({ rows: 300, imported: 300 - offered, rejected: 0, duplicates: offered });
  });

  it('gives figures whose keys stand in their order, and a table for people', async () => {
    const { code, out, json } = await vigil(`figures --service bank ${period} --by hour --json`);
    expect([code, out.trim().split('\n').length]).toEqual([0, 1]);
    const figures = json.figures as Record<string, unknown>[];
    expect(Object.keys(figures[0]!)).toEqual(
      'service measure clause period origin numerator denominator excluded unmeasurable late value asFirstRecorded band rule asOf digest'.split(
        ' ',
      ),
    );
    const ofNine = figures.filter(({ period }) => (period as { from: string }).from === '1999-03-01T09:00:00+00:00');
    expect(ofNine.find(({ measure }) => measure === 'offered')).toMatchObject({ value: 300, numerator: null });
    expect(figures.length).toBe(24 * ofNine.length);
    const read = await vigil(`figures --service bank ${period}`);
    expect(read.out).toMatch(/calls-answered-in-60 +NQR 8c +100.0% +300 \/ 300 +0 +0 +0 +full/);
  });

  it('verifies what it wrote, names a planted wrong clock and writes it anew', async () => {
    expect((await vigil('clocks verify --json')).json).toEqual({ clocks: 600, mismatches: [] });
    expect((await vigil('audit verify --json')).json).toMatchObject({ streams: 600, events: 1200, broken: [] });
    await plantWrongClock();
    const found = await vigil('clocks verify --json');
    expect(found.code).toBe(1);
    expect(found.json).toMatchObject({ clocks: 600, mismatches: [{ measure: 'answer', lap: 1 }] });
    expect((await vigil('clocks rebuild --service bank --json')).json).toEqual({
      streams: 300,
      clocks: 300,
      changed: 1,
    });
    expect((await vigil('clocks verify --json')).code).toBe(0);
  });
});

async function plantWrongClock(): Promise<void> {
  const { startOrJoin } = await import('../database/embedded/index.ts');
  const server = await startOrJoin({ folder: data, log() {} });
  const owner = new pg.Client(connection(server.ownerUrl));
  try {
    await owner.connect();
    await owner.query(`update clock set counted_ms = 1 where subject =
      (select min(subject::text)::uuid from clock join service on service.id = clock.service where slug = 'bank')`);
  } finally {
    await owner.end();
    await server.stop();
  }
}
