import { isOnGrid, ok, type Position, type Problem, parsePostcode, type Result, readCsvLine, refused } from '#shared';

export type PostcodePosition = Position & { postcode: string };
export const postcodeSources = { 'code-point-open': 'OS Code-Point Open', onspd: 'ONS Postcode Directory' } as const;
export type PostcodeSource = keyof typeof postcodeSources;

/** Which published file this is, and in which of its columns stands what. */
export type PostcodeForm = {
  source: PostcodeSource;
  columns: number;
  at: { postcode: number; easting: number; northing: number; quality: number; ended?: number };
  /** How a row says that nobody knows where it is, or that its figures are of another grid. */
  isNoPosition(quality: string, postcode: string): boolean;
};

const codePoint: PostcodeForm = {
  source: 'code-point-open',
  columns: 10,
  at: { postcode: 0, quality: 1, easting: 2, northing: 3 },
  isNoPosition: (quality) => quality === '90',
};

/** Names have changed from edition to edition; the columns between them are of areas and differ each time. */
const onspdNames = {
  postcode: ['pcds'],
  easting: ['oseast1m', 'east1m'],
  northing: ['osnrth1m', 'north1m'],
  quality: ['osgrdind', 'gridind'],
  ended: ['doterm'],
};

/** The form of a file by its first line; undefined for one that is neither. */
export function formOf(firstLine: string): PostcodeForm | undefined {
  const fields = readCsvLine(firstLine.replace(/^\uFEFF|^ï»¿/, ''));
  if (!fields.ok) return undefined;
  const names = fields.value.map((name) => name.trim().toLowerCase());
  const column = (known: readonly string[]) => names.findIndex((name) => known.includes(name));
  const at = {
    postcode: column(onspdNames.postcode),
    easting: column(onspdNames.easting),
    northing: column(onspdNames.northing),
    quality: column(onspdNames.quality),
    ended: column(onspdNames.ended),
  };
  // Postcodes of Northern Ireland have a place on the Irish grid in this file, which is another one.
  const isNoPosition = (quality: string, postcode: string) => quality === '9' || postcode.startsWith('BT');
  if (Object.values(at).every((index) => index >= 0))
    return { source: 'onspd', columns: names.length, at, isNoPosition };
  if (names.length !== codePoint.columns) return undefined;
  return isCodePointHeader(names[0] ?? '') || parsePostcode(names[0] ?? '').ok ? codePoint : undefined;
}

const isCodePointHeader = (name: string) => name === 'pc' || name === 'postcode';

/** A position; undefined for a row that is a heading, has none on this grid, or is of a postcode that has ended. */
export function readPostcodeRow(form: PostcodeForm, line: string): Result<PostcodePosition | undefined> {
  const fields = readCsvLine(line);
  if (!fields.ok) return fields;
  const { value } = fields;
  if (value.length !== form.columns)
    return refused({ code: 'columns-wrong', message: `it has ${value.length} columns and not ${form.columns}` });
  const of = (name: keyof PostcodeForm['at']) => (value[form.at[name] ?? -1] ?? '').trim();
  if (form.source === 'code-point-open' && isCodePointHeader(of('postcode').toLowerCase())) return ok(undefined);
  const postcode = parsePostcode(of('postcode'));
  if (!postcode.ok) return refused(wrong('postcode', of('postcode'), 'is no postcode'));
  if (of('ended') !== '' || form.isNoPosition(of('quality'), postcode.value)) return ok(undefined);
  const problems: Problem[] = [];
  const metres = (name: 'easting' | 'northing') => {
    if (!/^\d{1,7}$/.test(of(name))) problems.push(wrong(name, of(name), 'is no whole number of metres'));
    return Number(of(name));
  };
  const position = { easting: metres('easting'), northing: metres('northing') };
  if (problems.length > 0) return refused(...problems);
  if (!isOnGrid(position)) {
    const message = `${position.easting}, ${position.northing} is not on the national grid`;
    return refused({ field: 'easting', code: 'off-grid', message });
  }
  return ok({ postcode: postcode.value, ...position });
}

function wrong(field: string, found: string, what: string): Problem {
  return { field, code: `${field}-wrong`, message: `${field}: "${found.slice(0, 40)}" ${what}` };
}
