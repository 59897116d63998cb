import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { createTokens, grantRoles, issueApiToken, type Role, registerAccount } from '#people';
import { newId } from '#shared';
import { createApp } from '../app.ts';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { easter } from './easter.testing.ts';
import { publishingModule } from './module.ts';
import { aNight, type Night } from './night.testing.ts';
import { noticesNow } from './noticeStore.ts';

let db: TestDatabase;
let app: FastifyInstance;
let night: Night;
const tokens: Partial<Record<Role, string>> = {};

beforeAll(async () => {
  db = await testDatabase();
  night = await aNight(db, 'notices');
  for (const role of ['shift-lead', 'doctor'] as const) {
    const account = await registerAccount(db, { signIn: role, name: role });
    await grantRoles(db, night.tenant, [{ account, role }]);
    tokens[role] = await issueApiToken(db, account, night.context.machineNow());
  }
  const context = { ...night.context, tokens: createTokens(db), log: pino({ level: 'silent' }), mode: 'live' };
  app = await createApp(context as never, [publishingModule]);
});
afterAll(async () => {
  await app.close();
  await db.drop();
});

type Sent = { role?: Role; key?: string; headers?: Record<string, string> };

async function post(body: object, { role = 'shift-lead', key = newId(), headers = {} }: Sent = {}) {
  const authorization = `Bearer ${tokens[role]}`;
  const answer = await app.inject({
    method: 'POST',
    url: '/api/notices',
    headers: { authorization, 'idempotency-key': key, ...headers },
    payload: body,
  });
  return { status: answer.statusCode, body: answer.json(), codes: (answer.json().problems ?? []).map(codeOf) };
}

const codeOf = ({ field, code }: { field?: string; code: string }) => `${field ?? ''} ${code}`.trim();
const inForce = () =>
  inScope(db, { tenants: [night.tenant] }, (tx) => noticesNow(tx, { tenant: night.tenant, service: night.service }));

describe('a public notice', () => {
  it('is posted once, however often it is sent, with an audit row', async () => {
    night.at('20:34');
    const [id, key] = [newId(), newId()];
    const notice = { id, place: 'canal-bridge', says: 'shut', goTo: 'Foundry Lane. Ring 111 first.' };
    const both = await Promise.all([post(notice, { key }), post(notice, { key })]);
    expect([...both, await post(notice, { key })].map(({ status, body }) => [status, body])).toEqual(
      new Array(3).fill([201, { subject: id }]),
    );
    expect((await post({ ...notice, says: 'open' }, { key })).codes).toEqual(['Idempotency-Key key-reused']);
    expect(await inForce()).toMatchObject([{ says: 'shut', goTo: notice.goTo, postedAt: easter('20:34') }]);
    const { rows } = await inScope(db, { tenants: [night.tenant] }, (_, client) =>
      client.query("select change from audit where entity = 'public-notice' and key = $1", [id]),
    );
    expect(rows).toMatchObject([{ change: { place: 'canal-bridge', says: 'shut' } }]);
  });

  it.each<[string, object, string[]]>([
    ['a base of nobody', { place: 'nowhere' }, ['place place-unknown']],
    ['a place that is no base of ours', { place: 'larkhithe-cross' }, ['place place-unknown']],
    ['another word', { says: 'maybe' }, ['says invalid-value']],
    ['a field that it does not know', { staff: 'Dr May' }, ['staff field-unknown']],
    ['a time to come', { postedAt: '2027-03-28 23:59' }, ['postedAt later-than-now']],
    ['a time before the last notice', { postedAt: '2027-03-28 20:00' }, ['postedAt before-previous-notice']],
    ['a time that nobody can read', { postedAt: 'late' }, ['postedAt time-invalid']],
  ])('refuses %s', async (_, wrong, codes) => {
    night.at('21:00');
    const answer = await post({ id: newId(), place: 'canal-bridge', says: 'open', ...wrong });
    expect(answer).toMatchObject({ status: 422, codes });
  });

  it('is for those who lead a shift, and its time is not taken from a request outside a demo', async () => {
    const notice = { id: newId(), place: 'canal-bridge', says: 'open' };
    expect((await post(notice, { role: 'doctor' })).status).toBe(403);
    expect((await post(notice, { key: 'x' })).codes).toEqual(['Idempotency-Key key-missing']);
    const headers = { 'vigil-demo-now': '2027-03-28T22:00:00Z' };
    expect((await post(notice, { headers })).codes).toEqual(['Vigil-Demo-Now demo-clock']);
  });

  it('can be posted by a form, which comes back with what was wrong', async () => {
    night.at('21:30');
    const form = (fields: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/notices',
        headers: {
          authorization: `Bearer ${tokens['shift-lead']}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ id: newId(), _key: newId(), ...fields }).toString(),
      });
    const done = await form({ place: 'foundry-lane', says: 'open', goTo: '' });
    expect([done.statusCode, done.headers.location]).toEqual([303, '/notices']);
    const again = await form({ place: 'foundry-lane', says: '', goTo: 'Somewhere & elsewhere' });
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('Choose open or shut.');
    expect(again.body).toContain('Somewhere &amp; elsewhere');
  });

  it('stands in the description of the interface', async () => {
    const headers = { authorization: `Bearer ${tokens['shift-lead']}` };
    const { paths } = (await app.inject({ url: '/api/openapi.json', headers })).json();
    expect(paths['/api/notices'].post).toMatchObject({ operationId: 'post-notice', tags: ['publishing'] });
    expect(Object.keys(paths['/api/notices'].post.requestBody.content['application/json'].schema.properties)).toEqual([
      'id',
      'service',
      'place',
      'says',
      'goTo',
      'postedAt',
    ]);
  });
});
