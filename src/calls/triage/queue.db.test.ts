import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { instant, minutes, newId, plus, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { caseLine } from '../caseListStore.ts';
import { aReferral } from '../referral/examples.ts';

let running: RunningApp;
let nurse: Person;
let other: Person;
let advisor: Person;
let lead: Person;

beforeAll(async () => {
  running = await aRunningApp();
  running.setNow(instant('2027-03-28T18:00:00Z'));
  const named = (name: string) => running.as(name);
  [nurse, other, advisor, lead] = await Promise.all([
    named('p.iyer'),
    named('c.doyle'),
    named('m.quill'),
    named('d.okafor'),
  ]);
});
afterAll(() => running.close());

const line = (id: string) =>
  inScope(running.db, { tenants: [running.tenant] }, (tx) => caseLine(tx, running.tenant, id));
const short = async (id: string) => (await line(id))?.number.slice(5);
const later = (ms: number) => running.setNow(plus(running.now(), ms));
let opened = 0;

async function aCase(about: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  opened += 1;
  const answer = await advisor.send('/api/cases', {
    id,
    service: 'tidewell',
    entryRoute: 'other-service',
    answeredAt: toIso(running.now()),
    priority: 'other',
    patientName: `Patient Number${opened}`,
    dateOfBirth: `19${10 + opened}-06-14`,
    ringBack: `01632 960 ${100 + opened}`,
    whereNow: '12 Lockgate Row',
    complaint: 'Short of breath',
    ...about,
  });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  return id;
}

const caseIn = (location: unknown) => /case=([\w-]+)/.exec(String(location))?.[1];
const presses = async (person: Person) => caseIn((await person.post('/call-backs/next')).headers.location);
/** The words of a row, without its marks. */
async function rowOf(id: string, person = nurse): Promise<string> {
  const { body } = await person.get('/call-backs');
  const row = body.split('<tr').find((one) => one.includes(`data-row="${id}"`)) ?? '';
  return row
    .slice(0, row.indexOf('</tr>'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}
describe('F2', () => {
  it('goes past whoever was rung in vain a moment ago, and the row says when, and when again', async () => {
    const silent = await aCase({ priority: 'urgent' });
    const next = await aCase();
    expect(await presses(nurse)).toBe(silent);
    await nurse.post(`/cases/${silent}/try-contact`, { result: 'no-reply' });
    expect(await rowOf(silent)).toContain('no reply 19:00, again 19:10');
    expect(await presses(nurse)).toBe(next);
    later(minutes(10));
    expect(await rowOf(silent)).toContain('rung once');
    expect(await presses(nurse)).toBe(silent);
    for (const id of [silent, next]) await nurse.post(`/cases/${id}/start-assessment`);
  });

  it('gives back what was taken and not begun, in the same press; what was begun stays and is listed', async () => {
    const begun = await aCase();
    await nurse.post(`/cases/${begun}/start-assessment`);
    const [first, second] = [await aCase({ priority: 'urgent' }), await aCase({ priority: 'urgent' })];
    expect(await presses(nurse)).toBe(first);
    expect((await nurse.get(`/call-backs?case=${first}`)).body).toContain(
      `${await short(first)} not begun: back to the queue`,
    );
    const answer = await nurse.post('/call-backs/next');
    expect(caseIn(answer.headers.location)).toBe(second);
    expect([(await line(first))?.heldBy, (await line(second))?.heldBy]).toEqual([undefined, nurse.account]);
    const page = (await nurse.get(String(answer.headers.location))).body;
    expect(page).toContain('The case that you had not begun is back in the queue.');
    expect(page).toContain(`Case ${await short(begun)} is yours still, and begun`);
    expect(await presses(other)).toBe(first);
    // Where nobody else waits, nothing is given back for nothing.
    expect(await presses(nurse)).toBe(second);
    expect((await line(second))?.heldBy).toBe(nurse.account);
    for (const [person, id] of [
      [other, first],
      [nurse, second],
    ] as const)
      await person.post(`/cases/${id}/start-assessment`);
  });

  it('says loudly of a case that was begun and left that nobody has it, and gives it first of its group', async () => {
    const [waiting, left] = [await aCase({ priority: 'urgent' }), await aCase({ priority: 'urgent' })];
    await nurse.post(`/cases/${left}/start-assessment`);
    expect(await rowOf(left)).not.toContain('Begun, nobody has it');
    await nurse.post(`/cases/${left}/release-case`);
    expect(await rowOf(left)).toMatch(/Begun, nobody has it .* Nobody/);
    const { body } = await nurse.get('/call-backs');
    expect(body.indexOf(`data-row="${left}"`)).toBeLessThan(body.indexOf(`data-row="${waiting}"`));
    expect(body).toContain('Begun and left stands first of its group.');
    expect(await presses(other)).toBe(left);
    expect(await presses(nurse)).toBe(waiting);
  });
});

describe('how they came', () => {
  it('stands beside the note: the disposition with its time, in the row and above what was said', async () => {
    const triagedAt = toIso(plus(running.now(), -minutes(2)));
    const answer = await advisor.send('/api/referrals', {
      ...aReferral({ reference: 'queue-1', triagedAt }),
      patientName: 'Ada Referred',
      nhsNumber: undefined,
      dateOfBirth: '1951-02-03',
      ringBack: '01632 960199',
      dxCode: 'Dx05',
    });
    expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
    const id = answer.json().subject;
    const by = /NHS 111 by (\d\d:\d\d)/.exec(await rowOf(id))?.[1];
    expect(by).toBeDefined();
    const page = (await nurse.get(`/call-backs?case=${id}`)).body;
    expect(page.replace(/<[^>]*>/g, '')).toMatch(new RegExp(`Referred by NHS 111.*within 2 h.*Dx05.*by ${by}`));
  });

  it('names the professional who sent them in the row, and gives the number past the switchboard', async () => {
    const id = newId();
    const answer = await advisor.post('/cases', {
      id,
      entryRoute: 'health-professional',
      service: 'tidewell',
      answeredAt: '19:10',
      priority: 'urgent',
      patientName: 'Ellis Sent',
      dateOfBirth: '1950-02-03',
      ringBack: '01632 960198',
      whereNow: 'Elm Court',
      complaint: 'Fell',
      referrerName: 'Sister Joy',
      referrerOrganisation: 'Elm Court',
      referrerNumber: '01632960700',
    });
    expect(answer.statusCode).toBe(303);
    expect(await rowOf(id)).toContain('health professional: Sister Joy');
    const page = (await nurse.get(`/call-backs?case=${id}`)).body.replace(/<[^>]*>/g, '');
    expect(page).toMatch(/Sent by\s*Sister Joy, Elm Court\. Ring them on 01632960700/);
  });
});

describe('somebody who walked in', () => {
  it('is not rung: they are there, and can only have left', async () => {
    const id = await aCase({ entryRoute: 'walk-in', place: 'foundry-lane', whereNow: 'At the base: walked in' });
    const shown = async () => (await nurse.get(`/call-backs?case=${id}`)).body;
    const page = await shown();
    expect(page).toContain('They are with you at Foundry Lane: no need to ring.');
    expect(page).toContain('Start the assessment: they are with you');
    expect(page).toContain('Now at the base: walked in');
    for (const words of ['Rung: they answered', 'data-key="f4"', 'Now at At', 'Try 1.'])
      expect(page).not.toContain(words);
    expect((await nurse.post(`/cases/${id}/start-assessment`)).statusCode).toBe(303);
    const begun = await shown();
    for (const words of ['data-key="f4"', 'Try 1.', 'Rung back in time']) expect(begun).not.toContain(words);
    expect(begun).toContain('Assessed in time');
  });

  it('who has gone is rung like anybody', async () => {
    const id = await aCase({ entryRoute: 'walk-in', place: 'foundry-lane' });
    const gone = await nurse.post(`/cases/${id}/did-not-wait`, { _next: '/call-backs?done=did-not-wait' });
    expect([gone.statusCode, gone.headers.location]).toEqual([303, '/call-backs?done=did-not-wait']);
    expect((await nurse.get(`/call-backs?case=${id}`)).body).toContain('Rung: they answered');
  });
});

describe('a case that somebody else has', () => {
  it('has the button for whoever may take it from them, and for nobody else', async () => {
    const id = await aCase();
    await nurse.post(`/cases/${id}/take-case`);
    for (const path of [`/call-backs?case=${id}`, `/cases/${id}`]) {
      const mine = (await lead.get(path)).body;
      expect([path, mine.includes('Take the case from P. Iyer'), mine.includes('ask the shift lead')]).toEqual([
        path,
        true,
        false,
      ]);
      const theirs = (await other.get(path)).body;
      expect([path, theirs.includes('Take the case from'), theirs.includes('ask the shift lead')]).toEqual([
        path,
        false,
        true,
      ]);
    }
    expect((await lead.post(`/cases/${id}/release-case`)).statusCode).toBe(303);
    expect((await line(id))?.heldBy).toBeUndefined();
  });
});
