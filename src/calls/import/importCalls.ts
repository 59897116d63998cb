import type { Database } from '#database';
import { type Problem, readCsvLine } from '#shared';
import { type BankCall, readBankRow } from './bankRow.ts';
import type { CallFile, FileRow } from './callFile.ts';
import { type ImportInto, writeCalls } from './importStore.ts';
import { openRejectedRows, type RejectedRow } from './rejectedRows.ts';

/** `rows` is the sum of the other three. `trouble`: the file ended in it; what came before was imported. */
export type Imported = {
  rows: number;
  imported: number;
  rejected: number;
  duplicates: number;
  rejectedFile?: string;
  trouble?: { problem: Problem; line: number };
};

export type ImportAsk = ImportInto & {
  file: CallFile;
  /** Where the file of rejected rows goes. */
  folder: string;
  progress(soFar: Imported): void;
};

// An open write transaction holds back everybody who follows the log.
const rowsACommit = 5_000;

/** Reads a file of calls to its end, in memory that does not grow with it. Feeding it again adds nothing. */
export async function importCalls(db: Database, ask: ImportAsk): Promise<Imported> {
  const { file, folder, recordedAt: now } = ask;
  const done: Imported = { rows: 0, imported: 0, rejected: 0, duplicates: 0 };
  const rejects = openRejectedRows({ folder, name: file.name, header: file.header, now });
  const commit = async ({ calls, rejected }: Batch) => {
    await rejects.add(rejected);
    const fresh = calls.length > 0 ? await writeCalls(db, ask, calls) : 0;
    done.rows += calls.length + rejected.length;
    done.rejected += rejected.length;
    done.imported += fresh;
    done.duplicates += calls.length - fresh;
    if (rejects.path()) done.rejectedFile = rejects.path();
    ask.progress(done);
  };
  let batch = newBatch();
  // One batch is written while the next is read.
  let writing = Promise.resolve();
  const handOn = async () => {
    await writing;
    writing = commit(batch);
    writing.catch(() => {}); // Heard where it is awaited.
    batch = newBatch();
  };
  for await (const piece of file.pieces()) {
    if ('trouble' in piece) {
      done.trouble = { problem: piece.trouble, line: piece.line };
      break;
    }
    for (const row of piece.rows) {
      const problem = take(batch, row, ask.service.id);
      if (problem && piece.unended) done.trouble = { problem: cutOff(batch, problem), line: row.line };
      if (batch.calls.length + batch.rejected.length >= rowsACommit) await handOn();
    }
  }
  await handOn();
  await writing;
  return done;
}

type Batch = { calls: BankCall[]; rejected: RejectedRow[] };
const newBatch = (): Batch => ({ calls: [], rejected: [] });

/** Puts the row where it belongs; the first problem of a row that is refused. */
function take(batch: Batch, { line, text }: FileRow, service: number): Problem | undefined {
  const fields = readCsvLine(text);
  const call = fields.ok ? readBankRow(fields.value, service) : fields;
  if (call.ok) {
    batch.calls.push(call.value);
    return undefined;
  }
  batch.rejected.push({ line, text, reason: call.problems.map(({ message }) => message).join('; ') });
  return call.problems[0];
}

/** A last line that does not end and cannot be read is half a row: the file was cut off there, so it is not refused for good. */
function cutOff(batch: Batch, { message }: Problem): Problem {
  batch.rejected.pop();
  return { code: 'file-truncated', message: `the file ends in the middle of a row (${message})` };
}
