import { mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MOST_BYTES } from './readBounce.ts';

/** A file that the mail server has dropped. `raw` is cut where it is too large to be read at all. */
export type Letter = { file: string; raw: Uint8Array };

const MOST_FILES = 200;
/** A file that is not a maildir's may still be being written. */
const SETTLED_MS = 2_000;

/** What has been dropped: a maildir's `new` and `cur`, or `.eml` files in the folder itself; the oldest first. */
export async function droppedIn(root: string, now: number): Promise<string[]> {
  const maildir = await Promise.all(
    ['new', 'cur'].map(async (part) => (await namesIn(root, part)).map((name) => join(part, name))),
  );
  const files: { file: string; at: number }[] = [];
  for (const file of [...maildir.flat(), ...(await namesIn(root, '.')).filter((name) => /\.eml$/i.test(name))]) {
    const found = await stat(join(root, file)).catch(() => undefined);
    const isWhole = /^(new|cur)[/\\]/.test(file) || (found !== undefined && found.mtimeMs < now - SETTLED_MS);
    if (found?.isFile() && isWhole) files.push({ file, at: found.mtimeMs });
  }
  return files
    .sort((a, b) => a.at - b.at || (a.file < b.file ? -1 : 1))
    .slice(0, MOST_FILES)
    .map(({ file }) => file);
}

async function namesIn(root: string, part: string): Promise<string[]> {
  const names = await readdir(join(root, part)).catch(() => []);
  return names.filter((name) => !name.startsWith('.'));
}

export async function readLetter(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const most = Buffer.alloc(MOST_BYTES + 1);
    let length = 0;
    for (let read = 1; read > 0 && length < most.length; length += read)
      ({ bytesRead: read } = await file.read(most, length, most.length - length, length));
    return most.subarray(0, length);
  } finally {
    await file.close();
  }
}

/** Out of the way and never thrown away: under its own name, with a number where that is taken. */
export async function keepLetter(root: string, file: string): Promise<void> {
  const folder = join(root, 'kept');
  await mkdir(folder, { recursive: true, mode: 0o750 });
  const name = file.replace(/^(new|cur)[/\\]/, '');
  for (let number = 0; ; number++) {
    const target = join(folder, number === 0 ? name : `${name}.${number}`);
    if (await stat(target).catch(() => undefined)) continue;
    return rename(join(root, file), target);
  }
}
