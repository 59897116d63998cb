import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const ENTRIES = {
  main: 'src/main.ts',
  vigil: 'src/cli/vigil.ts',
  census: 'src/tonight/census.ts',
  player: 'src/demo/playerProcess.ts',
};
const BROWSER = 'src/web/browser';
/** Scripts of single pages, which belong to the module whose pages they are. */
const ISLANDS = {
  triage: 'src/calls/triage/browser/triage.ts',
  taking: 'src/calls/taking/browser/taking.ts',
};
const STYLES = 'src/web/styles';
const NHS = 'node_modules/nhsuk-frontend/dist/nhsuk';
const STAMP = 'dist/.built';
/** Outside node_modules, which an install empties. */
export const LOCK = 'dist/.lock';

const isTest = (name) => /\.test\.tsx?$/.test(name);

function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : [path];
  });
}

/** One digest over all that the build reads; tests are no part of it. */
export function sourceDigest(root) {
  const hash = createHash('sha256');
  const own = ['package.json', 'package-lock.json', 'scripts/build.mjs'].map((name) => join(root, name));
  const sources = filesUnder(join(root, 'src')).filter((name) => !isTest(name));
  for (const file of [...own, ...sources.sort()]) {
    const bytes = readFileSync(file);
    hash.update(`${file.slice(root.length)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

export function isBuilt(root, digest) {
  const stamp = join(root, STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digest;
}

/** Builds dist/. Each file is replaced in one step, since a running server may read it meanwhile. */
export async function build(root, digest) {
  const esbuild = await import('esbuild');
  const written = new Set();
  const put = (path, bytes) => {
    const file = join(root, 'dist', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, bytes);
    renameSync(`${file}.new`, file);
    written.add(file);
  };
  rmSync(join(root, STAMP), { force: true });
  try {
    for (const options of [serverBundles(root), browserBundles(root), styleBundle(root)]) {
      if (Object.keys(options.entryPoints).length === 0) continue;
      const { outputFiles } = await esbuild.build(options);
      for (const file of outputFiles) put(file.path.slice(join(root, 'dist').length + 1), file.contents);
    }
  } finally {
    await esbuild.stop();
  }
  publicFiles(root, put);
  for (const file of filesUnder(join(root, 'dist'))) {
    if (!written.has(file) && dirname(file) !== join(root, LOCK)) rmSync(file);
  }
  writeFileSync(join(root, STAMP), digest);
}

function serverBundles(root) {
  const entries = Object.entries(ENTRIES).filter(([, file]) => existsSync(join(root, file)));
  return {
    ...shared(root, entries),
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    outdir: join(root, 'dist'),
    sourcemap: true,
  };
}

function browserBundles(root) {
  const files = filesUnder(join(root, BROWSER)).filter((name) => /\.tsx?$/.test(name) && !isTest(name));
  const entries = files
    .filter((name) => dirname(name) === join(root, BROWSER))
    .map((name) => [basename(name).replace(/\.tsx?$/, ''), name.slice(root.length + 1)]);
  return {
    ...shared(root, [...entries, ...Object.entries(ISLANDS)]),
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    outdir: join(root, 'dist', 'public'),
    minify: true,
  };
}

/** The style sheets as one: a page must not ask sixteen times. */
function styleBundle(root) {
  const entry = `${STYLES}/vigil.css`;
  const entries = existsSync(join(root, entry)) ? [['vigil', entry]] : [];
  return { ...shared(root, entries), outdir: join(root, 'dist', 'public'), minify: true, external: ['*.svg', '*.png'] };
}

function shared(root, entries) {
  return {
    absWorkingDir: root,
    entryPoints: Object.fromEntries(entries),
    bundle: true,
    write: false,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'silent',
  };
}

/** Our own style sheets, and the NHS ones with nothing in them that a page would fetch from elsewhere. */
function publicFiles(root, put) {
  const nhs = join(root, NHS);
  put('public/nhsuk-frontend.min.css', localStyles(readFileSync(join(nhs, 'nhsuk-frontend.min.css'), 'utf8')));
  put('public/nhsuk-frontend.min.js', withoutMap(readFileSync(join(nhs, 'nhsuk-frontend.min.js'), 'utf8')));
  for (const file of filesUnder(join(nhs, 'assets', 'images')))
    put(`public/images/${basename(file)}`, readFileSync(file));
  const icon = join(root, STYLES, 'icon.svg');
  if (existsSync(icon)) put('public/icon.svg', readFileSync(icon));
}

function localStyles(css) {
  const local = withoutMap(css)
    .replace(/@font-face\s*\{[^}]*assets\.nhs\.uk[^}]*\}/g, '')
    // Relative to the style sheet, so that it works wherever the folder is served.
    .replaceAll('url(/assets/images/', 'url(images/');
  const outside = /url\(\s*["']?(?:https?:)?\/\/[^)]*\)/.exec(local);
  if (outside)
    throw new Error(
      `nhsuk-frontend's style sheet fetches ${outside[0]} from outside: teach scripts/build.mjs to leave it out`,
    );
  return local;
}

const withoutMap = (text) => text.replace(/\n?(?:\/\/|\/\*)# sourceMappingURL=.*$/m, '');
