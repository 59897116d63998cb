import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCase, openWork } from '#calls';
import { inScope } from '#database';
import { createShiftReader } from '#rota';
import { minutes, newId, plus, toIso } from '#shared';
import { openClocks } from '#standards';
import { practiceBody } from '../../practices/practices.testing.ts';
import { movesToDo } from '../boardReads.ts';
import { anEvening, type Evening } from '../dispatch.testing.ts';
import { followMoves } from '../moves/movesFollower.ts';

let evening: Evening;
let where: { tenant: number; service: number };
beforeAll(async () => {
  evening = await anEvening();
  where = { tenant: evening.tenant, service: evening.context.directory.serviceBySlug('tidewell')?.id ?? 0 };
});
afterAll(() => evening.close());

const read = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(evening.db, { tenants: [evening.tenant] }, work);
const later = (ahead: number) => evening.setNow(plus(evening.now(), minutes(ahead)));
const slot = (ahead: number) => toIso(plus(evening.now(), minutes(ahead)));
const eventsOf = async (id: string) => (await read((tx) => loadCase(tx, evening.tenant, id)))?.events ?? [];
const done = async (who: Evening['dana'], url: string, body: object = {}) =>
  expect(await evening.tells(who, url, body)).toMatchObject({ status: 200 });
const pageOf = async (path: string) => (await evening.theo.get(path)).body;

async function aCase(name: string, about: object = {}): Promise<string> {
  const id = newId();
  const { dana, tells } = evening;
  const told = await tells(dana, '/api/cases', {
    ...{ id, entryRoute: 'health-professional', priority: 'other', patientName: name, ringBack: '01632 960125' },
    ...{ whereNow: '4 Tallow Row, ZZ1 1AA', complaint: 'A rash', ...about },
  });
  expect(told.status).toBe(201);
  return id;
}
const walkedIn = (name: string) => aCase(name, { entryRoute: 'walk-in', place: 'foundry-lane' });

/** The form of a walk-in, filled in and sent; then the button of the case that it found. */
async function comesTo(base: string, name: string, words: RegExp): Promise<number> {
  const { theo } = evening;
  const typed = {
    ...{ patientName: name, ringBack: '01632 960199', whereNow: 'ZZ3 4CD', priority: 'urgent' },
    complaint: 'CRUSHING CHEST PAIN NOW',
  };
  const found = (await theo.post(`/bases/${base}/walk-in`, { id: newId(), entryRoute: 'walk-in', ...typed })).body;
  const form = found.split('<form').find((one) => words.test(one)) ?? '';
  const fields = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, key, value]) => [key, value]);
  const action = /action="([^"]+)"/.exec(form)?.[1] ?? 'no button';
  return (await theo.post(action, Object.fromEntries(fields))).statusCode;
}

describe('who walks in and is a case already', () => {
  it('that waits to be rung back: stands in that base’s list, urgent, with what was typed and the clock of NQR 10', async () => {
    const id = await aCase('Hassan Arif');
    later(30);
    expect(await comesTo('priory-road', 'Hassan Arif', /has come here/)).toBe(303);
    const types = (await eventsOf(id)).map(({ type }) => type);
    expect(types.slice(-4)).toEqual(['CameToBase', 'CaseNotedRepeat', 'PriorityChanged', 'DetailsChanged']);
    expect(await pageOf('/bases/priory-road')).toContain('Hassan Arif');
    const clocks = await read((tx) => openClocks(tx, where));
    const due = clocks.filter(({ subject }) => subject === id).map(({ measure, dueAt }) => [measure, dueAt]);
    expect(due).toContainEqual(['walk-in-urgent-in-20', plus(evening.now(), minutes(20))]);
    // The clock of their call runs on: coming by oneself is no way to a later deadline.
    expect(due.map(([measure]) => measure)).toContain('assessment-urgent-in-20');
    const page = await pageOf(`/cases/${id}`);
    expect(page).toContain('CRUSHING CHEST PAIN NOW');
    expect(page).toContain('01632 960 199');
  });

  it('that waits for a visit: is in the waiting room, and no car goes to the house', async () => {
    const id = await evening.toBook('Winifred Aske', { place: 'visit', urgency: 'less-urgent' });
    await done(evening.dana, `/api/cases/${id}/request-visit`, { car: 'car-1' });
    expect(await comesTo('priory-road', 'Winifred Aske', /the visit stops/)).toBe(303);
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['PlaceChanged', 'PatientArrived', 'UrgencyChanged']),
    );
    const row = (await pageOf('/bases/priory-road')).split('<tr').find((one) => one.includes('Winifred Aske'));
    expect(row).toContain('waiting');
    expect((await evening.dana.get('/visits')).body).not.toContain('Winifred Aske');
  });
});

describe('who walks in and is nobody’s case yet', () => {
  it('stands at a base, always; with their practice, and the language that they need', async () => {
    const { theo, dana, tells } = evening;
    const administrator = await evening.as('y.castell');
    expect((await administrator.send('/api/practices', { id: newId(), ...practiceBody })).statusCode).toBe(201);
    const form = await pageOf('/bases/priory-road/walk-in');
    for (const name of ['practiceId', 'interpreter']) expect(form).toContain(`name="${name}"`);
    expect(form).toMatch(/name="patientName"[^>]*autofocus|autofocus[^>]*name="patientName"/);
    const practice = /name="practiceId".*?<option value="(\d+)"[^>]*>Hollin Row/s.exec(form)?.[1] ?? '';
    const id = newId();
    const sent = { patientName: 'Oda Reyes', ringBack: '01632 960188', whereNow: 'ZZ3 4CD', complaint: 'Fever' };
    const asked = { id, entryRoute: 'walk-in', place: 'priory-road', priority: 'other', practiceId: practice };
    const looked = await theo.post('/bases/priory-road/walk-in', { ...sent, ...asked, interpreter: 'pl' });
    expect(looked.statusCode).toBe(307);
    expect((await theo.post('/cases', { ...sent, ...asked, interpreter: 'pl' })).statusCode).toBe(303);
    expect((await eventsOf(id))[0]?.data).toMatchObject({ practice: Number(practice), interpreter: 'pl' });
    const nowhere = { id: newId(), entryRoute: 'walk-in', priority: 'other', ...sent };
    expect(await tells(dana, '/api/cases', nowhere)).toMatchObject({ status: 422, codes: ['missing'] });
  });
});

describe('a base that shuts with people in it', () => {
  let people: string[];
  it('has a job with an owner and a time for each of them, whatever their case waits for, and says how many before', async () => {
    const { dana, nurse } = evening;
    const [toAssess, inAssessment, toBook] = [
      await walkedIn('Una Ash'),
      await walkedIn('Ben Oak'),
      await walkedIn('Cy Elm'),
    ];
    await done(nurse, `/api/cases/${inAssessment}/start-assessment`);
    await done(nurse, `/api/cases/${toBook}/start-assessment`);
    await done(nurse, `/api/cases/${toBook}/finish-assessment`, { place: 'base', urgency: 'urgent' });
    const arrived = await evening.toBook('Selina Cope');
    await done(nurse, `/api/cases/${arrived}/book-base`, { place: 'foundry-lane', at: slot(20) });
    await done(evening.theo, `/api/cases/${arrived}/arrive`);
    people = [toAssess, inAssessment, toBook, arrived];
    expect((await dana.get('/bases/foundry-lane?do=shut')).body).toContain('4 booked, waiting or to be assessed here');
    await done(dana, '/api/bases/foundry-lane/shut-base', { reason: 'unsafe', sendTo: 'larkhithe-cross' });
    await followMoves({ ...evening.context, shifts: createShiftReader() });
    const owed = (await read((tx) => openWork(tx, where))).filter(({ kind }) => kind === 'move-booked');
    expect(new Set(owed.map((work) => work.case?.id))).toEqual(new Set(people));
    for (const { dueAt } of owed) expect(dueAt).toBe(plus(evening.now(), minutes(10)));
    expect(await pageOf('/bases/foundry-lane')).toContain('4 still to move');
    expect((await read((tx) => movesToDo(tx, { ...where, now: evening.now() }))).length).toBe(4);
  });

  it('does not lose the job of somebody because a nurse begins on them', async () => {
    later(1);
    const [toAssess] = people;
    await done(evening.nurse, `/api/cases/${toAssess}/start-assessment`);
    await followMoves({ ...evening.context, shifts: createShiftReader() });
    expect((await read((tx) => movesToDo(tx, { ...where, now: evening.now() }))).length).toBe(4);
  });

  it('sends each of them on from their page, with the miles, and tells nobody to ring who stands there', async () => {
    for (const id of people) {
      const page = await pageOf(`/bases/foundry-lane/people/${id}`);
      expect(page).toContain('tell them where to go');
      expect(page).toContain('Told: send them there');
      const sent = { to: 'larkhithe-cross', miles: '6.1', reason: 'base-shut', _next: '/bases/foundry-lane' };
      expect((await evening.theo.post(`/cases/${id}/redirect`, sent)).statusCode).toBe(303);
    }
    const list = await pageOf('/bases/foundry-lane');
    expect(list).toContain('0 still to move');
    expect(list).toContain('4 sent elsewhere, on average 6.1 miles');
    // Who was not assessed is still to be: being sent on is no assessment.
    expect((await read((tx) => loadCase(tx, evening.tenant, people[0] ?? '')))?.state.state).toBe('in-assessment');
  });

  it('sends nobody on to a door that is shut, and takes whoever comes there after all as a job', async () => {
    const id = await walkedIn('Dot Fir');
    await done(evening.dana, '/api/bases/priory-road/shut-base', { reason: 'no-staff', sendTo: 'larkhithe-cross' });
    const to = { to: 'priory-road', miles: 2, reason: 'base-shut' };
    expect(await evening.tells(evening.theo, `/api/cases/${id}/redirect`, to)).toMatchObject({ codes: ['base-shut'] });
    expect((await read((tx) => movesToDo(tx, { ...where, now: evening.now() }))).map(({ line }) => line.id)).toContain(
      id,
    );
  });

  it('counts whoever is booked elsewhere instead as sent there, and asks how far where nothing measures it', async () => {
    const { nurse, tells, theo } = evening;
    const away = (body: object) =>
      tells(theo, `/api/cases/${id}/book-base`, { place: 'canal-bridge', at: slot(35), ...body });
    const id = await evening.toBook('Grace Tully');
    await done(evening.dana, '/api/bases/foundry-lane/open-base', { reason: 'staffed' });
    await done(nurse, `/api/cases/${id}/book-base`, { place: 'foundry-lane', at: slot(30) });
    await done(evening.dana, '/api/bases/foundry-lane/shut-base', { reason: 'unsafe', sendTo: 'larkhithe-cross' });
    const measured = (await eventsOf(id)).length;
    const first = await away({});
    if (first.status === 200) expect((await eventsOf(id)).length).toBe(measured + 2);
    else {
      expect(first.codes).toEqual(['missing']);
      await done(theo, `/api/cases/${id}/book-base`, { place: 'canal-bridge', at: slot(35), miles: 2.9 });
    }
    expect((await eventsOf(id)).slice(-2)).toMatchObject([
      { type: 'Redirected', data: { reason: 'base-shut', miles: expect.any(Number) } },
      { type: 'BaseBooked' },
    ]);
  });
});

describe('who is refused at a desk', () => {
  it('stays on the page of that desk, with what is wrong and what was typed', async () => {
    const { theo, nurse } = evening;
    const id = await evening.toBook('Jean Quarmby');
    await done(evening.dana, '/api/bases/priory-road/open-base', { reason: 'staffed' });
    await done(nurse, `/api/cases/${id}/book-base`, { place: 'priory-road', at: slot(40) });
    const arrive = () => theo.post(`/cases/${id}/arrive`, { place: 'priory-road', _next: '/bases/priory-road' });
    expect((await arrive()).statusCode).toBe(303);
    const again = await arrive();
    expect(again.statusCode).toBe(422);
    for (const words of ['There is a problem', '<h1>Priory Road</h1>', 'Jean Quarmby'])
      expect(again.body).toContain(words);
    const sent = { to: 'larkhithe-cross', miles: 'far', reason: 'base-full', _next: `/bases/priory-road/people/${id}` };
    const person = await theo.post(`/cases/${id}/redirect`, sent);
    expect(person.statusCode).toBe(422);
    for (const words of ['There is a problem', 'At the desk', 'value="far"']) expect(person.body).toContain(words);
    const walkIn = {
      place: 'priory-road',
      said: 'Fever',
      ringBack: '12',
      _patientName: 'Jean Quarmby',
      _next: '/bases/priory-road',
    };
    const form = await theo.post(`/cases/${id}/come-to-base`, walkIn);
    expect(form.statusCode).toBe(422);
    for (const words of ['A walk-in at Priory Road', 'Fever', 'Jean Quarmby']) expect(form.body).toContain(words);
  });

  it('is shown no form for shutting what is shut', async () => {
    expect(await pageOf('/bases/foundry-lane?do=shut')).not.toContain('id="do-heading"');
    expect((await evening.dana.get('/bases/foundry-lane?do=open')).body).toContain('Open Foundry Lane again');
    expect((await evening.dana.get('/bases/priory-road?do=open')).body).not.toContain('id="do-heading"');
  });
});
