import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnGrid } from '#shared';
import { formOf, type PostcodeForm, readPostcodeRow } from './postcodeFile.ts';

const codePointRow =
  '"ZZ16 0AS",10,437292,115542,"E92000001","E19000002","E18000009","E10000014","E07000093","E05012936"';
const onspdHeader = 'pcd,pcd2,pcds,dointr,doterm,oscty,oseast1m,osnrth1m,osgrdind,ctry';
const newerHeader = '"x","pcd7","pcd8","pcds","dointr","doterm","east1m","north1m","gridind"';

function form(line: string): PostcodeForm {
  const known = formOf(line);
  if (!known) throw new Error('neither');
  return known;
}
const onspdRow = (about: Partial<Record<'pcds' | 'ended' | 'e' | 'n' | 'quality', string>> = {}) => {
  const { pcds = 'ZZ1 4QT', ended = '', e = '437292', n = '115542', quality = '1' } = about;
  return `ZZ1 4QT,ZZ1  4QT,${pcds},198001,${ended},E99999999,${e},${n},${quality},E92000001`;
};

describe('a published file of postcodes', () => {
  it('is known by its first line: with its headings or without, under old names and new', () => {
    expect(form(codePointRow).source).toBe('code-point-open');
    expect(form('PC,PQ,EA,NO,CY,RH,LH,CC,DC,WC').source).toBe('code-point-open');
    expect(form(`\uFEFF${onspdHeader}`).source).toBe('onspd');
    expect(form(newerHeader).at).toEqual({ postcode: 3, easting: 6, northing: 7, quality: 8, ended: 5 });
    for (const other of ['', 'a,b,c', 'vru+line,call_id', '"open', 'pcds,east1m'])
      expect(formOf(other)).toBeUndefined();
  });

  it('gives each postcode its position', () => {
    const at = { easting: 437_292, northing: 115_542 };
    expect(readPostcodeRow(form(codePointRow), codePointRow)).toEqual({
      ok: true,
      value: { postcode: 'ZZ16 0AS', ...at },
    });
    expect(readPostcodeRow(form(onspdHeader), onspdRow())).toEqual({ ok: true, value: { postcode: 'ZZ1 4QT', ...at } });
  });

  it.each([
    ['a heading', codePointRow, 'Postcode,Positional_quality_indicator,Eastings,Northings,a,b,c,d,e,f'],
    ['nobody knows where', codePointRow, '"ZZ16 0AS",90,0,0,"","","","","",""'],
    ['a postcode that has ended', onspdHeader, onspdRow({ ended: '202401' })],
    ['without a grid reference', onspdHeader, onspdRow({ quality: '9', e: '', n: '' })],
    ['a place on the Irish grid', onspdHeader, onspdRow({ pcds: 'BT1 1AA' })],
  ])('leaves out %s', (_what, first, row) => {
    expect(readPostcodeRow(form(first), row)).toEqual({ ok: true, value: undefined });
  });

  it.each([
    [{ pcds: 'ZZ1' }, 'postcode', 'postcode-wrong'],
    [{ e: 'x' }, 'easting', 'easting-wrong'],
    [{ n: '' }, 'northing', 'northing-wrong'],
    [{ e: '-5' }, 'easting', 'easting-wrong'],
    [{ e: '0', n: '0' }, 'easting', 'off-grid'],
    [{ e: '700001' }, 'easting', 'off-grid'],
  ])('refuses %j by its column', (about, field, code) => {
    expect(readPostcodeRow(form(onspdHeader), onspdRow(about))).toMatchObject({
      ok: false,
      problems: [{ field, code }],
    });
  });

  it('refuses a row of another width, and a quotation mark that is not closed', () => {
    expect(readPostcodeRow(form(codePointRow), 'ZZ1 4QT,10')).toMatchObject({
      ok: false,
      problems: [{ code: 'columns-wrong' }],
    });
    expect(readPostcodeRow(form(codePointRow), '"ZZ1')).toMatchObject({
      ok: false,
      problems: [{ code: 'quote-wrong' }],
    });
  });

  it('is a position on the grid, nothing, or problems with words, whatever stands in it', () => {
    const field = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.nat(2_000_000).map(String),
      fc.constantFrom('ZZ1 4QT', '90', '9', ''),
    );
    const row = fc.array(field, { minLength: 9, maxLength: 11 }).map((fields) => fields.join(','));
    fc.assert(
      fc.property(
        fc.constantFrom(codePointRow, onspdHeader),
        fc.oneof(row, fc.string({ unit: 'binary' })),
        (first, line) => {
          const read = readPostcodeRow(form(first), line);
          if (read.ok) expect(read.value === undefined || isOnGrid(read.value)).toBe(true);
          else expect(read.problems.every(({ code, message }) => code !== '' && message !== '')).toBe(true);
        },
      ),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (line) => void formOf(line)));
  });
});
