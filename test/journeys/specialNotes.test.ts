import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, toIso } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { startVigil, type Vigil } from '../support/vigil.ts';

let vigil: Vigil;
let browser: Browser;

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ time: '18:00' }), launchBrowser()]);
  const practice = { address: '2 Hollin Row, ZZ1 3HR', telephone: '01632 960500', channel: 'folder' };
  const hollin = { code: 'Z99001', name: 'Hollin Row Surgery', channelAddress: 'hollin-row' };
  await vigil.send('y.castell', '/practices', { id: newId(), ...practice, ...hollin });
  await vigil.send('y.castell', '/practices/members', {
    id: newId(),
    code: 'Z99001',
    signIn: 'c.nunn',
    post: 'manager',
  });
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

async function opens(patient: Record<string, unknown>): Promise<string> {
  const id = newId();
  const came = { service: 'tidewell', entryRoute: 'other-service', answeredAt: toIso(vigil.now()), priority: 'urgent' };
  const where = { ringBack: '01632 960417', whereNow: '12 Lockgate Row, ZZ1 4QT', complaint: 'More short of breath' };
  await vigil.send('m.quill', '/cases', { id, ...came, ...where, practice: 'Hollin Row Surgery', ...patient });
  return id;
}

/** The three boxes of a date. */
async function dates(person: Person, question: string, [day, month, year]: [string, string, string]): Promise<void> {
  const boxes = person.page.getByRole('group', { name: question });
  await boxes.getByLabel('Day').fill(day);
  await boxes.getByLabel('Month').fill(month);
  await boxes.getByLabel('Year').fill(year);
}

/** A page asked for again until it says so: what the service did reaches the practice a moment later. */
async function comesToRead(person: Person, path: string, words: RegExp): Promise<void> {
  const read = async () => {
    await person.goesTo(path);
    return (await person.page.locator('main').innerText()).replace(/\s+/g, ' ');
  };
  await expect.poll(read, { timeout: 15_000, interval: 500 }).toMatch(words);
}

const sittings: [string, Sitting, string, string][] = [
  ['at a desk', {}, 'Ivy Pellworth', '18:10'],
  ['on a telephone’s 360 pixels', { width: 360 }, 'Winifred Aske', '19:10'],
  ['with JavaScript switched off', { hasScript: false }, 'Edwin Marchbank', '20:10'],
];

test.each(sittings)(
  'a note is written, read before the call, found untrue and put right, %s',
  async (_, sitting, patient, time) => {
    vigil.itIs(time);
    const born = { dateOfBirth: '1945-06-14' };
    const carys = await someone('Carys Nunn', '/practice/notes', sitting);
    await carys.reads('in force');
    await carys.isAccessible();
    await carys.follows('Write a note');
    await carys.presses('Give it to the service');
    await carys.reads(
      'There is a problem',
      'Give who at the practice answers for it.',
      'Give the date of its next review.',
    );
    await carys.isAccessible();
    await carys.fills({
      'Patient’s name': patient,
      'What the service has to know': 'COPD, holds carbon dioxide: aim for oxygen 88 to 92 %.',
      'How to get in': 'Key safe left of the door, 1945.',
      'Who at the practice answers for it': 'Dr B. Hollin',
    });
    await carys.page.getByLabel('Care plan').check();
    await carys.page.getByLabel('Key safe', { exact: true }).check();
    await dates(carys, 'Date of birth', ['14', '6', '1945']);
    await dates(carys, 'Review by', ['12', '5', '2027']);
    await carys.presses('Give it to the service');
    await carys.rowReads(patient, 'By 12 May 2027', 'Care plan, Key safe', 'Dr B. Hollin', 'Not used yet');

    const id = await opens({ patientName: patient, ...born });
    const nurse = await someone('P. Iyer', `/call-backs?case=${id}`, sitting);
    await nurse.reads(
      'Special note from Hollin Row Surgery',
      'aim for oxygen 88 to 92 %',
      'Key safe left of the door, 1945.',
    );
    await nurse.reads('Not yet read for this case.');
    await nurse.isAccessible();
    vigil.minutesPass(2);
    await nurse.presses('I have read it');
    await nurse.reads(/Read by .* \d\d:12:00/);
    await nurse.fills({ 'If not, what is not': 'The key safe has gone.' });
    await nurse.presses('No, tell the practice');
    await nurse.reads('No longer true: the practice is told');
    await nurse.leaves();

    await comesToRead(carys, '/practice/notes', /1 said to be untrue/);
    await carys.isAccessible();
    await carys.follows('Look at the note');
    await carys.reads('The key safe has gone.');
    await carys.reads('Is it still true?', 'Said to be no longer true');
    await carys.isAccessible();
    await carys.follows('Write it anew');
    await carys.reads('is kept and can be read');
    await carys.fills({ 'What the service has to know': 'Lives at her daughter’s now. Oxygen 88 to 92 %.' });
    await carys.isAccessible();
    await carys.presses('Save as a new version');
    await carys.readsNot('said to be untrue');
    await carys.follows(patient);
    await carys.reads(
      'Version 2',
      'Lives at her daughter’s now.',
      'COPD, holds carbon dioxide: aim for oxygen 88 to 92 %.',
    );
    await dates(carys, 'Review it again by', ['28', '3', '2028']);
    await carys.presses('It is still true');
    await carys.rowReads(patient, 'By 28 Mar 2028', '3');
    await carys.leaves();
  },
);

test('the third call in a month with no note asks the practice for one, which is written or declined', async () => {
  vigil.itIs('21:00');
  const samuel = { patientName: 'Samuel Pike', dateOfBirth: '1967-11-02' };
  for (const _ of [1, 2, 3]) {
    vigil.minutesPass(5);
    await opens(samuel);
  }
  const carys = await someone('Carys Nunn', '/practice/notes');
  await comesToRead(carys, '/practice/notes', /1 asked for\..*Samuel Pike\. Third call in a month/);
  await carys.isAccessible();
  await carys.follows('say why not');
  await carys.reads('No note for Samuel Pike');
  await carys.isAccessible();
  await carys.presses('Say so');
  await carys.reads('There is a problem');
  await carys.goesTo('/practice/notes');
  await carys.follows('Write it');
  expect(await carys.page.getByLabel('Patient’s name').inputValue()).toBe('Samuel Pike');
  await carys.fills({
    'What the service has to know': 'Dizzy from a medicine.',
    'Who at the practice answers for it': 'Carys Nunn',
  });
  await dates(carys, 'Review by', ['1', '9', '2027']);
  await carys.presses('Give it to the service');
  await carys.rowReads('Samuel Pike', 'By 1 Sep 2027');
  await carys.readsNot('asked for');
  await carys.leaves();
});

test('a concern has its number within a minute’s typing, by keyboard alone, and the answer is read where it was raised', async () => {
  vigil.itIs('22:00');
  const carys = await aPerson(browser, vigil.address, { isKeyboardOnly: true });
  await carys.page.addInitScript(() => {
    addEventListener('keydown', () => {
      sessionStorage.keys = String(Number(sessionStorage.keys ?? 0) + 1);
    });
  });
  await signedInAs(carys, 'Carys Nunn', '/practice/concerns');
  await carys.reads('Raise a concern');
  await carys.isAccessible();
  await carys.page.evaluate(() => sessionStorage.removeItem('keys'));
  await carys.fills({ About: 'Edith Sorrel, Sun 28 Mar 20:02' });
  await carys.fills({ 'What happened': 'Sent 5.8 miles at night by taxi. Told the base was open.' });
  await carys.page.keyboard.press('F8');
  await carys.reads('Concern C-0001', 'Reply due Mon 12 Apr', 'Nobody has it yet.');
  // Somebody who types slowly presses three keys a second: 180 in the minute.
  const keys = Number(await carys.page.evaluate(() => sessionStorage.keys));
  expect(keys).toBeGreaterThan(80);
  expect(keys).toBeLessThan(180);
  await carys.isAccessible();

  const lead = await someone('Dana Okafor', '/concerns', { isKeyboardOnly: true });
  await lead.reads('Concerns of practices');
  await lead.rowReads('C-0001', 'Hollin Row Surgery', 'Edith Sorrel', 'Nobody');
  await lead.isAccessible();
  await lead.follows('C-0001');
  await lead.reads('The answer');
  await lead.isAccessible();
  await lead.presses('I look into it');
  await lead.rowReads('C-0001', 'Dana Okafor');
  await lead.follows('C-0001');
  await lead.fills({ 'The answer': 'The notice said open until 20:34, and it was not. We are sorry.' });
  await lead.presses('Send the answer');
  await lead.rowReads('C-0001', 'Answered 28 Mar');
  await lead.leaves();

  await carys.goesTo('/practice/concerns');
  await carys.follows('C-0001');
  await carys.reads('The notice said open until 20:34, and it was not. We are sorry.', 'Dana Okafor');
  await carys.isAccessible();
  await carys.presses('Settled');
  await carys.rowReads('C-0001', 'Settled, answered 28 Mar');
  await carys.leaves();
});

test('somebody of a practice begins at its own patients, and is shown no case of another', async () => {
  const id = await opens({ patientName: 'Nadia Firth', practice: 'Quay Street Surgery' });
  const carys = await aPerson(browser, vigil.address, { width: 360 });
  await signedInAs(carys, 'Carys Nunn', '/');
  expect(new URL(carys.page.url()).pathname).toBe('/practice');
  for (const path of ['/cases', `/cases/${id}`, `/cases/${id}/timeline`, '/calls', '/call-backs', '/concerns']) {
    const answer = await carys.page.request.get(path);
    expect([path, answer.status()]).toEqual([path, 403]);
    expect(await answer.text()).not.toContain('Nadia Firth');
  }
  await carys.leaves();
});
