import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { minutes, newId, plus, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { caseStage } from '../commands.ts';
import { openPasses } from '../pass/passStore.ts';
import { canBeFollowed } from '../work/caughtUp.testing.ts';
import { workRounds } from '../work/followerRounds.ts';
import { aReferral } from './examples.ts';
import { importReferrals } from './importReferrals.ts';

let vigil: RunningApp;
let line: Person;
let nurse: Person;
beforeAll(async () => {
  vigil = await aRunningApp();
  nurse = await vigil.as('p.iyer');
  const { rows } = await vigil.db.app.query<{ sign_in: string }>('select sign_in from account where machine limit 1');
  line = await vigil.as(rows[0]?.sign_in ?? 'm.quill');
});
afterAll(() => vigil.close());
beforeEach(() => later(minutes(1)));

let sent = 0;
const later = (ms: number) => vigil.setNow(plus(vigil.now(), ms));
const within = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(vigil.db, { tenants: [vigil.tenant] }, work);
const about = () => ({ tenant: vigil.tenant, service: vigil.context.directory.serviceBySlug('tidewell')!.id });
const follow = async () => {
  await canBeFollowed(vigil.db);
  await workRounds(vigil.context).run();
};
const receives = (more: Record<string, unknown> = {}) => {
  sent += 1;
  return line.send('/api/referrals', {
    ...aReferral({
      reference: `111-${sent}`,
      triagedAt: toIso(plus(vigil.now(), -minutes(2))),
      ...unlike(sent),
    }),
    ...more,
  });
};
/** Another patient each time. */
const unlike = (n: number) => ({
  patientName: `Ada Number${n}`,
  nhsNumber: undefined,
  dateOfBirth: `${1910 + n}-02-03`,
  ringBack: `01632 960${100 + n}`,
});
async function opens(more: Record<string, unknown> = {}): Promise<string> {
  const answer = await receives(more);
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  return answer.json().subject;
}
const page = async (url: string) => (await nurse.get(url)).body;
const passes = () => within((tx) => openPasses(tx, about()));

describe('a referral over the line', () => {
  it('opens a case with its time, which the inbox and the case show in words', async () => {
    const id = await opens({ dxCode: 'Dx05' });
    expect(await page('/referrals')).toContain('To be seen by primary care, within 2 h');
    const shown = await page(`/cases/${id}`);
    expect(shown).toContain('More short of breath since four this afternoon.');
    expect(shown).toContain('within 2 h');
  });

  it('sent again, by the same key or another, is the same case and answered as done', async () => {
    const reference = 'again-1';
    const body = { reference, triagedAt: toIso(plus(vigil.now(), -minutes(2))) };
    const [first, second] = [await receives({ ...body, ...unlike(90) }), await receives({ ...body, ...unlike(90) })];
    expect([first.statusCode, second.statusCode]).toEqual([201, 200]);
    expect(second.json()).toEqual(first.json());
    const [third, fourth] = await Promise.all([
      receives({ ...body, reference: 'again-2', ...unlike(91) }),
      receives({ ...body, reference: 'again-2', ...unlike(91) }),
    ]);
    expect(third.json()).toEqual(fourth.json());
  });

  it('sent again with other words is a case of its own, linked to the first, and neither is hidden', async () => {
    const body = { reference: 'more-1', dxCode: 'Dx08', ...unlike(92) };
    const first = await opens(body);
    const second = await opens({ ...body, dxCode: 'Dx11', caseSummary: 'Now blue around the lips.' });
    expect(second).not.toBe(first);
    const inbox = await page('/referrals');
    expect(inbox).toContain('more-1#2');
    expect(inbox).toContain('Same patient, open already');
    // The higher priority holds for both.
    await follow();
    for (const id of [first, second]) expect(await page(`/cases/${id}`)).toMatch(/First priority[\s\S]{0,200}Urgent/);
  });

  it('of an unknown code is taken, urgent, and marked', async () => {
    const id = await opens({ dxCode: 'Dx31337' });
    expect(await page('/referrals')).toContain('Unknown code: treated as urgent');
    expect(await page(`/cases/${id}`)).toContain('Unknown code: treated as urgent');
  });

  it('that is an ambulance is passed to 999 by itself, once, with the three minutes from when it was received', async () => {
    const id = await opens({ dxCode: 'Dx0122' });
    await follow();
    await follow();
    const [pass, ...others] = (await passes()).filter((one) => one.case?.id === id);
    expect([pass?.dueAt, others]).toEqual([plus(vigil.now(), minutes(3)), []]);
    expect(await page(`/passes/${pass?.id}`)).toContain('Vigil itself');
    await nurse.post(`/passes/${pass?.id}/confirm-pass`);
    await follow();
    expect((await passes()).filter((one) => one.case?.id === id)).toEqual([]);
  });

  it('to be validated goes to 999 when nobody has begun within its half hour, and not when somebody has', async () => {
    const [left, begun] = [await opens({ dxCode: 'Dx333' }), await opens({ dxCode: 'Dx333' })];
    await nurse.send(`/api/cases/${begun}/start-assessment`);
    await follow();
    expect((await passes()).map((one) => one.case?.id)).not.toContain(left);
    later(minutes(29));
    await follow();
    const waiting = (await passes()).map((one) => one.case?.id);
    expect([waiting.includes(left), waiting.includes(begun)]).toEqual([true, false]);
  });

  it('is refused whole with each field that is wrong, and nothing is opened', async () => {
    const answer = await receives({ ringBack: 'ask', triagedAt: 'yesterday' });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().problems.map(({ field }: { field: string }) => field)).toContain('triagedAt');
  });

  it('can be written in by hand while the line is down', async () => {
    const form = {
      reference: 'by-hand',
      source: 'RYA',
      dxCode: 'dx06',
      triagedAt: '18:20',
      patientName: 'Hand Written',
      'dateOfBirth-day': '3',
      'dateOfBirth-month': '4',
      'dateOfBirth-year': '1970',
      ringBack: '01632 960999',
      whereNow: '3 Quay',
      caseSummary: 'Sore throat',
    };
    const answer = await nurse.post('/referrals', form);
    expect([answer.statusCode, String(answer.headers.location)]).toEqual([303, expect.stringMatching(/^\/cases\//)]);
    expect((await nurse.post('/referrals', { ...form, ringBack: '' })).body).toContain('Give the number to ring back');
  });
});

describe('a patient who comes another way', () => {
  const patient = { patientName: 'Walker In', ringBack: '01632 960777', complaint: 'Cut hand', priority: 'other' };

  it('walks in: the clock runs from when they came in, at the base', async () => {
    expect(await page('/cases/new?route=walk-in&place=canal-bridge')).toContain('When they came in');
    const arrivedAt = toIso(plus(vigil.now(), -minutes(12)));
    const id = newId();
    const body = { id, entryRoute: 'walk-in', place: 'canal-bridge', arrivedAt, whereNow: 'At the base', ...patient };
    expect((await nurse.send('/api/cases', body)).statusCode).toBe(201);
    expect(await page(`/cases/${id}`)).toContain('48 min left');
  });

  it('is sent by a health professional, who can be rung past the switchboard; nobody without a role sees their number', async () => {
    const form = {
      id: newId(),
      entryRoute: 'health-professional',
      referredBy: 'health-professional',
      referrerName: 'Sr A. Paramedic',
      referrerRole: 'Paramedic',
      referrerOrganisation: 'Ambulance service',
      referrerNumber: '01632 960555',
      whereNow: '3 Quay',
      ...patient,
      patientName: 'Sent In',
      ringBack: '01632 960778',
      priority: 'urgent',
    };
    const answer = await nurse.post('/cases/new', { ...form, way: 'health-professional' });
    expect(answer.statusCode, answer.body).toBe(303);
    const shown = await page(String(answer.headers.location));
    for (const words of ['Sr A. Paramedic', 'Ambulance service', '01632960555']) expect(shown).toContain(words);
    const visitor = await vigil.inject({ method: 'GET', url: String(answer.headers.location) });
    expect(visitor.body).not.toContain('Paramedic');
  });

  it('is asked for again on the same form when something is wrong', async () => {
    const sent = {
      id: newId(),
      entryRoute: 'other-service',
      way: 'other-service',
      ...patient,
      patientName: 'Not Here Yet',
      ringBack: '01632 960779',
      whereNow: '',
    };
    const again = await nurse.post('/cases/new', sent);
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('Another service sends a patient');
    expect(again.body).toContain('Give where the patient is now');
  });
});

describe('who was in touch before', () => {
  const person = {
    patientName: 'Third Time',
    'dateOfBirth-day': '4',
    'dateOfBirth-month': '5',
    'dateOfBirth-year': '1961',
  };
  const where = { ringBack: '01632 960780', whereNow: '9 Weir', complaint: 'Cough' };
  const born = { patientName: 'Third Time', dateOfBirth: '1961-05-04', ...where };
  const first = async (id: string) =>
    within((tx) =>
      tx.selectFrom('event').select(['type', 'data']).where('stream', '=', id).orderBy('version').execute(),
    );
  const form = (route: string, more = {}) =>
    nurse.post('/cases/new', {
      id: newId(),
      entryRoute: route,
      way: route,
      priority: 'other',
      ...person,
      ...where,
      ...more,
    });
  const idIn = (location: unknown) => /[0-9a-f-]{36}$/.exec(String(location))?.[0] ?? '';

  it('is shown on the page of each way in, and the open case is asked about, then counted whatever the way', async () => {
    const id = newId();
    const told = { id, entryRoute: 'health-professional', priority: 'other', ...born };
    expect((await nurse.send('/api/cases', told)).statusCode).toBe(201);
    for (const route of ['walk-in', 'other-service', 'health-professional']) {
      const looked = await nurse.post('/cases/contacts', { way: route, entryRoute: route, ...person, ...where });
      expect(looked.body).toContain('Second call in 96 hours');
      expect(looked.body).toContain(`/cases/${id}`);
    }
    const shown = (await nurse.post('/cases/contacts?part=shown', { ...person, ...where })).body;
    expect(shown).toContain('Second call in 96 hours');
    expect(shown).not.toContain('name="about"');
    const asked = await form('walk-in', { place: 'canal-bridge' });
    expect([asked.statusCode, asked.body.includes('Say whether this is about it, or another matter.')]).toEqual([
      422,
      true,
    ]);
    const second = idIn((await form('walk-in', { place: 'canal-bridge', about: `new ${id}` })).headers.location);
    expect(await first(second)).toMatchObject([
      { type: 'CaseOpened', data: { repeat: 2, priority: 'other' } },
      { type: 'CaseLinked', data: { to: id } },
    ]);
    const again = await form('other-service', { about: `rang-back ${second}` });
    expect(idIn(again.headers.location)).toBe(second);
    expect((await first(second)).map(({ type }) => type)).toEqual([
      ...['CaseOpened', 'CaseLinked', 'CaseNotedRepeat', 'RangBack', 'PriorityChanged'],
    ]);
    const fourth = idIn((await form('other-service', { about: `new ${id}` })).headers.location);
    expect((await first(fourth))[0]?.data).toMatchObject({ repeat: 4, priority: 'urgent', chosen: 'other' });
    // To the next hand, on the page of the case too.
    expect(await page(`/cases/${fourth}`)).toMatch(
      /Fourth call in 96 hours[\s\S]*Earlier contacts|Earlier contacts[\s\S]*Fourth call in 96 hours/,
    );
    for (const form of ['/referrals', '/bases/canal-bridge/walk-in'])
      expect(await page(form)).toMatch(
        /data-taking="\/cases\/contacts\?part=shown"[\s\S]*data-taking-found|data-taking-found[\s\S]*data-taking="\/cases\/contacts\?part=shown"/,
      );
    const sent = await opens({ ...born, complaint: undefined, dxCode: 'Dx08' });
    expect((await first(sent))[0]?.data).toMatchObject({ repeat: 5, priority: 'urgent' });
  });

  it('is counted for whoever sends a case by itself too, and a number that is sent is refused', async () => {
    const told = { entryRoute: 'other-service', priority: 'other', ...born };
    const refused = await nurse.send('/api/cases', { id: newId(), ...told, repeat: 1 });
    expect(refused.json().problems).toMatchObject([{ field: 'repeat', code: 'counted-here' }]);
    const id = newId();
    expect((await nurse.send('/api/cases', { id, ...told })).statusCode).toBe(201);
    expect((await first(id))[0]?.data).toMatchObject({ priority: 'urgent', chosen: 'other' });
  });

  it('and is declined at a desk by nobody, by a clinician with a reason, in the one append that opens the case', async () => {
    const told = {
      entryRoute: 'walk-in',
      place: 'foundry-lane',
      priority: 'other',
      ...born,
      declineReason: 'another-matter',
    };
    const desk = await vigil.as('n.frayne');
    const refused = await desk.send('/api/cases', { id: newId(), ...told });
    expect(refused.json().problems).toMatchObject([{ field: 'declineReason', code: 'not-your-role' }]);
    const id = newId();
    expect((await nurse.send('/api/cases', { id, ...told })).statusCode).toBe(201);
    const rows = await within((tx) =>
      tx
        .selectFrom('event')
        .select(['type', 'recorded_at', 'recorded_by'])
        .where('stream', '=', id)
        .orderBy('version')
        .execute(),
    );
    expect(rows.map(({ type }) => type)).toEqual(['CaseOpened', 'RepeatDeclined', 'CaseLinked']);
    expect(new Set(rows.map((row) => `${row.recorded_at.getTime()} ${row.recorded_by}`)).size).toBe(1);
  });
});

describe('a file of referrals', () => {
  const about = () => {
    const { directory, clocks } = vigil.context;
    const { id: service } = directory.serviceBySlug('tidewell')!;
    const cases = caseStage({ placesOf: directory.placesOf, strict: true });
    return { cases, tenant: vigil.tenant, service, account: line.account, now: () => clocks.now(vigil.tenant) };
  };
  const of = (n: number, more: Record<string, unknown> = {}) =>
    aReferral({ reference: `file-${n}`, triagedAt: toIso(plus(vigil.now(), -minutes(5))), ...unlike(40 + n), ...more });

  it('takes each for itself: what is refused is said by its row and field, and the others are there', async () => {
    const rows = [
      JSON.stringify(of(1)),
      '{"reference": ',
      '',
      JSON.stringify(of(2, { ringBack: undefined })),
      JSON.stringify(of(3)),
    ];
    const done = await importReferrals(vigil.db, rows.join('\n'), about());
    expect(done).toMatchObject({ rows: 4, received: 2, duplicates: 0 });
    expect(done.refused.map(({ row, field, code }) => [row, field, code])).toEqual([
      [2, undefined, 'not-json'],
      [4, 'ringBack', 'invalid-type'],
    ]);
    const inbox = await page('/referrals');
    expect([inbox.includes('file-1'), inbox.includes('file-3')]).toEqual([true, true]);
  });

  it('fed again takes nothing twice, as an array or a line each', async () => {
    const all = [of(5), of(6)];
    const first = await importReferrals(vigil.db, JSON.stringify(all), about());
    const again = await importReferrals(vigil.db, all.map((one) => JSON.stringify(one)).join('\n'), about());
    expect([first.received, again.received, again.duplicates]).toEqual([2, 0, 2]);
  });

  it('that holds an ambulance passes it to 999 as the line does', async () => {
    await importReferrals(vigil.db, JSON.stringify(of(7, { dxCode: 'Dx012' })), about());
    await follow();
    expect((await passes()).length).toBeGreaterThan(0);
  });
});
