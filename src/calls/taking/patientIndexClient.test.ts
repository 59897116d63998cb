import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, test } from 'vitest';
import { instant, minutes, newId, plus } from '#shared';
import { aRunningApp } from '../../../test/support/app.ts';
import { createApp } from '../../app.ts';
import { modules } from '../../modules.ts';
import { NHS_NUMBER } from './patientIndex.ts';
import { openPatientIndex } from './patientIndexClient.ts';

const now = instant('2027-03-28T21:38:00Z');
const ivy = { name: 'Ivy Pellworth', dateOfBirth: '1945-06-14' };
const answer = JSON.stringify({
  resourceType: 'Bundle',
  entry: [
    {
      resource: {
        resourceType: 'Patient',
        identifier: [{ system: NHS_NUMBER, value: '9990614024' }],
        name: [{ family: 'Pellworth' }],
        birthDate: '1945-06-14',
      },
    },
  ],
});

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

/** A local index that answers each request as it is told. */
async function anIndex(answers: (reply: ServerResponse, url: string) => void): Promise<string> {
  const made = createServer((request, reply) => answers(reply, request.url ?? ''));
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}/fhir`;
}

const FAULTS: [string, (reply: ServerResponse) => void][] = [
  ['hangs', () => {}],
  ['errs', (reply) => reply.writeHead(500).end('no')],
  ['hangs up', (reply) => reply.destroy()],
  ['stops in the middle', (reply) => reply.writeHead(200).write('{"resourceType":')],
  ['sends us elsewhere', (reply) => reply.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
  ['says what is no answer', (reply) => reply.writeHead(200).end('<html>')],
  ['talks without end', (reply) => reply.writeHead(200).end('x'.repeat(600_000))],
];

test('a patient is found, and asked for in the words of FHIR', async () => {
  const asked: string[] = [];
  const url = await anIndex((reply, at) => {
    asked.push(at);
    reply.writeHead(200, { 'content-type': 'application/fhir+json' }).end(answer);
  });
  expect(await openPatientIndex(url).look(ivy, now)).toEqual({ kind: 'found', patient: { nhsNumber: '9990614024' } });
  expect(asked).toEqual(['/fhir/Patient?family=Pellworth&given=Ivy&birthdate=eq1945-06-14']);
});

it.each(FAULTS)('an index that %s is not reachable, within its time', async (_, fault) => {
  const index = openPatientIndex(await anIndex(fault), 150);
  expect(await index.look(ivy, now)).toEqual({ kind: 'unreachable', since: now });
  expect(await index.look(ivy, plus(now, 1_000))).toEqual({ kind: 'unreachable', since: now });
});

test('one that fails three times is left alone, and is asked again by ourselves after a while', async () => {
  let asked = 0;
  let isWell = false;
  const url = await anIndex((reply) => {
    asked += 1;
    if (isWell) reply.writeHead(200).end(answer);
    else reply.writeHead(503).end();
  });
  const index = openPatientIndex(url, 500);
  for (let times = 0; times < 5; times += 1) await index.look(ivy, now);
  expect(asked).toBe(3);
  isWell = true;
  expect((await index.look(ivy, now)).kind).toBe('unreachable');
  expect((await index.look(ivy, plus(now, minutes(1)))).kind).toBe('found');
  expect(asked).toBe(4);
});

test('with none configured nothing is said, and nobody is asked', async () => {
  expect(await openPatientIndex(undefined).look(ivy, now)).toEqual({ kind: 'off' });
});

test('with every outside system away a call is taken down and saved all the same, and the page says what is away', async () => {
  const running = await aRunningApp();
  let asked = 0;
  const url = await anIndex(() => {
    asked += 1;
  });
  const app = await createApp({ ...running.context, patientIndexUrl: url }, modules);
  try {
    const quill = await running.as('m.quill');
    const headers = { cookie: quill.cookie, origin: 'http://vigil.test' };
    const post = (path: string, form: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: path,
        authority: 'vigil.test',
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ _key: newId(), ...form }).toString(),
      });
    await quill.send('/api/calls', { id: newId(), message: false });
    const call = String((await post('/calls/answer-next', {})).headers.location)
      .split('/')
      .at(-1);
    const form = {
      id: newId(),
      ringBack: '01632 960417',
      patientName: 'Ivy Pellworth',
      'dateOfBirth-day': '14',
      'dateOfBirth-month': '6',
      'dateOfBirth-year': '1945',
      whereNow: '12 Lockgate Row',
      complaint: 'Breathless',
      priority: 'urgent',
    };
    const beside = await post(`/calls/${call}/contacts?part=found`, form);
    expect(beside.body).toContain('National patient index not reachable');
    expect(beside.body).toMatch(/Since \d\d:\d\d\. You are using our copy\. Save as usual/);
    const before = asked;
    const saved = await post(`/calls/${call}/save`, form);
    expect([saved.statusCode, saved.headers.location]).toEqual([303, `/calls?saved=${form.id}`]);
    // Saving asks the index nothing: it has no part in it.
    expect(asked).toBe(before);
  } finally {
    await app.close();
    await running.close();
  }
});
