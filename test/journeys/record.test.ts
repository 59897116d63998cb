import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, toIso } from '#shared';
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

async function someone(name: string, sitting: Sitting = {}): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, '/cases');
  return person;
}

/** A case of a caller, as another screen or system would open it. */
async function aCase(patientName: string): Promise<string> {
  const id = newId();
  await vigil.send('m.quill', '/cases', {
    id,
    answeredAt: toIso(vigil.now()),
    priority: 'urgent',
    patientName,
    ringBack: '01632 960131',
    whereNow: '4 Tallow Row, ZZ1 2AB',
    complaint: 'Chest feels tight since supper',
  });
  return id;
}

const sittings: [string, Sitting][] = [
  ['at a desk', {}],
  ['by keyboard alone', { isKeyboardOnly: true }],
  ['with JavaScript switched off, on 360 pixels', { hasScript: false, width: 360 }],
  ['on 360 pixels', { width: 360 }],
];

test.each(sittings)('a wrong patient is put right, and the record tells both, %s', async (_, sitting) => {
  const lead = await someone('Dana Okafor', sitting);
  const id = await aCase('Gloria Finchley');
  await lead.goesTo(`/cases/${id}`);
  await lead.reads('Gloria Finchley');
  await lead.follows('Put right who the patient is');
  await lead.reads('With whom');
  await lead.isAccessible();
  await lead.presses('Put right who the patient is');
  await lead.reads('Give the patient’s name.', 'Give an explanation.');
  await lead.fills({
    'Patient’s name': 'Georgia Finchley',
    'Number to ring back': '01632 960199',
    'Where the patient is now': '9 Barge Street, ZZ1 2AC',
    'What happened': 'Two sisters; the wrong one was on the screen.',
  });
  await lead.picks('Why', 'The wrong patient was chosen');
  await lead.presses('Put right who the patient is');
  await lead.reads('Georgia Finchley', '01632 960 199', /Urgent, rung back within 20 min.*running/);
  await lead.follows('Everything that happened, from the call to the message, to read or print');
  await lead.reads(
    /the patient Gloria Finchley;.*rung back on 01632960131/,
    'Two sisters; the wrong one was on the screen.',
  );
  await lead.reads('The case was opened and read', 'Dana Okafor');
  await lead.isAccessible();
  await lead.chooses('Names of staff', 'Left out');
  await lead.presses('Show it so');
  await lead.reads(/Shift lead 1/);
  await lead.readsNot('The case was opened and read by Dana Okafor');
  await lead.isAccessible();
  await lead.leaves();
});

test('whoever goes away loses the case after ten minutes, and reads so when they come back', async () => {
  const nurse = await someone('P. Iyer', { hasScript: false });
  const id = await aCase('Harold Stebbing');
  await nurse.goesTo(`/cases/${id}`);
  await nurse.presses('Start the assessment');
  await nurse.reads('P. Iyer has it.', /^You have this case\. If nothing is heard of this page/);
  vigil.minutesPass(11);
  await expect
    .poll(
      async () => {
        await nurse.goesTo(`/cases/${id}`);
        return nurse.page.locator('main').innerText();
      },
      { timeout: 20_000, interval: 1000 },
    )
    .toMatch(/You do not have this case any more: nothing was heard of this page/);
  await nurse.reads('It is being assessed.', 'Nobody has it.');
  await nurse.leaves();
});
