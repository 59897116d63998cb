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

async function someone(name: string, sitting: Sitting = {}, path = '/cases'): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, path);
  return person;
}

/** What a health advisor asks a caller. One of another's birth and number would be asked after as the same patient. */
const answers = (patient: string, { born = '3', ringBack = '020 7946 0123' } = {}) => ({
  'Patient’s name': patient,
  Day: born,
  Month: '10',
  Year: '1956',
  'Number to ring back': ringBack,
  'Where the patient is now': '14 Barge Street, ZZ1 2AB',
  'What is wrong': 'Chest feels tight since supper',
});

/** The case that a page is about: `2803-001`. */
async function caseOn(person: Person): Promise<string> {
  await person.reads(/^Case \d{4}-\d+/);
  return /Case (\d{4}-\d+)/.exec(await person.page.title())?.[1] ?? '';
}

async function opensACase(advisor: Person, patient: string): Promise<string> {
  await advisor.goesTo('/calls');
  await advisor.presses('Record a call coming in');
  await advisor.presses(/^Answer the call of/);
  await advisor.reads(/^On a call/);
  const {
    'Patient’s name': name = '',
    'Where the patient is now': where = '',
    'What is wrong': wrong = '',
    ...same
  } = answers(patient);
  await advisor.fills({ Patient: name, ...same });
  await advisor.fills({ 'Where the patient is now (a visit would go here)': where });
  await advisor.fills({ 'What is wrong, in the caller’s words': wrong });
  await advisor.chooses('First priority', /^Urgent: rung back in 20 min/);
  await advisor.presses(/^Save and pass to a clinician/);
  await advisor.reads(/^Saved\./);
  await advisor.follows(/^Case \d{4}-\d+/);
  return caseOn(advisor);
}

/** What a tile of the board says, asked for anew until it says so: without a script nothing moves by itself. */
async function boardReads(person: Person, tile: string, words: RegExp): Promise<void> {
  const read = async () => {
    await person.goesTo('/');
    return person.part(tile).innerText();
  };
  await expect.poll(read, { timeout: 10_000, interval: 500 }).toMatch(words);
}

const sittings: [string, Sitting, string, string][] = [
  ['at a desk', {}, '19:00', 'Edwin Marlow'],
  ['by keyboard alone', { isKeyboardOnly: true }, '20:00', 'Gloria Finchley'],
  ['with JavaScript switched off', { hasScript: false }, '21:00', 'Harold Stebbing'],
  ['on a telephone’s 360 pixels', { width: 360 }, '22:00', 'Iris Penhaligon'],
];

test.each(sittings)('a caller is heard, assessed, booked, seen and closed, %s', async (_, sitting, time, patient) => {
  vigil.itIs(time);
  const hour = time.slice(0, 2);

  const advisor = await someone('M. Quill', sitting, '/calls');
  await advisor.isAccessible();
  const number = await opensACase(advisor, patient);
  await advisor.reads(patient, '3 October 1956', '020 7946 0123', '14 Barge Street', 'Chest feels tight since supper');
  await advisor.isAccessible();
  await advisor.goesTo('/cases');
  await advisor.rowReads(number, '20 min left', 'To ring back, urgent', 'Nobody');
  await advisor.isAccessible();
  await boardReads(advisor, 'Ring back, urgent', /1\s+waiting\s+20 min left/);
  await advisor.rowReads('Ring back, urgent', '20 min left', `${hour}:20`, 'Nobody');

  vigil.minutesPass(7);
  const nurse = await someone('P. Iyer', sitting);
  await nurse.rowReads(number, '13 min left');
  await nurse.follows(number);
  await nurse.presses('Start the assessment');
  await nurse.reads('It is being assessed.', 'P. Iyer has it.');
  vigil.minutesPass(5);
  await nurse.chooses('Where', 'Base');
  await nurse.chooses('How soon', 'Urgent');
  await nurse.isAccessible();
  await nurse.presses('Finish the assessment');
  await nurse.reads('It is waiting to be booked.');
  await nurse.picks('Base and time', `Canal Bridge, ${hour}:30`);
  await nurse.presses('Book a base');
  await nurse.reads(`Canal Bridge, ${hour}:30`);
  await nurse.goesTo('/cases');
  await nurse.rowReads(number, '2 h left', 'At a base', 'Canal Bridge', 'Nobody');
  await boardReads(nurse, 'Ring back, urgent', /0\s+waiting/);
  await boardReads(nurse, 'Bases', /1\s+waiting/);

  vigil.minutesPass(20);
  const doctor = await someone('Dr A. Rourke', sitting);
  await doctor.rowReads(number, '1 h 40 min left');
  await doctor.follows(number);
  await doctor.presses('Start the consultation');
  await doctor.reads('It is being seen.', 'Dr A. Rourke has it.');
  vigil.minutesPass(11);
  await doctor.fills({
    'Complaint and history': 'Chest tight since supper, worse on lifting the arm.',
    Findings: 'Tender over the ribs. Breathing easily.',
    Impression: 'Muscular.',
    'Treatment and plan': 'Paracetamol.',
    'Safety-net advice': 'Told what to look out for.',
  });
  await doctor.chooses('Allergies', 'None known');
  await doctor.chooses('For the practice', 'Information only');
  await doctor.presses('Finish with a note');
  await doctor.reads('It was seen and is waiting to be closed.', 'Muscular.', 'Told what to look out for.');
  await doctor.picks('Outcome', 'Seen at a base');
  await doctor.presses('Close the case');
  await doctor.reads(`Closed ${hour}:43`, 'It is closed.');
  await doctor.isAccessible();

  await doctor.rowReads('Case opened: urgent', `${hour}:00:00`, 'M. Quill');
  await doctor.rowReads('Telephone assessment started', `${hour}:07:00`, 'P. Iyer');
  await doctor.rowReads('Assessment ended: base, urgent', `${hour}:12:00`, 'P. Iyer');
  await doctor.rowReads('Booked at Canal Bridge', 'P. Iyer');
  await doctor.rowReads('Consultation at the base started', `${hour}:32:00`, 'Dr A. Rourke');
  await doctor.rowReads('Closed: seen at a base', `${hour}:43:00`, 'Dr A. Rourke');
  await doctor.reads(/Urgent, rung back within 20 min.*met, 7 min/, /Seen at a base, urgent, within 2 h.*met, 20 min/);
  await doctor.goesTo('/cases');
  await doctor.readsNot(number);
  await boardReads(doctor, 'Bases', /0\s+waiting/);
  for (const person of [advisor, nurse, doctor]) await person.leaves();
});

test('whoever opens a case that somebody has is told who, and is refused by name if they were a moment late', async () => {
  const number = await opensACase(await someone('S. Pardoe'), 'Jonas Wetherby');
  const [late, early] = [await someone('C. Doyle'), await someone('R. Vane')];
  await late.follows(number);
  await early.follows(number);
  await early.presses('Start the assessment');
  await early.reads('R. Vane has it.');

  await late.presses('Start the assessment');
  await late.reads(
    'There is a problem',
    /^R\. Vane has had this case since \d\d:\d\d\. Do not ring the patient as well\./,
    'R. Vane has it.',
    'They have this case.',
  );
  await late.isAccessible();
  await late.goesTo('/cases');
  await late.rowReads(number, 'Being assessed', 'R. Vane');
  await late.follows(number);
  await late.reads(/R\. Vane since/, 'They have this case.');
  expect(await late.page.getByRole('button', { name: 'Finish the assessment' }).count()).toBe(0);
  await late.isAccessible();
  for (const person of [late, early]) await person.leaves();
});

test.each([true, false])('a form that is sent twice opens one case (JavaScript: %s)', async (hasScript) => {
  const surname = hasScript ? 'Brackley' : 'Cottesloe';
  const advisor = await someone('J. Abara', { hasScript }, '/cases/new');
  await advisor.picks('How it came', 'Another service');
  await advisor.fills(answers(`Lena ${surname}`, { born: hasScript ? '4' : '5', ringBack: '020 7946 0124' }));
  await advisor.chooses('First priority', 'Other');
  await advisor.pressesTwice('Open the case');
  await caseOn(advisor);
  await advisor.goesTo('/cases');
  await advisor.fills({ 'Find a case or a patient': surname });
  await advisor.presses('Find');
  await advisor.reads(`Lena ${surname}`);
  expect(await advisor.row(`Lena ${surname}`).count()).toBe(1);
  await advisor.leaves();
});

test('a wrong NHS number is said to be wrong, nothing typed is lost, and it can be kept as unverified', async () => {
  const advisor = await someone('K. Bexley', {}, '/cases/new');
  await advisor.picks('How it came', 'Another service');
  await advisor.fills({
    ...answers('Maud Ellerby', { born: '6', ringBack: '020 7946 0125' }),
    'NHS number, if known': '999 000 0019',
  });
  await advisor.chooses('First priority', 'Other');
  await advisor.presses('Open the case');
  await advisor.reads('There is a problem', /The check digit of this NHS number is wrong/);
  await advisor.isAccessible();
  await advisor.follows(/The check digit of this NHS number is wrong/);
  await advisor.page.getByLabel('NHS number, if known').and(advisor.page.locator(':focus')).waitFor();
  await advisor.chooses('If the NHS number does not check', 'Keep it as unverified');
  await advisor.presses('Open the case');
  await advisor.reads('Maud Ellerby', '999 000 0019 (unverified)', 'Chest feels tight since supper');
  await advisor.leaves();
});
