import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

test('our own JavaScript is under 14 kB, gzipped', async () => {
  const { outputFiles } = await build({
    entryPoints: [
      'live.ts',
      'scheme.ts',
      '../../calls/triage/browser/triage.ts',
      '../../calls/taking/browser/taking.ts',
    ].map((name) => join(import.meta.dirname, name)),
    bundle: true,
    minify: true,
    write: false,
    outdir: 'out',
  });
  const sizes = outputFiles.map((file) => gzipSync(file.contents).length);
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(14_000);
});
