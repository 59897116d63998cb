import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, test } from 'vitest';
import { newId, toIso } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, type Sitting, signedInAs } from '../support/person.ts';
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

async function someone(name: string, sitting: Sitting = {}, path = '/call-backs') {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, path);
  return person;
}

test('the medical director sets by keyboard how often a patient is rung, with the reason, and a nurse reads it beside the next patient', async () => {
  vigil.itIs('19:00');
  const director = await someone('Dr H. Vassell', { isKeyboardOnly: true });
  await director.follows('Rules of the call-backs');
  await director.reads(
    '3 tries, each 15 minutes after the last, over 45 minutes or more; closed by a nurse or a doctor.',
  );
  await director.reads('Ours: no national rule gives a number. A clinician decides, never a timer.');
  await director.isAccessible();
  await director.follows(/^Change it.*answers: other$/);
  await director.fills({ Tries: '1', 'Why it is changed': 'Two patients were found late in February.' });
  await director.presses('Change the rule');
  await director.reads('There is a problem', 'Give how many tries as a whole number from 2 to 10.');
  await director.isAccessible();
  await director.fills({ Tries: '4' });
  await director.presses('Change the rule');
  await director.reads(
    '4 tries, each 15 minutes after the last',
    'In force',
    'Two patients were found late in February.',
  );
  await director.isAccessible();
  await director.leaves();

  const id = newId();
  await vigil.send('m.quill', '/cases', {
    ...{ id, service: 'tidewell', entryRoute: 'other-service', answeredAt: toIso(vigil.now()), priority: 'other' },
    ...{ patientName: 'Ada Brindle', dateOfBirth: '1950-02-03', sex: 'female', ringBack: '01632 960 555' },
    ...{ whereNow: '1 Tallow Row, ZZ1 4QT', complaint: 'Dizzy since noon.' },
  });
  const nurse = await someone('P. Iyer', { width: 360 }, `/call-backs?case=${id}`);
  await nurse.reads('0 of 4 tries, 15 minutes apart, over 45 minutes; closed by a nurse or a doctor');
  await nurse.follows('The rule');
  await nurse.reads('Rules of the call-backs', 'Set by', 'Dr H. Vassell');
  await nurse.readsNot('Change it');
  await nurse.isAccessible();
  await nurse.leaves();
});

test('a call taker is told what may be said of the wait, and no number that nobody knows', async () => {
  vigil.itIs('19:30');
  const call = newId();
  await vigil.send('telephone-system', '/calls', { id: call, service: 'tidewell', message: false });
  await vigil.send('m.quill', `/calls/${call}/answer-call`);
  const taker = await someone('M. Quill', {}, `/calls/${call}`);
  await taker.reads(
    'You may tell them:',
    'a nurse rings back by 19:50, the limit of 20 minutes.',
    'nobody was rung back',
  );
  await taker.isAccessible();
  await taker.leaves();
});
