import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, comesToRead, type Person, signedInAs } from '../support/person.ts';
import { startVigil, type Vigil } from '../support/vigil.ts';

let vigil: Vigil;
let browser: Browser;

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ time: '19:00' }), launchBrowser()]);
  const practice = { code: 'Z99001', name: 'Hollin Row Surgery', channel: 'folder', channelAddress: 'hollin-row' };
  const where = { address: '2 Hollin Row, Tidewell, ZZ1 3HR', telephone: '01632 960500' };
  await vigil.send('y.castell', '/practices', { id: newId(), ...practice, ...where });
  const manager = { code: practice.code, post: 'manager', signIn: 'c.nunn' };
  await vigil.send('y.castell', '/practices/members', { id: newId(), ...manager });
});
afterAll(async () => {
  await browser?.close();
  await vigil?.stop();
});

/** Nobody of this night has a pointer: Tab, arrows, Enter and the keys that the pages print. */
async function someone(name: string, path = '/'): Promise<Person> {
  const person = await aPerson(browser, vigil.address, { isKeyboardOnly: true });
  await signedInAs(person, name, path);
  return person;
}

/** The one thing that has the focus, once the page has put it there. */
async function standsOn({ page }: Person, words: RegExp): Promise<void> {
  await page.locator(':focus', { hasText: words }).waitFor();
}

/** What is known of the night's one patient as it goes on. */
const ivy = { number: '', base: '', slot: '' };

describe('the whole night of one patient, by keyboard alone', () => {
  test('19:00, a call rings: the call taker answers with F2, writes what is said and saves with F8', async () => {
    await vigil.send('telephone-system', '/calls', { id: newId(), message: false });
    const advisor = await someone('M. Quill', '/calls');
    await advisor.reads(/Ringing: 1/);
    await advisor.isAccessible();
    vigil.itIs('19:00:20');
    await advisor.page.keyboard.press('F2');
    await advisor.reads(/^On a call/);
    await expect.poll(() => advisor.page.evaluate(() => document.activeElement?.id)).toBe('callerName');
    await advisor.fills({
      'Who is calling': 'Joan Pellworth',
      'They are the patient’s': 'Daughter',
      'Number to ring back': '01632 960417',
      Patient: 'Ivy Pellworth',
      Day: '14',
      Month: '6',
      Year: '1945',
    });
    await advisor.picks('Practice', 'Hollin Row Surgery');
    await advisor.fills({
      'Where the patient is now (a visit would go here)': '12 Lockgate Row, ZZ1 4QT',
      'What is wrong, in the caller’s words': 'More short of breath since four',
    });
    await advisor.chooses('First priority', /^Urgent/);
    await advisor.isAccessible();
    vigil.itIs('19:02');
    await advisor.page.keyboard.press('F8');
    await advisor.reads(/^Saved\./);
    const link = advisor.page.getByRole('link', { name: /^Case 2803-\d+$/ }).first();
    ivy.number = (await link.innerText()).replace('Case ', '');
    await advisor.isAccessible();
    await advisor.leaves();
  });

  test('19:08, the nurse takes the case with F2, rings, writes, and books a base with F8, B and Enter', async () => {
    vigil.itIs('19:08');
    const nurse = await someone('P. Iyer', '/call-backs');
    await nurse.reads('Order: urgent first, then soonest due.');
    await nurse.isAccessible();
    const { keyboard } = nurse.page;
    await keyboard.press('F2');
    await nurse.reads('Ivy Pellworth, 81', 'More short of breath since four', 'Held by you since 19:08');
    await standsOn(nurse, /^Rung: they answered$/);
    await nurse.isAccessible();
    await keyboard.press('Enter');
    await nurse.page.getByLabel('Complaint and history').and(nurse.page.locator(':focus')).waitFor();
    await keyboard.type('Short of breath since 16:00. To be seen tonight.');
    vigil.itIs('19:14');
    await keyboard.press('F8');
    await keyboard.press('b');
    // With how far it is, and no word that it is late.
    await standsOn(nurse, /, \d\d:\d\d, \d+\.\d miles$/);
    await nurse.isAccessible();
    await keyboard.press('Enter');
    const words = new RegExp(`Case ${ivy.number.slice(-3)} is booked at (.*), (\\d\\d:\\d\\d)`);
    await nurse.reads(words);
    const [, base = '', slot = ''] = words.exec(await nurse.page.locator('main').innerText()) ?? [];
    Object.assign(ivy, { base, slot });
    await nurse.isAccessible();
    await nurse.leaves();
  });

  test('at the base: the receptionist finds her on the list and marks with A that she has arrived', async () => {
    vigil.itIs('19:25');
    const desk = await someone('T. Brandreth', '/bases');
    await desk.isAccessible();
    await desk.follows(ivy.base);
    await desk.rowReads('Ivy Pellworth', ivy.slot, 'Urgent');
    await desk.isAccessible();
    await desk.page.keyboard.press('a');
    await desk.reads('Who has arrived?');
    await desk.isAccessible();
    // The first of the list has the focus already: Enter marks, an arrow would go on to the next.
    await standsOn(desk, /^Arrived: Ivy Pellworth, 81$/);
    await desk.page.keyboard.press('Enter');
    await desk.rowReads('Ivy Pellworth', 'Arrived 19:25, waiting');
    await desk.leaves();
  });

  test('19:40, the doctor of the base opens her from the list, writes the note, finishes and closes', async () => {
    vigil.itIs('19:40');
    const doctor = await someone('Dr A. Rourke', '/bases');
    await doctor.follows(ivy.base);
    await doctor.rowReads('Ivy Pellworth', 'waiting');
    await doctor.page.keyboard.press('ArrowDown');
    await standsOn(doctor, new RegExp(`^${ivy.number.slice(-3)}$`));
    await doctor.page.keyboard.press('Enter');
    await doctor.reads(/^Work on it with the note beside it/);
    await doctor.isAccessible();
    await doctor.page.keyboard.press('c');
    // The nurse typed no plan: what her choice meant stands as one, for whoever sees the patient.
    await doctor.reads(
      'Ivy Pellworth, 81',
      'Short of breath since 16:00. To be seen tonight.',
      'To be seen at a base.',
    );
    await standsOn(doctor, /^Start the consultation$/);
    await doctor.isAccessible();
    await doctor.page.keyboard.press('Enter');
    await doctor.reads('Held by you since 19:40');
    await doctor.page.getByLabel('Complaint and history').and(doctor.page.locator(':focus')).waitFor();
    vigil.itIs('19:55');
    await doctor.fills({
      'Complaint and history': 'Short of breath since 16:00. Cough for three days.',
      Examination: 'Crackles at the left base.',
      Impression: 'Chest infection',
    });
    await doctor.picks('Allergies: asked?', 'None known');
    await doctor.fills({ 'Safety-net advice given': '999 if blue or drowsy', Plan: 'Own practice tomorrow' });
    await doctor.chooses('For the practice', 'Action');
    await doctor.fills({
      'What the practice is asked to do, or is to know': 'Listen to her chest again this week.',
    });
    await doctor.isAccessible();
    await doctor.page.keyboard.press('F8');
    await doctor.page.keyboard.press('a');
    await standsOn(doctor, /^Finish and close: seen and treated$/);
    await doctor.page.keyboard.press('Enter');
    await doctor.reads(/is closed: seen at a base/);
    await doctor.isAccessible();
    await doctor.leaves();
  });

  test('21:30, the message has reached the practice: its manager reads it and presses Done', async () => {
    vigil.itIs('21:30');
    const carys = await someone('Carys Nunn', '/practice');
    await comesToRead(carys, '/practice', /Ivy Pellworth[\s\S]*Sent, not read/);
    await carys.isAccessible();
    await carys.follows('Ivy Pellworth');
    await carys.reads('Action for you', 'Listen to her chest again this week.', 'Chest infection');
    await carys.isAccessible();
    await carys.presses('Done');
    await carys.rowReads('Ivy Pellworth', 'Done 21:30');
    await carys.isAccessible();
    await carys.leaves();
  });

  test('the timeline of her case says all of it, in the order in which it happened', async () => {
    const lead = await someone('Dana Okafor', '/cases');
    await lead.fills({ 'Find a case or a patient': 'Pellworth' });
    await lead.page.keyboard.press('Enter');
    await lead.rowReads('Ivy Pellworth', 'Closed 19:55');
    await lead.isAccessible();
    await lead.follows(ivy.number);
    await lead.reads('What you can do');
    await lead.isAccessible();
    await lead.follows(/^Everything that happened, from the call to the message/);
    await lead.reads(`Case ${ivy.number}: everything that happened`);
    await lead.isAccessible();
    const told = [
      'Call presented',
      'Call answered',
      'Case opened: urgent. Call answered at 19:00:20',
      'More short of breath since four',
      'Telephone assessment started',
      'Assessment ended: base, urgent',
      `Booked at ${ivy.base} for ${ivy.slot}`,
      `Arrived at ${ivy.base}`,
      'Consultation at the base started',
      'Listen to her chest again this week.',
      'Closed: seen at a base',
      'Version 1 is ready (action)',
      'Sent',
      'Read at the practice',
      'Done at the practice',
    ];
    const story = await lead.page.locator('.story').innerText();
    let from = 0;
    for (const words of told) {
      const at = story.indexOf(words, from);
      expect(at, `“${words}”, after what stands before it`).toBeGreaterThanOrEqual(from);
      from = at + words.length;
    }
    for (const who of ['M. Quill', 'P. Iyer', 'T. Brandreth', 'Dr A. Rourke', 'Carys Nunn', 'Vigil']) {
      expect(story).toContain(who);
    }
    await lead.leaves();
  });

  test('00:05, the shift lead signs the handover sheet, and whoever takes over signs it too', async () => {
    vigil.itIs('00:05', '2027-03-29');
    const lead = await someone('Dana Okafor');
    await lead.follows('Handover sheet');
    await lead.reads('Nobody has signed');
    await lead.isAccessible();
    await lead.fills({ 'What else there is to say': `Case ${ivy.number} is done, at the practice too.` });
    await lead.presses('Sign and hand over');
    await lead.reads('Not signed yet', `Case ${ivy.number} is done, at the practice too.`);
    await lead.isAccessible();
    const sheet = new URL(lead.page.url()).pathname;
    await lead.leaves();
    const next = await someone('K. Lindqvist', sheet);
    await next.presses('I have read it: sign and take over');
    await next.part('Hands over').getByText('Dana Okafor').waitFor();
    await next.part('Takes over').getByText('K. Lindqvist').waitFor();
    await next.part('Takes over').getByText('Signed 00:05').waitFor();
    await next.isAccessible();
    await next.follows('Handover sheet');
    await next.reads('Dana Okafor, K. Lindqvist');
    await next.isAccessible();
    await next.leaves();
  });
});
