import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atLocal, newId, toIso } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { EASTER_SUNDAY, startVigil, type Vigil } from '../support/vigil.ts';

let vigil: Vigil;
let browser: Browser;
const at = (time: string) => toIso(atLocal(EASTER_SUNDAY, time));
const patient = { ringBack: '01632 960417', whereNow: '4 Tallow Row', complaint: 'Cough' };

async function required(place: string, role: string, from: string): Promise<string> {
  const id = newId();
  const stretch = { from: at(from), to: toIso(atLocal('2027-03-29', '08:00')) };
  await vigil.send('f.ogden', '/shifts', { id, service: 'tidewell', place, role, ...stretch });
  return id;
}

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ time: '19:00' }), launchBrowser()]);
  vigil.itIs('22:47:12');
  await required('canal-bridge', 'doctor', '20:00');
  const car = await required('car-1', 'driver', '23:30');
  await vigil.send('f.ogden', `/shifts/${car}/book-cover`, { person: 'j.sayle' });
  const nurse = await required('foundry-lane', 'nurse', '23:45');
  await vigil.send('f.ogden', `/shifts/${nurse}/book-cover`, { person: 'r.vane' });
  const opened = {
    id: newId(),
    service: 'tidewell',
    answeredAt: at('22:32'),
    priority: 'urgent',
    patientName: 'Ivy Pellworth',
  };
  await vigil.send('d.okafor', '/cases', { ...opened, ...patient });
});
afterAll(async () => {
  await browser?.close();
  await vigil?.stop();
});

async function someone(name: string, path = '/', sitting: Sitting = {}): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, path);
  return person;
}

const sittings: [string, Sitting][] = [
  ['at a desk', {}],
  ['on a telephone’s 360 pixels', { width: 360 }],
];

test.each(sittings)('a shift lead finds the base that nobody covers without scrolling, %s', async (_, sitting) => {
  const lead = await someone('Dana Okafor', '/', sitting);
  const heading = lead.page.getByRole('heading', { name: /Canal Bridge: no doctor since 20:00/ });
  await heading.waitFor();
  const box = await heading.boundingBox();
  expect(box && box.y >= 0 && box.y + box.height < (lead.page.viewportSize()?.height ?? 0)).toBe(true);
  expect(await lead.page.evaluate(() => scrollY)).toBe(0);
  await lead.reads('Pressure level 3 of 4', 'since 20:40');
  await lead.isAccessible();
  await lead.leaves();
});

describe('the lead of the night', () => {
  test('shuts the base by key 1, which asks first, and the board says who shut it', async () => {
    const lead = await someone('Dana Okafor', '/', { isKeyboardOnly: true });
    await lead.part('What you can do now, best first').getByText('Shut Canal Bridge').first().waitFor();
    await lead.page.keyboard.press('1');
    await lead.reads('No doctor since 20:00', 'New bookings stop');
    await lead.isAccessible();
    await lead.presses('Shut now');
    await lead.reads(/Canal Bridge: no doctor since 20:00.*Shut 22:47 by Dana Okafor\./);
    await lead.leaves();
  });

  test('rings the driver who has not confirmed by its key, and the answer is in the log and on the shift', async () => {
    const lead = await someone('Dana Okafor');
    const ring = lead.page.getByRole('link', { name: /^Ring \d$/ });
    await ring.waitFor();
    await lead.page.keyboard.press(/\d/.exec(await ring.innerText())?.[0] ?? '');
    await lead.chooses('How J. Sayle answered', 'They are coming');
    await lead.presses('Write it down and do it');
    await lead.reads('Called J. Sayle for Car 1. They are coming.');
    await expect.poll(() => lead.page.getByText('Ring the driver for Car 1').count()).toBe(0);
    await lead.leaves();
  });

  test('overrules an action with a reason, and it is not offered again', async () => {
    const lead = await someone('Dana Okafor', '/tonight/actions');
    await lead.reads('The rule', 'What it is handed now');
    await lead.isAccessible();
    await lead.page
      .getByRole('link', { name: /^Call$/ })
      .first()
      .click();
    const heading = await lead.page.getByRole('heading', { level: 1 }).innerText();
    await lead.fills({ 'Why not': 'On leave abroad' });
    await lead.presses('Overrule it');
    await lead.goesTo('/tonight/actions');
    await lead.rowReads(heading, 'Overruled', 'On leave abroad', 'Dana Okafor');
    await lead.leaves();
  });

  test('writes a line by key L, and corrects it by another', async () => {
    const lead = await someone('Dana Okafor');
    await lead.part('Shift log').waitFor();
    await lead.page.keyboard.press('l');
    await lead.fills({ 'The line': 'Sign on door: ring 112.' });
    await lead.presses('Write the line');
    await lead.rowReads('Sign on door: ring 112.', 'Dana Okafor');
    await lead.isAccessible();
    await lead.row('Sign on door: ring 112.').getByRole('link').click();
    await lead.fills({ 'What is right': 'Sign on door: ring 111.' });
    await lead.presses('Write the line');
    await lead.rowReads('Correction: Sign on door: ring 111.', 'line of 22:47');
    await lead.reads('Sign on door: ring 112.');
    await lead.leaves();
  });

  test('takes the call of somebody who is ill from Who is on, and every shift of theirs is open at once', async () => {
    const lead = await someone('Dana Okafor');
    await lead.part(/On now/).waitFor();
    await lead.page.keyboard.press('o');
    await lead.rowReads('Nurse, Foundry Lane', 'R. Vane', 'not confirmed');
    await lead.isAccessible();
    await lead.follows('Somebody rings in sick');
    await lead.picks('Who is ill', 'R. Vane (1 shift)');
    await lead.presses('They are sick: give up their shifts');
    await lead.rowReads('Foundry Lane, nurse', 'Nobody booked');
    await lead.isAccessible();
    await lead.goesTo('/');
    await lead.reads(/R\. Vane rang in sick\./);
    await lead.rowReads('Nurse, Foundry Lane: nobody booked', 'Nobody');
    await lead.leaves();
  });

  test('sets the level by hand with a reason, ticks its card, and gives it back', async () => {
    const lead = await someone('Dana Okafor', '/tonight/level');
    await lead.chooses('Level', '4');
    await lead.fills({ Why: 'Snow', 'For how many hours': '2' });
    await lead.presses('Set the level');
    await lead.reads('Pressure level 4 of 4, since 22:47', /Set by Dana Okafor at 22:47, until 00:47: Snow/);
    await lead.presses('Done: Write the incident down');
    await lead.reads('1 of 6 done');
    await lead.isAccessible();
    await lead.presses('Give it back to the rule');
    await lead.reads('By rule.');
    await lead.leaves();
  });

  test('acknowledges an alert by name; it stays until it is mended', async () => {
    const lead = await someone('Dana Okafor', '/tonight/alerts');
    await lead.rowReads('Canal Bridge has no doctor since 20:00', 'To acknowledge', 'Nobody');
    await lead.row('Canal Bridge has no doctor').getByRole('button', { name: 'Acknowledge' }).click();
    await lead.goesTo('/tonight/alerts');
    await lead.rowReads('Canal Bridge has no doctor since 20:00', 'In hand', 'Acknowledged by Dana Okafor 22:47.');
    await lead.isAccessible();
    await lead.leaves();
  });

  test('hands the night over: two people sign one frozen sheet, each as themselves', async () => {
    const lead = await someone('Dana Okafor');
    await lead.follows('Handover sheet');
    await lead.reads('Nobody has signed', 'Called J. Sayle for Car 1. They are coming.');
    await lead.isAccessible();
    await lead.fills({ 'What else there is to say': 'Keys are with T. Brandreth.' });
    await lead.presses('Sign and hand over');
    await lead.reads('Not signed yet', 'Whoever takes over signs as themselves, on this page.');
    const address = new URL(lead.page.url()).pathname;
    await lead.leaves();
    const next = await someone('K. Lindqvist', address, { width: 360 });
    await next.reads('Keys are with T. Brandreth.', 'Not signed yet');
    await next.isAccessible();
    await next.presses('I have read it: sign and take over');
    await next.part('Takes over').getByText('K. Lindqvist').waitFor();
    await next.part('Takes over').getByText('Signed 22:47').waitFor();
    await next.part('Hands over').getByText('Dana Okafor').waitFor();
    await next.readsNot('Not signed yet');
    expect(new URL(next.page.url()).pathname).toBe(address);
    await next.isAccessible();
    await next.follows('Handover sheet');
    await next.reads('Dana Okafor, K. Lindqvist');
    await next.leaves();
  });
});

test('a wall fits a telephone too, and names nobody', async () => {
  const lead = await someone('Dana Okafor', '/wall', { width: 360 });
  await lead.reads('Canal Bridge: no doctor since 20:00.');
  await lead.readsNot('Dana Okafor', 'J. Sayle');
  await lead.isAccessible();
  await lead.leaves();
});
