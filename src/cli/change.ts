import type { Database } from '#database';
import { type Author, machineClock, OWN_ACCOUNTS, openOrganisationClocks, registerAccount } from '#people';
import type { Result } from '#shared';
import { type CliCommand, failed, type Run, type Said } from './command.ts';
import { withInstallation } from './opened.ts';
import { readOptions } from './options.ts';
import { type Words, wordsOf } from './words.ts';

type Done = Omit<Said, 'exit'>;

/** A command that makes or changes a row: its words are read first, then the installation is opened and asked to do it. */
export type ChangeCommand<Ask> = {
  words: string;
  usage: string;
  options: Record<string, { type: 'string' | 'boolean' }>;
  names: readonly string[];
  read(words: Words, run: Run): Ask | Promise<Ask>;
  change(db: Database, ask: Ask): Promise<Result<Done>>;
};

export function changeCommand<Ask>(about: ChangeCommand<Ask>): CliCommand {
  return {
    words: about.words,
    usage: about.usage,
    async run(run) {
      const given = readOptions(run.args, about.options, about.names);
      if (!given.ok) return failed(2, ...given.problems.map(withoutEcho));
      const words = wordsOf(given.value);
      const ask = await about.read(words, run);
      if (words.problems.length > 0) return failed(2, ...words.problems);
      const work = async ({ db }: { db: Database }): Promise<Said> => {
        const done = await about.change(db, ask);
        return done.ok ? { exit: 0, ...done.value } : failed(2, ...done.problems);
      };
      return withInstallation(run, work, { writes: false });
    },
  };
}

/** A word too many may be a password that somebody gave by mistake: it is not said again. */
function withoutEcho<T extends { code: string; field?: string; message: string }>(problem: T): T {
  if (problem.code !== 'word-unknown') return problem;
  const message = 'There is a word too many. A password is read from standard input and never from an argument.';
  return { ...problem, field: undefined, message };
}

/** The command as the author of a change. Whoever may run it holds the owner's address: which person that was it cannot know. */
export async function commandLine(db: Database): Promise<Author> {
  const clocks = await openOrganisationClocks(db, machineClock);
  const own = { signIn: OWN_ACCOUNTS.commandLine, name: 'Command line', machine: true };
  return { account: await registerAccount(db, own), machineNow: machineClock(), now: clocks.now };
}
