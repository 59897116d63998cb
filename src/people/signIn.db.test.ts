import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { hours, minutes, newId, seconds } from '#shared';
import { aRunningApp, HOST, type RunningApp } from '../../test/support/app.ts';
import { hashPassword, passwordProblem } from './password.ts';
import { forgetEndedSessions, issueApiToken, SESSION_IDLE_MS, SESSION_MS, tokenHash } from './sessions.ts';
import { TRIES } from './signIn.ts';
import type { PeopleTables } from './tables.ts';

const PASSWORD = 'a long night at Canal Bridge';
let running: RunningApp;

beforeAll(async () => {
  running = await aRunningApp({ mode: 'live' });
  for (const signIn of ['d.okafor', 'p.iyer', 'f.ogden', 't.brandreth'])
    await sql('update account set password_hash = $1 where sign_in = $2', [await hashPassword(PASSWORD), signIn]);
});
afterAll(() => running.close());

const sql = (text: string, values: unknown[] = []) => running.db.app.query(text, values);

const tries = (signIn: string, password: string, more: { next?: string; cookie?: string } = {}) =>
  running.inject({
    method: 'POST',
    url: '/sign-in',
    headers: {
      origin: `http://${HOST}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...(more.cookie ? { cookie: more.cookie } : {}),
    },
    payload: new URLSearchParams({ signIn, password, ...(more.next ? { next: more.next } : {}) }).toString(),
  });
const cookieIn = (answer: Awaited<ReturnType<typeof tries>>) =>
  String(answer.headers['set-cookie']).split(';')[0] ?? '';
const entered = async (signIn: string) => cookieIn(await tries(signIn, PASSWORD));
const looks = async (cookie: string, url = '/cover') =>
  (await running.inject({ method: 'GET', url, headers: { cookie } })).statusCode;
const SIGN_IN_FIRST = 303;

describe('a password', () => {
  it('lets in, and leads on to a page of our own only', async () => {
    const answer = await tries(' D.Okafor ', PASSWORD, { next: '/cover?date=2027-03-28' });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/cover?date=2027-03-28']);
    expect(await looks(cookieIn(answer))).toBe(200);
    for (const next of ['//elsewhere.example', 'https://elsewhere.example', '/\\elsewhere.example', 'javascript:0'])
      expect((await tries('d.okafor', PASSWORD, { next })).headers.location).toBe('/');
  });
  it('that is wrong is refused in the same words as a name that nobody has', async () => {
    const wrong = await tries('d.okafor', 'a long night at Priory Road');
    const nobody = await tries('nobody.here', PASSWORD);
    const unset = await tries('k.lindqvist', '');
    const machine = await tries('telephone-system', PASSWORD);
    for (const answer of [wrong, nobody, unset, machine]) {
      expect(answer.statusCode).toBe(422);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.body).toContain('Check the sign-in name and the password: they do not match an account');
      expect(answer.body).not.toContain(PASSWORD);
    }
  });
  it('is throttled: after ten wrong tries the right one has to wait a quarter of an hour', async () => {
    for (let n = 0; n < TRIES.perName; n++) await tries('f.ogden', 'wrong');
    const right = await tries('f.ogden', PASSWORD);
    expect([right.statusCode, right.headers['set-cookie']]).toEqual([422, undefined]);
    expect(right.body).toContain('Wait 15 minutes');
    expect((await tries('p.iyer', PASSWORD)).statusCode).toBe(303);
    running.pass(TRIES.windowMs + seconds(1));
    expect((await tries('f.ogden', PASSWORD)).statusCode).toBe(303);
  });
  it('is stored as an Argon2id hash, and is long', async () => {
    const { rows } = await sql("select password_hash from account where sign_in = 'd.okafor'");
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$/);
    expect(passwordProblem('short')).toContain('at least 12');
    expect(passwordProblem('x'.repeat(201))).toContain('at most 200');
    expect(passwordProblem(PASSWORD)).toBeUndefined();
  });
});

describe('a session', () => {
  it('is a cookie that no script reads, that no other site sends with a form, and that goes over TLS alone', async () => {
    const answer = await tries('d.okafor', PASSWORD);
    expect(String(answer.headers['set-cookie'])).toMatch(
      new RegExp(`^vigil=[\\w-]{43}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${SESSION_MS / 1000}; Secure$`),
    );
  });
  it('is stored by its hash alone, as a bearer token is', async () => {
    const cookie = await entered('d.okafor');
    const token = cookie.slice('vigil='.length);
    const api = await issueApiToken(running.db, (await running.as('d.okafor')).account, running.context.machineNow());
    const stored = await sql(
      'select row_to_json(s)::text as row from session s union all select row_to_json(t)::text from api_token t',
    );
    const text = stored.rows.map(({ row }) => row).join('\n');
    for (const secret of [token, api]) {
      expect(text).toContain(tokenHash(secret).toString('hex'));
      expect(text).not.toContain(secret);
    }
  });
  it('ends when the person signs out', async () => {
    const cookie = await entered('d.okafor');
    expect(await looks(cookie)).toBe(200);
    const out = await running.inject({
      method: 'POST',
      url: '/sign-out',
      headers: { cookie, origin: `http://${HOST}` },
    });
    expect(String(out.headers['set-cookie'])).toMatch(/^vigil=; .*Max-Age=0/);
    expect(await looks(cookie)).toBe(SIGN_IN_FIRST);
  });
  it('ends when somebody else signs in at the same browser', async () => {
    const before = await entered('d.okafor');
    const after = cookieIn(await tries('p.iyer', PASSWORD, { cookie: before }));
    expect(await looks(before)).toBe(SIGN_IN_FIRST);
    expect(await looks(after)).toBe(200);
  });
  it('ends after half an hour without a page', async () => {
    const cookie = await entered('d.okafor');
    running.pass(SESSION_IDLE_MS - minutes(1));
    expect(await looks(cookie)).toBe(200);
    running.pass(SESSION_IDLE_MS - minutes(1));
    expect(await looks(cookie)).toBe(200);
    running.pass(SESSION_IDLE_MS + minutes(1));
    expect(await looks(cookie)).toBe(SIGN_IN_FIRST);
  });
  it('ends after twelve hours whatever is done in them', async () => {
    const cookie = await entered('d.okafor');
    for (let passed = 0; passed + minutes(20) < SESSION_MS; passed += minutes(20)) {
      running.pass(minutes(20));
      expect(await looks(cookie)).toBe(200);
    }
    running.pass(minutes(20));
    expect(await looks(cookie)).toBe(SIGN_IN_FIRST);
  });
  it('ends with its account', async () => {
    const cookie = await entered('t.brandreth');
    await sql("update account set ended_at = now() where sign_in = 't.brandreth'");
    running.pass(seconds(6));
    expect(await looks(cookie)).toBe(SIGN_IN_FIRST);
    expect((await tries('t.brandreth', PASSWORD)).statusCode).toBe(422);
  });
  it('leads to the sign-in when there is none, and a program is told', async () => {
    const page = await running.inject({ method: 'GET', url: '/cover?date=2027-03-28' });
    expect(page.headers.location).toBe('/sign-in?next=%2Fcover%3Fdate%3D2027-03-28');
    const program = await running.inject({
      method: 'POST',
      url: '/api/shifts',
      headers: { 'idempotency-key': newId() },
      payload: {},
    });
    expect(program.statusCode).toBe(401);
    for (const cookie of ['vigil=', 'vigil=x', `vigil=${'a'.repeat(43)}`])
      expect(await looks(cookie)).toBe(SIGN_IN_FIRST);
  });
});

describe('a role', () => {
  it('that is taken away is felt within seconds, in the session that is open', async () => {
    const cookie = await entered('p.iyer');
    const search = () =>
      running.inject({
        method: 'POST',
        url: '/cases/search',
        headers: { cookie, origin: `http://${HOST}`, 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'search=Pellworth',
      });
    expect((await search()).statusCode).toBe(200);
    await inScope(running.db, { tenants: [running.tenant] }, (tx) =>
      tx.withTables<PeopleTables>().deleteFrom('role_grant').where('role', '=', 'triage-nurse').execute(),
    );
    running.pass(seconds(6));
    expect((await search()).statusCode).toBe(403);
    expect(await looks(cookie)).toBe(403);
  });
  it('is asked of every program too: a token of nobody is 401, one without the role 403', async () => {
    const token = await issueApiToken(running.db, (await running.as('j.sayle')).account, running.context.machineNow());
    const asks = (bearer: string) =>
      running.inject({
        method: 'POST',
        url: '/api/shifts',
        headers: { authorization: `Bearer ${bearer}`, 'idempotency-key': newId() },
        payload: {},
      });
    expect((await asks(token)).statusCode).toBe(403);
    expect((await asks('a'.repeat(43))).statusCode).toBe(401);
    await sql('update api_token set ended_at = now() where token_hash = $1', [tokenHash(token)]);
    running.pass(seconds(6));
    expect((await asks(token)).statusCode).toBe(401);
  });
});

it('the demo’s doors are shut in a live installation', async () => {
  for (const [method, url] of [
    ['GET', '/sign-in-as'],
    ['GET', '/api/demo/clock'],
    ['POST', '/api/demo/clock'],
    ['POST', '/api/demo/sign-in'],
    ['POST', '/sign-in-as'],
  ] as const)
    expect((await running.inject({ method, url, headers: { origin: `http://${HOST}` } })).statusCode, url).toBe(404);
});

it('a session is forgotten once it has ended', async () => {
  await entered('d.okafor');
  running.pass(SESSION_MS + hours(1));
  await forgetEndedSessions(running.db, running.context.machineNow());
  expect((await sql('select count(*)::int as n from session')).rows[0].n).toBe(0);
});
