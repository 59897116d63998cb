import { parseArgs } from 'node:util';
import { ok, type Result, refused } from '#shared';

type Options = Record<string, { type: 'string' | 'boolean' }>;
export type Read = { values: Record<string, string | boolean | undefined>; positionals: string[] };

/** The words after the command; an option that is not known, or a word too many or too few, is refused by name. */
export function readOptions(args: string[], options: Options, words: readonly string[]): Result<Read> {
  try {
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true, strict: true });
    if (positionals.length > words.length) {
      return refused({
        field: positionals[words.length],
        code: 'word-unknown',
        message: `${positionals[words.length]}: no such word here`,
      });
    }
    const missing = words[positionals.length];
    if (missing) return refused({ field: missing, code: 'word-missing', message: `Give ${missing}` });
    return ok({ values: values as Read['values'], positionals });
  } catch (error) {
    return refused({ code: 'option-wrong', message: (error as Error).message });
  }
}
