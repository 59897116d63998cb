import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutes, newId, plus, toIso } from '#shared';
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

async function someone(name: string, sitting: Sitting, path: string): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, path);
  return person;
}

/** A patient whom a nurse has assessed and sent on, with what she wrote. */
async function sentOn(patient: string, to: 'base' | 'visit'): Promise<string> {
  const id = newId();
  await vigil.send('m.quill', '/cases', {
    id,
    service: 'tidewell',
    entryRoute: 'other-service',
    answeredAt: toIso(vigil.now()),
    priority: 'urgent',
    patientName: patient,
    dateOfBirth: '1956-10-03',
    ringBack: '01632 960 417',
    whereNow: '14 Barge Street, ZZ1 2AB',
    complaint: 'Chest feels tight since supper',
  });
  await vigil.send('p.iyer', `/cases/${id}/start-assessment`);
  const note = { complaint: 'Tight chest, no sweating', plan: 'To be seen', observations: { pulse: 88 } };
  if (to === 'visit')
    await vigil.send('p.iyer', `/cases/${id}/finish-and-visit`, { urgency: 'urgent', car: 'car-1', note });
  else {
    bookings += 1;
    const at = toIso(plus(vigil.now(), minutes(20 + 10 * bookings)));
    await vigil.send('p.iyer', `/cases/${id}/finish-and-book`, { urgency: 'urgent', place: 'foundry-lane', at, note });
  }
  return id;
}
let bookings = 0;

const sittings: [string, Sitting, 'base' | 'visit', string][] = [
  ['at a base', {}, 'base', '19'],
  ['at a base, by keyboard alone', { isKeyboardOnly: true }, 'base', '20'],
  ['at home, with JavaScript switched off', { hasScript: false }, 'visit', '21'],
  ['at home, on a telephone’s 360 pixels', { width: 360 }, 'visit', '22'],
];

test.each(sittings)(
  'a patient is seen %s: the nurse’s note is read, the doctor’s own closes the case',
  async (_, sitting, place, hour) => {
    vigil.itIs(`${hour}:00`);
    const id = await sentOn('Edwin Marlow', place);
    const doctor = await someone('Dr A. Rourke', sitting, `/cases/${id}`);
    await doctor.follows(/^Work on it with the note beside it/);
    await doctor.reads(
      'Edwin Marlow, 70',
      'Tight chest, no sweating',
      new RegExp(`P\\. Iyer, .*${hour}:00, version 1, not complete`),
    );
    await doctor.isAccessible();
    await doctor.presses('Start the consultation');
    await doctor.reads(`Held by you since ${hour}:00`, 'Tight chest, no sweating');
    vigil.minutesPass(12);
    await doctor.fills({
      'Complaint and history': 'Tight chest since supper.',
      Examination: 'Chest wall tender. Heart sounds normal.',
      Impression: 'Muscular',
      'Medicine 1': 'Ibuprofen',
      'Medicine 1: dose': '400 mg',
      'Safety-net advice given': '999 for pain at rest',
      Plan: 'Own practice if it lasts',
      'What the practice is asked to do, or is to know': 'Check the blood pressure within a week.',
    });
    await doctor.picks('Medicine 1: given, prescribed or advised', 'Prescribed');
    await doctor.picks('Allergies: asked?', 'Not asked');
    await doctor.chooses('For the practice', 'Action');
    const seen = doctor.page.locator('summary', { hasText: place === 'visit' ? 'Seen at home' : 'Seen here' });
    await seen.focus();
    await doctor.page.keyboard.press('Enter');
    await doctor.presses('Finish and close: seen and treated');
    await doctor.reads('A medicine was given or prescribed: ask about allergies, and write down the answer.');
    await doctor.isAccessible();
    await doctor.picks('Allergies: asked?', 'None known');
    await doctor.presses('Finish and close: seen and treated');
    await doctor.reads(place === 'visit' ? /is closed: seen at home/ : /is closed: seen at a base/);

    await doctor.goesTo(`/call-backs?case=${id}`);
    await doctor.reads('The case is closed: what you write now is an addendum.');
    await doctor.fills({ Plan: 'Own practice if it lasts. Rang again: no pain.' });
    await doctor.presses('Add to the note');
    await doctor.reads('The case is closed. Say why you add to its note.');
    await doctor.fills({ 'Why something is added': 'Rang them an hour later' });
    await doctor.presses('Add to the note');
    await doctor.reads('This version of the note is kept.', `Version 2, kept ${hour}:12`);
    await doctor.isAccessible();
    await doctor.leaves();
  },
);

test('the note of the telephone does not do for a patient who was seen', async () => {
  vigil.itIs('23:00');
  const id = await sentOn('Harold Stebbing', 'base');
  await vigil.send('a.rourke', `/cases/${id}/start-consultation`);
  await expect(vigil.send('a.rourke', `/cases/${id}/finish-and-close`, { outcome: 'seen-at-base' })).rejects.toThrow(
    /note/,
  );
});
