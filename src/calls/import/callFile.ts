import { basename } from 'node:path';
import { type Problem, readCsvLine } from '#shared';
import { bankColumns } from './bankRow.ts';
import { type Piece, readLines } from './lines.ts';

/** One row as it stands in the file. `line` counts from 1, the header; of a file of rejected rows it is the line of the original. */
export type FileRow = { line: number; text: string };

/** A file whose header is right; rows come in pieces, the trouble that ended the reading last. */
export type CallFile = {
  name: string;
  header: string;
  pieces(): AsyncGenerator<{ rows: FileRow[]; unended?: boolean } | { trouble: Problem; line: number }>;
};

/** The columns that a file of rejected rows has before those of the original. */
export const rejectedColumns = ['line', 'reason'] as const;

/** Opens a CSV of calls, gzipped or not, and reads its header: what it is not is told before anything is imported. */
export async function openCallFile(path: string): Promise<{ file: CallFile } | { trouble: Problem; line: number }> {
  const pieces = readLines(path);
  const first = await pieces.next();
  if (first.done) return { trouble: wrong('the file is empty'), line: 1 };
  if ('trouble' in first.value) return { trouble: first.value.trouble, line: 1 };
  const [found = '', ...rest] = 'lines' in first.value ? first.value.lines : [first.value.unended];
  const header = found.replace(/^\u00ef\u00bb\u00bf/, '');
  const columns = readCsvLine(header);
  const names = columns.ok ? columns.value.map((name) => name.trim()) : [];
  const fedAgain = rejectedColumns.every((name, index) => names[index] === name);
  const own = fedAgain ? names.slice(rejectedColumns.length) : names;
  if (own.join() !== bankColumns.join()) {
    return { trouble: wrong(`the first line is not the header ${bankColumns.join(',')}`), line: 1 };
  }
  const original = bankColumns.join(',');
  return {
    file: { name: basename(path), header: original, pieces: () => numbered({ lines: rest }, pieces, fedAgain) },
  };
}

async function* numbered(
  first: Piece,
  others: AsyncGenerator<Piece>,
  fedAgain: boolean,
): ReturnType<CallFile['pieces']> {
  let line = 1;
  const rowsOf = (texts: string[]) =>
    texts.flatMap((text) => {
      line += 1;
      if (text.trim() === '') return [];
      return [fedAgain ? asInOriginal(text, line) : { line, text }];
    });
  for await (const piece of chained(first, others)) {
    if ('trouble' in piece) yield { trouble: piece.trouble, line };
    else if ('lines' in piece) yield { rows: rowsOf(piece.lines) };
    else yield { rows: rowsOf([piece.unended]), unended: true };
  }
}

async function* chained(first: Piece, others: AsyncGenerator<Piece>): AsyncGenerator<Piece> {
  yield first;
  yield* others;
}

/** A row of a file of rejected rows, with the line number that it had; where somebody has lost that, its line in this file. */
function asInOriginal(text: string, line: number): FileRow {
  const match = /^("(?:[^"]|"")*"|[^",]*),(?:"(?:[^"]|"")*"|[^",]*),/.exec(text);
  if (!match) return { line, text };
  const known = /^"?(\d{1,12})"?$/.exec(match[1] ?? '');
  return { line: known ? Number(known[1]) : line, text: text.slice(match[0].length) };
}

function wrong(message: string): Problem {
  return { code: 'file-wrong', message };
}
