import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hours, minutes, plus, showTime, toIso, uuidv7 } from '#shared';
import { aRunningApp, type Person, type RunningApp } from './support/app.ts';

let vigil: RunningApp;
let nurse: Person;
beforeAll(async () => {
  vigil = await aRunningApp();
  nurse = await vigil.as('p.iyer');
});
afterAll(() => vigil.close());

const newStream = () => uuidv7(vigil.now(), randomBytes(10));

function aPatient(more: Record<string, unknown> = {}) {
  return {
    id: newStream(),
    priority: 'urgent',
    patientName: 'Ada Made-Up',
    ringBack: '01632 960123',
    whereNow: '1 Made Up Street',
    complaint: 'Made up',
    answeredAt: toIso(plus(vigil.now(), -minutes(1))),
    ...more,
  };
}

async function opened(): Promise<string> {
  const patient = aPatient();
  expect((await nurse.send('/api/cases', patient)).statusCode).toBe(201);
  return patient.id;
}

it('a program too is told by name who has a case, and not by an id', async () => {
  const id = await opened();
  await nurse.send(`/api/cases/${id}/take-case`, {});
  const other = await vigil.as('c.doyle');
  const refused = await other.send(`/api/cases/${id}/start-assessment`, {});
  expect(refused.statusCode).toBe(422);
  expect(refused.json().problems[0]).toMatchObject({
    code: 'held-by-other',
    message: expect.stringMatching(/^P\. Iyer has/),
  });
});

it('no case is opened further back than a day', async () => {
  const early = aPatient({ answeredAt: toIso(plus(vigil.now(), -hours(25))) });
  const refused = await nurse.send('/api/cases', early);
  expect(refused.statusCode).toBe(422);
  expect(refused.json().problems).toMatchObject([{ field: 'answeredAt', code: 'too-long-ago' }]);
  const late = aPatient({ answeredAt: toIso(plus(vigil.now(), -hours(23))) });
  expect((await nurse.send('/api/cases', late)).statusCode).toBe(201);
});

it('a time typed a few minutes ahead is refused, and not taken for yesterday’s', async () => {
  const { answeredAt: _, ...patient } = aPatient();
  const form = { ...patient, answeredAt: showTime(plus(vigil.now(), minutes(7))) } as Record<string, string>;
  const answer = await nurse.post('/cases', form);
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('id="answeredAt-error"');
});

it('a browser cannot set the clock of a demo, whoever is signed in', async () => {
  const before = vigil.now();
  const answer = await vigil.inject({
    method: 'POST',
    url: '/api/calls',
    headers: {
      host: 'vigil.test',
      origin: 'http://vigil.test',
      cookie: (await vigil.as('m.quill')).cookie,
      'idempotency-key': newStream(),
      'vigil-demo-now': '2027-06-01T00:00:00Z',
    },
    payload: { id: newStream() },
  });
  expect(answer.statusCode).toBe(400);
  expect(answer.json().problems[0].code).toBe('demo-clock');
  expect(vigil.now()).toBe(before);
});

it('no time is offered at a base whose notice says that it is shut', async () => {
  const id = await opened();
  await nurse.send(`/api/cases/${id}/start-assessment`, {});
  await nurse.send(`/api/cases/${id}/finish-assessment`, { place: 'base', urgency: 'urgent' });
  const offers = async () => (await nurse.get(`/cases/${id}?do=book-base`)).body;
  expect(await offers()).toContain('value="canal-bridge|');
  const lead = await vigil.as('d.okafor');
  const notice = { id: newStream(), place: 'canal-bridge', says: 'shut', goTo: 'Foundry Lane' };
  expect((await lead.send('/api/notices', notice)).statusCode).toBe(201);
  const shut = await offers();
  expect(shut).not.toContain('value="canal-bridge|');
  expect(shut).toContain('value="foundry-lane|');
});
