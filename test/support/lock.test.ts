import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { takeLock } from '../../scripts/lock.mjs';

const work = mkdtempSync(join(tmpdir(), 'vigil-lock-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const script = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'scripts', 'lock.mjs');

/** A process that runs `body` with `takeLock`, `folder` and the file `counter` at hand. */
function other(folder: string, body: string) {
  const program = `import { readFileSync, writeFileSync } from 'node:fs';
    const { takeLock } = await import(${JSON.stringify(script)});
    const [folder, counter] = ${JSON.stringify([folder, join(work, 'counter')])};
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    ${body}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return { child, ended: new Promise<number | null>((resolve) => child.once('exit', resolve)) };
}

test('processes that add to a number under the lock lose nothing', async () => {
  writeFileSync(join(work, 'counter'), '0');
  const adding = `for (let i = 0; i < 10; i++) {
    const release = await takeLock(folder);
    const before = Number(readFileSync(counter, 'utf8'));
    await wait(1);
    writeFileSync(counter, String(before + 1));
    release();
  }`;
  const all = Array.from({ length: 4 }, () => other(join(work, 'adding'), adding).ended);
  expect(await Promise.all(all)).toEqual([0, 0, 0, 0]);
  expect(readFileSync(join(work, 'counter'), 'utf8')).toBe('40');
});

test('the lock of a process that was killed is taken over, that of a living one is waited for', async () => {
  const folder = join(work, 'killed');
  const holder = other(folder, `await takeLock(folder); console.log('held'); await wait(60_000);`);
  await new Promise((resolve) => holder.child.stdout.once('data', resolve));
  let waited = false;
  const taken = takeLock(folder, () => {
    waited = true;
    holder.child.kill('SIGKILL');
  });
  (await taken)();
  expect(waited).toBe(true);
});
