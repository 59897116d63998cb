import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantRoles, hashPassword, registerAccount, registerOrganisation, registerService } from '#people';
import { launchBrowser } from '../support/browser.ts';
import { aPerson } from '../support/person.ts';
import { startLive, startVigil, type Vigil } from '../support/vigil.ts';

const PASSWORD = 'the swans leave at dusk';

let demo: Vigil;
let live: Awaited<ReturnType<typeof startLive>>;
let browser: Browser;

beforeAll(async () => {
  [demo, live, browser] = await Promise.all([
    startVigil({ time: '21:00' }),
    startLive(async (db) => {
      const tenant = await registerOrganisation(db, { slug: 'wharfside', name: 'Wharfside', madeUp: false });
      await registerService(db, { tenant, slug: 'wharfside', name: 'Wharfside', kind: 'out-of-hours' });
      const passwordHash = await hashPassword(PASSWORD);
      const account = await registerAccount(db, { signIn: 'e.carrow', name: 'Esther Carrow', passwordHash });
      await grantRoles(db, tenant, [{ account, role: 'shift-lead' }]);
    }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([demo?.stop(), live?.stop()]);
});

test.each([1280, 360])('in a demo one click signs anybody in, and another signs them out, at %i px', async (width) => {
  const visitor = await aPerson(browser, demo.address, { width });
  await visitor.goesTo('/cases');
  await visitor.reads('Visitor');
  await visitor.follows('Sign in as');
  await visitor.reads('One click signs you in as one of them');
  await visitor.isAccessible();
  await visitor.presses('Sign in as Dana Okafor');
  await visitor.reads('Dana Okafor, shift lead');
  await visitor.isAccessible();
  await visitor.presses('Sign out');
  await visitor.reads('Visitor');
  await visitor.goesTo('/cases');
  await visitor.readsNot('Dana Okafor');
  await visitor.leaves();
});

test('the one click works by keyboard alone, and leads to the page that was asked for', async () => {
  const visitor = await aPerson(browser, demo.address, { isKeyboardOnly: true });
  await visitor.goesTo('/cases/new');
  await visitor.reads('One click signs you in as one of them');
  await visitor.presses('Sign in as M. Quill');
  await visitor.reads('M. Quill, health advisor', 'What is wrong');
  await visitor.leaves();
});

test.each([1280, 360])('where nothing is made up a password is asked for, at %i px', async (width) => {
  const lead = await aPerson(browser, live.address, { width });
  await lead.goesTo('/cases');
  await lead.isAccessible();
  await lead.fills({ 'Sign-in name': 'e.carrow', Password: 'not the password' });
  await lead.presses('Sign in');
  await lead.reads('There is a problem', 'Check the sign-in name and the password: they do not match an account');
  await lead.isAccessible();
  await lead.fills({ Password: PASSWORD });
  await lead.presses('Sign in');
  await lead.reads('Esther Carrow, shift lead', '0 open');
  await lead.isAccessible();
  await lead.presses('Sign out');
  await lead.goesTo('/cases');
  await lead.reads('Password');
  await lead.readsNot('Esther Carrow');
  await lead.leaves();
});

test('where nothing is made up there are no doors of a demo', async () => {
  const post = (path: string) => fetch(`${live.address}${path}`, { method: 'POST', headers: { origin: live.address } });
  const got = await Promise.all([
    fetch(`${live.address}/sign-in-as`),
    post('/sign-in-as'),
    fetch(`${live.address}/api/demo/clock`),
    post('/api/demo/clock'),
    post('/api/demo/sign-in'),
  ]);
  expect(got.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
});
