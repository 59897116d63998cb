import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { startVigil, type Vigil } from '../support/vigil.ts';

let vigil: Vigil;
let browser: Browser;

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ time: '19:00' }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await vigil?.stop();
});

async function someone(name: string, sitting: Sitting = {}, path = '/calls'): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, path);
  return person;
}

/** F9, wherever the hands are. */
async function pressesF9(person: Person): Promise<void> {
  await person.page.keyboard.press('F9');
  await person.page.waitForURL(/\/passes\/[0-9a-f-]{36}$/);
}

const SECONDS = 1_000;

test.each([1280, 360])('a patient who is dying is passed to 999 by one key, from a form, at %i px', async (width) => {
  const advisor = await someone('M. Quill', { width }, '/cases/new?route=walk-in');
  await advisor.page.getByLabel('Patient’s name', { exact: true }).fill('Half typed');
  await pressesF9(advisor);
  await advisor.reads(
    '3 min left',
    /Pressed .* by M\. Quill/,
    'Ask where they are, what number to ring, and what is wrong.',
  );
  await advisor.isAccessible();

  const nurse = await someone('P. Iyer', { width }, '/cover');
  await nurse.reads(/Pass to 999: nobody named yet, 3 min left/);
  await nurse.isAccessible();
  vigil.serving.context.clocks.set(vigil.tenant, (vigil.now() + 82 * SECONDS) as never, 0);
  await nurse.goesTo('/cover');
  await nurse.reads(/1 min 38 s left/);
  vigil.minutesPass(2);
  await nurse.follows(/^Open the pass to 999/);
  await nurse.reads(/late 22 s/);
  await nurse.isAccessible();
  await nurse.fills({ 'Reference from 999': 'AMB 20471' });
  await nurse.page.keyboard.press('F8');
  await nurse.reads(/Missed: taken .*, after 3 min 22 s/, /Reference AMB 20471/);
  await nurse.isAccessible();
  await nurse.goesTo('/cover');
  await nurse.readsNot(/Pass to 999: nobody named/);
  for (const person of [advisor, nurse]) await person.leaves();
});

test('without JavaScript the red button begins the pass, and pressing it twice begins one', async () => {
  const receptionist = await someone('T. Brandreth', { hasScript: false }, '/cover');
  await receptionist.presses('Pass to 999 F9');
  await receptionist.reads('3 min left', 'Whom is it for?');
  const first = receptionist.page.url();
  await receptionist.goesTo('/cover');
  await receptionist.presses('Pass to 999 F9');
  expect(receptionist.page.url()).toBe(first);
  await receptionist.fills({ 'Or in words: who, where, what is wrong': 'Man in the waiting room at Canal Bridge' });
  await receptionist.presses('Say whom it is for');
  await receptionist.reads('Man in the waiting room at Canal Bridge', /Only a nurse or a doctor can stand it down/);
  vigil.minutesPass(1);
  await receptionist.presses('999 has taken it F8');
  await receptionist.reads(/In time: taken .*, after 1 min/);
  await receptionist.leaves();
});

test('a pass pressed on one screen stands on every other within seconds, and counts by itself', async () => {
  const nurse = await someone('P. Iyer', {}, '/cover');
  const doctor = await someone('Dr A. Rourke', {}, '/cover');
  vigil.serving.context.clocks.set(vigil.tenant, vigil.now(), 1);
  await nurse.goesTo('/cover');
  await pressesF9(doctor);
  await nurse.reads(/Pass to 999: nobody named yet/);
  const left = () => nurse.page.locator('[data-left]').first().innerText();
  const before = await left();
  await expect.poll(left, { timeout: 5_000 }).not.toBe(before);
  await doctor.page.getByText('999 is not needed: stand down').click();
  await doctor.chooses('Why', 'It was pressed by mistake');
  await doctor.fills({ 'What you found': 'Leaned on the keyboard.' });
  await doctor.presses('Stand down');
  await doctor.reads('Stood down: 999 was not needed', 'Leaned on the keyboard.');
  await expect.poll(() => nurse.page.locator('[data-pass]').count(), { timeout: 10_000 }).toBe(0);
  vigil.serving.context.clocks.set(vigil.tenant, vigil.now(), 0);
  for (const person of [nurse, doctor]) await person.leaves();
});

/** From now on nothing that is sent to the record arrives, or all of it does again. */
const lineIs = (person: Person, state: 'down' | 'up') => person.page.context().setOffline(state === 'down');

test.each([1280, 360])(
  'with the record away F9 stays on the page, says to ring 999, and is recorded with its time, at %i px',
  async (width) => {
    const nurse = await someone('P. Iyer', { width }, '/cover');
    await lineIs(nurse, 'down');
    await nurse.page.keyboard.press('F9');
    await nurse.reads(
      'Not recorded: the record does not answer. Ring 999 now.',
      /Pressed at \d\d:\d\d:\d\d: write the time down/,
    );
    expect(new URL(nurse.page.url()).pathname).toBe('/cover');
    vigil.minutesPass(1);
    await lineIs(nurse, 'up');
    await nurse.reads('Recorded, with the time of the press:');
    await nurse.isAccessible();
    await nurse.follows('Open the pass to 999');
    await nurse.reads(/^2 min( 0 s)? left|^1 min 59 s left/);
    await nurse.presses('999 has taken it F8');
    await nurse.leaves();
  },
);

test('F9 after the session has ended says to ring 999, and is recorded once somebody has signed in', async () => {
  const nurse = await someone('P. Iyer', {}, '/cover');
  await nurse.page.context().clearCookies();
  await nurse.page.keyboard.press('F9');
  await nurse.reads('Ring 999 now', /You were signed out, so the 3 minutes are NOT running/);
  await nurse.isAccessible();
  const tab = await nurse.page.context().newPage();
  await tab.goto(`${vigil.address}/sign-in-as`);
  await tab.getByRole('button', { name: 'Sign in as P. Iyer', exact: true }).click();
  await tab.waitForURL((url) => url.pathname !== '/sign-in-as');
  await tab.close();
  await nurse.page.keyboard.press('F9');
  await nurse.page.waitForURL(/\/passes\/[0-9a-f-]{36}$/);
  await nurse.reads(/Pressed .* by P\. Iyer/);
  await nurse.presses('999 has taken it F8');
  await nurse.page.context().close();
});
