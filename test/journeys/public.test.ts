import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { atLocal } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { playTheEvening } from '../support/evening.ts';
import { aPerson, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { EASTER_SUNDAY, startVigil, type Vigil } from '../support/vigil.ts';

let vigil: Vigil;
let browser: Browser;

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil(), launchBrowser()]);
  await playTheEvening(vigil, atLocal(EASTER_SUNDAY, '22:47:12'));
  // Nobody presses: the follower releases the day's shift in its own time, and a public page does not reload by itself.
  const released = async () => (await fetch(`${vigil.address}/public/tidewell/canal-bridge`)).text();
  await vi.waitFor(async () => expect(await released()).toContain('until 20:00'), { timeout: 60_000, interval: 250 });
  vigil.itIs('22:47:12');
});
afterAll(async () => {
  await browser?.close();
  await vigil?.stop();
});

/** With no account and no script; every page says first what to do when ill. */
async function anyone(sitting: Sitting = { hasScript: false }): Promise<Person> {
  return aPerson(browser, vigil.address, sitting);
}

async function isTold(person: Person): Promise<void> {
  await person.reads('Ill now? Ring 111 first.', 'In an emergency ring 999.');
  await person.isAccessible();
}

test('while a shift goes on the public is told whether a base is open or shut, and nothing more', async () => {
  const person = await anyone();
  await person.goesTo('/public');
  await isTold(person);
  await person.reads('Open', /Shut.*since 20:34\. Go to: Foundry Lane or Larkhithe Cross/);
  await person.follows('Canal Bridge');
  await isTold(person);
  await person.reads('Yes, until 20:00.', 'What is not released yet will be at midnight, when the shift has ended.');
  await person.readsNot(/^No doctor$/, /sent elsewhere, on average/);
  await person.goesTo('/public/tidewell');
  await person.reads(/are released when that period has ended/);
  await person.readsNot('NQR 9b');
  await person.leaves();
});

test('a notice that a shift lead posts is on the public page at once', async () => {
  const lead = await aPerson(browser, vigil.address);
  await signedInAs(lead, 'Dana Okafor', '/notices');
  await lead.isAccessible();
  await lead.picks('Base', 'Foundry Lane');
  await lead.chooses('The base is', 'Shut');
  await lead.fills({ 'Where are people to go?': 'Priory Road' });
  await lead.presses('Post the notice');
  await lead.rowReads('Foundry Lane', 'Shut', '22:47', 'Priory Road', 'Dana Okafor');
  await lead.isAccessible();
  await lead.leaves();
  const person = await anyone();
  await person.goesTo('/public');
  await person.reads(/Shut.*since 22:47\. Go to: Priory Road/);
  await person.leaves();
});

test('once the period is over its cover and figures are released, with nobody pressing', async () => {
  vigil.itIs('08:01', '2027-03-30');
  const person = await anyone();
  const releases = async () => {
    await person.goesTo('/public/tidewell/releases');
    return person.page.content();
  };
  // The day's shift was released before it, so that the word "release" alone would prove nothing.
  await expect.poll(releases, { timeout: 60_000 }).toContain('Canal Bridge, cover, Sun 28 Mar 20:00 to 00:00');
  const figures = async () => {
    await person.goesTo('/public/tidewell');
    return person.page.content();
  };
  await expect.poll(figures, { timeout: 60_000 }).toContain('Emergency, within 1 h');
  await person.leaves();
});

test.each([1280, 360])('anyone asks whether there was a doctor at Canal Bridge, at %i px', async (width) => {
  const person = await anyone({ width });
  await person.goesTo('/public');
  await isTold(person);
  await person.follows('Tidewell Out of Hours');
  await isTold(person);
  await person.picks('Base', 'Canal Bridge');
  await person.fills({ Day: '28', Month: '3', Year: '2027' });
  await person.presses('Show');
  await person.reads('Was there a doctor at Canal Bridge on Easter Sunday?', 'No, not after 20:00.');
  await person.reads(/7 people were sent elsewhere, on average 5\.1 miles/);
  await person.reads('Open, until 20:34. It was wrong for 34 minutes.');
  await person.reads(/How many went to each is not shown, because the numbers are small\./);
  await person.readsNot('Dana Okafor', /\bDr [A-Z]/);
  await isTold(person);
  await person.leaves();
});

test.each([1280, 360])(
  'the figures of the period are there, small numbers held and saying so, at %i px',
  async (width) => {
    const person = await anyone({ width });
    await person.goesTo('/public/tidewell');
    await person.rowReads('Emergency, within 1 h', '0');
    await person.rowReads('Urgent, within 2 h', 'Not shown: small numbers');
    await person.rowReads('Base-hours not covered', '%');
    await isTold(person);
    await person.follows(/^release \d+, check it yourself/);
    await person.reads('Check it yourself', 'Digest (SHA-256)');
    await isTold(person);
    await person.follows('Releases');
    await person.reads('The last releases, newest first', /Canal Bridge, cover, Sun 28 Mar 20:00 to 00:00/);
    await isTold(person);
    await person.follows('How it is worked out');
    await person.reads('Small numbers', 'No one is named.');
    await isTold(person);
    await person.leaves();
  },
);

test('the public record works by keyboard alone and without a script, sets no cookie, and mends a wrong date', async () => {
  const person = await anyone({ isKeyboardOnly: true, hasScript: false });
  await person.goesTo('/public/tidewell');
  await person.picks('Base', 'Priory Road');
  await person.fills({ Day: '31', Month: '2', Year: '2027' });
  await person.presses('Show');
  await person.reads('There is a problem', 'That is not a date');
  await person.fills({ Day: '28', Month: '3' });
  await person.presses('Show');
  await person.reads('Was there a doctor at Priory Road on Easter Sunday?', 'Yes.');
  expect(await person.page.context().cookies()).toEqual([]);
  await person.leaves();
});
