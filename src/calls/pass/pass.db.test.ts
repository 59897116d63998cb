import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { minutes, newId, plus, seconds, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { RESTRICTED } from '../caseAddress.ts';
import { openPasses, passOpen } from './passStore.ts';

let vigil: RunningApp;
let advisor: Person;
let nurse: Person;
beforeAll(async () => {
  vigil = await aRunningApp();
  [advisor, nurse] = await Promise.all([vigil.as('m.quill'), vigil.as('p.iyer')]);
});
afterAll(() => vigil.close());

const later = (ms: number) => vigil.setNow(plus(vigil.now(), ms));
const service = () => vigil.context.directory.serviceBySlug('tidewell')!;
const within = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(vigil.db, { tenants: [vigil.tenant] }, work);
const running = () => within((tx) => openPasses(tx, { tenant: vigil.tenant, service: service().id }));

async function aCase(about: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const opened = await advisor.send('/api/cases', {
    id,
    answeredAt: toIso(plus(vigil.now(), -minutes(1))),
    priority: 'urgent',
    patientName: 'Ivy Pellworth',
    ringBack: '01632 960417',
    whereNow: '12 Lockgate Row, ZZ1 4QT',
    complaint: 'Grey and sweating',
    ...about,
  });
  expect(opened.statusCode, opened.body).toBe(201);
  return id;
}

/** Presses the red button, as a page without a script does; gives the address of the pass. */
async function presses(who: Person, form: Record<string, string> = {}): Promise<string> {
  const answer = await who.post('/passes', { service: 'tidewell', ...form });
  expect(answer.statusCode, answer.body).toBe(303);
  return String(answer.headers.location);
}

describe('the red button', () => {
  it('stands once on every page of staff who may press it, and on no page of a visitor', async () => {
    for (const page of ['/', '/calls', '/cases', '/cover', '/figures', '/notices']) {
      const { body, statusCode } = await advisor.get(page);
      expect([page, statusCode, body.split('data-key="f9"').length - 1]).toEqual([page, 200, 1]);
    }
    const visitor = await vigil.inject({ method: 'GET', url: '/cases' });
    expect([visitor.statusCode, visitor.body.includes('data-key="f9"')]).toEqual([200, false]);
    const pressed = await vigil.inject({ method: 'POST', url: '/passes', headers: { origin: 'http://vigil.test' } });
    expect(String(pressed.headers.location)).toContain('/sign-in');
    const typed = { origin: 'http://vigil.test', 'content-type': 'application/x-www-form-urlencoded' };
    const form = await vigil.inject({ method: 'POST', url: '/passes', headers: typed, payload: 'service=tidewell' });
    expect([form.statusCode, form.body.includes('Ring 999 now')]).toEqual([401, true]);
    expect(await running()).toEqual([]);
  });

  it('begins the three minutes at once; a second press for the same case leads to the same clock', async () => {
    const of = await aCase();
    const page = await presses(advisor, { case: of });
    later(seconds(40));
    expect(await presses(advisor, { case: of })).toBe(page);
    expect(await presses(nurse, { case: of })).toBe(page);
    const shown = (await nurse.get(page)).body;
    expect(shown).toContain('2 min 20 s left');
    for (const told of ['12 Lockgate Row, ZZ1 4QT', '01632960417', 'Grey and sweating', 'Ivy Pellworth'])
      expect(shown).toContain(told);
    expect(await within((tx) => passOpen(tx, vigil.tenant, of))).toBe(true);
    await nurse.post(`${page}/confirm-pass`, { reference: 'AMB 20471' });
    expect(await within((tx) => passOpen(tx, vigil.tenant, of))).toBe(false);
    expect((await advisor.get(page)).body).toMatch(/In time: taken.*after 40 s/s);
    expect((await advisor.get(page)).body).toContain('AMB 20471');
  });

  it('lets a case close as passed only once 999 has the patient', async () => {
    const complaint = { complaint: 'Grey and sweating', plan: '999', forPractice: { kind: 'information' } };
    const close = (of: string) =>
      nurse.send(`/api/cases/${of}/finish-and-close`, { outcome: 'ambulance-999', note: complaint });
    const assessed = async (about: Record<string, unknown> = {}) => {
      const of = await aCase(about);
      await nurse.send(`/api/cases/${of}/start-assessment`, {});
      return of;
    };
    const never = await assessed();
    const refused = await close(never);
    expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining('pass-not-taken')]);
    const pass = await presses(nurse, { case: never });
    expect((await close(never)).body).toContain('pass-open');
    await nurse.post(`${pass}/confirm-pass`, { reference: 'AMB 20472' });
    const closed = await close(never);
    expect([closed.statusCode, closed.body]).toEqual([200, closed.body]);

    const there = await assessed();
    const stood = await presses(nurse, { case: there });
    await nurse.post(`${stood}/stand-down-pass`, {
      reason: 'ambulance-there',
      explanation: 'The crew is at the door.',
    });
    expect((await close(there)).statusCode).toBe(200);
    const mistaken = await assessed();
    const slip = await presses(nurse, { case: mistaken });
    await nurse.post(`${slip}/stand-down-pass`, { reason: 'pressed-by-mistake', explanation: 'The wrong key.' });
    expect((await close(mistaken)).body).toContain('pass-not-taken');
  });

  it('pressed on the page of a base is of that base, whoever presses', async () => {
    for (const page of ['/bases/foundry-lane', '/bases/foundry-lane/walk-in']) {
      const form = /<form method="post" action="\/passes"[\s\S]*?<\/form>/.exec((await nurse.get(page)).body)?.[0];
      expect([page, form]).toEqual([page, expect.stringContaining('name="place" value="foundry-lane"')]);
    }
    const pass = await presses(nurse, { place: 'foundry-lane' });
    const [line] = (await running()).filter(({ id }) => pass.endsWith(id));
    const base = vigil.context.directory.placesOf(service().id).find(({ slug }) => slug === 'foundry-lane');
    expect(line).toMatchObject({ at: 'base', place: base?.id });
    expect((await nurse.get(pass)).body).toContain('Foundry Lane');
    await nurse.post(`${pass}/stand-down-pass`, { reason: 'pressed-by-mistake', explanation: 'Nobody was ill.' });
    const nowhere = await presses(nurse, { place: 'no-such-base' });
    await nurse.post(`${nowhere}/stand-down-pass`, { reason: 'pressed-by-mistake', explanation: 'Nobody was ill.' });
  });

  it('pressed by two at the same moment begins one pass', async () => {
    const of = await aCase();
    const pages = await Promise.all([
      presses(advisor, { case: of }),
      presses(nurse, { case: of }),
      presses(advisor, { case: of }),
    ]);
    expect(new Set(pages).size).toBe(1);
    expect((await running()).filter((pass) => pass.case?.id === of)).toHaveLength(1);
    await nurse.post(`${pages[0]}/confirm-pass`);
  });

  it('begins a new pass for the next emergency, also from a page that was left open', async () => {
    const first = await presses(advisor);
    expect(await presses(advisor)).toBe(first);
    await advisor.post(`${first}/confirm-pass`);
    later(minutes(90));
    const next = await presses(advisor);
    expect(next).not.toBe(first);
    await nurse.post(`${next}/stand-down-pass`, { reason: 'pressed-by-mistake', explanation: 'Nobody was ill.' });
  });

  it('is for a case that is named afterwards, by its number as people say it', async () => {
    const of = await aCase();
    const number = /Case (\d{4}-\d+)/.exec((await advisor.get(`/cases/${of}`)).body)?.[1] ?? '';
    const page = await presses(advisor);
    expect((await advisor.get(page)).body).toContain('Whom is it for?');
    expect((await advisor.post(`${page}/name-pass`, { number: '9999-999' })).body).toContain(
      'There is no case of this number',
    );
    await advisor.post(`${page}/name-pass`, { number: number.slice(5) });
    expect((await advisor.get(page)).body).toContain('Grey and sweating');
    expect(await running()).toMatchObject([{ case: { id: of, number } }]);
    expect(await presses(nurse, { case: of })).toBe(page);
    await nurse.post(`${page}/confirm-pass`);
  });
});

it('begun on a call is of the case that is opened from it: one clock, pressed again from either', async () => {
  const call = newId();
  await advisor.send('/api/calls', { id: call, message: false });
  await advisor.send(`/api/calls/${call}/answer-call`);
  const page = await presses(advisor, { call });
  const id = newId();
  const patient = { patientName: 'Opened Later', ringBack: '01632 960418', whereNow: '9 Weir', complaint: 'Collapsed' };
  expect((await advisor.send('/api/cases', { id, call, priority: 'urgent', ...patient })).statusCode).toBe(201);
  expect(await presses(nurse, { case: id })).toBe(page);
  expect(await running()).toMatchObject([{ case: { id } }]);
  const shown = (await nurse.get(page)).body;
  for (const told of ['9 Weir', '01632960418', 'Collapsed']) expect(shown).toContain(told);
  await nurse.post(`${page}/confirm-pass`);
});

it('begun on a call in which a patient rang back keeps their case open, and says where they are', async () => {
  const of = await aCase();
  const call = newId();
  await advisor.send('/api/calls', { id: call, message: false });
  await advisor.send(`/api/calls/${call}/answer-call`);
  const page = await presses(advisor, { call });
  const noted = await advisor.send(`/api/cases/${of}/note-repeat`, { call, worse: true });
  expect(noted.statusCode, noted.body).toBe(200);
  expect((await nurse.get(page)).body).toContain('12 Lockgate Row, ZZ1 4QT');
  const note = { plan: 'Ambulance', forPractice: { kind: 'information' } };
  const closes = () => nurse.send(`/api/cases/${of}/close-case`, { outcome: 'cancelled', note });
  expect((await closes()).body).toContain('pass-open');
  await nurse.post(`${page}/confirm-pass`);
  expect((await closes()).body).not.toContain('pass-open');
});

describe('a pass that runs', () => {
  it('stands on every page of the service, with the seconds, and says that it is late until 999 has it', async () => {
    const page = await presses(advisor, { case: await aCase() });
    later(seconds(82));
    expect((await nurse.get('/cover')).body).toMatch(/Pass to 999: case \d+, <strong data-left[^>]*>1 min 38 s left/);
    later(seconds(124));
    expect((await nurse.get('/cover')).body).toMatch(/Pass to 999: case \d+, <strong data-left[^>]*>late 26 s/);
    expect((await nurse.get('/passes/running?service=tidewell')).body).toContain('late 26 s');
    const missed = await nurse.post(`${page}/confirm-pass`);
    expect(missed.statusCode).toBe(303);
    expect((await nurse.get('/cover')).body).not.toContain('Pass to 999: case');
    expect((await nurse.get(page)).body).toContain('Missed: taken');
  });

  it('shows who it is for to those who work with patients and to whoever pressed, and writes down that they looked', async () => {
    const driver = await vigil.as('j.sayle');
    const theirs = await presses(driver, { case: await aCase() });
    expect((await driver.get(theirs)).body).toContain('12 Lockgate Row');
    const other = await presses(advisor, { case: await aCase() });
    expect((await driver.get(other)).body).not.toContain('12 Lockgate Row');
    const actions = await within((tx) =>
      tx.selectFrom('access').select('action').where('actor', '=', driver.account).orderBy('position').execute(),
    );
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['view-pass', 'view-pass-without-identity']),
    );
    for (const page of [theirs, other]) await nurse.post(`${page}/confirm-pass`);
  });

  it('says where a restricted address is while somebody must tell 999, and not after that', async () => {
    const page = await presses(advisor, { case: await aCase({ patientName: 'Kept Back', addressRestricted: true }) });
    expect((await nurse.get(page)).body).toContain('12 Lockgate Row');
    await nurse.post(`${page}/confirm-pass`);
    expect((await nurse.get(page)).body).toContain(RESTRICTED);
    expect((await nurse.get(page)).body).not.toContain('12 Lockgate Row');
  });

  it('is stood down by nobody but a clinician', async () => {
    const page = await presses(advisor);
    const down = { reason: 'not-life-threatening', explanation: 'Assessed by telephone.' };
    expect((await advisor.post(`${page}/stand-down-pass`, down)).statusCode).toBe(403);
    expect((await nurse.post(`${page}/stand-down-pass`, down)).statusCode).toBe(303);
    expect((await nurse.get(page)).body).toContain('Assessed by telephone.');
  });
});

it('begun while a call is typed shows whoever typed it what stands in the boxes, and the way back; nobody else', async () => {
  const call = newId();
  await advisor.send('/api/calls', { id: call, message: false });
  await advisor.send(`/api/calls/${call}/answer-call`);
  const typed = {
    patientName: 'Wilf Draper',
    whereNow: '3 Half Typed Lane',
    ringBack: '01632 960 777',
    complaint: 'Blue',
  };
  await advisor.send('/drafts', { _draft: `call ${call}`, ...typed, 'dateOfBirth-day': '1' });
  const page = await presses(advisor, { call });
  const own = (await advisor.get(page)).body;
  for (const words of [...Object.values(typed), 'it is not saved yet', `href="/calls/${call}"`])
    expect(own).toContain(words);
  expect(own).not.toContain('Ask where they are');
  const other = (await nurse.get(page)).body;
  for (const words of Object.values(typed)) expect(other).not.toContain(words);
  await nurse.post(`${page}/confirm-pass`);
});
