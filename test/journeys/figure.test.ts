import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, withOffset } from '#shared';
import { launchBrowser } from '../support/browser.ts';
import { aPerson, type Person, type Sitting, signedInAs } from '../support/person.ts';
import { startVigil, type Vigil } from '../support/vigil.ts';

const LINE = 'Urgent, rung back within 20 min';

let vigil: Vigil;
let browser: Browser;

/** Three urgent cases from 111 at 20:00; a nurse rings back after 8, 12 and 24 minutes, of the 20 allowed. */
beforeAll(async () => {
  [vigil, browser] = await Promise.all([startVigil({ time: '20:00' }), launchBrowser()]);
  const cases = [newId(), newId(), newId()];
  for (const id of cases) {
    await vigil.send('m.quill', '/cases', {
      id,
      entryRoute: 'nhs-111',
      answeredAt: withOffset(vigil.now()),
      priority: 'urgent',
      patientName: 'Somebody Made-up',
      ringBack: '020 7946 0123',
      whereNow: '2 Weir Terrace',
      complaint: 'Earache',
    });
  }
  for (const [index, time] of ['20:08', '20:12', '20:24'].entries()) {
    vigil.itIs(time);
    await vigil.send('p.iyer', `/cases/${cases[index]}/start-assessment`);
  }
  vigil.itIs('21:00');
});
afterAll(async () => {
  await browser?.close();
  await vigil?.stop();
});

async function someone(name: string, sitting: Sitting = {}): Promise<Person> {
  const person = await aPerson(browser, vigil.address, sitting);
  await signedInAs(person, name, '/figures');
  return person;
}

test.each([1280, 360])('a figure opens to its clocks, and a clock to its events, at %i px', async (width) => {
  const manager = await someone('A. Renshaw', { width });
  await manager.rowReads(LINE, 'NQR 9b', '2 of 3, 66.7%', 'no change');
  await manager.isAccessible();
  await manager.follows(LINE);
  await manager.rowReads('Case 2803-001', '8 min of 20 min', 'In time');
  await manager.rowReads('Case 2803-003', '24 min of 20 min', 'Missed by 4 min');
  await manager.isAccessible();
  await manager.follows(/^Late/);
  await manager.readsNot('Case 2803-001');
  await manager.follows('Case 2803-003');
  await manager.reads('Missed by 4 min', 'As it stands now: not amended');
  await manager.rowReads('Telephone assessment started', '20:24:00', 'Stopped: missed by 4 min');
  await manager.isAccessible();
  // Who did it is for those who work with patients; nor may a contract manager correct a time.
  await manager.readsNot('P. Iyer', 'Correct a time');
  await manager.leaves();
});

test('a corrected time moves the figure as amended alone, and says who corrected it and why', async () => {
  const director = await someone('Dr H. Vassell');
  await director.follows(LINE);
  await director.follows('Case 2803-003');
  await director.rowReads('Telephone assessment started', 'P. Iyer');
  await director.fills({ 'The right date and time': '2027-03-28 20:18:00' });
  await director.presses('Correct the time');
  await director.reads('There is a problem');
  await director.isAccessible();
  await director.goesTo('/figures');
  await director.rowReads(LINE, '2 of 3, 66.7%', 'no change');

  await director.follows(LINE);
  await director.follows('Case 2803-003');
  await director.fills({
    'The right date and time': '2027-03-28 20:18:00',
    Explanation: 'The paper sheet says 20:18, the screen had frozen',
  });
  await director.chooses('Why it was wrong', 'A paper record shows another time');
  await director.presses('Correct the time');
  await director.reads('Missed by 4 min', 'Met, with 2 min left', 'Amended');
  await director.rowReads(
    'Time corrected',
    '20:18:00',
    'from 20:24:00',
    'Dr H. Vassell',
    'A paper record shows another time',
    'The paper sheet says 20:18, the screen had frozen',
  );
  await director.isAccessible();

  await director.goesTo('/figures');
  await director.rowReads(LINE, '3 3 100.0%', '2 of 3, 66.7%', '1 made met', 'It changed the band');
  await director.isAccessible();
  await director.follows('See every change');
  await director.rowReads('Case 2803-003', '18 min of 20 min', 'Missed, 24 min');
  await director.readsNot('Case 2803-001');
  await director.isAccessible();
  await director.leaves();
});

test('what was amended can be read without JavaScript, by day, as a file, and in the words of the rule', async () => {
  const manager = await someone('A. Renshaw', { hasScript: false });
  await manager.follows('By day');
  await manager.reads('Sun 28 Mar');
  await manager.goesTo('/figures');
  await manager.follows('How each line is worked out');
  await manager.reads('NQR 9b');
  const csv = await manager.page.request.get('/figures.csv');
  expect(await csv.text()).toContain('"Urgent, rung back within 20 min",NQR 9b,3,3,100.0%,Full,0,"2 of 3, 66.7%"');
  await manager.leaves();
});
