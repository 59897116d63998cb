import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atLocal, newId } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { crawl } from '../support/crawl.ts';
import { playTheEvening } from '../support/evening.ts';
import { aPerson, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { EASTER_SUNDAY, startVigil, type Vigil } from '../support/vigil.ts';

const BOARD = atLocal(EASTER_SUNDAY, '22:47:12');

let vigil: Vigil;
let browser: Browser;
let playing: Promise<void>;
let isPlayed = false;

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ census: true }), launchBrowser()]);
  playing = playTheEvening(vigil, BOARD).then(() => {
    isPlayed = true;
    vigil.itIs('22:47:12');
  });
});
afterAll(async () => {
  await browser?.close();
  // A play that is cut short has been told of where it was awaited.
  await playing?.catch(() => {});
  await vigil?.stop();
});

async function someone(name: string | undefined, path: string, sitting: Sitting = {}): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  if (name) await signedInAs(person, name, path);
  else await person.goesTo(path);
  return person;
}

test('the front page opens at once and fills while the night behind it is still being played', async () => {
  const visitor = await someone(undefined, '/');
  await visitor.reads('The next hour, in order of time due', /^Live, oldest \d+ s/);
  expect(isPlayed).toBe(false);
  await playing;
  await visitor.rowReads('Home visit, urgent', 'Late 16 min');
  await visitor.leaves();
});

const sittings: [string, Sitting][] = [
  ['at a desk', {}],
  ['with JavaScript switched off', { hasScript: false }],
  ['on a telephone’s 360 pixels', { width: 360 }],
];

describe('the night of 22:47', () => {
  beforeAll(() => playing);

  test.each(sittings)('the front page is the night in progress, for anybody who opens it, %s', async (_, sitting) => {
    const visitor = await someone(undefined, '/', sitting);
    await visitor.reads('Canal Bridge: no doctor since 20:00 (2 h 47 min).');
    await visitor.reads('7 people sent elsewhere, on average 5.1 miles.');
    await expect(visitor.part('Calls ringing').innerText()).resolves.toMatch(/\d+ s old[\s\S]*2[\s\S]*waiting/);
    await visitor.rowReads('Home visit, urgent', 'Late 16 min', '22:31', '103');
    await visitor.rowReads('131', '14 min left', 'Ring back, urgent', 'Nobody');
    await visitor.reads('NO DOCTOR', 'Doctor here', 'No fault', '20 open cases');
    // Who works there is for those who work there.
    await visitor.readsNot('Dana Okafor', 'P. Iyer');
    await visitor.isAccessible();
    await visitor.leaves();
  });

  test('what is sent to the API is on an open board within 2 s', { retry: 2 }, async () => {
    const lead = await someone('Dana Okafor', '/');
    const ringing = lead.part('Calls ringing');
    const count = async () => Number(/(\d+)\s+waiting/.exec(await ringing.innerText())?.[1]);
    const before = await count();
    await vigil.send('telephone-system', '/calls', { id: newId(), service: 'tidewell' });
    await expect.poll(count, { timeout: 2_000, interval: 50 }).toBe(before + 1);
    await lead.isAccessible();
    await lead.leaves();
  });

  test('keys are printed where they work: ? lists them, N turns the night scheme on for every page', async () => {
    const lead = await someone('Dana Okafor', '/');
    const scheme = () => lead.page.locator('html').getAttribute('data-scheme');
    await lead.page.keyboard.press('?');
    await lead.reads('Keys on this page', 'night scheme');
    await lead.page.keyboard.press('Escape');
    await lead.page.locator('dialog').waitFor({ state: 'detached' });
    await lead.page.keyboard.press('n');
    await expect.poll(scheme).toBe('night');
    await lead.isAccessible();
    await lead.follows('Cases');
    await lead.reads('20 open');
    await expect.poll(scheme).toBe('night');
    await lead.isAccessible();
    await lead.page.keyboard.press('n');
    await expect.poll(scheme).toBe('light');
    await lead.leaves();
  });

  test('the wall shows the night to a room: nothing to press, nobody named', async () => {
    const lead = await someone('Dana Okafor', '/');
    await lead.follows('Board for a wall');
    await lead.reads('Canal Bridge: no doctor since 20:00.', 'NO DOCTOR', 'Late 16 min');
    expect(await lead.page.getByRole('main').getByRole('link').count()).toBe(0);
    expect(await lead.page.getByRole('main').getByRole('button').count()).toBe(0);
    await lead.readsNot('Dana Okafor');
    await lead.isAccessible();
    await lead.leaves();
  });

  const pagesOfAll = ['/', '/calls', '/cases', '/cases/…', '/clocks/…', '/cover', '/shifts/…', '/notices', '/wall'];

  test('every link leads a visitor to a page that works and that everybody can use, at 1280 px', {
    timeout: 120_000,
  }, async () => {
    const visitor = await someone(undefined, '/');
    const pages = await crawl(visitor, '/');
    const open = [
      '/figures',
      '/figures/…',
      '/figures/how',
      '/figures.csv',
      '/sign-in-as',
      '/public',
      '/public/tidewell',
    ];
    const record = ['/public/tidewell/…', '/public/tidewell/releases', '/public/tidewell/releases/…', '/public/how'];
    expect(pages).toEqual(expect.arrayContaining([...pagesOfAll, ...open, ...record]));
    expect(pages).not.toContain('/cases/new');
    await visitor.leaves();
  });

  test('every link leads a shift lead to a page that works and that everybody can use, at 360 px', {
    timeout: 120_000,
  }, async () => {
    const lead = await someone('Dana Okafor', '/', { width: 360 });
    const pages = await crawl(lead, '/', /^\/(public|wall$)/);
    // A wall is no telephone; the public's pages were read by the visitor.
    const expected = [...pagesOfAll.filter((page) => page !== '/wall'), '/cases/new', '/cases/…?do=correct-case-time'];
    expect(pages).toEqual(expect.arrayContaining(expected));
    await lead.leaves();
  });

  test('a board whose server has gone says so: stale after 15 s, not live after 60 s, its list still there', async () => {
    const lead = await aPerson(browser, vigil.address);
    await lead.page.clock.install();
    await signedInAs(lead, 'Dana Okafor', '/');
    const pool = lead.part('Home visits');
    await lead.rowReads('Home visit, urgent', 'Late 16 min');
    await vigil.goesAway();
    await lead.page.clock.runFor(17_000);
    await expect(pool.innerText()).resolves.toMatch(/Stale: \d+ s old/);
    await lead.rowReads('Home visit, urgent', 'Late 16 min');
    await lead.page.clock.runFor(50_000);
    await lead.reads(/Not live since 22:4\d:\d\d\./);
    await expect(pool.innerText()).resolves.toMatch(/As at 22:4\d:\d\d, not live/);
    await lead.rowReads('Home visit, urgent', 'was late 16 min', '22:31', '103');
  });
});
