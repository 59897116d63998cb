import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
];

/** `$CHROMIUM_PATH`, else the system's own; undefined where there is none. */
function systemBrowser() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`);
  return named || INSTALLED.find((path) => existsSync(path));
}

/** Where the browser of the npm package is unpacked: not the shared temporary folder, which belongs to whoever came first. */
function unpacked(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'));
  return join(root, 'node_modules', '.vigil-browser', version);
}

export function browserIsReady(root) {
  return systemBrowser() !== undefined || existsSync(join(unpacked(root), 'fonts.conf'));
}

/** Unpacks the browser that npm installed, with the libraries it needs, beside and then renamed: a half one is never used. */
export async function prepareBrowser(root) {
  if (browserIsReady(root)) return;
  const folder = unpacked(root);
  rmSync(folder, { recursive: true, force: true });
  const aside = `${folder}-${process.pid}-${randomBytes(4).toString('hex')}`;
  mkdirSync(aside, { recursive: true });
  const program = `const { default: chromium } = await import('@sparticuz/chromium');
    chromium.setGraphicsMode = false;
    await chromium.executablePath();`;
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    encoding: 'utf8',
    // The package unpacks into TMPDIR, and the libraries only where it believes to be on the machine that lacks them.
    env: { ...process.env, TMPDIR: aside, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  });
  if (run.status !== 0 || !existsSync(join(aside, 'chromium'))) {
    rmSync(aside, { recursive: true, force: true });
    throw new Error(`the browser for the tests could not be unpacked:\n${run.stderr}`);
  }
  writeFileSync(join(aside, 'fonts.conf'), fontsOf(folder));
  try {
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(join(folder, 'fonts.conf'))) throw error;
  }
}

/** The package's own list of font folders names some that are not there, and the browser dies on the first form without a font. */
function fontsOf(folder) {
  const folders = [join(folder, 'fonts', 'fonts'), '/usr/share/fonts'].map((path) => `<dir>${path}</dir>`).join('');
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}<cachedir prefix="xdg">fontconfig</cachedir></fontconfig>`;
}

/** What to start, and with which environment; `temporary` is a private folder for its profile. */
export function browserCommand(root, temporary) {
  const env = { ...process.env, TMPDIR: temporary, HOME: temporary };
  const system = systemBrowser();
  if (system) return { executablePath: system, env };
  const folder = unpacked(root);
  const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return {
    executablePath: join(folder, 'chromium'),
    env: { ...env, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}
