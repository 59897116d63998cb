import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, inScope } from '#database';
import { instant, newId } from '#shared';
import { type TestDatabase, testDatabase } from '../../database/testing.ts';
import { loadPostcodes } from './loadPostcodes.ts';
import { whereaboutsOf } from './postcodeStore.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const about = { at: instant('2026-11-22T03:00:00Z'), by: newId(), progress() {} };
async function* file(...lines: string[]) {
  yield { lines };
}
const row = (postcode: string, easting: number, northing: number) =>
  `"${postcode}",10,${easting},${northing},"","","","","",""`;
const where = (address: string) => inScope(db as Database, { tenants: [] }, (tx) => whereaboutsOf(tx, address));

describe('positions of postcodes', () => {
  it('are loaded from the published file, with every row that was refused told by its line and column', async () => {
    const loaded = await loadPostcodes(
      db,
      file(
        'PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC',
        row('ZZ1 4QT', 400_000, 300_000),
        row('ZZ1 4QU', 400_200, 300_400),
        '"ZZ",10,1,1,,,,,,',
        row('ZZ1 9AA', 900_000, 1),
      ),
      {
        ...about,
        dated: '2026-08-01',
      },
    );
    expect(loaded).toMatchObject({
      source: 'code-point-open',
      rows: 5,
      loaded: 2,
      kept: 0,
      leftOut: 1,
      refusedRows: 2,
    });
    expect(loaded.refused).toMatchObject([
      { row: 4, column: 'postcode', code: 'postcode-wrong' },
      { row: 5, column: 'easting', code: 'off-grid' },
    ]);
  });

  it('say where an address is: by its postcode, else by the middle of its outward code, else not at all', async () => {
    expect(await where('4 Tallow Row, ZZ1 4QT')).toEqual({
      position: { easting: 400_000, northing: 300_000 },
      by: 'postcode',
      of: 'ZZ1 4QT',
    });
    const middle = { position: { easting: 400_100, northing: 300_200 }, by: 'outward-code', of: 'ZZ1' };
    expect(await where('4 Tallow Row, ZZ1 1AA')).toEqual(middle);
    expect(await where('4 Tallow Row, ZZ1')).toEqual(middle);
    expect(await where('4 Tallow Row, ZZ9 1AA')).toBeUndefined();
    expect(await where('4 Tallow Row')).toBeUndefined();
  });

  it('are of the latest edition, in whichever order the files come, and keep source, licence and day', async () => {
    const later = await loadPostcodes(db, file(row('ZZ1 4QT', 410_000, 300_000)), { ...about, dated: '2026-11-01' });
    const earlier = await loadPostcodes(db, file(row('ZZ1 4QT', 1, 1)), { ...about, dated: '2026-05-01' });
    expect([later, earlier].map(({ loaded, kept }) => [loaded, kept])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect((await where('ZZ1 4QT'))?.position.easting).toBe(410_000);
    const { rows } = await db.app.query(
      `select source, dated::text, licence from postcode_position p join postcode_edition e on e.id = p.edition where postcode = 'ZZ1 4QT'`,
    );
    expect(rows).toEqual([
      { source: 'code-point-open', dated: '2026-11-01', licence: expect.stringContaining('Open Government Licence') },
    ]);
  });

  it('come from no other file', async () => {
    for (const lines of [['a,b', '1,2'], []])
      expect(await loadPostcodes(db, file(...lines), { ...about, dated: '2026-11-01' })).toMatchObject({
        trouble: { code: 'file-unknown', row: 1 },
      });
  });
});
