import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { instant, minutes, newId, plus, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { asOwner } from '../../database/testing.ts';
import { leaseOf } from '../lease/leaseStore.ts';

let running: RunningApp;
let director: Person;
let nurse: Person;
let doctor: Person;
beforeAll(async () => {
  running = await aRunningApp();
  running.setNow(instant('2027-03-28T18:00:00Z'));
  [director, nurse, doctor] = await Promise.all([
    running.as('h.vassell'),
    running.as('p.iyer'),
    running.as('achterberg'),
  ]);
});
afterAll(() => running.close());

const two = { grade: 'other', tries: 2, apartMinutes: 5, overMinutes: 5, welfareCheck: false, closers: 'clinicians' };
const sets = (body: Record<string, unknown>, by = director, what = 'contact') =>
  by.send(`/api/call-backs/rules/${what}`, { id: newId(), service: 'tidewell', reason: 'A trial in March', ...body });
const codesOf = (answer: { json(): { problems?: { code: string }[] } }) =>
  answer.json().problems?.map(({ code }) => code);

async function aCase(): Promise<string> {
  const id = newId();
  const answer = await nurse.send('/api/cases', {
    ...{ id, service: 'tidewell', entryRoute: 'other-service', answeredAt: toIso(running.now()), priority: 'other' },
    ...{ patientName: 'Ivy Pellworth', ringBack: '01632 960131', whereNow: '4 Tallow Row', complaint: 'Cough' },
  });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  return id;
}
const tries = async (id: string) =>
  expect((await nurse.send(`/api/cases/${id}/try-contact`, { result: 'no-reply' })).statusCode).toBe(200);
const close = (id: string) =>
  nurse.send(`/api/cases/${id}/close-case`, {
    outcome: 'no-reply',
    note: { plan: 'Rung in vain, a letter to the practice', forPractice: { kind: 'information' } },
  });

describe('the rules of the call-backs', () => {
  it('are ours, with the source, until the medical director sets them; nobody else may', async () => {
    const page = await nurse.get('/call-backs/rules');
    expect(page.body).toContain('no national rule gives a number');
    expect(page.body).not.toContain('Change it');
    expect((await director.get('/call-backs/rules')).body).toContain('Change it');
    for (const by of [nurse, doctor]) expect((await sets(two, by)).statusCode).toBe(403);
  });
  it('are changed with a reason, from now on, with an audit row; a case that is tried for already keeps its own', async () => {
    const before = await aCase();
    await tries(before);
    running.setNow(plus(running.now(), minutes(1)));
    const changed = await sets(two);
    expect([changed.statusCode, changed.body]).toEqual([201, changed.body]);
    expect((await nurse.get(`/call-backs?case=${before}`)).body).toContain('1 of 3 tries');
    const after = await aCase();
    await tries(after);
    running.setNow(plus(running.now(), minutes(6)));
    for (const id of [before, after]) await tries(id);
    expect((await nurse.get(`/cases/${after}`)).body).toContain('All was tried: closed by a nurse or a doctor');
    expect(codesOf(await close(before))).toContain('contact-not-tried');
    expect((await close(after)).statusCode).toBe(200);

    const read = (await nurse.get('/api/call-backs/rules')).json();
    expect(read.inForce['contact-other']).toMatchObject({ tries: 2, apartMinutes: 5 });
    expect(read.editions).toMatchObject([{ kind: 'contact-other', reason: 'A trial in March' }]);
    const page = await nurse.get('/call-backs/rules');
    expect(page.body).toMatch(/In force.*2 tries, each 5 minutes after the last.*A trial in March.*Vassell/s);
    const audits = await asOwner(
      running.db,
      async (owner) => (await owner.query(`select change from audit where entity = 'call-setting'`)).rows,
    );
    expect(audits).toMatchObject([{ change: { kind: 'contact-other', tries: 2, reason: 'A trial in March' } }]);
  });
  it('are never changed for the past, nor to what they are, nor to next to nothing', async () => {
    expect(codesOf(await sets({ ...two, from: toIso(plus(running.now(), -minutes(1))) }))).toEqual(['from-when']);
    expect(codesOf(await sets(two))).toEqual(['no-change']);
    expect((await sets({ ...two, tries: 1 })).statusCode).toBe(422);
    expect((await sets({ ...two, reason: '' })).statusCode).toBe(422);
    expect(
      codesOf(await sets({ lapseMinutes: 30, consultingMinutes: 60, stuckMinutes: 20 }, director, 'lease')),
    ).toEqual(['stuck-before-lapse']);
  });
  it('announced for later are seen beforehand and hold from then', async () => {
    const from = plus(running.now(), minutes(60));
    expect((await sets({ ...two, tries: 4, from: toIso(from) })).statusCode).toBe(201);
    expect((await nurse.get('/call-backs/rules')).body).toContain('To come');
    const tried = async () => (await nurse.get('/api/call-backs/rules')).json().inForce['contact-other'].tries;
    expect(await tried()).toBe(2);
    running.setNow(from);
    expect(await tried()).toBe(4);
  });
  it('are set on the page, which shows again what was sent where it is refused', async () => {
    const form = { id: newId(), service: 'tidewell', grade: 'urgent', ...{ tries: '4', apartMinutes: '10' } };
    const rest = { overMinutes: '30', welfareCheck: 'true', closers: 'doctors', reason: 'Two were found late' };
    const day = { 'fromDay-day': '29', 'fromDay-month': '3', 'fromDay-year': '2027', fromTime: '8:00' };
    const wrong = await director.post('/call-backs/rules/contact', { ...form, ...rest, ...day, tries: '40' });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.body).toContain('Give how many tries as a whole number from 2 to 10.');
    expect(wrong.body).toContain('Two were found late');
    const sent = await director.post('/call-backs/rules/contact', { ...form, ...rest, ...day });
    expect([sent.statusCode, sent.headers.location]).toEqual([303, '/call-backs/rules']);
    expect((await director.get('/call-backs/rules')).body).toMatch(/29 Mar 08:00|Mon 29 March 08:00/);
  });
});

describe('the length of a lease', () => {
  it('is the service’s from the next step of whoever has the case', async () => {
    const id = await aCase();
    const untilOf = () =>
      inScope(
        running.db,
        { tenants: [running.tenant] },
        async (tx) => (await leaseOf(tx, running.tenant, id))?.expiresAt,
      );
    await nurse.send(`/api/cases/${id}/take-case`);
    expect(await untilOf()).toBe(plus(running.now(), minutes(10)));
    const set = await sets({ lapseMinutes: 5, consultingMinutes: 60, stuckMinutes: 45 }, director, 'lease');
    expect([set.statusCode, set.body]).toEqual([201, set.body]);
    expect(await untilOf()).toBe(plus(running.now(), minutes(10)));
    await nurse.send(`/api/cases/${id}/start-assessment`);
    expect(await untilOf()).toBe(plus(running.now(), minutes(5)));
  });
});
