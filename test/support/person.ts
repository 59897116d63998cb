import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { byKeyboard, byPointer, type Hands } from './hands.ts';

/** Somebody at a browser: what they do and what they read, by the words and roles on the page. */
export type Person = {
  page: Page;
  goesTo(path: string): Promise<void>;
  follows(link: string | RegExp): Promise<void>;
  presses(button: string | RegExp): Promise<void>;
  pressesTwice(button: string): Promise<void>;
  /** Text boxes by their labels. */
  fills(boxes: Record<string, string>): Promise<void>;
  /** One of a group of radios. */
  chooses(group: string, option: string | RegExp): Promise<void>;
  /** One of a list that drops down. */
  picks(list: string, option: string): Promise<void>;
  /** Every one of these is on the page, somewhere that can be seen. */
  reads(...words: (string | RegExp)[]): Promise<void>;
  readsNot(...words: (string | RegExp)[]): Promise<void>;
  /** The row of a table that holds all of these words. */
  row(...words: (string | RegExp)[]): Locator;
  rowReads(row: string | RegExp, ...words: (string | RegExp)[]): Promise<void>;
  /** A part of the page that has a name, such as a tile of the board. */
  part(name: string | RegExp): Locator;
  /** Axe finds nothing of any level, nothing is cut off to the side, and the browser has nothing to complain of. */
  isAccessible(): Promise<void>;
  leaves(): Promise<void>;
};

export type Sitting = {
  width?: number;
  isKeyboardOnly?: boolean;
  hasScript?: boolean;
};

const WAIT_MS = 15_000;

export async function aPerson(
  browser: Browser,
  address: string,
  { width = 1280, isKeyboardOnly = false, hasScript = true }: Sitting = {},
): Promise<Person> {
  const options: BrowserContextOptions = {
    baseURL: address,
    viewport: { width, height: width < 641 ? 740 : 800 },
    javaScriptEnabled: hasScript,
  };
  const context = await browser.newContext(options);
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  const complaints = complaintsOf(page);
  const hands: Hands = isKeyboardOnly ? byKeyboard(page) : byPointer;
  const shown = (words: string | RegExp) => page.getByText(words).filter({ visible: true }).first();
  const row = (...words: (string | RegExp)[]) =>
    words.reduce<Locator>((rows, hasText) => rows.filter({ hasText }), page.getByRole('row'));
  const reads: Person['reads'] = async (...all) => {
    for (const words of all) await shown(words).waitFor();
  };
  return {
    page,
    row,
    reads,
    part: (name) => page.getByRole('region', { name, exact: true }),
    goesTo: async (path) => void (await page.goto(path)),
    follows: (name) => hands.press(page.getByRole('link', { name, exact: true }).first()),
    presses: (name) => hands.press(page.getByRole('button', { name, exact: true }).first()),
    pressesTwice: (name) => page.getByRole('button', { name, exact: true }).dblclick({ noWaitAfter: true }),
    async fills(boxes) {
      for (const [label, text] of Object.entries(boxes)) {
        await hands.fill(page.getByLabel(label, { exact: true }), text);
      }
    },
    chooses: (name, option) =>
      hands.choose(
        page.getByRole('group', { name, exact: true }).getByRole('radio', { name: option, exact: true }).first(),
      ),
    picks: (label, option) => hands.pick(page.getByLabel(label, { exact: true }), option),
    async readsNot(...all) {
      for (const words of all) expect(await shown(words).count(), `${words} is on the page`).toBe(0);
    },
    async rowReads(name, ...words) {
      const text = async () => (await row(name).first().innerText()).replace(/\s+/g, ' ');
      for (const part of words) {
        await expect
          .poll(text, { timeout: WAIT_MS })
          .toMatch(typeof part === 'string' ? new RegExp(escaped(part)) : part);
      }
    },
    async isAccessible() {
      // The page is the same one without its script; only with it can axe look.
      if (!hasScript) return;
      await page.waitForLoadState('load');
      // No frames here, so that axe needs no page of its own to put its findings together.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
      expect(found, page.url()).toEqual([]);
      const spills = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(spills, `${page.url()} spills ${spills} px over ${width}`).toBeLessThanOrEqual(0);
      expect(complaints, page.url()).toEqual([]);
    },
    async leaves() {
      await context.close();
      expect(complaints).toEqual([]);
    },
  };
}

/** What the browser complains of: scripts that throw, what the policy forbids, files that are not there. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A form that was refused is a page with a status of its own.
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  page.on('response', (response) => {
    const isPage = response.request().isNavigationRequest();
    // Whoever is signed out is told so by the page: 401 is that answer.
    const isWrong = response.status() >= 400 && response.status() !== 401;
    if (response.status() >= 500 || (!isPage && isWrong)) {
      complaints.push(`${response.status()} ${response.url()}`);
    }
  });
  return complaints;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Signed in by the one click of a demo, and on the page that they came for. */
export async function signedInAs(person: Person, name: string, path = '/'): Promise<void> {
  await person.goesTo(`/sign-in-as?next=${encodeURIComponent(path)}`);
  await person.presses(`Sign in as ${name}`);
  await person.page.waitForURL((url) => url.pathname !== '/sign-in-as');
}

/** What the service does by itself, a moment after its time has come: the page is looked at again until it says so. */
export async function comesToRead(person: Person, path: string, words: string | RegExp): Promise<void> {
  const main = async () => {
    await person.goesTo(path);
    return person.page.locator('main').innerText();
  };
  await expect.poll(main, { timeout: 20_000, interval: 500 }).toMatch(words);
}
