import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { Problem } from '#shared';

/** Some lines of a file, without their ends; the last of a file that does not end in one comes alone, as `unended`. */
export type Piece = { lines: string[] } | { unended: string } | { trouble: Problem };

const chunkBytes = 16_384;
const longestLine = 65_536;

/**
 * A text file or a gzip of one (told by its first bytes), line by line in constant memory. Bytes are kept as they are, one
 * character each (latin1). All that could be read comes before the trouble that ended the reading.
 */
export async function* readLines(path: string): AsyncGenerator<Piece> {
  const zipped = await isGzip(path);
  const source = createReadStream(path, { highWaterMark: chunkBytes });
  let rest = '';
  try {
    for await (const chunk of zipped ? gunzipped(source) : source) {
      const lines = (rest + (chunk as Buffer).toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      if (lines.length > 0) yield { lines: lines.map(withoutReturn) };
      if (rest.length > longestLine) return yield { trouble: tooLong };
    }
  } catch (error) {
    return yield { trouble: troubleOf(error as NodeJS.ErrnoException) };
  }
  if (rest !== '') yield { unended: withoutReturn(rest) };
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** A pipe would lose what is buffered in it when the end of the file is missing; here each chunk is passed on before the next goes in. */
async function* gunzipped(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  let out: Buffer[] = [];
  const take = () => out.splice(0, Number.POSITIVE_INFINITY);
  gunzip.on('data', (bytes: Buffer) => void out.push(bytes));
  const failed = new Promise<Error>((resolve) => gunzip.once('error', resolve));
  try {
    for await (const chunk of source) {
      const error = await Promise.race([failed, new Promise<void>((done) => gunzip.write(chunk, () => done()))]);
      yield* take();
      if (error) throw error;
    }
    const error = await Promise.race([failed, new Promise<void>((done) => gunzip.once('end', done).end())]);
    yield* take();
    if (error) throw error;
  } finally {
    out = [];
    gunzip.destroy();
  }
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);

const tooLong: Problem = { code: 'file-wrong', message: 'a line is longer than 64 kB, so this is not a file of calls' };

function troubleOf(error: NodeJS.ErrnoException): Problem {
  if (error.code === 'Z_BUF_ERROR')
    return { code: 'file-truncated', message: 'the compressed file ends in the middle' };
  if (error.code?.startsWith('Z_'))
    return { code: 'file-damaged', message: `the compressed file is damaged (${error.message})` };
  return { code: 'file-unreadable', message: `the file cannot be read on (${error.message})` };
}
