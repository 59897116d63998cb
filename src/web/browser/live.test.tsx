import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { renderToString } from 'preact-render-to-string';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { plus } from '#shared';
import { launchBrowser } from '../../../test/support/browser.ts';
import { pollAnswer, type Send, sse } from '../fragments.ts';
import { galleryFrame, galleryNow, galleryPages } from '../gallery.tsx';
import { fragmentMessage, type LiveMessage } from '../liveMessage.ts';
import { contentSecurityPolicy, renderPage } from '../page.tsx';
import { StaffPage } from '../staffPage.tsx';
import { Tag } from '../tag.tsx';
import { Tile } from '../tile.tsx';

const web = join(import.meta.dirname, '..');
const pages = Object.entries(galleryPages());
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

let browser: Browser;
let app: FastifyInstance;
let address: string;
let page: Page;
let isStreaming = true;
let polls = 0;
const open = new Set<Send>();

const clock = (): LiveMessage => ({ kind: 'clock', at: galleryNow, rate: 1 });

function tile(waiting: number, ms = 500) {
  return (
    <Tile name="pool" heading="Calls ringing" age={{ ms, asAt: plus(galleryNow, -ms) }}>
      <p>
        {waiting} waiting <a href="/cases/103">103</a> <Tag state="late" words="Late 16 min" />
      </p>
      <input aria-label="Note" />
    </Tile>
  );
}

function listen(send: Send) {
  open.add(send);
  return () => open.delete(send);
}

const message = (waiting: number, ms?: number) => fragmentMessage('pool', renderToString(tile(waiting, ms)));
const tell = (...messages: LiveMessage[]) => {
  for (const send of open) messages.forEach(send);
};

// Two cores may be busy with something else: what is waited for is that it comes, not how fast.
const eventually = <T,>(get: () => T) => expect.poll(get, { timeout: 15_000 });

async function assets(): Promise<Map<string, string>> {
  const bundled = await build({
    entryPoints: ['browser/live.ts', 'browser/scheme.ts', 'browser/nhsuk.ts', 'styles/vigil.css'].map((name) =>
      join(web, name),
    ),
    bundle: true,
    write: false,
    outdir: 'out',
    entryNames: '[name]',
  });
  const files = new Map(bundled.outputFiles.map(({ path, text }) => [path.replace(/.*\//, ''), text]));
  const nhsuk = createRequire(import.meta.url).resolve('nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css');
  const local = (await readFile(nhsuk, 'utf8')).replace(/@font-face\s*\{[^}]*\}/g, '');
  return files.set('nhsuk-frontend.min.css', local);
}

beforeAll(async () => {
  const files = await assets();
  app = Fastify({ forceCloseConnections: true });
  app.addHook('onRequest', async (_, reply) => void reply.header('content-security-policy', contentSecurityPolicy));
  app.get<{ Params: { name: string } }>('/assets/:name', (request, reply) => {
    const { name } = request.params;
    return reply.type(name.endsWith('.css') ? 'text/css' : 'text/javascript').send(files.get(name) ?? '');
  });
  app.get<{ Querystring: { poll?: string } }>('/live', (request, reply) => {
    if (request.query.poll) {
      polls += 1;
      return reply.send(pollAnswer(reply, [message(100 + polls)]));
    }
    if (!isStreaming) return reply.code(503).send();
    return sse(reply, listen, clock);
  });
  app.get('/board', (_, reply) => {
    const board = (
      <StaffPage frame={galleryFrame} title="Tonight" live={{ url: '/live' }}>
        <h1>Tonight</h1>
        {tile(1)}
      </StaffPage>
    );
    return reply.type('text/html').send(renderPage(board));
  });
  for (const [name, gallery] of pages) {
    app.get(`/gallery/${name}`, (_, reply) => reply.type('text/html').send(renderPage(gallery)));
  }
  await app.listen();
  address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await app?.close();
});

beforeEach(async () => {
  isStreaming = true;
  page = await browser.newPage();
  await page.goto(`${address}/board`);
  await eventually(() => open.size).toBe(1);
});

afterEach(async () => {
  await page.close();
  await eventually(() => open.size).toBe(0);
});

const text = () => page.innerText('[data-fragment=pool]');

test('a tile is replaced by what the server sends, and the keyboard stays where it was', async () => {
  await page.focus('[data-fragment=pool] a');
  tell(message(7));
  await eventually(text).toContain('7 waiting');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('/cases/103');
});

test('what is being typed is never lost, and the tile catches up when it is done', async () => {
  await page.focus('input');
  await page.keyboard.type('ring ');
  tell(message(8));
  await page.keyboard.type('back');
  expect(await page.inputValue('input')).toBe('ring back');
  expect(await text()).toContain('1 waiting');
  await page.fill('input', '');
  await page.focus('[data-fragment=pool] a');
  await eventually(text).toContain('8 waiting');
});

test('what somebody has opened stays open, and the arrows leave out the rows that are shut away', async () => {
  const rows = (id: string, names: string[]) =>
    `<details id="${id}"><summary>${id}</summary><ul data-rows>${names.map((name) => `<li data-row="${name}"><a href="/${name}">${name}</a></li>`).join('')}</ul></details>`;
  const html = (count: number) =>
    `<section data-fragment="pool">${count} ${rows('opened', ['one', 'two'])}${rows('shut', ['three'])}</section>`;
  tell({ kind: 'fragment', name: 'pool', html: html(1) });
  await page.click('#opened summary');
  tell({ kind: 'fragment', name: 'pool', html: html(2) });
  await eventually(text).toMatch(/^2/);
  expect(await page.evaluate(() => [...document.querySelectorAll('details[open]')].map(({ id }) => id))).toEqual([
    'opened',
  ]);
  for (const _ of ['one', 'two', 'the end']) await page.keyboard.press('ArrowDown');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe('/two');
});

test('an old tile says stale, then not live; the last list stays, in the past tense, until it is live again', async () => {
  tell(message(1, 14_800));
  await eventually(text).toContain('Stale: 15 s old');
  expect(await text()).toContain('Late 16 min');
  tell(message(1, 59_800));
  await eventually(text).toContain('not live');
  expect(await text()).toContain('was late 16 min');
  expect(await text()).toContain('1 waiting');
  expect(await page.innerText('[data-live-state]')).toBe('Not live');
  expect(await page.innerText('[data-not-live]')).toContain('Not live since 22:46:12.');
  tell(message(1, 500));
  await eventually(text).toContain('Late 16 min');
  await eventually(() => page.isVisible('[data-not-live]')).toBe(false);
});

test('the page’s clock runs from the time that the server gave', async () => {
  tell({ kind: 'clock', at: plus(galleryNow, 3_600_000), rate: 1 });
  await eventually(() => page.innerText('.clock__time')).toMatch(/^23:47:1[34]$/);
});

test('when the stream fails the page asks every 2 s', async () => {
  isStreaming = false;
  app.server.closeAllConnections();
  await eventually(text).toMatch(/10\d waiting/);
});

test('keys are listed, work outside boxes and can be turned off', async () => {
  await page.keyboard.press('?');
  expect(await page.innerText('dialog')).toContain('night scheme');
  await page.keyboard.press('Escape');
  await page.focus('input');
  await page.keyboard.press('n');
  expect(await page.getAttribute('html', 'data-scheme')).toBeNull();
  await page.fill('input', '');
  await page.focus('[data-fragment=pool] a');
  await page.keyboard.press('n');
  expect(await page.getAttribute('html', 'data-scheme')).toBe('night');
  await page.reload();
  expect(await page.getAttribute('html', 'data-scheme')).toBe('night');
  await page.keyboard.press('?');
  await page.uncheck('dialog input');
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  expect(await page.getAttribute('html', 'data-scheme')).toBe('night');
  await eventually(() => open.size).toBe(1);
});

test.each(
  pages.flatMap(([name]) => [
    [name, 1280, 'light'],
    [name, 360, 'light'],
    [name, 1280, 'dark'],
  ]) as [string, number, 'light' | 'dark'][],
)('axe finds nothing on %s at %i px, %s, and nothing is cut off', async (name, width, colorScheme) => {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme, bypassCSP: true });
  const shown = await context.newPage();
  await shown.goto(`${address}/gallery/${name}`);
  await shown.addScriptTag({ path: axe });
  const found = await shown.evaluate('axe.run().then((r) => r.violations.map((v) => v.id + " " + v.nodes[0].html))');
  expect(found).toEqual([]);
  if (name !== 'wall') expect(await shown.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  await context.close();
});
