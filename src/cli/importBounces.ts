import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { openDirectory } from '#api';
import { readLetter, type Taken, takeLetter } from '#handover';
import { machineClock, openOrganisationClocks } from '#people';
import { type CliCommand, failed, type Said } from './command.ts';
import { withInstallation } from './opened.ts';
import { readOptions } from './options.ts';

/** One letter that a mail server gave back, where it was not dropped into the folder that the server reads by itself. */
export const importBouncesCommand: CliCommand = {
  words: 'import bounces',
  usage: 'import bounces FILE [--json]                       take in a letter that a mail server gave back, once',
  async run(run) {
    const read = readOptions(run.args, {}, ['FILE']);
    if (!read.ok) return failed(2, ...read.problems);
    const path = resolve(read.value.positionals[0] ?? '');
    const found = await stat(path).catch(() => undefined);
    if (!found?.isFile())
      return failed(2, { file: path, code: 'file-missing', message: `${path}: there is no such file to read` });
    const raw = await readLetter(path);
    return withInstallation(
      run,
      async ({ db }) => {
        const clocks = await openOrganisationClocks(db, machineClock);
        // A server that is running sees it within a second; nobody here has to be woken.
        const taking = { db, clocks, directory: await openDirectory(db), waker: { touch() {} } };
        return said(path, await takeLetter(taking, { file: basename(path), raw }));
      },
      { writes: true },
    );
  },
};

/** What no program can read or assign is a failure: somebody has to look. */
function said(path: string, { kind, outcome, message }: Taken): Said {
  const about = message === undefined ? '' : ` Message ${message}.`;
  if (outcome === 'not-yet')
    return failed(1, {
      file: path,
      code: 'not-yet',
      message: `${path}: its message is being sent; feed it again soon`,
    });
  if (outcome === 'for-somebody')
    return failed(1, {
      file: path,
      code: 'for-somebody',
      message: `${path}: ${kind}; it is listed for a person.${about}`,
    });
  return {
    exit: 0,
    json: { kind, outcome, ...(message === undefined ? {} : { message }) },
    text: `${kind}, ${outcome}.${about}`,
  };
}
