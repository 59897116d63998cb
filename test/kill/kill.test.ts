import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot } from '#database';

type Said = { code: number; out: string };

function benchKill(times: number): Promise<Said> {
  const args = [join(packageRoot, 'bench', 'run.mjs'), 'kill', '--times', String(times), '--seed', '3'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { timeout: 150_000 }, (error, out, complaint) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, out: `${complaint}${out}` });
    });
  });
}

/** The small version of `npm run bench:kill`, so that every change is held to it: the app, the database, and both at once. */
it('loses, doubles and halves nothing when app, database and both are killed under load', async () => {
  const { code, out } = await benchKill(3);
  expect(code, out).toBe(0);
  const line = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
  expect(line).toMatchObject({ faults: 0, unknown: 0, audit: 0, clocks: 0, controls: true });
  expect(Number(line.acknowledged)).toBeGreaterThan(0);
}, 180_000);
