import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, plus, toIso } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { startVigil, type Vigil } from '../support/vigil.ts';

let vigil: Vigil;
let browser: Browser;

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ time: '20:00' }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await vigil?.stop();
});

async function someone(name: string, sitting: Sitting = {}, path = '/calls'): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, path);
  return person;
}

/** As NHS 111 sends it over its line. */
async function sends(reference: string, more: Record<string, unknown>): Promise<void> {
  const referral = {
    reference,
    source: 'RYA',
    patientName: `Ada ${reference}`,
    dateOfBirth: '1961-02-03',
    ringBack: '01632 960288',
    whereNow: '7 Ferry Hill, ZZ1 3AB',
    dxCode: 'Dx05',
    triagedAt: toIso(plus(vigil.now(), -120_000)),
    caseSummary: 'Fever since Friday.',
    ...more,
  };
  await vigil.send('telephone-system', '/referrals', referral);
}

/** The list of what is owed, asked for anew until it says so: it is raised from the log within a moment. */
async function listed(person: Person, words: string, is: boolean): Promise<void> {
  const there = async () => {
    await person.goesTo('/work');
    return (await person.page.getByText(words).count()) > 0;
  };
  await expect.poll(there, { timeout: 15_000, interval: 500 }).toBe(is);
}

const patient = (name: string) => ({
  'Patient’s name': name,
  'Number to ring the patient': '01632 960301',
  'What is wrong': 'Fell on the stairs',
});

test.each([1280, 360])('a referral of NHS 111 is read in words, an unknown code is marked, at %i px', async (width) => {
  await sends(`one-${width}`, {});
  await sends(`two-${width}`, {
    dxCode: 'Dx9999',
    patientName: 'Unknown Code',
    dateOfBirth: '1950-01-01',
    ringBack: '01632 960111',
  });
  const nurse = await someone('P. Iyer', { width }, '/referrals');
  await nurse.rowReads(`RYA one-${width}`, 'To be seen by primary care, within 2 h', 'Dx05');
  await nurse.rowReads(`RYA two-${width}`, 'Unknown code: treated as urgent');
  await nurse.isAccessible();
  await nurse.row(`RYA two-${width}`).first().getByRole('link').first().click();
  await nurse.reads('Referred by NHS 111', 'Unknown code: treated as urgent', 'Fever since Friday.');
  await nurse.isAccessible();
  await nurse.leaves();
});

test.each([1280, 360])(
  'a paramedic is put straight through: urgent, and can be rung past the switchboard, at %i px',
  async (width) => {
    const advisor = await someone('M. Quill', { width }, '/cases/new?route=health-professional');
    await advisor.isAccessible();
    await advisor.fills({
      'Who is ringing': 'A. Paramedic',
      'Their role': 'Paramedic',
      'Where they work': 'Ambulance service',
      'Number to ring them past the switchboard': '01632 960555',
      'Where the patient is now': '3 Quay, ZZ1 1AA',
      ...patient(`Rosa Quay${width}`),
    });
    await advisor.page.keyboard.press('F8');
    await advisor.reads('Sent by', 'A. Paramedic', '01632960555', 'Urgent');
    await advisor.isAccessible();
    await advisor.leaves();
  },
);

test('a patient who walks in is timed from when they came in', async () => {
  const receptionist = await someone('T. Brandreth', { isKeyboardOnly: true }, '/cases/new?route=walk-in');
  await receptionist.picks('Base', 'Canal Bridge');
  await receptionist.fills({ 'When they came in': '19:50', ...patient('Walter Inn') });
  await receptionist.presses(/^Save and pass to a clinician/);
  await receptionist.reads(/Case \d{4}-\d+/, '50 min left');
  await receptionist.leaves();
});

test.each([1280, 360])(
  'a caller who gave up is rung back from the list of what is owed, and has a case of their own, at %i px',
  async (width) => {
    const id = newId();
    await vigil.send('telephone-system', '/calls', { id, message: false, number: '01632 960377' });
    await vigil.send('telephone-system', `/calls/${id}/abandon-call`);
    const advisor = await someone('M. Quill', { width }, '/work');
    await listed(advisor, 'Ring back: hung up before anybody answered', true);
    await advisor.reads('10 min left');
    await advisor.isAccessible();
    vigil.minutesPass(4);
    await advisor.follows('Ring back: hung up before anybody answered');
    await advisor.reads('01632960377', '6 min left');
    await advisor.isAccessible();
    await advisor.presses(/^Reached them: open a case/);
    await expect.poll(() => advisor.page.url()).toContain(id);
    await advisor.isAccessible();
    await listed(advisor, 'Ring back: hung up before anybody answered', false);
    await advisor.leaves();
  },
);
