import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { roles } from '#api';
import { verifyAudit } from '#database';
import { grantRoles, registerAccount } from '#people';
import { minutes, newId, plus, toIso } from '#shared';
import { verifyClocks } from '#standards';
import { asOwner } from '../../src/database/testing.ts';
import { aRunningApp, HOST, type Person, type RunningApp } from '../support/app.ts';
import { commandDoors, doorsOf } from '../support/doors.ts';
import { type Known, type Request, requests } from './requests.ts';

const TIMES = Number(process.env.FUZZ_TIMES ?? 20_000);
const AT_ONCE = 8;
/** Far beyond what any answer takes on a busy machine: no answer by then is a hang. */
const HANG_MS = 20_000;

let running: RunningApp;
let everything: Person;
let known: Known;

beforeAll(async () => {
  running = await aRunningApp();
  const { db, tenant } = running;
  const account = await registerAccount(db, { signIn: 'everything', name: 'E. Everything' });
  await grantRoles(
    db,
    tenant,
    roles.map((role) => ({ account, role })),
  );
  everything = await running.as('everything');
  known = { commands: await commandDoors(running.app), doors: doorsOf(running.app), streams: await someRecords() };
});
afterAll(() => running.close());

/** Records to be asked about: cases at several steps, calls, a shift, the services' places. */
async function someRecords(): Promise<string[]> {
  const { now } = running;
  const made = async (url: string, body: object) => {
    const answer = await everything.send(url, body);
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    return answer.json<{ subject: string }>().subject;
  };
  const patient = {
    ringBack: '020 7946 0131',
    whereNow: '4 Tallow Row',
    complaint: 'Pain',
    patientName: 'Ivy Pellworth',
  };
  const streams: string[] = [];
  for (let step = 0; step < 4; step += 1) {
    const answeredAt = toIso(plus(now(), -minutes(3)));
    const id = await made('/api/cases', { id: newId(), ...patient, priority: 'urgent', answeredAt });
    if (step > 0) await made(`/api/cases/${id}/start-assessment`, {});
    if (step > 1) await made(`/api/cases/${id}/finish-assessment`, { place: 'base', urgency: 'urgent' });
    if (step > 2) await made(`/api/cases/${id}/start-consultation`, {}).catch(() => {});
    streams.push(id);
  }
  streams.push(await made('/api/calls', { id: newId(), message: false }));
  return [...streams, everything.account];
}

type Odd = { why: string; request: Request; body: string };

const answers = new Map<string, number>();

async function ask(request: Request): Promise<Odd | undefined> {
  const { method, url, headers, payload } = request;
  const theirs = { cookie: everything.cookie, origin: `http://${HOST}`, ...headers };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), HANG_MS);
  });
  const sent = running.inject({ method: method as 'GET', url, headers: theirs, payload });
  const answer = await Promise.race([sent, late]).finally(() => clearTimeout(timer));
  if (!answer) return { why: 'no answer', request, body: '' };
  const kind = `${Math.floor(answer.statusCode / 100)}xx`;
  answers.set(kind, (answers.get(kind) ?? 0) + 1);
  if (answer.statusCode >= 500)
    return { why: `answered ${answer.statusCode}`, request, body: answer.body.slice(0, 300) };
  return undefined;
}

it(`answers ${TIMES} requests that nobody should send, none of them with a fault of its own`, async () => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
  process.stdout.write(`fuzz seed ${seed}\n`);
  const list = fc.sample(requests(known), { seed, numRuns: TIMES });
  const odd: Odd[] = [];
  let next = 0;
  const work = async () => {
    for (let request = list[next++]; request && odd.length < 20; request = list[next++]) {
      const found = await ask(request);
      if (found) odd.push(found);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  process.stdout.write(`fuzz answers ${JSON.stringify(Object.fromEntries(answers))}\n`);
  expect(odd.map(shown), `seed ${seed}`).toEqual([]);
  // Requests that are all turned away at the door would prove little.
  expect((answers.get('2xx') ?? 0) + (answers.get('3xx') ?? 0)).toBeGreaterThan(TIMES / 50);
}, 600_000);

it('has been found out before, and says now what is wrong', async () => {
  const [aCase = '', call = ''] = [known.streams[0], known.streams.at(-2)];
  const form = {
    cookie: everything.cookie,
    origin: `http://${HOST}`,
    'content-type': 'application/x-www-form-urlencoded',
  };
  const year9999 = {
    ...form,
    'content-type': 'application/json',
    'idempotency-key': newId(),
    'vigil-demo-now': '9999-12-31T00:00:00Z',
  };
  const answers = await Promise.all([
    everything.send(`/api/cases/${call}/take-case`),
    everything.send(`/api/calls/${aCase}/end-call`),
    everything.send(`/api/shifts/${aCase}/end-shift`),
    running.inject({ method: 'POST', url: `/cases/${newId()}/take-case`, headers: form, payload: '_key=a&_key=b' }),
    running.inject({ method: 'POST', url: `/api/cases/${aCase}/take-case`, headers: year9999, payload: '{}' }),
  ]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 400]);
});

it('leaves nothing half written', async () => {
  expect((await verifyClocks(running.db)).mismatches).toEqual([]);
  expect((await verifyAudit(running.db)).broken).toEqual([]);
  const half = await asOwner(running.db, async (owner) => {
    const { rows } = await owner.query<{ what: string; id: string }>(HALF);
    return rows;
  });
  expect(half).toEqual([]);
});

/** Every case has its stream, its person and its complaint, and the row says what the stream says; shifts likewise. */
const HALF = `
  with streams as (select tenant, stream, count(*)::int as n, min(type) filter (where version = 1) as birth from event group by 1, 2)
  select 'case without its stream' as what, id from case_now c where not exists
    (select 1 from streams s where s.tenant = c.tenant and s.stream = c.id and s.birth = 'CaseOpened' and s.n = c.version)
  union all select 'stream without its case', stream from streams s where birth = 'CaseOpened' and not exists
    (select 1 from case_now c where c.tenant = s.tenant and c.id = s.stream)
  union all select 'case without a person', id from case_now c where not exists
    (select 1 from case_person p where p.tenant = c.tenant and p."case" = c.id)
  union all select 'case without a complaint', id from case_now c where not exists
    (select 1 from case_text t where t.tenant = c.tenant and t."case" = c.id and t.kind = 'complaint')
  union all select 'person without a case', "case" from case_person p where not exists
    (select 1 from case_now c where c.tenant = p.tenant and c.id = p."case")
  union all select 'open case without a deadline', id from case_now where closed_at is null and due_at is null
  union all select 'shift without its stream', id from shift_now h where not exists
    (select 1 from streams s where s.tenant = h.tenant and s.stream = h.id and s.birth = 'ShiftRequired' and s.n = h.version)
  union all select 'stream without its shift', stream from streams s where birth = 'ShiftRequired' and not exists
    (select 1 from shift_now h where h.tenant = s.tenant and h.id = s.stream)`;

function shown({ why, request, body }: Odd): string {
  const { method, url, headers, payload } = request;
  const text = typeof payload === 'string' ? payload : payload?.toString('hex');
  return `${why}: ${method} ${url.slice(0, 200)} ${JSON.stringify(headers)} ${text?.slice(0, 400) ?? ''} -> ${body}`;
}
