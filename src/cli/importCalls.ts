import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Imported, importCalls, openCallFile } from '#calls';
import type { Database } from '#database';
import { machineClock, OWN_ACCOUNTS, openOrganisationClocks, registerAccount, shareWithDemoPeople } from '#people';
import { type Problem, showCount } from '#shared';
import type { Config } from '../config.ts';
import { type CliCommand, failed, type Run, type Said } from './command.ts';
import { withInstallation } from './opened.ts';
import { readOptions } from './options.ts';
import { findOrMakeService } from './service.ts';

/** Where calls go when nobody says whose they are: never into a service by guess. */
const unnamed = 'imported';

export const importCallsCommand: CliCommand = {
  words: 'import calls',
  usage: 'import calls FILE [--service ID] [--json]        take in a telephone system’s calls, once each',
  async run(run) {
    const read = readOptions(run.args, { service: { type: 'string' } }, ['FILE']);
    if (!read.ok) return failed(2, ...read.problems);
    const path = resolve(read.value.positionals[0] ?? '');
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile())
      return failed(2, { file: path, code: 'file-missing', message: `${path}: there is no such file to read` });
    return importFile(run, path, String(read.value.values.service ?? unnamed));
  },
};

async function importFile(run: Run, path: string, name: string): Promise<Said> {
  const opened = await openCallFile(path);
  if ('trouble' in opened) return troubled(path, opened.trouble, opened.line);
  const work = async ({ db }: { db: Database }, config: Config): Promise<Said> => {
    const service = await findOrMakeService(db, name);
    if (!service.ok) return failed(2, ...service.problems);
    if (config.mode === 'demo') await shareWithDemoPeople(db);
    const { tenant, id, slug } = service.value;
    const done = await importCalls(db, {
      file: opened.file,
      tenant,
      service: { id, slug },
      recordedAt: (await openOrganisationClocks(db, machineClock)).now(tenant),
      recordedBy: await registerAccount(db, { signIn: OWN_ACCOUNTS.import, name: 'Import', machine: true }),
      folder: join(config.dataFolder, 'rejected'),
      progress: onceASecond((soFar) => run.say(inWords(soFar, 'so far'))),
    });
    return answer(run, path, done);
  };
  return withInstallation(run, work, { writes: true });
}

function answer(run: Run, path: string, { trouble, ...done }: Imported): Said {
  const said = inWords(done, 'in all');
  if (!trouble) return { exit: 0, json: done, text: said };
  run.say(said);
  const kept = `${showCount(done.imported)} calls before it were imported; the whole file can be fed again.`;
  return troubled(path, trouble.problem, trouble.line, kept);
}

function troubled(path: string, { code, message }: Problem, row: number, kept = 'Nothing was imported.'): Said {
  return failed(1, { file: path, row, code, message: `${path}, at line ${row}: ${message}. ${kept}` });
}

function inWords({ rows, imported, rejected, duplicates, rejectedFile }: Imported, when: string): string {
  const counts = `${showCount(rows)} rows ${when}: ${showCount(imported)} imported, ${showCount(rejected)} rejected, ${showCount(duplicates)} there already`;
  return rejectedFile ? `${counts}\nrejected rows, to be corrected and fed again: ${rejectedFile}` : counts;
}

function onceASecond(tell: (soFar: Imported) => void): (soFar: Imported) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (soFar) => {
    if (performance.now() - last < 1_000) return;
    last = performance.now();
    tell(soFar);
  };
}
