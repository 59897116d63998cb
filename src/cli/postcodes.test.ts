import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { codesOf, runVigil } from './testing.ts';

let database: TestDatabase;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'vigil-postcodes-'));
  env = { DATABASE_URL: database.ownerUrl, VIGIL_MODE: 'live', VIGIL_DATA: folder, PORT: '0', LOG_LEVEL: 'error' };
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const vigil = (...words: string[]) => runVigil([...words, '--json'], { cwd: folder, env });
const fileOf = (name: string, ...lines: string[]) => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\r\n')}\r\n`);
  return path;
};
const row = (postcode: string, easting: number) => `"${postcode}",10,${easting},300000,"","","","","",""`;

it('a published file of postcodes is taken in once, and a base stands at one of them', async () => {
  const whole = fileOf(
    'whole.csv',
    row('ZZ1 4QT', 400_000),
    row('ZZ1 4QU', 400_200),
    '"ZZ1 4QV",90,0,0,"","","","","",""',
  );
  const taken = await vigil('import', 'postcodes', whole, '--dated', '2026-11-01');
  expect([taken.code, taken.json]).toMatchObject([0, { source: 'code-point-open', rows: 3, loaded: 2, leftOut: 1 }]);
  expect(JSON.stringify(taken.json)).toContain('Open Government Licence v3.0');

  const broken = fileOf('broken.csv', row('ZZ1 4QT', 400_000), row('ZZ1', 400_200));
  const refused = await vigil('import', 'postcodes', broken, '--dated', '2026-11-01');
  expect([refused.code, refused.json]).toMatchObject([
    1,
    { problems: [{ row: 2, column: 'postcode', code: 'postcode-wrong' }] },
  ]);
  expect(codesOf(await vigil('import', 'postcodes', fileOf('other.csv', 'a,b'), '--dated', '2026-11-01'))).toEqual([
    'file-unknown',
  ]);
  expect(codesOf(await vigil('import', 'postcodes', whole))).toEqual(['date-invalid']);

  await vigil('organisation', 'add', 'wharfside', '--name', 'Wharfside');
  await vigil('service', 'add', 'wharfside', '--organisation', 'wharfside', '--name', 'Wharfside');
  await vigil('place', 'add', 'quay', '--service', 'wharfside', '--name', 'The Quay', '--kind', 'base');
  const position = (at: string) => vigil('place', 'position', 'quay', '--service', 'wharfside', '--at', at);
  expect((await position('zz14qu')).json).toMatchObject({ easting: 400_200, northing: 300_000, changed: true });
  expect((await position('400200,300000')).json).toMatchObject({ changed: false });
  expect(codesOf(await position('ZZ9 9ZZ'))).toEqual(['postcode-unknown']);
  expect(codesOf(await position('the quay'))).toEqual(['position-wrong']);
  expect(codesOf(await position('9999999,1'))).toEqual(['off-grid']);
  const { rows } = await database.app.query("select 1 where has_table_privilege('postcode_position', 'delete')");
  expect(rows).toEqual([]);
}, 120_000);
