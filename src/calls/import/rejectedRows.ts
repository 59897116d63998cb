import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvField, type Instant, toIso } from '#shared';
import { rejectedColumns } from './callFile.ts';

export type RejectedRow = { line: number; text: string; reason: string };

/** Rows that were refused, as they were, behind their line and the reason: made when the first comes, readable by its owner only. */
export type RejectedRows = { add(rows: readonly RejectedRow[]): Promise<void>; path(): string | undefined };

type Place = { folder: string; name: string; header: string; now: Instant };

export function openRejectedRows({ folder, name, header, now }: Place): RejectedRows {
  let path: string | undefined;
  return {
    path: () => path,
    async add(rows) {
      if (rows.length === 0) return;
      path ??= await begin(folder, `${stem(name)}-${toIso(now).replace(/\D/g, '').slice(0, 14)}`, header);
      const lines = rows.map(({ line, text, reason }) => `${line},${csvField(reason)},${text}\n`);
      await appendFile(path, lines.join(''), 'latin1');
    },
  };
}

const stem = (name: string) =>
  name
    .replace(/\.gz$/i, '')
    .replace(/\.csv$/i, '')
    .replace(/[^\w.-]+/g, '_')
    .slice(0, 100);

async function begin(folder: string, name: string, header: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (let again = 1; ; again++) {
    const path = join(folder, `${name}${again > 1 ? `-${again}` : ''}.csv`);
    try {
      await writeFile(path, `${rejectedColumns.join(',')},${header}\n`, { flag: 'wx', mode: 0o600 });
      return path;
    } catch (error) {
      // Another import began in the same second.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
