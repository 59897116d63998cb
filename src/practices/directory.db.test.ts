import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { addDays, localDate, newId, showDate } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';
import { practiceByOds, practiceFor, practiceNamed, practicesLike, practicesOf, practicesOfMember } from './index.ts';
import { codesOf, practiceBody } from './practices.testing.ts';

let running: RunningApp;
let administrator: Person;
beforeAll(async () => {
  running = await aRunningApp({ slug: 'directory' });
  administrator = await running.as('y.castell');
});
afterAll(() => running.close());

const inTenant = <T>(work: Parameters<typeof inScope<T>>[2]) =>
  inScope(running.db, { tenants: [running.tenant] }, work);
const add = (about: object) =>
  administrator.send('/api/practices', {
    ...{ id: newId(), ...practiceBody },
    // Each its own folder: what is sent to one is read by one.
    channelAddress: `folder-${(about as { code?: string }).code ?? practiceBody.code}`,
    ...about,
  });

describe('the directory of practices', () => {
  it('is added to by an administrator, once a code, with an audit row', async () => {
    const body = { id: newId(), ...practiceBody };
    const key = newId();
    for (const _ of [1, 2]) expect((await administrator.send('/api/practices', body, key)).statusCode).toBe(201);
    expect(codesOf(await add({ name: 'Another' }))).toEqual(['code code-taken']);
    const found = await inTenant((tx) => practiceByOds(tx, { tenant: running.tenant, code: 'z99001' }));
    expect(found).toMatchObject({ name: 'Hollin Row Surgery', channel: 'folder' });
    const audits = await inTenant((tx) =>
      tx.selectFrom('audit').select('change').where('entity', '=', 'practice').execute(),
    );
    expect(audits).toMatchObject([{ change: { added: { code: 'Z99001' } } }]);
  });

  it.each<[string, object, string[]]>([
    ['a code that is none', { code: '12' }, ['code practice-code-invalid']],
    ['a folder that is a path', { channelAddress: '../outside' }, ['channelAddress channel-address']],
    ['an address that is none', { channel: 'smtp' }, ['channelAddress channel-address']],
    ['a field that it does not know', { list: 3 }, ['list field-unknown']],
  ])('refuses %s', async (_, wrong, codes) => expect(codesOf(await add({ code: 'Z99777', ...wrong }))).toEqual(codes));

  it('is changed by nobody else', async () => {
    const lead = await running.as('d.okafor');
    expect((await lead.send('/api/practices', { id: newId(), ...practiceBody })).statusCode).toBe(403);
    expect((await lead.get('/practices')).body).not.toContain('Add a practice');
    expect((await (await running.as('c.nunn')).get('/practices')).statusCode).toBe(403);
  });

  it('is looked through by the words of a name, for those who type', async () => {
    await add({ code: 'Z99002', name: 'Quay Street Surgery' });
    await add({ code: 'Z99003', name: 'The Old Hollin Practice' });
    const taker = await running.as('m.quill');
    const names = async (like: string) =>
      (await taker.get(`/api/practices?like=${encodeURIComponent(like)}`))
        .json()
        .practices.map((one: { name: string }) => one.name);
    expect(await names('hollin')).toEqual(['Hollin Row Surgery', 'The Old Hollin Practice']);
    expect(await names('z99002')).toEqual(['Quay Street Surgery']);
    expect(await names('  ')).toEqual([]);
    expect(
      await inTenant((tx) => practiceNamed(tx, { tenant: running.tenant, text: 'quay street surgery' })),
    ).toMatchObject({
      code: 'Z99002',
    });
  });

  it('closes a practice for good, with the one that takes its patients', async () => {
    const close = (about: object) =>
      administrator.send('/api/practices/close', { id: newId(), on: lastDay, sure: 'z99003', ...about });
    const lastDay = addDays(localDate(running.now()), -20);
    expect(codesOf(await close({ code: 'Z99003', on: '1901-01-01' }))).toEqual(['on closing-day']);
    expect(codesOf(await close({ code: 'Z99003', on: addDays(lastDay, 400) }))).toEqual(['on closing-day']);
    expect(codesOf(await close({ code: 'Z99003', sure: 'Z99002' }))).toEqual(['sure not-sure']);
    expect(codesOf(await close({ code: 'Z99003', successor: 'Z99003' }))).toEqual(['successor successor-closed']);
    expect(codesOf(await close({ code: 'Z99003', successor: 'Z12345' }))).toEqual(['successor practice-unknown']);
    expect((await close({ code: 'Z99003', successor: 'Z99001' })).statusCode).toBe(201);
    expect(codesOf(await close({ code: 'Z99003' }))).toEqual(['code practice-closed']);
    const { tenant } = running;
    const [closed] = await inTenant(async (tx) =>
      (await practicesOf(tx, tenant)).filter(({ code }) => code === 'Z99003'),
    );
    const at = running.now();
    const standing = await inTenant((tx) => practiceFor(tx, { tenant, practice: closed!.id, at }));
    expect(standing).toMatchObject({ state: 'closed', successor: { code: 'Z99001' } });
    expect(await inTenant((tx) => practicesLike(tx, { tenant, typed: 'old', at }))).toEqual([]);
    expect((await administrator.get('/practices')).body).toContain('Hollin Row Surgery took its patients');
    expect((await administrator.get('/practices/Z99003')).body).toContain(`Closed for good after ${showDate(lastDay)}`);
    const reopen = (about: object) =>
      administrator.send('/api/practices/reopen', { id: newId(), code: 'Z99003', reason: 'mistake', ...about });
    expect(codesOf(await reopen({ reason: 'whim' }))).toHaveLength(1);
    expect((await reopen({})).statusCode).toBe(201);
    expect(codesOf(await reopen({}))).toEqual(['code practice-open']);
    expect((await inTenant((tx) => practicesLike(tx, { tenant, typed: 'old', at }))).length).toBe(1);
    const audits = await inTenant((tx) =>
      tx.selectFrom('audit').select('change').where('entity', '=', 'practice').where('key', '=', 'Z99003').execute(),
    );
    expect(audits).toContainEqual({ change: expect.objectContaining({ reopened: 'mistake', wasClosedOn: lastDay }) });
  });

  it('gives a folder or an address to one practice, and shares it with nobody but its successor', async () => {
    await add({ code: 'Z99008', name: 'Northgate Practice', channelAddress: 'northgate' });
    const change = (about: object) => administrator.send('/api/practices/change', { id: newId(), ...about });
    const taken = ['channelAddress channel-address-taken'];
    expect(codesOf(await add({ code: 'Z99009', name: 'Ninth', channelAddress: 'Northgate' }))).toEqual(taken);
    expect((await add({ code: 'Z99009', name: 'Ninth' })).statusCode).toBe(201);
    expect(codesOf(await change({ code: 'Z99009', channelAddress: 'northgate' }))).toEqual(taken);
    expect((await change({ code: 'Z99008', name: 'Northgate Surgery' })).statusCode).toBe(201);
    const both = ['Z99011', 'Z99012'].map((code) => add({ code, name: code, channelAddress: 'at-once' }));
    expect((await Promise.all(both)).map(({ statusCode }) => statusCode).sort()).toEqual([201, 422]);
    const on = localDate(running.now());
    const closing = { id: newId(), code: 'Z99008', on, successor: 'Z99009', sure: 'Z99008' };
    expect((await administrator.send('/api/practices/close', closing)).statusCode).toBe(201);
    expect(codesOf(await change({ code: 'Z99002', channelAddress: 'northgate' }))).toEqual(taken);
    expect((await change({ code: 'Z99009', channelAddress: 'northgate' })).statusCode).toBe(201);
    const reopen = { id: newId(), code: 'Z99008', reason: 'mistake' };
    expect(codesOf(await administrator.send('/api/practices/reopen', reopen))).toEqual(['code channel-address-taken']);
  });

  it('says by a form what was wrong, with what was typed', async () => {
    const again = await administrator.post('/practices', {
      id: newId(),
      ...practiceBody,
      code: 'Z9',
      name: 'Typed & kept',
    });
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('Typed &amp; kept');
    const closing = { code: 'Z99002', 'on-day': '31', 'on-month': '2', 'on-year': '2027' };
    const refused = await administrator.post('/practices/close', { id: newId(), ...closing });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Write a date that exists');
  });

  it('knows who speaks for a practice', async () => {
    const body = { id: newId(), code: 'Z99001', post: 'manager' };
    expect(codesOf(await administrator.send('/api/practices/members', { ...body, signIn: 'd.okafor' }))).toEqual([
      'signIn no-practice-manager',
    ]);
    expect((await administrator.send('/api/practices/members', { ...body, signIn: 'c.nunn' })).statusCode).toBe(201);
    const { account } = await running.as('c.nunn');
    const mine = () => inTenant((tx) => practicesOfMember(tx, { tenants: [running.tenant], account }));
    expect(await mine()).toMatchObject([{ post: 'manager' }]);
    expect((await administrator.get('/practices/Z99001')).body).toContain('Carys Nunn');
    const end = { id: newId(), code: 'Z99001', signIn: 'c.nunn' };
    expect((await administrator.send('/api/practices/members/end', end)).statusCode).toBe(201);
    expect(await mine()).toEqual([]);
    expect(codesOf(await administrator.send('/api/practices/members/end', { ...end, id: newId() }))).toEqual([
      'signIn no-member',
    ]);
  });
});
