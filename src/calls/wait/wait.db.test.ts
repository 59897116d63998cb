import { afterAll, beforeAll, expect, it } from 'vitest';
import { inScope } from '#database';
import { instant, minutes, newId, plus, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { waitNow } from './waitStore.ts';

let running: RunningApp;
let nurse: Person;
let advisor: Person;
beforeAll(async () => {
  running = await aRunningApp();
  running.setNow(instant('2027-03-28T18:00:00Z'));
  [nurse, advisor] = await Promise.all([running.as('p.iyer'), running.as('m.quill')]);
});
afterAll(() => running.close());

let opened = 0;
async function aCase(about: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  opened += 1;
  const answer = await advisor.send('/api/cases', {
    ...{ id, service: 'tidewell', entryRoute: 'other-service', answeredAt: toIso(running.now()), priority: 'other' },
    ...{ patientName: `Patient ${opened} Wait`, dateOfBirth: `19${10 + opened}-06-14`, sex: 'female' },
    ...{ ringBack: `01632 960 ${200 + opened}`, whereNow: '12 Lockgate Row', complaint: 'Short of breath', ...about },
  });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  return id;
}
const goesOn = (by: number) => running.setNow(plus(running.now(), minutes(by)));
const wait = () =>
  inScope(running.db, { tenants: [running.tenant] }, (tx) => {
    const service = running.context.directory.services().find(({ slug }) => slug === 'tidewell');
    if (!service) throw new Error('no service');
    return waitNow(tx, { tenant: running.tenant, service: service.id, priority: 'other', now: running.now() });
  });

it('is reckoned from the call-backs of this night, of this priority, and shown where it is told', async () => {
  const first = await aCase();
  const call = newId();
  await advisor.send('/api/calls', { id: call, service: 'tidewell', message: false });
  await advisor.send(`/api/calls/${call}/answer-call`);
  expect((await advisor.get(`/calls/${call}`)).body).toContain('nobody was rung back in the last 2 hours');
  const ids = [first];
  for (let count = 1; count < 9; count += 1) ids.push(await aCase());
  await aCase({ priority: 'urgent' });
  for (const id of ids.slice(0, 8)) {
    goesOn(2);
    expect((await nurse.send(`/api/cases/${id}/start-assessment`)).statusCode).toBe(200);
    await nurse.send(`/api/cases/${id}/finish-assessment`, { place: 'advice' });
  }
  expect(await wait()).toEqual({ counted: 8, range: { from: 6, to: 14 } });
  const page = (await advisor.get(`/calls/${call}`)).body;
  expect(page).toContain('a nurse rings back within 6 to 14 minutes in all');
  expect(page).toContain('With fewer than 8 nothing is reckoned.');
  const comfort = (await advisor.get(`/cases/${ids[8]}?do=comfort-call`)).body;
  expect(comfort).toContain('They have waited 16 min so far.');
  // Two hours on nothing of it is left: no old night speaks for this one.
  goesOn(125);
  expect(await wait()).toEqual({ counted: 0 });
});

it('the queue and the head of a case say sex and age', async () => {
  const id = await aCase({ dateOfBirth: '1945-06-14' });
  const page = (await nurse.get(`/call-backs?case=${id}`)).body;
  expect(page).toContain('F, 81');
  expect(page).toContain('female, born 14 June 1945');
  expect((await nurse.send(`/api/cases/${id}/take-case`)).statusCode).toBe(200);
  const unknown = await advisor.send('/api/cases', { id: newId(), sex: 'f' });
  expect(unknown.json().problems.find(({ field }: { field: string }) => field === 'sex').message).toContain(
    'female, male, other',
  );
});
