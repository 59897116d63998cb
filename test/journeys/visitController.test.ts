import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { atLocal, newId, toIso } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { EASTER_SUNDAY, startVigil, type Vigil } from '../support/vigil.ts';

let vigil: Vigil;
let browser: Browser;

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ time: '21:00' }), launchBrowser()]);
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

/** Somebody who is to be seen at home within two hours, and is at their daughter’s. */
async function toVisit(patientName: string): Promise<string> {
  const id = newId();
  await vigil.send('m.quill', '/cases', {
    ...{ id, service: 'tidewell', entryRoute: 'other-service', answeredAt: toIso(vigil.now()), priority: 'other' },
    ...{ patientName, dateOfBirth: '1942-02-11', ringBack: '01632 960 121', whereNow: '12 Ropewalk, ZZ4 5EF' },
    ...{ homeAddress: '4 Tallow Row, ZZ1 1AA', complaint: 'A fall' },
  });
  await vigil.send('n.osei', `/cases/${id}/start-assessment`);
  await vigil.send('n.osei', `/cases/${id}/finish-assessment`, { place: 'visit', urgency: 'urgent' });
  await vigil.send('n.osei', `/cases/${id}/request-visit`);
  return id;
}

async function crewOf(car: string, role: 'doctor' | 'driver', who: string): Promise<void> {
  const id = newId();
  const [from, to] = ['19:00', '23:50'].map((time) => toIso(atLocal(EASTER_SUNDAY, time)));
  await vigil.send('f.ogden', '/shifts', { id, service: 'tidewell', place: car, role, from, to });
  await vigil.send(who, `/shifts/${id}/record-arrival`);
}

test('a visit is given to a car, is marked until the car says that it has it, goes to another, and is shown late and kept', async () => {
  vigil.itIs('21:00');
  await crewOf('car-1', 'driver', 'j.sayle');
  await crewOf('car-2', 'doctor', 'n.bellis');
  await toVisit('Winifred Aske');
  const dana = await someone('Dana Okafor', '/visits');
  await dana.reads('1 to begin: 0 late, 1 with nobody.');
  await dana.rowReads(
    'Requested: urgent',
    '2 h left',
    '23:00',
    'Not at home',
    'Nobody',
    'Car 1 (has 0, no doctor), Car 2 (has 0)',
  );
  await dana.isAccessible();
  await dana.page.keyboard.press('ArrowDown');
  await dana.page.keyboard.press('Enter');
  await dana.reads('Where, to be read back', '12 Ropewalk, ZZ4 5EF', '4 Tallow Row, ZZ1 1AA (they are not there)');
  await dana.isAccessible();
  await dana.fills({ 'Key, code, dog, which door': 'Key safe by the back door, 4711' });
  await dana.presses('Keep it for the crew');
  await dana.follows(/^001$/);
  await dana.readsNot('4711');
  await dana.chooses('Give it to a car', 'Car 1: no doctor, has 0');
  await dana.presses('Give it to this car');
  await dana.rowReads('With a car: urgent', 'Car 1 since 21:00', 'Sent 21:00, not yet received');

  vigil.itIs('21:03');
  await dana.goesTo('/visits');
  await dana.rowReads('With a car: urgent', 'Not received for 3 min: ring the car');
  const garth = await someone('J. Sayle', '/visits/mine', { width: 360 });
  await garth.reads(
    'Car 1',
    'Winifred Aske, 85',
    '12 Ropewalk, ZZ4 5EF',
    'Key safe by the back door, 4711',
    'Ring 01632 960 121',
  );
  await garth.isAccessible();
  await garth.presses('We have it');
  await garth.reads(/Received 21:03/);
  await dana.goesTo('/visits');
  await dana.rowReads('With a car: urgent', 'Received 21:03, J. Sayle');

  // Another car: the first is told so, and the new one has to say again that it has it.
  vigil.itIs('21:10');
  await dana.follows(/^001$/);
  await dana.chooses('Give it to another car', 'Car 2: doctor here, has 0');
  await dana.presses('Give it to this car instead');
  await dana.rowReads('With a car: urgent', 'Car 2 since 21:10', 'Sent 21:10, not yet received');
  await garth.goesTo('/visits/mine');
  await garth.reads('is not yours any more', 'Another car has it. Do not go there.', 'No visit.');
  await garth.isAccessible();
  await garth.presses('We know that it is gone');
  await garth.readsNot('is not yours any more');

  const nora = await someone('N. Bellis', '/visits/mine', { width: 360 });
  await nora.presses('We have it');
  await nora.presses('We set off');
  await nora.reads('Car on its way');
  vigil.itIs('23:21');
  await dana.goesTo('/visits');
  await dana.rowReads('Car on its way: urgent', 'Late 21 min');
  await nora.goesTo('/visits/mine');
  await nora.presses('We are at the door');
  await nora.reads('Car at the door', 'look at both addresses and ring the number first');
  await nora.isAccessible();
  await nora.presses('Start the consultation');
  await nora.reads('Winifred Aske');
  await dana.goesTo('/visits');
  await dana.rowReads('Being seen: urgent', 'Began late by 21 min');
  await Promise.all([dana.leaves(), garth.leaves(), nora.leaves()]);
});

test('nobody at the door: the case stays open, and ringing them is somebody’s job', async () => {
  vigil.itIs('23:30');
  const id = await toVisit('Percy Lorne');
  await vigil.send('d.okafor', `/cases/${id}/assign-visit`, { car: 'car-1' });
  const joan = await someone('J. Sayle', '/visits/mine?car=car-1', { width: 360, hasScript: false });
  await joan.reads('Percy Lorne, 85', 'Not at their home address');
  await joan.presses('We have it');
  await joan.goesTo('/visits/mine?car=car-1');
  await joan.presses('We set off');
  await joan.presses('We are at the door');
  await joan.presses('Nobody is there');
  await joan.reads('No visit.');
  const dana = await someone('Dana Okafor', '/visits');
  await dana.rowReads('Nobody was there, to ring back', '1 h left', 'Nobody');
  await dana.goesTo(`/cases/${id}`);
  await dana.reads(/was missed and is to be rung back/);
  await Promise.all([dana.leaves(), joan.leaves()]);
});
