import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#shared';
import { asOwner, type TestDatabase, testDatabase } from '../database/testing.ts';
import { makeDemo } from '../server/demoSetUp.ts';
import { codesOf, type Ended, runVigil, startVigil } from './testing.ts';

const PASSWORD = 'a long night at the quay';
const SECOND = 'another night at the quay';

let database: TestDatabase;
let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'vigil-founding-'));
  env = { DATABASE_URL: database.ownerUrl, VIGIL_MODE: 'live', VIGIL_DATA: folder, PORT: '0', LOG_LEVEL: 'error' };
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** `_` in a word stands for a space. */
const vigil = (words: string, input?: string): Promise<Ended> =>
  runVigil([...words.split(' ').map((word) => word.replaceAll('_', ' ')), '--json'], { cwd: folder, env }, input);
const done = async (words: string, input?: string) => {
  const ended = await vigil(words, input);
  expect([words, ended.code, ended.json]).toEqual([words, 0, ended.json]);
  return ended.json;
};
const refusal = async (words: string, input?: string) => {
  const ended = await vigil(words, input);
  expect([words, ended.code]).toEqual([words, 2]);
  expect(ended.out + ended.err).not.toContain(input ?? PASSWORD);
  return codesOf(ended);
};

describe('a live installation, made by command alone', () => {
  let address: string;
  let cookie: string;
  let token: string;
  const served = { stop: async () => {} };
  afterAll(() => served.stop());

  const post = (path: string, headers: Record<string, string>, body: string) =>
    fetch(`${address}${path}`, { method: 'POST', headers, body, redirect: 'manual' });
  const entersWith = (password: string) =>
    post(
      '/sign-in',
      { origin: address, 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams({ signIn: 'E.Carrow', password, next: '/cases' }).toString(),
    );
  const sees = async () => (await fetch(`${address}/cases`, { headers: { cookie }, redirect: 'manual' })).status;
  const callsWith = (bearer: string) =>
    post(
      '/api/calls',
      { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', 'idempotency-key': newId() },
      JSON.stringify({ id: newId(), message: false }),
    );
  const becomes = (look: () => Promise<number>, status: number) =>
    expect.poll(look, { timeout: 60_000, interval: 500 }).toBe(status);

  it('is made from nothing, and makes nothing twice', async () => {
    const organisation = await done('organisation add wharfside --name Wharfside_Out_of_Hours');
    expect(organisation).toEqual({ id: expect.any(Number), slug: 'wharfside', name: 'Wharfside Out of Hours' });
    expect(await done('organisation add wharfside --name Wharfside_Out_of_Hours')).toEqual(organisation);
    const service = await done('service add wharf --organisation wharfside --name Wharf');
    expect(service).toEqual({ id: expect.any(Number), slug: 'wharf', organisation: 'wharfside' });
    expect(await done('service add wharf --organisation wharfside --name Wharf')).toEqual(service);
    const place = await done('place add quay --service wharf --name The_Quay --kind base --area Harbour');
    expect(place).toEqual({ id: expect.any(Number), slug: 'quay', service: 'wharf' });
    expect(await done('place add quay --service wharf --name The_Quay --kind base --area Harbour')).toEqual(place);
    const person = await done('account add E.Carrow --name Esther_Carrow', `${PASSWORD}\r\nnot this\n`);
    expect(person).toEqual({ id: expect.any(String), signIn: 'e.carrow', name: 'Esther Carrow', machine: false });
    await done('account add exchange --name The_exchange --machine');
    const granted = { signIn: 'e.carrow', role: 'doctor', organisation: 'wharfside' };
    expect(await done('role grant e.carrow doctor --organisation wharfside')).toEqual({ ...granted, changed: true });
    expect(await done('role grant e.carrow doctor --organisation wharfside')).toEqual({ ...granted, changed: false });
    await done('role grant exchange telephony --organisation wharfside');
    const issued = await done('token issue exchange');
    expect(issued).toEqual({ signIn: 'exchange', token: expect.stringMatching(/^[\w-]{43}$/) });
    token = String(issued.token);
  });

  it('has a directory of practices, and people who speak for them', async () => {
    const practice = 'practice add z99001 --organisation wharfside --name Hollin_Row --address 2_Hollin_Row';
    const added = await done(`${practice} --telephone 01632_960500 --channel folder --to hollin-row`);
    expect(added).toEqual({ id: expect.any(Number), code: 'Z99001', organisation: 'wharfside' });
    expect(await done(`${practice} --telephone 01632_960500 --channel folder --to hollin-row`)).toEqual(added);
    expect(await refusal('practice member e.carrow Z99001 --organisation wharfside')).toEqual(['no-practice-manager']);
    await done('role grant e.carrow practice-manager --organisation wharfside');
    const member = 'practice member e.carrow Z99001 --organisation wharfside --post clinician';
    expect([await done(member), await done(member)]).toMatchObject([{ changed: true }, { changed: false }]);
    expect(await done(`${member} --end`)).toMatchObject({ changed: true });
    const slip = 'practice close Z99001 --organisation wharfside --on 1901-01-01';
    expect(await refusal(slip)).toEqual(['closing-day']);
    const lastDay = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const close = `practice close Z99001 --organisation wharfside --on ${lastDay}`;
    expect([await done(close), await done(close)]).toMatchObject([{ changed: true }, { changed: false }]);
  });

  it('lets its people and machines work', async () => {
    const child = startVigil(['serve'], { cwd: folder, env });
    const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
    served.stop = () => {
      child.kill('SIGTERM');
      return ended;
    };
    address = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (bytes) => resolve(String(bytes).trim()));
      child.once('close', (code) => reject(new Error(`serve ended with ${code}`)));
    });
    const entered = await entersWith(PASSWORD);
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/cases']);
    cookie = (entered.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(await sees()).toBe(200);
    expect((await callsWith(token)).status).toBe(201);
  });

  it('feels within a minute what is taken away', async () => {
    await done('role revoke exchange telephony --organisation wharfside');
    await becomes(async () => (await callsWith(token)).status, 403);
    expect(await done('role revoke exchange telephony --organisation wharfside')).toMatchObject({ changed: false });
    expect(await done('token end exchange')).toEqual({ signIn: 'exchange', ended: 1 });
    expect(await done('token end exchange')).toEqual({ signIn: 'exchange', ended: 0 });
    await becomes(async () => (await callsWith(token)).status, 401);
    await done('account password e.carrow', SECOND);
    await becomes(sees, 303);
    expect((await entersWith(PASSWORD)).status).toBe(422);
    const again = await entersWith(SECOND);
    cookie = (again.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect([again.status, await sees()]).toEqual([303, 200]);
    const ended = await done('account end e.carrow');
    expect(await done('account end e.carrow')).toEqual(ended);
    await becomes(sees, 303);
    expect((await entersWith(SECOND)).status).toBe(422);
  });

  it('has an audit row of each change, and keeps neither a password nor a token', async () => {
    await served.stop();
    const { changes, kept } = await asOwner(database, async (owner) => {
      await owner.query('set row_security = off');
      const changes = await owner.query<{ entity: string; change: object; by: string }>(
        'select entity, change, sign_in as by from audit join account on account.id = actor order by at, audit.id',
      );
      const kept = await owner.query<{ row: string }>(
        `select row_to_json(a)::text as row from account a union all select row_to_json(t)::text from api_token t
         union all select row_to_json(u)::text from audit u`,
      );
      return { changes: changes.rows, kept: kept.rows.map(({ row }) => row).join('\n') };
    });
    expect(changes.map(({ entity, change }) => [entity, Object.keys(change)[0]])).toEqual([
      ['organisation', 'added'],
      ['service', 'added'],
      ['place', 'added'],
      ['role', 'granted'],
      ['role', 'granted'],
      ['account', 'token'],
      ['practice', 'added'],
      ['role', 'granted'],
      ['practice-member', 'practice'],
      ['practice-member', 'practice'],
      ['practice', 'closedOn'],
      ['role', 'revoked'],
      ['account', 'password'],
      ['account', 'ended'],
    ]);
    expect(new Set(changes.map(({ by }) => by))).toEqual(new Set(['command-line']));
    for (const secret of [PASSWORD, SECOND, token]) expect(kept).not.toContain(secret);
  });
});

describe('what is refused in words', () => {
  beforeAll(async () => {
    await makeDemo(database, 1, 'tidewell');
    await done('organisation add harbour --name Harbour');
    await done('service add harbour --organisation harbour --name Harbour');
    await done('place add mole --service harbour --name Mole --kind car');
    await done('account add a.reeve --name Ann_Reeve', PASSWORD);
    await done('account add bank --name Bank --machine');
    await done('account add z.gone --name Zoe_Gone', PASSWORD);
    await done('account end z.gone');
  });

  it.each([
    ['organisation add harbour --name Haven', 'slug-taken'],
    ['organisation add tidewell --name Tidewell_Out_of_Hours', 'slug-taken'],
    ['service add harbour --organisation harbour --name Harbour --kind telephone-only', 'slug-taken'],
    ['service add day --organisation nowhere --name Day', 'organisation-unknown'],
    ['service add day --organisation tidewell --name Day', 'made-up'],
    ['place add mole --service harbour --name Mole --kind base', 'slug-taken'],
    ['place add pier --service nowhere --name Pier --kind base', 'service-unknown'],
    ['place add pier --service tidewell --name Pier --kind base', 'made-up'],
    ['account add a.reeve --name Ann', 'sign-in-taken'],
    ['account add z.gone --name Zoe', 'sign-in-taken'],
    ['account add command-line --name Me', 'sign-in-reserved'],
    ['account add import --name Me --machine', 'sign-in-reserved'],
    ['account password nobody', 'account-unknown'],
    ['account password bank', 'account-machine'],
    ['account password z.gone', 'account-ended'],
    ['account end visitor', 'sign-in-reserved'],
    ['role grant z.gone doctor --organisation harbour', 'account-ended'],
    ['role grant a.reeve doctor --organisation tidewell', 'made-up'],
    ['role grant d.okafor doctor --organisation harbour', 'made-up'],
    ['token issue z.gone', 'account-ended'],
    ['token end nobody', 'account-unknown'],
  ])('vigil %s', async (words, code) => {
    expect(await refusal(words, PASSWORD)).toEqual([code]);
  });

  it('a password that is short, long or none', async () => {
    expect(await refusal('account add b.reeve --name Bea', 'eleven-char')).toEqual(['password-wrong']);
    expect(await refusal('account add b.reeve --name Bea', 'x'.repeat(201))).toEqual(['password-wrong']);
    expect(codesOf(await vigil('account add b.reeve --name Bea', '\na second line of words'))).toEqual([
      'password-missing',
    ]);
  });

  it('one of two who add the same account at once', async () => {
    const both = await Promise.all([1, 2].map(() => vigil('account add c.reeve --name Cy_Reeve', PASSWORD)));
    expect(both.map(({ code }) => code).sort()).toEqual([0, 2]);
  });
});
