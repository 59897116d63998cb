import { type Database, inScope } from '#database';
import { OPEN_LICENCE, type Problem } from '#shared';
import { formOf, type PostcodeForm, type PostcodePosition, readPostcodeRow } from './postcodeFile.ts';
import { type Edition, editionOf, writePositions } from './postcodeStore.ts';

type Piece = { lines: string[] } | { unended: string } | { trouble: Problem };
export type RowProblem = Problem & { row: number; column?: string };

/** `rows` is the sum of the others. `refused` keeps the first problems; `refusedRows` counts all. */
export type PostcodesLoaded = {
  source?: PostcodeForm['source'];
  rows: number;
  loaded: number;
  /** There already, from a later edition. */
  kept: number;
  /** Headings, postcodes that have ended, and those that the file itself has no position for. */
  leftOut: number;
  refusedRows: number;
  refused: RowProblem[];
  trouble?: RowProblem;
};

export type PostcodesAsk = Pick<Edition, 'dated' | 'at' | 'by'> & { progress(soFar: PostcodesLoaded): void };

const ROWS_A_COMMIT = 20_000;
const PROBLEMS_TOLD = 20;

/** Reads a published file of postcodes to its end, in memory that does not grow with it. Feeding it again changes nothing. */
export async function loadPostcodes(
  db: Database,
  pieces: AsyncIterable<Piece>,
  { dated, at, by, progress }: PostcodesAsk,
): Promise<PostcodesLoaded> {
  const done: PostcodesLoaded = { rows: 0, loaded: 0, kept: 0, leftOut: 0, refusedRows: 0, refused: [] };
  let form: PostcodeForm | undefined;
  let batch: PostcodePosition[] = [];
  const write = async () => {
    const [positions, source] = [batch, form?.source];
    batch = [];
    if (positions.length === 0 || source === undefined) return;
    const written = await inScope(db, { tenants: [] }, async (tx) => {
      const edition = await editionOf(tx, { source, licence: OPEN_LICENCE, dated, at, by });
      return writePositions(tx, edition, positions);
    });
    done.loaded += written;
    done.kept += positions.length - written;
    progress(done);
  };
  let line = 0;
  for await (const piece of pieces) {
    if ('trouble' in piece) {
      done.trouble = { ...piece.trouble, row: line + 1 };
      break;
    }
    for (const text of 'lines' in piece ? piece.lines : [piece.unended]) {
      line += 1;
      if (line === 1) {
        form = formOf(text);
        if (!form) return { ...done, trouble: { ...NEITHER, row: 1 } };
        done.source = form.source;
        if (form.source === 'onspd') continue;
      }
      if (form && text.trim() !== '') take(form, { line, text }, { done, batch });
    }
    if (batch.length >= ROWS_A_COMMIT) await write();
  }
  await write();
  if (line === 0 && !done.trouble) done.trouble = { ...NEITHER, row: 1 };
  return done;
}

type Into = { done: PostcodesLoaded; batch: PostcodePosition[] };

function take(form: PostcodeForm, { line, text }: { line: number; text: string }, { done, batch }: Into): void {
  done.rows += 1;
  const read = readPostcodeRow(form, text);
  if (!read.ok) {
    done.refusedRows += 1;
    for (const problem of read.problems)
      if (done.refused.length < PROBLEMS_TOLD)
        done.refused.push({ ...problem, row: line, ...(problem.field ? { column: problem.field } : {}) });
  } else if (read.value) batch.push(read.value);
  else done.leftOut += 1;
}

const NEITHER = {
  code: 'file-unknown',
  message: 'this is neither OS Code-Point Open nor the ONS Postcode Directory: its first line has other columns',
};
