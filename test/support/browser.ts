import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { browserCommand, prepareBrowser } from '../../scripts/browser.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

// Nothing may be fetched that the test did not ask for; as root there is no sandbox to be had.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/**
 * A headless browser: `$CHROMIUM_PATH`, else the system's, else the one from npm. Throws where none can be had: a test of pages is
 * never skipped in silence. Close it when done; that also removes its temporary folder.
 */
export async function launchBrowser(): Promise<Browser> {
  await prepareBrowser(root);
  const temporary = mkdtempSync(join(tmpdir(), 'vigil-browser-'));
  const tidy = () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  try {
    const browser = await chromium.launch({ ...browserCommand(root, temporary), headless: true, args: FLAGS });
    browser.once('disconnected', tidy);
    return browser;
  } catch (error) {
    tidy();
    throw error;
  }
}
