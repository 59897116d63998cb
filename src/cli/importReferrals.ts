import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { openDirectory } from '#api';
import { caseStage, importReferrals, type ReferralsImported } from '#calls';
import type { Database } from '#database';
import { machineClock, OWN_ACCOUNTS, openOrganisationClocks, registerAccount } from '#people';
import { showCount } from '#shared';
import { type CliCommand, failed, type Said } from './command.ts';
import { withInstallation } from './opened.ts';
import { readOptions } from './options.ts';
import { serviceNamed } from './service.ts';

const MOST_BYTES = 50 * 1024 * 1024;

export const importReferralsCommand: CliCommand = {
  words: 'import referrals',
  usage: 'import referrals FILE --service ID [--json]      take in NHS 111’s referrals, once each',
  async run(run) {
    const read = readOptions(run.args, { service: { type: 'string' } }, ['FILE']);
    if (!read.ok) return failed(2, ...read.problems);
    const path = resolve(read.value.positionals[0] ?? '');
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile())
      return failed(2, { file: path, code: 'file-missing', message: `${path}: there is no such file to read` });
    if (found.size > MOST_BYTES)
      return failed(2, { file: path, code: 'file-too-large', message: `${path}: split it, at most 50 MB at once` });
    const name = read.value.values.service;
    if (typeof name !== 'string')
      return failed(2, { code: 'service-missing', message: 'Say whose patients they are: --service ID' });
    const text = await readFile(path, 'utf8');
    const work = async ({ db }: { db: Database }): Promise<Said> => {
      const service = await serviceNamed(db, name);
      if (!service.ok) return failed(2, ...service.problems);
      const { tenant, id } = service.value;
      const clocks = await openOrganisationClocks(db, machineClock);
      const directory = await openDirectory(db);
      const done = await importReferrals(db, text, {
        cases: caseStage({ placesOf: directory.placesOf, strict: false }),
        tenant,
        service: id,
        account: await registerAccount(db, { signIn: OWN_ACCOUNTS.import, name: 'Import', machine: true }),
        now: () => clocks.now(tenant),
      });
      return said(path, done);
    };
    return withInstallation(run, work, { writes: true });
  },
};

/** A row that was refused makes the run a failure: somebody has to ring about that patient. */
function said(path: string, done: ReferralsImported): Said {
  const { rows, received, duplicates, refused } = done;
  const rowsRefused = new Set(refused.map(({ row }) => row)).size;
  const counts = `${showCount(rows)} rows: ${showCount(received)} received, ${showCount(duplicates)} there already, ${showCount(rowsRefused)} refused`;
  const why = refused.map(({ row, field, message }) => `row ${row}${field ? `, ${field}` : ''}: ${message}`);
  if (refused.length === 0) return { exit: 0, json: { rows, received, duplicates, refused: [] }, text: counts };
  const problems = refused.map((problem) => ({ file: path, ...problem }));
  return { exit: 1, json: { rows, received, duplicates, problems }, text: [counts, ...why].join('\n') };
}
