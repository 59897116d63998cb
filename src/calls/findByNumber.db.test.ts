import { afterAll, beforeAll, expect, test } from 'vitest';
import { instant, newId, plus, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';

let running: RunningApp;
let nurse: Person;
beforeAll(async () => {
  running = await aRunningApp();
  running.setNow(instant('2027-03-28T22:47:00+01:00'));
  nurse = await running.as('p.iyer');
});
afterAll(() => running.close());

let patients = 0;
async function opens(number: string): Promise<string> {
  const id = newId();
  patients += 1;
  const who = {
    patientName: `Ada Elsewhere${'abc'[patients]}`,
    ringBack: `01632 960${500 + patients}`,
    whereNow: '4 Weir',
  };
  const at = { entryRoute: 'other-service', answeredAt: toIso(plus(running.now(), -60_000)) };
  const answer = await nurse.send('/api/cases', { id, number, priority: 'other', complaint: 'Cough', ...who, ...at });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  return id;
}
const found = async (search: string) => {
  const answer = await nurse.post('/cases/search', { search });
  return answer.statusCode === 303 ? String(answer.headers.location) : answer.body;
};

test('a number of a case goes to it, said with its day or without; what is no number is a name as before', async () => {
  const id = await opens('2803-131');
  for (const typed of ['131', 'Case 131', '2803-131'])
    expect([typed, await found(typed)]).toEqual([typed, `/cases/${id}`]);
  expect(await found('elsewhere')).toContain('Ada Elsewhere');
  expect(await found('9999')).toContain('Nothing was found.');
  // Two of one number are two patients: somebody chooses.
  const other = await opens('2703-131');
  const list = await found('131');
  for (const one of [id, other]) expect(list).toContain(`/cases/${one}`);
  expect(await found('2703-131')).toBe(`/cases/${other}`);
});

test('from a case to everything that happened, and back, is one key each, printed near the top', async () => {
  const id = await opens('2803-140');
  const top = ({ body }: { body: string }) => body.slice(body.indexOf('<h1'), body.indexOf('<h1') + 1_500);
  const toStory = new RegExp(`href="/cases/${id}/timeline"[^>]*data-key="t"[\\s\\S]*?<kbd>T</kbd>`);
  expect(top(await nurse.get(`/cases/${id}`))).toMatch(toStory);
  const back = new RegExp(`href="/cases/${id}"[^>]*data-key="t"[\\s\\S]*?<kbd>T</kbd>`);
  expect(top(await nurse.get(`/cases/${id}/timeline`))).toMatch(back);
});
