import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildWeb } from './build.mjs';

let folder: string;
const read = (name: string) => readFile(join(folder, name), 'utf8');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vigil-web-'));
  await buildWeb(folder);
});
afterAll(() => rm(folder, { recursive: true }));

test('holds what the pages ask for', async () => {
  const files = await readdir(folder);
  expect(files).toEqual(
    expect.arrayContaining(['icon.svg', 'live.js', 'nhsuk.css', 'nhsuk.js', 'scheme.js', 'vigil.css']),
  );
  const asked = [...(await read('nhsuk.css')).matchAll(/url\(\/assets\/images\/([^)]+)\)/g)].map(([, name]) => name);
  expect(await readdir(join(folder, 'images'))).toEqual(expect.arrayContaining(asked));
});

test('fetches nothing from outside, no font and no picture', async () => {
  for (const name of ['nhsuk.css', 'vigil.css']) {
    const css = await read(name);
    expect(css).not.toMatch(/url\(["']?(?:https?:)?\/\//);
    expect(css).not.toContain('@font-face');
    expect(css).not.toContain('data:');
  }
});

test('our own JavaScript is under 14 kB, gzipped', async () => {
  const own = await Promise.all(['live.js', 'scheme.js'].map(read));
  expect(own.reduce((sum, script) => sum + gzipSync(script).length, 0)).toBeLessThan(14_000);
});
