import { expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';

test('a browser opens a page, runs its script and tells its title', async () => {
  const browser = await launchBrowser();
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto('data:text/html,<title>before</title><script>document.title="Vigil at "+(20+2)</script>');
    expect(await page.title()).toBe('Vigil at 22');
  } finally {
    await browser.close();
  }
});
