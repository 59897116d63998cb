import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { openCallFile } from './callFile.ts';
import { aFile, aRow } from './examples.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigil-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

async function read(bytes: string | Uint8Array) {
  const path = join(folder, `${++files}.csv`);
  writeFileSync(path, bytes, 'latin1');
  const opened = await openCallFile(path);
  if ('trouble' in opened) return { trouble: opened.trouble, rows: [] };
  const rows = [];
  let unended = false;
  for await (const piece of opened.file.pieces()) {
    if ('trouble' in piece) return { trouble: piece.trouble, line: piece.line, rows };
    rows.push(...piece.rows);
    unended ||= piece.unended === true;
  }
  return { rows, unended };
}

const many = Array.from({ length: 3_000 }, (_, id) => aRow({ call_id: String(id) }));

describe('a file of calls', () => {
  it.each([
    ['plain', aFile(many)],
    ['with Windows line ends', aFile(many, '\r\n')],
    ['with a byte order mark', `\u00ef\u00bb\u00bf${aFile(many)}`],
    ['gzipped', gzipSync(aFile(many))],
    [
      'gzipped in two parts',
      Buffer.concat([gzipSync(aFile(many.slice(0, 100))), gzipSync(`${many.slice(100).join('\n')}\n`)]),
    ],
  ])('is read row by row: %s', async (_what, bytes) => {
    const { rows } = await read(bytes);
    expect(rows).toHaveLength(3_000);
    expect(rows[0]).toEqual({ line: 2, text: aRow({ call_id: '0' }).join() });
    expect(rows.at(-1)).toEqual({ line: 3_001, text: aRow({ call_id: '2999' }).join() });
  });

  it('counts blank lines as lines and not as rows, and says when the last line does not end', async () => {
    const { rows, unended } = await read(`${aFile([aRow(), '', aRow()])}half`);
    expect(rows.map(({ line }) => line)).toEqual([2, 4, 5]);
    expect(unended).toBe(true);
  });

  it('keeps bytes as they are, whatever they mean', async () => {
    const { rows } = await read(aFile([aRow({ server: 'D\u00e9\u0081' })]));
    expect(rows[0]?.text).toContain('D\u00e9\u0081');
  });

  it('gives every whole line before the place where a gzip was cut, however short it is', async () => {
    for (const rows of [many, many.slice(0, 40)]) {
      const whole = gzipSync(aFile(rows.map((row, id) => [`L${(id * 7919) % 10_007}`, ...row.slice(1)])));
      const cut = await read(whole.subarray(0, Math.floor(whole.length * 0.7)));
      expect(cut.trouble).toMatchObject({ code: 'file-truncated' });
      expect(cut.rows.length).toBeGreaterThan(rows.length / 4);
      expect(cut.line).toBe(cut.rows.length + 1);
      expect(cut.rows.every(({ text }) => text.split(',').length === 17)).toBe(true);
    }
  });

  it('says that a gzip is damaged', async () => {
    const bytes = gzipSync(aFile(many));
    bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 20);
    expect((await read(bytes)).trouble?.code).toMatch(/file-(damaged|truncated)/);
  });

  it.each([
    ['nothing', ''],
    ['another header', 'a,b,c\n1,2,3\n'],
    ['no header', `${aRow().join()}\n`],
    ['no text', Buffer.alloc(1_000_000, 7)],
    ['a gzip of nothing', gzipSync('')],
    ['a gzip of something else', gzipSync('%PDF-1.4\n')],
  ])('is refused before anything is imported: %s', async (_what, bytes) => {
    expect((await read(bytes)).trouble).toMatchObject({ code: 'file-wrong' });
  });

  it('of rejected rows gives each the line that it had', async () => {
    const [header, row] = aFile([aRow()]).split('\n');
    const text = `line,reason,${header}\n812,"date ""x"", wrong",${row}\n,no line any more,${row}\n`;
    expect((await read(text)).rows).toEqual([
      { line: 812, text: row },
      { line: 3, text: row },
    ]);
  });
});
