import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserIsReady, prepareBrowser } from './browser.mjs';
import { build, isBuilt, LOCK, sourceDigest } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { takeLock } from './lock.mjs';

const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));
const say = (line) => process.stderr.write(`vigil: ${line}\n`);

/**
 * Makes a clone ready to run: installed and built, and for the tests with a browser. Uses only what Node brings until the install
 * is done. Two commands may start together: one makes ready, the other waits.
 */
export async function ready({ forTests = false } = {}) {
  checkNode();
  if (isReady(forTests)) return;
  const release = await takeLock(join(root, LOCK), () =>
    say('waiting for another command that makes this clone ready'),
  );
  try {
    if (!isInstalled(root, forTests)) install(root, forTests, say);
    const digest = sourceDigest(root);
    if (!isBuilt(root, digest)) {
      say('building');
      await build(root, digest);
    }
    if (forTests && !browserIsReady(root)) {
      say('unpacking the browser');
      await prepareBrowser(root);
    }
  } finally {
    release();
  }
}

function isReady(forTests) {
  return isInstalled(root, forTests) && isBuilt(root, sourceDigest(root)) && (!forTests || browserIsReady(root));
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`Vigil needs Node 20.19 or newer; this is ${process.version}`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  try {
    await ready({ forTests: process.argv.includes('--test') });
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
  }
}
