import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { atLocal, newId, toIso } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, comesToRead, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { EASTER_SUNDAY, startVigil, type Vigil } from '../support/vigil.ts';

let vigil: Vigil;
let browser: Browser;

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ time: '20:00' }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await vigil?.stop();
});

async function someone(name: string, path: string, sitting: Sitting = {}): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, path);
  return person;
}

let count = 0;
/** Somebody who was heard and is booked at a base. */
async function booked(
  patientName: string,
  at: string,
  about: { place?: string; dateOfBirth?: string } = {},
): Promise<string> {
  const id = newId();
  count += 1;
  await vigil.send('m.quill', '/cases', {
    ...{ id, service: 'tidewell', entryRoute: 'other-service', answeredAt: toIso(vigil.now()), priority: 'other' },
    ...{ patientName, dateOfBirth: about.dateOfBirth ?? '1979-10-03', ringBack: `01632 960 ${300 + count}` },
    ...{ whereNow: '7 Weir Terrace, ZZ3 4AD', complaint: 'A rash' },
  });
  await vigil.send('n.osei', `/cases/${id}/start-assessment`);
  await vigil.send('n.osei', `/cases/${id}/finish-assessment`, { place: 'base', urgency: 'less-urgent' });
  const slot = toIso(atLocal(EASTER_SUNDAY, at));
  await vigil.send('n.osei', `/cases/${id}/book-base`, { place: about.place ?? 'canal-bridge', at: slot });
  return id;
}

/** A doctor who is required at a base and is there, or is not. */
async function doctorAt(place: string, from: string, to: string, who?: string): Promise<void> {
  const id = newId();
  const [begins, ends] = [from, to].map((time) => toIso(atLocal(EASTER_SUNDAY, time)));
  await vigil.send('f.ogden', '/shifts', { id, service: 'tidewell', place, role: 'doctor', from: begins, to: ends });
  if (who) await vigil.send(who, `/shifts/${id}/record-arrival`);
}

test('a base without a doctor is shut by name, and its list is emptied one by one: nobody is cancelled', async () => {
  vigil.itIs('20:00');
  await doctorAt('canal-bridge', '20:00', '23:50');
  await booked('Callum Wray', '20:50');
  await booked('Grace Tully', '21:40');
  await booked('Winifred Aske', '22:40');
  await booked('Tomas Reed', '23:30');
  vigil.itIs('20:28');
  await vigil.send('t.brandreth', '/bases/canal-bridge/found-shut');
  vigil.itIs('20:34');
  const dana = await someone('Dana Okafor', '/bases');
  await dana.reads('No base is shut. Open without a doctor: Canal Bridge.');
  await dana.isAccessible();
  await dana.follows('Canal Bridge');
  await dana.reads('No doctor since 20:00', 'Reported once: 20:28', '4 people to be seen');
  await dana.isAccessible();
  await dana.page.keyboard.press('f');
  await dana.reads('Reported 2 times: 20:28, 20:34');
  await dana.follows('Shut this base');
  await dana.reads('4 booked, waiting or to be assessed here become jobs');
  await dana.isAccessible();
  await dana.picks('Send people to', 'Foundry Lane');
  await dana.presses('Shut Canal Bridge now');
  await dana.reads(
    'Shut since 20:34',
    'Dana Okafor, 20:34:00',
    'Doctor’s shift 20:00 to 23:50 not filled',
    'Stopped 20:34. 0 slots offered',
    'Said open until 20:34, now shut',
    '4 people were booked or arrived after 20:00. 4 still to move.',
  );
  await dana.isAccessible();

  const anybody = await aPerson(browser, vigil.address);
  await anybody.goesTo('/public/tidewell/canal-bridge');
  await anybody.reads(/shut/i, 'Foundry Lane. Ring 111 first.');
  await anybody.leaves();

  // The work list, by the person at the desk: rung, told, sent; or rung in vain, and still on the list.
  vigil.itIs('20:39');
  const theo = await someone('T. Brandreth', '/bases/canal-bridge');
  await theo.rowReads('Callum Wray', '20:50', 'Less urgent', '20:44', 'Not yet', '5 min left');
  await theo.rowReads('Tomas Reed', '23:30', '23:00');
  await theo.page.keyboard.press('ArrowDown');
  await theo.page.keyboard.press('Enter');
  await theo.reads('Canal Bridge is shut: ring, and say where to go', 'Nobody has rung yet.', '01632 960 301');
  await theo.isAccessible();
  // Measured from where he is, and overtyped: he says that he is further out by now.
  await theo.reads('Leave empty to keep what is measured, in a straight line from ZZ3 4AD.');
  await theo.fills({ 'Miles from where they are': '6.4' });
  await theo.picks('Where to', 'Larkhithe Cross, 4.8 miles');
  await theo.presses('Told: send them there');
  await theo.goesTo('/bases/canal-bridge');
  await theo.rowReads('Callum Wray', '20:39', 'Larkhithe Cross', '6.4', 'On the way');
  await theo.reads('3 still to move.', '1 sent elsewhere, on average 6.4 miles');

  await theo.follows(/^002$/);
  await theo.presses('Told: send them there');
  await theo.reads('A time at the other base');
  await theo.picks('Time', /^Foundry Lane, 2\d:\d0$/.exec(await firstSlot(theo))?.[0] ?? '');
  await theo.presses('Book it');
  await theo.rowReads('Grace Tully', 'Foundry Lane', '1.5', /Booked 2\d:\d0/);

  vigil.itIs('22:05');
  await theo.goesTo('/bases/canal-bridge');
  await theo.follows(/^004$/);
  // A key that is pressed before the page and its script are there is a key of the list.
  await theo.reads('Nobody has rung yet.');
  await theo.isAccessible();
  await theo.page.keyboard.press('F4');
  await theo.rowReads('Tomas Reed', 'Rung 22:05, no reply', 'Ring again');
  await theo.reads('2 still to move.');

  await dana.goesTo('/bases/canal-bridge');
  await dana.follows(/^003$/);
  await dana.presses('They cannot travel: home visit instead');
  await dana.reads('1 to begin: 0 late, 1 with nobody.');
  await dana.goesTo('/bases/canal-bridge');
  await dana.reads('1 still to move.', '1 changed to a home visit');
  await dana.rowReads('Winifred Aske', 'Home visit', 'Waiting for a visit');

  // Nobody books there, whoever tries.
  const { id } = { id: await heard('Late Comer') };
  await expect(
    vigil.send('n.osei', `/cases/${id}/book-base`, {
      place: 'canal-bridge',
      at: toIso(atLocal(EASTER_SUNDAY, '23:40')),
    }),
  ).rejects.toThrow('Canal Bridge is shut: Dana Okafor shut it at 20:34');

  await dana.follows('Open this base again');
  await dana.reads('No doctor is there.');
  await dana.isAccessible();
  await dana.picks('Why it is opened', 'Its doctor and its people are there');
  await dana.presses('Open Canal Bridge now');
  await dana.reads('Open since 22:05', '1 person to be seen');
  await Promise.all([dana.leaves(), theo.leaves()]);
});

async function firstSlot(person: Person): Promise<string> {
  return (await person.page.getByLabel('Time', { exact: true }).locator('option').nth(1).textContent()) ?? '';
}

async function heard(patientName: string): Promise<string> {
  const id = newId();
  await vigil.send('m.quill', '/cases', {
    ...{ id, service: 'tidewell', entryRoute: 'other-service', answeredAt: toIso(vigil.now()), priority: 'other' },
    ...{ patientName, ringBack: '01632 960 399', whereNow: 'ZZ1 1AA', complaint: 'A cough' },
  });
  await vigil.send('n.osei', `/cases/${id}/start-assessment`);
  await vigil.send('n.osei', `/cases/${id}/finish-assessment`, { place: 'base', urgency: 'less-urgent' });
  return id;
}

const sittings: [string, Sitting, string][] = [
  ['at a desk, by keyboard alone', { isKeyboardOnly: true }, 'Owen Latch'],
  ['with JavaScript switched off', { hasScript: false }, 'Ida Latch'],
  ['on a telephone’s 360 pixels', { width: 360 }, 'Noah Latch'],
];

test.each(sittings)(
  'who walks in and is booked already is marked as arrived, and is not a second case, %s',
  async (_, sitting, patient) => {
    vigil.itIs('22:10');
    await booked(patient, `23:${10 + count}`, { place: 'foundry-lane', dateOfBirth: '1985-05-02' });
    const theo = await someone('T. Brandreth', '/bases/foundry-lane', sitting);
    if (sitting.isKeyboardOnly) await theo.page.keyboard.press('w');
    else await theo.follows(/^Add a walk-in/);
    await theo.reads('Pass to 999 first');
    await theo.isAccessible();
    await theo.presses('Look for them, then open a case');
    await theo.reads('Give the patient’s name.', 'Choose a first priority.');
    // Said the other way round, as somebody at a desk hears it.
    await theo.fills({ Name: patient.split(' ').reverse().join(' '), Day: '2', Month: '5', Year: '1985' });
    await theo.fills({ 'Number to ring them': '01632 960 107', 'Where they came from': 'ZZ3 4CD' });
    await theo.fills({ 'What is wrong, in their words': 'Back pain' });
    await theo.chooses('First priority', 'Other');
    await theo.presses('Look for them, then open a case');
    await theo.reads(
      'They may be a case of tonight already',
      patient,
      'the same name and date of birth',
      'booked at Foundry Lane',
    );
    await theo.isAccessible();
    await theo.presses(/^It is them: mark 2803-\d+ as arrived$/);
    await theo.rowReads(patient, 'Arrived 22:10, waiting', '0 s of');
    await theo.isAccessible();
    await theo.leaves();
  },
);

test('who walks in and is nobody’s case yet has one, with the clock of those who walk in; who does not wait is rung back', async () => {
  vigil.itIs('22:20');
  const theo = await someone('T. Brandreth', '/bases/foundry-lane/walk-in');
  await theo.fills({ Name: 'Bea Farrow', Day: '9', Month: '9', Year: '1999', 'Number to ring them': '01632 960 177' });
  await theo.fills({ 'Where they came from': 'ZZ5 1AB', 'What is wrong, in their words': 'Cut hand' });
  await theo.chooses('First priority', 'Urgent');
  await theo.presses('Look for them, then open a case');
  await theo.reads('Bea Farrow, 27', 'To be assessed first', 'At the desk');
  await theo.isAccessible();
  await theo.follows(/^Open the case/);
  await theo.reads(/walked in/i);
  await theo.goesTo('/bases/foundry-lane');
  await theo.rowReads('Bea Farrow', 'Walk-in 22:20', '0 s of 20 min', '22:40');
  vigil.itIs('22:31');
  await theo.page.keyboard.press('d');
  await theo.reads('Who did not wait?');
  await theo.isAccessible();
  await theo.presses(/^Did not wait: Bea Farrow, 27$/);
  await theo.rowReads('Bea Farrow', 'Did not wait 22:31, to ring back');
  // Nobody is written off: it is somebody’s job, due by itself.
  const lead = await someone('Dana Okafor', '/work');
  await comesToRead(lead, '/work', /did not wait/i);
  await Promise.all([theo.leaves(), lead.leaves()]);
});
