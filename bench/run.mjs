import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ready } from '../scripts/ready.mjs';

// npm run bench:NAME: makes the clone ready, bundles bench/NAME.ts beside the modules that it needs, and runs it.
const [name, ...rest] = process.argv.slice(2);
const root = dirname(dirname(fileURLToPath(import.meta.url)));
await ready();
const { build } = await import('esbuild');
// A folder of its own: another run may begin before this one ends.
const folder = join(root, 'node_modules', '.cache', 'vigil-bench', String(process.pid));
const outfile = join(folder, `${name}.js`);
mkdirSync(folder, { recursive: true });
await build({
  absWorkingDir: root,
  entryPoints: [join('bench', `${name}.ts`)],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  target: 'node20',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  sourcemap: true,
});
process.exitCode = spawnSync(process.execPath, [outfile, ...rest], { stdio: 'inherit' }).status ?? 1;
rmSync(folder, { recursive: true, force: true });
