import type { Problem } from '#shared';

/** What a subcommand is handed, and how it answers. Output goes to standard output, everything else to standard error. */
export type Run = {
  args: string[];
  env: NodeJS.ProcessEnv;
  /** Whether one JSON document is wanted: for a command that answers before it ends. */
  json: boolean;
  /** One line of progress or explanation, on standard error. */
  say(line: string): void;
  /** The first line of standard input, for what must stand in no process list; undefined at a terminal or where nothing came. */
  firstLine(): Promise<string | undefined>;
};

/** `json` is the one document of `--json`, absent where it has been written already; `text` is what a person reads. */
export type Said = { exit: 0 | 1 | 2; json?: unknown; text: string };

export type CliCommand = { words: string; usage: string; run(run: Run): Promise<Said> };

/** A problem of a file says where: `row` is its line, the header being line 1. */
export type CliProblem = Problem & { file?: string; row?: number; column?: string };

/** The words or the input were wrong (2), or the work failed (1). */
export function failed(exit: 1 | 2, ...problems: CliProblem[]): Said {
  return { exit, json: { problems }, text: problems.map((problem) => problem.message).join('\n') };
}
