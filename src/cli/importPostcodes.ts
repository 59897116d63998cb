import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { readLines } from '#calls';
import type { Database } from '#database';
import { loadPostcodes, type PostcodesLoaded, postcodeSources } from '#people';
import { OPEN_LICENCE, parseDate, showCount } from '#shared';
import { commandLine } from './change.ts';
import { type CliCommand, failed, type Said } from './command.ts';
import { withInstallation } from './opened.ts';
import { readOptions } from './options.ts';

export const importPostcodesCommand: CliCommand = {
  words: 'import postcodes',
  usage:
    'import postcodes FILE --dated DATE [--json]      take in where postcodes are: OS Code-Point Open, or the ONS Postcode Directory',
  async run(run) {
    const read = readOptions(run.args, { dated: { type: 'string' } }, ['FILE']);
    if (!read.ok) return failed(2, ...read.problems);
    const path = resolve(read.value.positionals[0] ?? '');
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile())
      return failed(2, { file: path, code: 'file-missing', message: `${path}: there is no such file to read` });
    const dated = parseDate(String(read.value.values.dated ?? ''));
    if (!dated.ok) {
      const message = 'Say which edition it is, by the day that its publisher gives: --dated 2026-11-01';
      return failed(2, { field: 'dated', code: 'date-invalid', message });
    }
    const work = async ({ db }: { db: Database }): Promise<Said> => {
      const by = await commandLine(db);
      const progress = (soFar: PostcodesLoaded) => run.say(inWords(soFar));
      const about = { dated: dated.value, at: by.machineNow, by: by.account, progress };
      return said(path, await loadPostcodes(db, readLines(path), about));
    };
    return withInstallation(run, work, { writes: false });
  },
};

/** What could be read is in; a file that ended in trouble, or had rows that cannot be read, makes the run a failure. */
function said(path: string, done: PostcodesLoaded): Said {
  const { refused, trouble, ...counts } = done;
  if (trouble) {
    const message = `${path}, at line ${trouble.row}: ${trouble.message}. ${showCount(done.loaded)} positions before it were taken in.`;
    return failed(1, { ...trouble, file: path, message });
  }
  if (refused.length === 0) {
    const licence = `${done.source ? postcodeSources[done.source] : ''}: ${OPEN_LICENCE}`;
    return { exit: 0, json: { ...counts, licence }, text: `${inWords(done)}\n${licence}` };
  }
  const why = refused.map(({ row, message }) => `line ${row}: ${message}`);
  if (done.refusedRows > refused.length) why.push('and more');
  const problems = refused.map((problem) => ({ file: path, ...problem }));
  return { exit: 1, json: { ...counts, problems }, text: [inWords(done), ...why].join('\n') };
}

function inWords({ rows, loaded, kept, leftOut, refusedRows }: PostcodesLoaded): string {
  return `${showCount(rows)} rows: ${showCount(loaded)} taken in, ${showCount(kept)} there from a later edition, ${showCount(leftOut)} without a position that can be used, ${showCount(refusedRows)} refused`;
}
