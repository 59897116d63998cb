import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { roles } from '#api';
import { inScope } from '#database';
import { grantRoles, type Role, registerAccount } from '#people';
import { minutes, newId, plus, toIso } from '#shared';
import { asOwner } from '../src/database/testing.ts';
import { makeDemo } from '../src/server/demoSetUp.ts';
import { aRunningApp, type Person, type RunningApp } from './support/app.ts';
import { aBody, commandDoors, doorsOf } from './support/doors.ts';

/** Whatever of the one organisation is seen by the other says this word. */
const CANARY = 'Goldcrest';

let running: RunningApp;
let tenant: number;
let insider: Person;
let outsider: Person;
const made = { case: '', call: '', shift: '' };

beforeAll(async () => {
  running = await aRunningApp();
  tenant = running.tenant;
  const other = await makeDemo(running.db, 1, 'elsewhere');
  const add = async (signIn: string, name: string, of: number) => {
    const account = await registerAccount(running.db, { signIn, name });
    await grantRoles(
      running.db,
      of,
      roles.map((role): { account: string; role: Role } => ({ account, role })),
    );
    return running.as(signIn);
  };
  insider = await add('inside', `${CANARY} Inside`, tenant);
  outsider = await add('outside', 'O. Outside', other);
  // The same places and people in both: only the name tells whose they are.
  await asOwner(running.db, async (owner) => {
    for (const table of ['service', 'place'])
      await owner.query(`update ${table} set name = '${CANARY} ' || name where tenant = $1`, [tenant]);
    await owner.query(`update organisation set name = '${CANARY} ' || name where id = $1`, [tenant]);
  });
  await running.context.directory.reload();
  running.context.clocks.add(other, { nowAt: running.now(), setAt: running.context.machineNow(), rate: 0 });
  await aNightOf(insider);
});
afterAll(() => running.close());

async function aNightOf(person: Person): Promise<void> {
  const send = async (url: string, body: object = {}) => {
    const answer = await person.send(url, body);
    expect([url, answer.statusCode < 300, answer.body]).toEqual([url, true, answer.body]);
    return answer.json().subject as string;
  };
  made.call = await send('/api/calls', { id: newId(), message: false });
  await send(`/api/calls/${made.call}/answer-call`);
  made.case = await send('/api/cases', {
    id: newId(),
    call: made.call,
    patientName: `Ivy ${CANARY}`,
    ringBack: '020 7946 0131',
    whereNow: `4 ${CANARY} Row`,
    complaint: `${CANARY}: chest pain`,
    priority: 'urgent',
  });
  await send(`/api/cases/${made.case}/start-assessment`);
  await send(`/api/cases/${made.case}/finish-assessment`, { place: 'advice' });
  made.shift = await send('/api/shifts', {
    id: newId(),
    place: 'canal-bridge',
    role: 'doctor',
    from: toIso(plus(running.now(), -minutes(60))),
    to: toIso(plus(running.now(), minutes(120))),
  });
  await send(`/api/shifts/${made.shift}/record-arrival`);
  await send('/api/notices', { id: newId(), place: 'canal-bridge', says: 'shut' });
  await send('/api/practices', {
    id: newId(),
    code: 'Z99031',
    name: `${CANARY} Surgery`,
    address: '1 Hollin Row, ZZ1 1ZZ',
    telephone: '01632 960131',
    channel: 'folder',
    channelAddress: 'z99031',
  });
  const draft = await person.post('/drafts', { _draft: `call ${made.call}`, complaint: `${CANARY}: half typed` });
  expect([draft.statusCode, draft.body]).toEqual([200, draft.body]);
}

/** Addresses of the one organisation's own things at a route, each as it would be asked for. */
function addresses(url: string): string[] {
  const measure = { case: 'assessment-urgent-in-20', call: 'answer', shift: 'uncovered-base-hours' };
  const subjects = (['case', 'call', 'shift'] as const).map((kind) =>
    url
      .replace(/:stream|:subject|:id/, made[kind])
      .replace(':measure', url.startsWith('/clocks') ? measure[kind] : 'uncovered-base-hours')
      .replace(':lap', '1')
      .replace(':service', 'tidewell')
      .replace(':base', 'canal-bridge'),
  );
  const asked = [...new Set(subjects)].map((address) => (url.endsWith('/live') ? `${address}?poll=1` : address));
  return asked.flatMap((address) => [
    address,
    `${address}${address.includes('?') ? '&' : '?'}service=tidewell&date=2027-03-27&from=2027-03-27&to=2027-03-30&call=${made.call}`,
  ]);
}

/** What names a record or an organisation of the other side is not there, or not allowed; the rest shows one's own. */
const namesOther = (url: string) => /:stream|:subject|service=/.test(url);

describe('a person of another organisation', () => {
  it('is shown nothing of it by any page', async () => {
    const pages = doorsOf(running.app).flatMap(({ method, url }) => (method === 'GET' ? [url] : []));
    const shown: string[] = [];
    for (const url of pages)
      for (const address of addresses(url)) {
        const answer = await outsider.get(address);
        const open =
          url.startsWith('/public') || ['/health', '/api/openapi.json', '/sign-in', '/sign-in-as'].includes(url);
        const leaks = url.startsWith('/public') ? answer.body.includes(`Ivy ${CANARY}`) : answer.body.includes(CANARY);
        const refused = [403, 404].includes(answer.statusCode);
        const asks =
          namesOther(url) || (address.includes('service=tidewell') && !open && !['/api/demo/clock'].includes(url));
        if (leaks || answer.statusCode >= 500 || (asks && !refused))
          shown.push(`${answer.statusCode} ${address}${leaks ? ' LEAKS' : ''}`);
      }
    expect(shown).toEqual([]);
  });

  it('whom the same pages would show it, were they of it', async () => {
    const addresses = [
      `/cases/${made.case}`,
      '/cases',
      '/cover',
      `/shifts/${made.shift}`,
      `/clocks/${made.shift}/uncovered-base-hours/1`,
      '/practices',
      '/api/practices?like=surgery',
      `/drafts?name=${encodeURIComponent(`call ${made.call}`)}`,
    ];
    const shows = async (person: Person, url: string) => (await person.get(url)).body.includes(CANARY);
    const seen = await Promise.all(
      addresses.map(async (url) => [url, await shows(insider, url), await shows(outsider, url)]),
    );
    expect(seen).toEqual(addresses.map((url) => [url, true, false]));
  });

  it('can do nothing to it by any command, on either way in', async () => {
    const before = await everythingOf(tenant);
    const done: string[] = [];
    for (const { url, schema, name } of await commandDoors(running.app)) {
      const kind = url.startsWith('/api/cases') ? 'case' : url.startsWith('/api/calls') ? 'call' : 'shift';
      const path = url.replace(':stream', made[kind]);
      const body = aBody(schema, { service: 'tidewell' });
      const typed = Object.fromEntries(Object.entries(body).map(([field, value]) => [field, String(value)]));
      for (const answer of [await outsider.send(path, body), await outsider.post(path.slice('/api'.length), typed)]) {
        // What begins something names the service; one that is not theirs is refused as one that is not there.
        const refused = url.includes(':stream') ? [403, 404] : [403, 404, 422];
        const leaks = answer.body.includes(CANARY);
        if (!refused.includes(answer.statusCode) || leaks)
          done.push(`${answer.statusCode} ${name}${leaks ? ' LEAKS' : ''}`);
      }
    }
    expect(done).toEqual([]);
    expect(await everythingOf(tenant)).toEqual(before);
  });

  it('finds none of its patients', async () => {
    const search = async (by: Person) => (await by.post('/cases/search', { search: CANARY })).body;
    expect(await search(insider)).toContain(`Ivy ${CANARY}`);
    expect(await search(outsider)).toContain('Nothing was found');
  });

  it('cannot open a case from its call, nor book its people', async () => {
    const answer = await outsider.send('/api/cases', {
      id: newId(),
      call: made.call,
      patientName: 'B. Other',
      ringBack: '020 7946 0132',
      whereNow: 'here',
      complaint: 'Cough',
      priority: 'other',
    });
    expect(answer.statusCode).toBe(422);
    const shift = newId();
    const times = { from: toIso(running.now()), to: toIso(plus(running.now(), minutes(60))) };
    await outsider.send('/api/shifts', { id: shift, place: 'canal-bridge', role: 'doctor', ...times });
    const booked = await outsider.send(`/api/shifts/${shift}/book-cover`, { person: insider.account });
    expect([booked.statusCode, booked.json().problems[0].code]).toEqual([422, 'person-unknown']);
  });
});

/** How many rows of each table are one organisation's. */
async function everythingOf(of: number): Promise<Record<string, number>> {
  return asOwner(running.db, async (owner) => {
    const tables = await owner.query(`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
      where a.attname = 'tenant' and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`);
    const counts: Record<string, number> = {};
    for (const { name } of tables.rows) {
      const { rows } = await owner.query(`select count(*)::int as n from ${name} where tenant = $1`, [of]);
      counts[name] = rows[0].n;
    }
    return counts;
  });
}

it('no table gives up a row of one organisation in the scope of the other', async () => {
  const here = await everythingOf(tenant);
  expect(Object.values(here).filter((n) => n > 0).length).toBeGreaterThan(8);
  const [{ id: other }] = (await running.db.app.query("select id from organisation where slug = 'elsewhere'")).rows;
  for (const table of Object.keys(here)) {
    const seen = await inScope(running.db, { tenants: [other] }, (_, client) =>
      client.query(`select 1 from ${table} where tenant = $1`, [tenant]).catch((error) => {
        if (error.code !== '42501') throw error;
        return { rowCount: 0 };
      }),
    );
    expect([table, seen.rowCount]).toEqual([table, 0]);
  }
});
