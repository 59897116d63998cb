import { ok, type Result, refused } from './problems.ts';

/** The fields of one line of CSV. A quote never spans lines, so that one that is not closed costs one row and not the file. */
export function readCsvLine(line: string): Result<string[]> {
  if (!line.includes('"')) return ok(line.split(','));
  const fields: string[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  while (field.lastIndex <= line.length) {
    const match = field.exec(line);
    if (!match)
      return refused({ code: 'quote-wrong', message: 'a quotation mark is not closed, or stands inside a field' });
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '') break;
  }
  return ok(fields);
}

/** One field, quoted where it has to be. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
