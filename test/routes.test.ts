import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '#api';
import { inScope } from '#database';
import { grantRoles, registerAccount } from '#people';
import { minutes, newId, plus } from '#shared';
import { createApp } from '../src/app.ts';
import { type Module, modules } from '../src/modules.ts';
import { aRunningApp, HOST, type Person, type RunningApp } from './support/app.ts';
import { aBody, type CommandDoor, commandDoors, doorsOf } from './support/doors.ts';

let running: RunningApp;
let everything: Person;
let commands: CommandDoor[];

beforeAll(async () => {
  running = await aRunningApp();
  const account = await registerAccount(running.db, { signIn: 'everything', name: 'E. Everything' });
  await grantRoles(
    running.db,
    running.tenant,
    roles.map((role) => ({ account, role })),
  );
  everything = await running.as('everything');
  commands = await commandDoors(running.app);
});
afterAll(() => running.close());

const patient = {
  ringBack: '020 7946 0131',
  whereNow: '4 Tallow Row',
  complaint: 'Chest pain',
  patientName: 'Ivy Pellworth',
  priority: 'urgent',
};
const answered = () => ({ answeredAt: new Date(plus(running.now(), -minutes(2))).toISOString() });
let patients = 0;
/** Another patient each time: one who was in touch before is joined to what is known of them. */
const another = () => {
  patients += 1;
  return { ...patient, patientName: `Ivy Pellworth ${patients}`, ringBack: `020 7946 0${200 + patients}` };
};
async function aCase(): Promise<string> {
  const answer = await everything.send('/api/cases', { id: newId(), ...another(), ...answered() });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().subject;
}
const eventsOf = (stream: string) =>
  inScope(running.db, { tenants: [running.tenant] }, async (tx) => {
    const rows = await tx.selectFrom('event').select('type').where('stream', '=', stream).orderBy('version').execute();
    return rows.map(({ type }) => type);
  });

describe('a route', () => {
  it('cannot be registered without saying who may use it', async () => {
    const open: Module = { commands: () => [], routes: (app) => void app.get('/open', async () => 'anything') };
    await expect(createApp(running.context, [open])).rejects.toThrow('/open does not say who may use it');
  });
  it('of staff is shut to whoever is nobody, in a live installation', async () => {
    const live = await createApp({ ...running.context, mode: 'live' }, modules);
    const open = [];
    for (const { method, url } of doorsOf(live)) {
      const headers = { origin: `http://${HOST}`, accept: 'application/json' };
      const asked = url.endsWith('/live') ? `${url.replace(/:\w+/g, newId())}?poll=1` : url.replace(/:\w+/g, newId());
      const answer = await live.inject({ method, url: asked, authority: HOST, headers });
      if (![401, 403].includes(answer.statusCode)) open.push(`${method} ${url}`);
    }
    await live.close();
    expect(open.filter((door) => !door.startsWith('GET /public')).sort()).toEqual([
      'GET /api/openapi.json',
      'GET /health',
      'GET /sign-in',
      'POST /sign-in',
      'POST /sign-out',
    ]);
  });
});

describe('commands', () => {
  it('have a form, a JSON route and an OpenAPI entry each, and nothing else changes anything', () => {
    const posts = doorsOf(running.app).flatMap(({ method, url }) => (method === 'POST' ? [url] : []));
    const described = commands.map(({ url }) => url).sort();
    const doors = ['/sign-in', '/sign-in-as', '/sign-out'];
    const demo = ['/api/demo/sign-in', '/api/demo/clock'];
    // A search changes nothing: it is posted so that what was searched for is in no address.
    const searches = ['/cases/search', '/cases/contacts', '/calls/:stream/contacts', '/bases/:stream/walk-in'];
    // What somebody is typing is kept for them alone: it is no record, and only their page sends it.
    const typing = ['/drafts', '/drafts/forget', '/call-backs/put-away'];
    // The page of a case says that it is open: nothing changes but until when.
    const signs = ['/cases/:stream/lease'];
    // Which one is next is found on the server: what is then carried out is a command, as itself.
    const next = ['/call-backs/next', '/calls/answer-next'];
    // One press of whoever takes a contact comes to several commands, each as itself: the case, the end of the call, a pass.
    const several = ['/calls/:stream/save', '/cases/new'];
    const json = posts.filter((url) => url.startsWith('/api/') && !demo.includes(url));
    const forms = posts.filter(
      (url) =>
        !url.startsWith('/api/') && ![...doors, ...searches, ...typing, ...signs, ...next, ...several].includes(url),
    );
    expect(json.sort()).toEqual(described);
    expect(forms.map((url) => `/api${url}`).sort()).toEqual(described);
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
    const listed = modules.flatMap((module) => module.commands(running.context)).map(({ command }) => command.name);
    expect(commands.map(({ name }) => name)).toEqual(expect.arrayContaining(listed));
  });

  it('refuse a field that they do not know, by its name, on both ways in', async () => {
    const stream = await aCase();
    for (const { url, schema } of commands) {
      const [api, body] = [url.replace(':stream', stream), aBody(schema)];
      const sent = await everything.send(api, { ...body, surprise: 1 });
      expect([url, sent.statusCode]).toEqual([url, 422]);
      expect(sent.headers['content-type']).toContain('application/problem+json');
      expect(sent.json().problems).toEqual(
        expect.arrayContaining([expect.objectContaining({ field: 'surprise', code: 'field-unknown' })]),
      );
    }
    const typed = await everything.post(`/cases/${stream}/take-case`, { surprise: 'x' });
    expect(typed.statusCode).toBe(422);
    expect(typed.body).toContain('There is no field called');
    expect(await eventsOf(stream)).toEqual(['CaseOpened']);
  });

  it('refuse what is no object, and a field that cannot be text, without falling over', async () => {
    const stream = await aCase();
    for (const { url } of commands)
      for (const body of [[], 'x', 7, null, { id: { a: { b: 1 } } }, { id: '\u0000' }, { constructor: 1 }]) {
        const answer = await running.inject({
          method: 'POST',
          url: url.replace(':stream', stream),
          headers: {
            cookie: everything.cookie,
            origin: `http://${HOST}`,
            'idempotency-key': newId(),
            'content-type': 'application/json',
          },
          payload: JSON.stringify(body),
        });
        expect([url, JSON.stringify(body), [400, 404, 422].includes(answer.statusCode)]).toEqual([
          url,
          JSON.stringify(body),
          true,
        ]);
      }
    expect(await eventsOf(stream)).toEqual(['CaseOpened']);
  });
});

describe('a change that a browser sends', () => {
  const taking = (url: string, headers: Record<string, string>, cookie = everything.cookie) =>
    running.inject({
      method: 'POST',
      url,
      headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: `_key=${newId()}`,
    });

  it('comes from our own pages, or is refused', async () => {
    const stream = await aCase();
    for (const headers of [
      {},
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { origin: `http://${HOST}:81` },
      { origin: `http://${HOST}.elsewhere.example` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: `http://${HOST}` },
      { 'sec-fetch-site': 'none' },
    ] as Record<string, string>[])
      for (const url of [`/cases/${stream}/take-case`, `/api/cases/${stream}/take-case`, '/sign-out', '/sign-in'])
        expect([url, headers, (await taking(url, headers)).statusCode]).toEqual([url, headers, 403]);
    expect(await eventsOf(stream)).toEqual(['CaseOpened']);
    for (const headers of [{ origin: `http://${HOST}` }, { 'sec-fetch-site': 'same-origin' }] as Record<
      string,
      string
    >[])
      expect((await taking(`/cases/${await aCase()}/take-case`, headers)).statusCode).toBe(303);
  });
});

describe('a request that is sent twice', () => {
  it('gets the first answer, and is done once', async () => {
    const [id, key] = [newId(), newId()];
    const body = { id, ...another(), ...answered() };
    const answers = [await everything.send('/api/cases', body, key), await everything.send('/api/cases', body, key)];
    expect(answers.map((answer) => [answer.statusCode, answer.json()])).toEqual([
      [201, { subject: id }],
      [201, { subject: id }],
    ]);
    const taken = newId();
    for (const _ of [1, 2])
      expect((await everything.send(`/api/cases/${id}/take-case`, {}, taken)).statusCode).toBe(200);
    const form = newId();
    for (const _ of [1, 2])
      expect((await everything.post(`/cases/${id}/start-assessment`, { _key: form })).statusCode).toBe(303);
    expect(await eventsOf(id)).toEqual(['CaseOpened', 'CaseTaken', 'AssessmentStarted']);
  });
  it('at the same moment, is done once and answered twice', async () => {
    const [id, key] = [newId(), newId()];
    const body = { id, ...another(), ...answered() };
    const answers = await Promise.all([1, 2, 3].map(() => everything.send('/api/cases', body, key)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201]);
    expect(await eventsOf(id)).toEqual(['CaseOpened']);
  });
  it('with another body or to another place is refused', async () => {
    const [stream, other, key] = [await aCase(), await aCase(), newId()];
    const place = (body: object, to = stream) => everything.send(`/api/cases/${to}/change-priority`, body, key);
    expect((await place({ to: 'other', reason: 'clinician-reviewed' })).statusCode).toBe(200);
    for (const answer of [
      await place({ to: 'urgent', reason: 'got-worse' }),
      await place({ to: 'other', reason: 'clinician-reviewed' }, other),
    ]) {
      expect(answer.statusCode).toBe(422);
      expect(answer.json().problems[0]).toMatchObject({ field: 'Idempotency-Key', code: 'key-reused' });
    }
    expect(await eventsOf(other)).toEqual(['CaseOpened']);
  });
  it('needs a key', async () => {
    for (const key of ['', 'x'])
      expect((await everything.send(`/api/cases/${await aCase()}/take-case`, {}, key)).statusCode).toBe(400);
  });
});

describe('two people who take one case', () => {
  it('one gets it, the other is told by name who has it', async () => {
    const stream = await aCase();
    const people = [await running.as('p.iyer'), await running.as('c.doyle')];
    const answers = await Promise.all(people.map((person) => person.post(`/cases/${stream}/take-case`)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 422]);
    const [won, lost] = answers[0]?.statusCode === 303 ? ['P. Iyer', answers[1]] : ['C. Doyle', answers[0]];
    expect(lost?.body).toContain('There is a problem');
    expect(lost?.body).toContain(won);
    expect(await eventsOf(stream)).toEqual(['CaseOpened', 'CaseTaken']);
  });
});
