import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, toIso } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { startVigil, type Vigil } from '../support/vigil.ts';

let vigil: Vigil;
let browser: Browser;
/** Cases are numbered as they are opened. */
let opened = 0;

beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ time: '19:00' }), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await vigil?.stop();
});

async function someone(name: string, sitting: Sitting = {}, path = '/call-backs'): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, path);
  return person;
}

/** A case that waits to be rung back: its id, and its number as the queue has it. */
async function waiting(patient: string, about: Record<string, unknown> = {}): Promise<{ id: string; number: string }> {
  const id = newId();
  await vigil.send('m.quill', '/cases', {
    id,
    service: 'tidewell',
    entryRoute: 'other-service',
    answeredAt: toIso(vigil.now()),
    priority: 'urgent',
    patientName: patient,
    dateOfBirth: '1945-06-14',
    ringBack: `01632 960 ${String(300 + opened)}`,
    whereNow: '12 Lockgate Row, ZZ1 4QT',
    complaint: 'More short of breath since four.',
    ...about,
  });
  opened += 1;
  return { id, number: String(opened).padStart(3, '0') };
}

const told = { complaint: 'Short of breath.', plan: 'To be seen at home.' };
const wholeNote = {
  'Complaint and history': 'Short of breath since 16:00.',
  Impression: 'Infection',
  'Safety-net advice given': '999 if blue or drowsy',
  Plan: 'Rescue pack, own practice on Tuesday',
};

test('from the next case to a booked slot in six actions, by keyboard, and no key more', async () => {
  vigil.itIs('19:00');
  const { number } = await waiting('Ivy Pellworth');
  await waiting('Desmond Ray', { priority: 'other' });
  const nurse = await someone('P. Iyer');
  await nurse.reads('Order: urgent first, then soonest due.', `It will be ${number}, due 19:20`);
  await nurse.isAccessible();
  const { keyboard } = nurse.page;
  let actions = 0;
  const does = async (act: () => Promise<void>) => {
    actions += 1;
    await act();
  };

  await does(() => keyboard.press('F2'));
  await nurse.reads(
    'Ivy Pellworth, 81',
    'born 14 June 1945',
    '01632 960 300',
    '12 Lockgate Row',
    'Held by you since 19:00',
  );
  await nurse.page.getByRole('button', { name: 'Rung: they answered' }).and(nurse.page.locator(':focus')).waitFor();
  vigil.minutesPass(4);
  await does(() => keyboard.press('Enter'));
  await nurse.reads('Rung back in time: 19:04:00, due 19:20');
  await nurse.page.getByLabel('Complaint and history').and(nurse.page.locator(':focus')).waitFor();
  await nurse.isAccessible();
  await does(() => keyboard.type('Short of breath since 16:00. To be seen tonight.'));
  await does(() => keyboard.press('F8'));
  await does(() => keyboard.press('b'));
  await nurse.page
    .locator(':focus', { hasText: /^(Foundry Lane|Canal Bridge|Priory Road), 19:20(, [\d.]+ miles)?$/ })
    .waitFor();
  await nurse.isAccessible();
  await does(() => keyboard.press('Enter'));

  await nurse.reads(new RegExp(`Case ${number} is booked at .*, 19:20`));
  expect(actions).toBe(6);
  await nurse.goesTo('/cases');
  await nurse.rowReads(new RegExp(`-${number}`), 'Urgent: it is booked at a base', 'At a base');
  await nurse.follows(new RegExp(`-${number}$`));
  await nurse.reads('Short of breath since 16:00. To be seen tonight.');
  await nurse.leaves();
});

/** Everything that somebody does: a key, or what is typed or chosen in one box. */
function counted() {
  let actions = 0;
  const does = async (...acts: (() => Promise<unknown>)[]) => {
    for (const act of acts) {
      actions += 1;
      await act();
    }
  };
  return { does, actions: () => actions };
}

test('the other endings are counted too: a visit six, no reply two, advice eleven with every box that its note must have', async () => {
  vigil.itIs('19:10');
  const [visited, silent, advised] = [
    await waiting('Nell Varley'),
    await waiting('Owen Stroud'),
    await waiting('Petra Holm'),
  ];
  const nurse = await someone('P. Iyer');
  const { keyboard } = nurse.page;
  const press = (key: string) => () => keyboard.press(key);
  const box = (label: string) => () => nurse.page.getByLabel(label, { exact: true });
  const answered = () =>
    nurse.page.getByRole('button', { name: 'Rung: they answered' }).and(nurse.page.locator(':focus')).waitFor();
  const begins = async (patient: string, does: ReturnType<typeof counted>['does']) => {
    await does(press('F2'));
    await nurse.reads(patient);
    await answered();
  };

  const visit = counted();
  await begins('Nell Varley', visit.does);
  await visit.does(press('Enter'));
  await box('Complaint and history')().and(nurse.page.locator(':focus')).waitFor();
  await visit.does(() => keyboard.type('Cannot stand.'), press('F8'), press('v'));
  await nurse.page.locator(':focus', { hasText: 'Ask for a visit' }).waitFor();
  await visit.does(press('Enter'));
  await nurse.reads(`A visit is asked for: case ${visited.number} waits for a car`);
  expect(visit.actions()).toBe(6);

  const noReply = counted();
  await begins('Owen Stroud', noReply.does);
  await noReply.does(press('F4'));
  await nurse.reads('No reply is written down. The case is back in the queue.');
  expect(noReply.actions()).toBe(2);
  // F2 does not open the same case again: the next try counts only later, and the list says when.
  await nurse.rowReads(silent.number, 'again 19:20', 'Nobody');
  await nurse.reads(`It will be ${advised.number}`);

  const advice = counted();
  await begins('Petra Holm', advice.does);
  await advice.does(press('Enter'));
  await box('Complaint and history')().and(nurse.page.locator(':focus')).waitFor();
  await advice.does(
    () => keyboard.type('Sore throat.'),
    () => nurse.fills({ Impression: 'Viral' }),
    () => nurse.picks('Allergies: asked?', 'None known'),
    () => nurse.fills({ 'Safety-net advice given': 'Ring back if breathless' }),
    () => nurse.fills({ Plan: 'Fluids' }),
    () => nurse.chooses('For the practice', 'Information only'),
    press('F8'),
    press('a'),
  );
  await nurse.page.locator(':focus', { hasText: 'Close: advice was given' }).waitFor();
  await advice.does(press('Enter'));
  await nurse.reads(`Case ${advised.number} is closed: advice given`);
  expect(advice.actions()).toBe(11);
  await nurse.leaves();
  // Nobody is left in the queue for what comes after.
  await vigil.send('c.doyle', `/cases/${silent.id}/start-assessment`);
  await vigil.send('c.doyle', `/cases/${silent.id}/finish-and-visit`, { urgency: 'urgent', note: told });
});

test('the score is counted while it is typed, says what was not taken, and is the same when it is kept', async () => {
  vigil.itIs('19:30');
  const { id } = await waiting('Walter Grice');
  const nurse = await someone('P. Iyer', {}, `/call-backs?case=${id}`);
  await nurse.presses('Rung: they answered');
  await nurse.fills({ 'Breaths a min': '22', 'Oxygen %': '88', Pulse: '104', 'Temp °C': '38.2' });
  await nurse.picks('On oxygen', 'No');
  await nurse.picks('Consciousness', 'Alert');
  await nurse.reads('NEWS2 is 7 or more', 'oxygen alone scores 3');
  await nurse.picks('Oxygen scale', '2 (88 to 92 %)');
  const words = /NEWS2 is 4 or more: blood pressure not taken; low risk or higher\./;
  await nurse.reads('NEWS2 is 4 or more', words);
  await nurse.presses('Keep this version');
  await nurse.reads('This version of the note is kept.', 'Version 1, kept 19:30:00', words);
  await nurse.fills({ 'Temp °C': '101' });
  await nurse.presses('Keep this version');
  await nurse.reads('There is a problem', 'Give the temperature in °C as a number from 25 to 45, such as 38.2.');
  expect(await nurse.page.getByLabel('Breaths a min').inputValue()).toBe('22');
  await nurse.isAccessible();
  await nurse.leaves();
  // Left half assessed he would be the next case of whoever presses F2 once the lease has run out.
  await vigil.send('p.iyer', `/cases/${id}/finish-and-visit`, { urgency: 'urgent', note: told });
});

const sittings: [string, Sitting][] = [
  ['by keyboard alone', { isKeyboardOnly: true }],
  ['with JavaScript switched off', { hasScript: false }],
  ['on a telephone’s 360 pixels', { width: 360 }],
];

test.each(sittings)('advice closes a case only with its whole note, %s', async (_, sitting) => {
  vigil.itIs('20:00');
  const { number } = await waiting(`Rosa Lanyon ${opened}`);
  const nurse = await someone('C. Doyle', sitting);
  await nurse.isAccessible();
  if (sitting.isKeyboardOnly) await nurse.page.keyboard.press('F2');
  else await nurse.presses(/^Next case/);
  await nurse.presses('Rung: they answered');
  await nurse.fills({ 'Complaint and history': 'Short of breath since 16:00.' });
  const advice = nurse.page.locator('summary', { hasText: 'Advice' });
  const opens = async () => {
    await advice.focus();
    await nurse.page.keyboard.press('Enter');
  };
  await opens();
  await nurse.presses('Close: advice was given');
  await nurse.reads('There is a problem', 'Write your impression.', 'Write the safety-net advice');
  await nurse.reads('Say of allergies: none known, which ones, or that they were not asked about.');
  await nurse.isAccessible();
  expect(await nurse.page.getByLabel('Complaint and history').inputValue()).toBe('Short of breath since 16:00.');

  await nurse.fills(wholeNote);
  await nurse.picks('Allergies: asked?', 'None known');
  await nurse.chooses('For the practice', 'Information only');
  await nurse.presses('Close: advice was given');
  await nurse.reads(`Case ${number} is closed: advice given`);
  await nurse.leaves();
});

test('nobody is given up on: each try has its number and time, and no reply is offered only when all was tried', async () => {
  vigil.itIs('20:30');
  const { id } = await waiting('Emil Hartigan', { priority: 'other' });
  const page = `/call-backs?case=${id}`;
  const nurse = await someone('R. Vane', {}, page);
  await nurse.reads(
    'Before it may be closed as no reply: 0 of 3 tries, 15 minutes apart, over 45 minutes; closed by a',
  );
  for (const [count, minutes] of [
    [1, 20],
    [2, 30],
    [3, 0],
  ] as const) {
    await nurse.goesTo(page);
    await nurse.presses('Take the case first');
    await nurse.reads(`Try ${count}.`);
    await nurse.page.keyboard.press('F4');
    await nurse.reads('No reply is written down. The case is back in the queue.');
    vigil.minutesPass(minutes);
  }
  await nurse.goesTo(page);
  await nurse.reads(
    '20:50 no reply (by hand)',
    '21:20 no reply (by hand)',
    'All was tried: it may be closed as no reply; closed by a nurse or a doctor.',
  );
  await nurse.presses('Take the case first');
  await nurse.fills({ Plan: 'Rung three times over 50 minutes.' });
  await nurse.chooses('For the practice', 'Information only');
  await nurse.page.keyboard.press('F8');
  await nurse.page.keyboard.press('o');
  await nurse.presses('Close: no reply');
  await nurse.reads(/is closed: no reply/);
  await nurse.leaves();
});

test('two nurses: who was a moment late is told who has it, and may read', async () => {
  vigil.itIs('21:30');
  const { id, number } = await waiting('Jonas Wetherby');
  const page = `/call-backs?case=${id}`;
  const [late, early] = [await someone('C. Doyle', {}, page), await someone('P. Iyer', {}, page)];
  await early.presses('Rung: they answered');
  await early.reads('Held by you since 21:30');
  // Live, on the page that nobody loaded again.
  await late.reads('It is held by P. Iyer since 21:30', 'Do not ring them as well.');
  await late.rowReads(number, 'P. Iyer', 'since 21:30');
  await late.presses('Rung: they answered');
  await late.reads('There is a problem');
  await late.reads('P. Iyer has had this case since 21:30. Do not ring the patient as well.');
  await late.reads(/It is held by P\. Iyer since 21:30\. You can read it\./, 'tell P. Iyer what they said');
  expect(await late.page.getByLabel('Plan', { exact: true }).count()).toBe(0);
  await late.isAccessible();

  await early.fills({ Plan: 'Half written' });
  await vigil.send('d.okafor', `/cases/${id}/release-case`);
  await early.reads('You do not have this case any more. What you typed is kept on this page.');
  expect(await early.page.getByLabel('Plan', { exact: true }).inputValue()).toBe('Half written');
  for (const person of [late, early]) await person.leaves();
});

test('two nurses on one note: what the other one kept is shown beside one’s own words, and nothing is written over', async () => {
  vigil.itIs('21:35');
  const { id } = await waiting('Agnes Tolland');
  const page = `/call-backs?case=${id}`;
  const first = await someone('P. Iyer', {}, page);
  await first.presses('Rung: they answered');
  await first.reads('If nothing is heard of this page it goes back to its queue at');
  await first.fills({ Plan: 'Amoxicillin' });
  await vigil.send('d.okafor', `/cases/${id}/release-case`);
  await first.reads('Dana Okafor gave it back to its queue at 21:35.');
  await first.readsNot('If nothing is heard of this page');

  const second = await someone('C. Doyle', {}, page);
  await second.fills({ Plan: 'Allergic to penicillin: doxycycline' });
  await second.presses('Keep this version');
  await second.reads('This version of the note is kept.', 'Held by you since 21:35');
  await second.presses('Give it back');
  await second.leaves();

  await first.presses('Keep this version');
  await first.reads(
    'This case was taken out of your hands.',
    'C. Doyle kept version 1 of this note after yours was begun.',
  );
  await first.reads('Allergic to penicillin: doxycycline');
  expect(await first.page.getByLabel('Plan', { exact: true }).inputValue()).toBe('Amoxicillin');
  await first.isAccessible();
  await first.page.getByLabel('Take the case again: it was taken out of your hands').check();
  await first.fills({ Plan: 'Doxycycline, not amoxicillin: allergic' });
  await first.presses('Keep this version');
  await first.reads('This version of the note is kept.', 'Version 2, kept 21:35:00', 'Held by you since 21:35');
  await first.leaves();
  await vigil.send('p.iyer', `/cases/${id}/finish-and-visit`, { urgency: 'urgent', note: told });
});

test('who rings back worse while a nurse is at work is told to her at once, with the words, and is urgent once she has gone', async () => {
  vigil.itIs('21:40');
  const { id, number } = await waiting('Hester Quarry', { priority: 'other', complaint: 'Cough since Friday' });
  const nurse = await someone('P. Iyer', {}, `/call-backs?case=${id}`);
  await nurse.presses('Rung: they answered');
  await nurse.reads('Cough since Friday');
  await nurse.fills({ Plan: 'Half typed' });
  const taker = await someone('M. Quill', {}, `/cases/${id}?do=note-repeat`);
  await taker.fills({ 'What they say now': 'Cannot breathe' });
  await taker.page.getByLabel('They are worse').check();
  await taker.presses('They have rung again');
  // Live, on the page that nobody loaded again, and nothing typed is touched.
  await nurse.reads('In touch again, worse at 21:40: Cannot breathe', 'Worse, heard 21:40');
  expect(await nurse.page.getByLabel('Plan', { exact: true }).inputValue()).toBe('Half typed');
  await nurse.rowReads(number, 'worse 21:40');
  await nurse.isAccessible();
  await nurse.leaves();
  const calm = await waiting('Lettice Marsh', { priority: 'other' });
  await vigil.send('d.okafor', `/cases/${id}/release-case`);
  await taker.goesTo('/call-backs');
  await taker.rowReads(number, 'Nobody', 'worse 21:40');
  // Among the urgent, though the first priority stays as it was timed.
  const [urgent, other] = await taker.page.locator('.queue tbody').allInnerTexts();
  expect([urgent?.includes(number), other?.includes(calm.number)]).toEqual([true, true]);
  await taker.leaves();
  await vigil.send('c.doyle', `/cases/${id}/finish-and-visit`, { urgency: 'urgent', note: told });
});

test('the connection drops in the middle of a note: nothing is lost, and nothing is sent twice', async () => {
  vigil.itIs('21:45');
  const { id } = await waiting('Maud Ellerby');
  const page = `/call-backs?case=${id}`;
  const nurse = await someone('E. Lomax', {}, page);
  await nurse.presses('Rung: they answered');
  await nurse.fills({ Plan: 'Before the line went' });
  await nurse.reads(/Kept at/);
  const line = nurse.page.context();
  await line.setOffline(true);
  await nurse.fills({ Impression: 'Typed without a line' });
  await nurse.reads('What you type is kept on this computer');
  await nurse.presses('Keep this version');
  await nurse.reads('Not sent.');
  await nurse.fills({ 'Breaths a min': '26' });
  await nurse.reads('breaths alone scores 3');
  await line.setOffline(false);
  await nurse.reads('The connection is back.');
  // A closed lid and another page: it is where it was left.
  await nurse.goesTo('/');
  await nurse.goesTo(page);
  await expect.poll(() => nurse.page.getByLabel('Impression').inputValue()).toBe('Typed without a line');
  expect(await nurse.page.getByLabel('Plan', { exact: true }).inputValue()).toBe('Before the line went');
  await nurse.reads('NEWS2 is 3 or more');
  await nurse.presses('Keep this version');
  await nurse.reads('Version 1, kept 21:45');
  await nurse.leaves();
});

test('whoever may not work on a case sees the queue without its buttons, and a visitor is asked to sign in as somebody', async () => {
  vigil.itIs('22:00');
  const { id } = await waiting('Ada Brindle');
  const advisor = await someone('M. Quill', {}, `/call-backs?case=${id}`);
  await advisor.reads('Ada Brindle, 81', 'You can read it. To work on it, sign in as a nurse or a doctor.');
  await advisor.readsNot('Rung: they answered', /^Next case/, 'No reply');
  await advisor.isAccessible();
  const visitor = await aPerson(browser, vigil.address);
  await visitor.goesTo(`/call-backs?case=${id}`);
  await visitor.readsNot('Ada Brindle');
  for (const person of [advisor, visitor]) await person.leaves();
});
