import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, comesToRead, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { startVigil, type Vigil } from '../support/vigil.ts';

let vigil: Vigil;
let browser: Browser;

const note = {
  complaint: 'Dizzy since a new tablet.',
  impression: 'Low blood pressure from the new tablet',
  allergies: { asked: 'none-known' },
  safetyNet: 'Ring 999 if faint.',
  plan: 'Stop the tablet tonight.',
  forPractice: { kind: 'action', text: 'Stop the ramipril and check her blood pressure this week.' },
};

/** A patient of Hollin Row who was advised, and whose case is closed. */
async function closes(patientName: string): Promise<void> {
  const id = newId();
  const whom = { ringBack: '01632 960112', whereNow: '4 Tallow Row, ZZ1 1AA', complaint: 'Dizzy' };
  const how = { entryRoute: 'health-professional', priority: 'other', dateOfBirth: '1945-06-01' };
  await vigil.send('d.okafor', '/cases', { id, patientName, practice: 'Hollin Row Surgery', ...how, ...whom });
  await vigil.send('p.iyer', `/cases/${id}/start-assessment`);
  await vigil.send('p.iyer', `/cases/${id}/finish-and-close`, { outcome: 'advice', note });
}

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ time: '20:00' }), launchBrowser()]);
  const where = { address: '2 Hollin Row, Tidewell, ZZ1 3HR', telephone: '01632 960500' };
  const how = { channel: 'folder', channelAddress: 'hollin-row' };
  await vigil.send('y.castell', '/practices', {
    id: newId(),
    code: 'Z99001',
    name: 'Hollin Row Surgery',
    ...where,
    ...how,
  });
  await vigil.send('y.castell', '/practices/members', {
    id: newId(),
    code: 'Z99001',
    post: 'manager',
    signIn: 'c.nunn',
  });
  for (const name of ['Ivy Wide', 'Ivy Narrow', 'Nell Wide', 'Nell Narrow']) await closes(name);
  vigil.itIs('21:30');
});
afterAll(async () => {
  await browser?.close();
  await vigil?.stop();
});

async function signedIn(name: string, sitting: Sitting, path = '/practice'): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, path);
  return person;
}

test.each([
  [1280, 'Wide'],
  [360, 'Narrow'],
])(
  'the practice manager reads what is asked of her, does it, gives another back and raises a concern, at %i px',
  async (width, who) => {
    const carys = await signedIn('Carys Nunn', { width });
    await comesToRead(carys, '/practice', new RegExp(`Ivy ${who}[\\s\\S]*Sent, not read`));
    await carys.reads(
      'Your patients since you closed on Thursday 25 March',
      /4 contacts\./,
      'Amber: it asks for action',
    );
    await carys.isAccessible();
    await carys.follows(`Ivy ${who}`);
    await carys.reads('Action for you', 'Stop the ramipril and check her blood pressure this week.');
    await carys.reads('Read, not done', /^Read 21:30\. It asks for action/);
    await carys.isAccessible();
    await carys.goesTo('/practice');
    await carys.rowReads(`Ivy ${who}`, 'Read, not done');
    await carys.follows(`Say it is done about Ivy ${who}`);
    await carys.presses('Done');
    await carys.rowReads(`Ivy ${who}`, 'Done 21:30');
    await carys.follows(`Not ours about Nell ${who}`);
    await carys.chooses('What is wrong?', 'Not our patient');
    await carys.presses('Send it back');
    await carys.reads('Not ours, sent back', 'You gave it back.');
    await carys.isAccessible();
    await carys.goesTo('/practice');
    await carys.follows('Messages of earlier nights');
    await carys.rowReads(`Ivy ${who}`, 'Done 21:30');
    await carys.rowReads(`Nell ${who}`, 'Not ours, sent back');
    await carys.isAccessible();
    await carys.follows('Your patients');
    await carys.fills({ About: `Ivy ${who}, Sun 28 Mar`, 'What happened': 'She was told that the base was open.' });
    await carys.presses(/^Send/);
    await carys.reads(/Concern C-\d{4}/);
    await carys.leaves();
  },
);

test('by keyboard alone, and without script, a message is read and done', async () => {
  await closes('Kit Keyboard');
  vigil.minutesPass(90);
  const carys = await signedIn('Carys Nunn', { isKeyboardOnly: true });
  await comesToRead(carys, '/practice', /Kit Keyboard[\s\S]*Sent, not read/);
  await carys.follows('Kit Keyboard');
  await carys.presses('Done');
  await carys.rowReads('Kit Keyboard', /Done/);
  await carys.leaves();
  const plain = await signedIn('Carys Nunn', { hasScript: false });
  await plain.goesTo('/practice');
  await plain.reads('Your patients since you closed on Thursday 25 March');
  await plain.leaves();
});

test.each([1280, 360])(
  'the shift lead finds what needs somebody, sends it to the right practice, and reads the ledger, at %i px',
  async (width) => {
    const dana = await signedIn('Dana Okafor', { width }, '/messages');
    const who = width === 1280 ? 'Astray Wide' : 'Astray Narrow';
    const id = newId();
    const whom = { ringBack: '01632 960112', whereNow: '4 Tallow Row, ZZ1 1AA', complaint: 'Dizzy' };
    const how = { entryRoute: 'health-professional', priority: 'other', practice: 'Nowhere Surgery' };
    await vigil.send('d.okafor', '/cases', { id, patientName: who, ...how, ...whom });
    await vigil.send('p.iyer', `/cases/${id}/start-assessment`);
    await vigil.send('p.iyer', `/cases/${id}/finish-and-close`, { outcome: 'advice', note });
    await comesToRead(dana, '/messages', /Needs somebody[\s\S]*No practice/);
    await dana.isAccessible();
    await dana.row('No practice').first().getByRole('link').click();
    await dana.reads('What you can do', 'Nothing is written that could be sent yet.');
    await dana.isAccessible();
    await dana.page.getByText('Send it to another practice').first().click();
    await dana.picks('To which practice?', 'Hollin Row Surgery (Z99001)');
    await dana.picks('Why?', 'The patient is registered there');
    await dana.presses('Send it to another practice');
    await dana.reads(/Goes to another practice/, who);
    await dana.goesTo('/messages/ledger');
    await dana.reads('The ledger of messages', /Night of 28 March 2027/);
    await dana.isAccessible();
    await dana.leaves();
  },
);

test.each([
  ['/practice', 'What happened', /^Send/],
  ['/practice/notes/new', 'What the service has to know', 'Give it to the service'],
] as const)('what she types on %s outlives the session that it was typed in', async (path, box, button) => {
  const carys = await signedIn('Carys Nunn', {}, path);
  await carys.fills({ [box]: 'Not to be lost' });
  await carys.reads(/^Kept at/);
  await carys.page.context().clearCookies();
  await carys.presses(button);
  await carys.reads(/^Not saved: you were signed out/);
  await carys.isAccessible();
  await signedInAs(carys, 'Carys Nunn', path);
  await carys.reads(/Go on where you stopped/);
  expect(await carys.page.getByLabel(box, { exact: true }).inputValue()).toBe('Not to be lost');
  await carys.page.context().close();
});
