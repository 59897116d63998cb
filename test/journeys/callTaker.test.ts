import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#shared';
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
  await signedInAs(person, name, '/calls');
  return person;
}

async function aCallComesIn(): Promise<void> {
  await vigil.send('telephone-system', '/calls', { id: newId(), message: false });
}

/** Every key that is pressed, one after the other, as fingers would: the page gets nothing else. */
function fingers({ page }: Person) {
  let pressed = 0;
  const press = async (key: string, times = 1) => {
    for (let time = 0; time < times; time += 1) await page.keyboard.press(key);
    pressed += times;
  };
  return {
    press,
    async types(text: string) {
      await page.keyboard.type(text);
      pressed += text.length;
    },
    /** To the next box, and what is said there. */
    async tabsTo(...texts: string[]) {
      for (const text of texts) {
        await press('Tab');
        await page.keyboard.type(text);
        pressed += text.length;
      }
    },
    count: () => pressed,
  };
}

const answers = {
  'Who is calling': 'Joan Pellworth',
  'They are the patient’s': 'Daughter',
  'Number to ring back': '01632 960417',
  Day: '14',
  Month: '6',
  Year: '1945',
  'Where the patient is now (a visit would go here)': '12 Lockgate Row, ZZ1 4QT',
  'What is wrong, in the caller’s words': 'More short of breath since four',
};

async function answersTheNext(person: Person): Promise<void> {
  await person.goesTo('/calls');
  await person.page.keyboard.press('F2');
  await person.reads(/^On a call/);
}

/** The case that was saved, from the page that says so. */
async function savedCase(person: Person): Promise<string> {
  await person.reads(/^Saved\./);
  return (
    await person.page
      .getByRole('link', { name: /^Case \d{4}-\d+$/ })
      .first()
      .innerText()
  ).replace('Case ', '');
}

test.each([1280, 360])('a call is taken by keyboard alone, from F2 to F8, at %s pixels', async (width) => {
  await aCallComesIn();
  const advisor = await someone('M. Quill', { width });
  await advisor.reads(/Ringing: 1/);
  await advisor.isAccessible();
  const hands = fingers(advisor);
  const begun = Date.now();
  await hands.press('F2');
  await advisor.reads(/^On a call/, /after 0 s/);
  await expect.poll(() => advisor.page.evaluate(() => document.activeElement?.id)).toBe('callerName');
  await hands.types('Joan Pellworth');
  await hands.tabsTo('Daughter', `01632 960${width}`.slice(0, 12));
  await hands.press('Tab');
  await hands.press('Space');
  await hands.tabsTo(
    `Ivy Pell${width === 360 ? 'worth' : 'ham'}`,
    '14',
    '6',
    '1945',
    '',
    '',
    '12 Lockgate Row, ZZ1 4QT',
  );
  // Sex and practice were passed over: neither is asked of everybody. The same home, not restricted, nothing more to say, and with an adult.
  await hands.press('Tab', 4);
  await hands.press('Space');
  await hands.press('ArrowDown');
  await hands.press('Tab', 3);
  await hands.types('More short of breath since about four. Talking in short sentences.');
  await hands.press('Tab');
  await hands.press('Space');
  await hands.press('ArrowDown');
  await advisor.isAccessible();
  await hands.press('F8');
  const number = await savedCase(advisor);
  const seconds = (Date.now() - begun) / 1_000;
  process.stdout.write(`a call taken at ${width} px: ${hands.count()} keys\n`);
  expect(seconds, 'seconds from F2 to saved').toBeLessThan(60);
  await advisor.isAccessible();
  await advisor.follows(`Case ${number}`);
  await advisor.reads('14 June 1945', '12 Lockgate Row, ZZ1 4QT', /Talking in short sentences/);
  await advisor.goesTo('/calls');
  await advisor.reads('Every answered call has its case.');
  await advisor.leaves();
});

test('a third call shows what was decided before, and is not passed on only with a reason', async () => {
  const patient = 'Ivy Thirdley';
  const nurse = 'p.iyer';
  for (const time of ['20:00', '20:20']) {
    vigil.itIs(time);
    const [call, id] = [newId(), newId()];
    await vigil.send('telephone-system', '/calls', { id: call, message: false });
    await vigil.send('m.quill', `/calls/${call}/answer-call`);
    const person = { patientName: patient, dateOfBirth: '1945-06-14', ringBack: '01632 960418', whereNow: '4 Row' };
    await vigil.send('m.quill', '/cases', { id, call, priority: 'other', complaint: 'Cough', ...person });
    await vigil.send(nurse, `/cases/${id}/start-assessment`);
    const note = {
      complaint: 'Cough',
      impression: 'Chest infection.',
      allergies: { asked: 'none-known' },
      safetyNet: 'Ring if worse',
      plan: 'Rest',
      forPractice: { kind: 'information' },
    };
    await vigil.send(nurse, `/cases/${id}/finish-assessment`, { place: 'advice' });
    await vigil.send(nurse, `/cases/${id}/write-note`, { note });
    await vigil.send(nurse, `/cases/${id}/close-case`, { outcome: 'advice' });
  }
  await aCallComesIn();
  const advisor = await someone('S. Pardoe');
  await answersTheNext(advisor);
  await advisor.fills({ ...answers, Patient: patient, 'Number to ring back': '01632 960418' });
  await advisor.reads('Third call in 96 hours', /was in touch twice since/, 'Advice given.', /Chest infection\./);
  await advisor.isAccessible();
  await advisor.chooses('First priority', /^Other/);
  await advisor.chooses('A third call goes to a clinician', 'Do not pass: give a reason');
  await advisor.page.keyboard.press('F8');
  await advisor.reads('There is a problem', 'Say why this third call is not passed to a clinician.');
  await advisor.isAccessible();
  await advisor.chooses('A third call goes to a clinician', 'Pass to a clinician');
  await advisor.page.keyboard.press('F8');
  const number = await savedCase(advisor);
  await advisor.reads('A third call in 96 hours is rung back as urgent, whatever was chosen.');
  await advisor.goesTo('/cases');
  await advisor.rowReads(number, 'To ring back, urgent');
  await advisor.leaves();
});

test('a line that is lost in mid-call loses no keystroke, and a record that does not answer is said to be away', async () => {
  vigil.itIs('21:00');
  await aCallComesIn();
  const advisor = await aPerson(browser, vigil.address);
  await signedInAs(advisor, 'J. Abara', '/calls');
  await answersTheNext(advisor);
  await advisor.fills({ 'Who is calling': 'Joan Pellworth' });
  await advisor.reads(/^Kept at 21:00:00/);
  await advisor.page.context().setOffline(true);
  await advisor.fills({ ...answers, Patient: 'Ivy Offley' });
  await advisor.chooses('First priority', /^Urgent/);
  await advisor.reads(/The record does not answer\. What you type is kept on this computer/);
  await advisor.page.keyboard.press('F8');
  await advisor.reads(/^Not sent\./);
  expect(await advisor.page.getByLabel('Patient', { exact: true }).inputValue()).toBe('Ivy Offley');
  await advisor.page.context().setOffline(false);
  await advisor.reads(/^The connection is back\. Kept at/);
  // What was pressed in vain never looks like saved: it says so until it is pressed again.
  await advisor.reads('Not sent yet. The record answers again, and what you typed is kept: press F8 now.');
  await advisor.isAccessible();

  // The database goes away, and the page with it: what was typed is there when both come back.
  const { app } = vigil.serving.context.db;
  const connect = app.connect;
  type Told = (error: Error) => void;
  const away = (told?: Told) => {
    const error = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    return told ? told(error) : Promise.reject(error);
  };
  app.connect = away as unknown as typeof connect;
  await advisor.fills({ 'What is wrong, in the caller’s words': 'Typed while the record was away' });
  await advisor.page.keyboard.press('F8');
  await advisor.reads(/^Not sent\./);
  const url = advisor.page.url();
  app.connect = connect;
  await advisor.goesTo('/');
  await advisor.goesTo(new URL(url).pathname);
  await expect
    .poll(() => advisor.page.getByLabel('What is wrong, in the caller’s words').inputValue())
    .toBe('Typed while the record was away');
  expect(await advisor.page.getByLabel('Year').inputValue()).toBe('1945');
  await advisor.page.keyboard.press('F8');
  const number = await savedCase(advisor);
  // What is saved is in the record, and nowhere else.
  expect(await advisor.page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('draft')))).toEqual(
    [],
  );
  await advisor.follows(`Case ${number}`);
  await advisor.reads('Typed while the record was away');
  await advisor.page.context().close();
});

test('a life in danger is passed to 999 from the form with one key, and the call goes on where it was', async () => {
  vigil.itIs('22:00');
  await aCallComesIn();
  const advisor = await someone('S. Pardoe');
  await answersTheNext(advisor);
  await advisor.fills({ ...answers, Patient: 'Ivy Blackett', 'Number to ring back': '01632 960555' });
  await advisor.reads(/^Kept at/);
  const form = advisor.page.url();
  await advisor.page.keyboard.press('F9');
  await advisor.reads(
    /the call of 22:00:00/,
    'Ivy Blackett',
    '12 Lockgate Row, ZZ1 4QT',
    '01632 960555',
    /it is not saved yet/,
  );
  await advisor.isAccessible();
  await advisor.page.keyboard.press('b');
  await advisor.page.waitForURL(form);
  await expect.poll(() => advisor.page.getByLabel('Patient', { exact: true }).inputValue()).toBe('Ivy Blackett');
  await advisor.reads(/Pass to 999/);
  await advisor.chooses('First priority', 'Life-threatening: 999, in 3 min');
  await advisor.page.keyboard.press('F8');
  await advisor.page.waitForURL(/\/passes\//);
  await advisor.reads(/case 2803-\d+/, '12 Lockgate Row, ZZ1 4QT');
  await advisor.isAccessible();
  await advisor.leaves();
});

test('F2 on the form answers the next call, what was typed of the first is kept, and by Tab one meets what is known first', async () => {
  vigil.itIs('22:05');
  await aCallComesIn();
  const advisor = await someone('J. Abara', { width: 360 });
  await answersTheNext(advisor);
  const first = new URL(advisor.page.url()).pathname;
  await advisor.fills({ ...answers, Patient: 'Ivy Thirdley', 'Number to ring back': '01632 960418' });
  await advisor.reads(/^Look: Fourth call in 96 hours/);
  await advisor.page.getByLabel('What is wrong, in the caller’s words').focus();
  await advisor.page.keyboard.press('Shift+Tab');
  await advisor.page.keyboard.press('Enter');
  await expect.poll(() => advisor.page.evaluate(() => document.activeElement?.id)).toBe('contacts-heading');
  await advisor.isAccessible();
  await aCallComesIn();
  await advisor.page.keyboard.press('F2');
  await advisor.page.waitForURL((url) => url.pathname.startsWith('/calls/') && url.pathname !== first);
  await advisor.reads(/^On a call/);
  await advisor.chooses('First priority', /^Other/);
  await advisor.fills({ 'Number to ring back': 'abc', Day: '31', Month: '2', Year: '2030' });
  await advisor.page.keyboard.press('F8');
  await advisor.reads(
    /^Give the patient’s name/,
    /^Write the number to ring back/,
    /^Write day, month and year of birth/,
  );
  await advisor.isAccessible();
  await advisor.goesTo(first);
  await expect.poll(() => advisor.page.getByLabel('Patient', { exact: true }).inputValue()).toBe('Ivy Thirdley');
  await advisor.leaves();
});

test('two people have the form of one call: the second is told who saved it, and their words go onto that case', async () => {
  vigil.itIs('22:10');
  await aCallComesIn();
  const first = await someone('M. Quill');
  await answersTheNext(first);
  const second = await someone('S. Pardoe', { width: 360 });
  await second.goesTo(new URL(first.page.url()).pathname);
  await second.reads('M. Quill answered this call');
  const boxes = { ...answers, Patient: 'Ivy Twice', 'Number to ring back': '01632 960888' };
  await first.fills(boxes);
  await second.fills({ ...boxes, 'What is wrong, in the caller’s words': 'NOW UNCONSCIOUS' });
  for (const person of [first, second]) await person.chooses('First priority', /^Other/);
  await first.page.keyboard.press('F8');
  const number = await savedCase(first);
  await second.page.keyboard.press('F8');
  await second.reads(/^M\. Quill saved/, /What you typed is not saved/);
  await second.isAccessible();
  await second.page.keyboard.press('F8');
  expect(await savedCase(second)).toBe(number);
  await second.follows(`Case ${number}`);
  await second.reads('NOW UNCONSCIOUS');
  for (const person of [first, second]) await person.leaves();
});

test('a session that ends in mid-form loses nothing: the page says so, and the same press saves once signed in again', async () => {
  vigil.itIs('22:20');
  await aCallComesIn();
  const advisor = await someone('J. Abara');
  await answersTheNext(advisor);
  await advisor.fills({ ...answers, Patient: 'Ivy Lockley', 'Number to ring back': '01632 960889' });
  await advisor.chooses('First priority', /^Urgent/);
  await advisor.page.context().clearCookies();
  await advisor.page.keyboard.press('F8');
  await advisor.reads(/^Not saved: you were signed out/);
  await advisor.isAccessible();
  const [tab] = await Promise.all([
    advisor.page.context().waitForEvent('page'),
    advisor.follows('Sign in in another tab'),
  ]);
  await tab.getByRole('button', { name: 'Sign in as J. Abara', exact: true }).click();
  await tab.waitForURL(/\/calls\//);
  await tab.close();
  await advisor.page.keyboard.press('F8');
  await advisor.follows(`Case ${await savedCase(advisor)}`);
  await advisor.reads('Ivy Lockley');
  await advisor.page.context().close();
});

test.each([
  ['S. Amery', '/bases/foundry-lane/walk-in', 'What is wrong, in their words', 'Look for them, then open a case'],
  ['S. Amery', '/cases/new?route=walk-in', 'What is wrong', /^Save and pass to a clinician/],
  ['Dana Okafor', '/tonight/handover', 'What else there is to say', 'Sign and hand over'],
  ['Dana Okafor', '/tonight/log', 'The line', 'Write the line'],
] as const)('what %s types on %s outlives the session that it was typed in', async (name, path, box, button) => {
  const person = await aPerson(browser, vigil.address);
  await signedInAs(person, name, path);
  await person.fills({ [box]: 'Not to be lost' });
  await person.reads(/^Kept at/);
  await person.page.context().clearCookies();
  await person.fills({ [box]: 'Not to be lost, not a word' });
  await person.presses(button);
  await person.reads(/^Not saved: you were signed out/);
  await person.isAccessible();
  await signedInAs(person, name, path);
  await person.reads(/Go on where you stopped/);
  expect(await person.page.getByLabel(box, { exact: true }).inputValue()).toBe('Not to be lost, not a word');
  await person.page.context().close();
});

test('without a script the same form looks for earlier contacts with a button, and saves', async () => {
  vigil.itIs('22:30');
  await aCallComesIn();
  const advisor = await someone('M. Quill', { hasScript: false });
  await advisor.presses(/^Answer the next call/);
  await advisor.fills({ ...answers, Patient: 'Ivy Scriptless', 'Number to ring back': '01632 960777' });
  await advisor.presses('Look for earlier contacts');
  await advisor.reads('First call in 96 hours');
  expect(await advisor.page.getByLabel('Patient', { exact: true }).inputValue()).toBe('Ivy Scriptless');
  await advisor.chooses('First priority', /^Urgent/);
  await advisor.presses(/^Save and pass to a clinician/);
  await savedCase(advisor);
  await advisor.leaves();
});
