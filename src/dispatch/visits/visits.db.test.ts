import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWork } from '#calls';
import { inScope } from '#database';
import { createShiftReader } from '#rota';
import { hours, minutes, newId, plus, toIso } from '#shared';
import type { Person } from '../../../test/support/app.ts';
import { createVisitList } from '../boardReads.ts';
import { anEvening, type Evening } from '../dispatch.testing.ts';
import { followCrews } from './crewFollower.ts';
import { addressDigest } from './receipt.ts';

let evening: Evening;
let id: string;

/** Writes down that somebody is in a car; gives the shift. */
async function inCar(car: string, who: Person, role = 'doctor'): Promise<string> {
  const [from, to] = [plus(evening.now(), -hours(2)), plus(evening.now(), hours(4))].map(toIso);
  const shift = newId();
  const rota = await evening.as('f.ogden');
  expect(await evening.tells(rota, '/api/shifts', { id: shift, place: car, role, from, to })).toMatchObject({
    status: 201,
  });
  await attends(who, shift, 'record-arrival');
  return shift;
}
async function attends(who: Person, shift: string, step: 'record-arrival' | 'record-leaving'): Promise<void> {
  const told = await evening.tells(evening.dana, `/api/shifts/${shift}/${step}`, { person: who.account });
  expect(told).toMatchObject({ status: 200 });
}

let ofDoctor: string;

beforeAll(async () => {
  evening = await anEvening();
  ofDoctor = await inCar('car-1', evening.doctor);
  id = await evening.toBook('Winifred Aske', { place: 'visit' });
});
afterAll(() => evening.close());

const list = createVisitList();
async function visits() {
  const { context, tenant, db } = evening;
  const service = context.directory.serviceBySlug('tidewell')?.id ?? 0;
  const about = { tenant, service, now: evening.now(), places: context.directory.placesOf(service) };
  return inScope(db, { tenants: [tenant] }, (tx) => list.read(tx, about));
}
const one = async () => (await visits()).visits.find((visit) => visit.id === id);

describe('a visit that is given to a car', () => {
  it('is marked until the crew says that it has it, and the board counts it', async () => {
    const { dana, doctor, tells } = evening;
    expect(await one()).toMatchObject({ state: 'to-request' });
    await tells(dana, `/api/cases/${id}/request-visit`, { car: 'car-1' });
    expect(await one()).toMatchObject({ state: 'assigned', receipt: { is: 'asked' } });
    evening.setNow(plus(evening.now(), minutes(3)));
    expect(await visits()).toMatchObject({ toBegin: 1, unacknowledged: 1 });
    const given = (await one())?.given;
    const report = {
      id: newId(),
      case: id,
      car: 'car-1',
      told: given?.told,
      kind: 'have',
      shown: addressDigest('4 Tallow Row, ZZ1 1AA'),
    };
    expect(await tells(doctor, '/api/visits/reports', { ...report, car: 'car-2' })).toMatchObject({
      codes: ['not-given'],
    });
    expect(await tells(doctor, '/api/visits/reports', { ...report, told: 1 })).toMatchObject({ codes: ['not-given'] });
    expect(await tells(doctor, '/api/visits/reports', report)).toMatchObject({ status: 201 });
    expect(await tells(doctor, '/api/visits/reports', { ...report, id: newId() })).toMatchObject({ status: 201 });
    expect(await one()).toMatchObject({ receipt: { is: 'received', by: doctor.account } });
    expect(await visits()).toMatchObject({ unacknowledged: 0 });
  });

  it('is told to the board without a name or an address', async () => {
    const said = JSON.stringify(await visits());
    expect(said).not.toMatch(/Aske|Tallow|01632960112/);
  });

  it('keeps how to get in from everybody but the crew, and out of every other record', async () => {
    const { dana, tells, db, tenant } = evening;
    const entry = { id: newId(), case: id, body: 'Key safe 4711' };
    expect(await tells(dana, '/api/visits/entries', entry)).toMatchObject({ status: 201 });
    expect((await dana.get(`/visits/of/${id}`)).body).not.toContain('4711');
    expect((await dana.get('/visits/mine?car=car-1')).body).not.toContain('4711');
    const { rows } = await inScope(db, { tenants: [tenant] }, (_, client) =>
      client.query("select change from audit where entity = 'visit-entry'"),
    );
    expect(JSON.stringify(rows)).not.toContain('4711');
  });

  it('writes down who looked, at one visit and at a car’s page', async () => {
    const { dana, db, tenant } = evening;
    await dana.get(`/visits/of/${id}`);
    await dana.get('/visits/mine?car=car-1');
    await dana.get('/bases/foundry-lane');
    const { rows } = await inScope(db, { tenants: [tenant] }, (_, client) =>
      client.query<{ action: string }>('select distinct action from access where actor = $1', [dana.account]),
    );
    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['view-visit', 'open-car-page', 'open-base-list']),
    );
  });

  it('keeps a car’s own page up to date, with the same keys, and writes each patient down who comes onto it', async () => {
    const { dana, doctor, toBook, tells, db } = evening;
    await attends(doctor, ofDoctor, 'record-leaving');
    await inCar('car-2', doctor);
    const page = await doctor.get('/visits/mine?car=car-2');
    const url = /data-live="([^"]+)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(url).toMatch(/^\/visits\/mine\/live\?service=tidewell&car=car-2&keys=[\w-]+$/);
    const drawn = async () =>
      (await doctor.get(`${url}&poll=1`)).json().find(({ name }: { name?: string }) => name === 'mine').html;
    expect(await drawn()).toContain('No visit');
    const other = await toBook('Hilda Marrable', { place: 'visit' });
    expect(await tells(dana, `/api/cases/${other}/request-visit`, { car: 'car-2' })).toMatchObject({ status: 200 });
    const first = await drawn();
    expect(first).toContain('Hilda Marrable');
    expect(await drawn()).toBe(first);
    const { rows } = await db.sealer.query<{ detail: { cases: string[] } }>(
      "select detail from access where actor = $1 and action = 'follow-car-page' order by at",
      [doctor.account],
    );
    expect(rows.map(({ detail }) => detail.cases)).toEqual([[], [other]]);
    const nobody = await (await evening.as('visitor')).get(`${url}&poll=1`);
    expect(nobody.statusCode).toBe(403);
  });

  it('shows a visitor the list, and nobody’s name or door', async () => {
    const visitor = await evening.as('visitor');
    expect((await visitor.get('/visits')).statusCode).toBe(200);
    expect((await visitor.get(`/visits/of/${id}`)).statusCode).toBe(403);
    expect((await visitor.get('/visits/mine')).statusCode).toBe(403);
    const base = await visitor.get('/bases/canal-bridge');
    expect([base.statusCode, base.body.includes('Someone found it shut')]).toEqual([200, false]);
  });

  it('is told by the people in its car, and by whoever hears them, and by nobody of another car', async () => {
    const { dana, tells, toBook } = evening;
    const [garth, nora] = await Promise.all([evening.as('j.sayle'), evening.as('n.bellis')]);
    await inCar('car-1', garth, 'driver');
    await inCar('car-2', nora);
    const other = await toBook('Percy Lorne', { place: 'visit' });
    await tells(dana, `/api/cases/${other}/request-visit`, { car: 'car-1' });
    const report = () => ({ id: newId(), case: other, car: 'car-1', kind: 'have' });
    expect(await tells(nora, '/api/visits/reports', report())).toMatchObject({ codes: ['other-car'] });
    expect(await tells(nora, `/api/cases/${other}/set-off`)).toMatchObject({ codes: ['other-car'] });
    expect(await tells(garth, `/api/cases/${other}/assign-visit`, { car: 'car-2' })).toMatchObject({ status: 403 });
    // The controller has rung the car, and says so on the visit.
    const page = (await dana.get(`/visits/of/${other}`)).body;
    expect(page).toContain('They have it (read back)');
    const told = await dana.post('/visits/reports', { ...report(), _next: `/visits/of/${other}` });
    expect([told.statusCode, told.headers.location]).toEqual([303, `/visits/of/${other}`]);
    expect((await dana.get(`/visits/of/${other}`)).body).toMatch(/Received \d\d:\d\d, by telephone, Dana Okafor/);
    expect((await visits()).visits.find((visit) => visit.id === other)?.receipt).toMatchObject({ byTelephone: true });
    expect(await tells(garth, `/api/cases/${other}/set-off`)).toMatchObject({ status: 200 });
  });

  it('is opened by its own crew and by the controller, as is a car’s page', async () => {
    const [garth, nora, lead] = await Promise.all(['j.sayle', 'n.bellis', 'd.okafor'].map((name) => evening.as(name)));
    const [mine] = (await visits()).visits.filter((visit) => visit.given && visit.state === 'travelling');
    expect((await garth?.get('/visits/mine?car=car-1'))?.statusCode).toBe(200);
    expect((await garth?.get(`/visits/of/${mine?.id}`))?.statusCode).toBe(200);
    expect((await garth?.get('/visits/mine?car=car-2'))?.statusCode).toBe(403);
    expect((await nora?.get('/visits/mine?car=car-1'))?.statusCode).toBe(403);
    expect((await lead?.get('/visits/mine?car=car-1'))?.statusCode).toBe(200);
    const ofOther = (await visits()).visits.find(({ given }) => given && given.car !== mine?.given?.car);
    expect((await garth?.get(`/visits/of/${ofOther?.id}`))?.statusCode).toBe(403);
    expect((await nora?.get(`/visits/of/${ofOther?.id}`))?.statusCode).toBe(200);
    expect((await garth?.get('/visits/mine'))?.body).not.toContain('Car 2');
  });

  it('is asked for again when the patient is somewhere else, and shows what stood before, when and by whom', async () => {
    const { dana, tells, toBook } = evening;
    const garth = await evening.as('j.sayle');
    const moved = await toBook('Hester Vane', { place: 'visit' });
    await tells(dana, `/api/cases/${moved}/request-visit`, { car: 'car-1' });
    const shown = addressDigest('4 Tallow Row, ZZ1 1AA');
    await tells(garth, '/api/visits/reports', { id: newId(), case: moved, car: 'car-1', kind: 'have', shown });
    const standing = async () => (await visits()).visits.find((visit) => visit.id === moved)?.receipt?.is;
    expect(await standing()).toBe('received');
    const form = { whereNow: '7 Chandlers’ Yard, ZZ1 2BB', ringBack: '01632 960 199', _next: `/visits/of/${moved}` };
    expect((await garth.post(`/cases/${moved}/change-details`, form)).headers.location).toBe(`/visits/of/${moved}`);
    expect(await standing()).toBe('other-address');
    for (const page of [await dana.get(`/visits/of/${moved}`), await garth.get('/visits/mine?car=car-1')]) {
      expect(page.body).toContain('Where they are now has changed');
      expect(page.body).toMatch(/<del>4 Tallow Row, ZZ1 1AA<\/del>/);
      expect(page.body).toMatch(/<del>01632 960 112<\/del>/);
      expect(page.body).toMatch(/Changed \d\d:\d\d by J\. Sayle/);
      expect(page.body).toContain('Another number or place');
    }
    expect(JSON.stringify(await visits())).not.toMatch(/Tallow|Chandlers/);
  });

  it('is with nobody once its crew has left: a job for the controller, until somebody is in the car again', async () => {
    const { dana, tells, toBook, context, tenant, db } = evening;
    const ida = await evening.as('h.marsh');
    evening.setNow(plus(evening.now(), hours(6)));
    const shift = await inCar('car-1', ida, 'driver');
    const left = await toBook('Nell Frame', { place: 'visit' });
    await tells(dana, `/api/cases/${left}/request-visit`, { car: 'car-1' });
    await tells(ida, '/api/visits/reports', { id: newId(), case: left, car: 'car-1', kind: 'have' });
    const standing = async () => (await visits()).visits.find((visit) => visit.id === left);
    expect(await standing()).toMatchObject({ receipt: { is: 'received' } });
    expect((await standing())?.expectedAt).toBeDefined();
    const service = context.directory.serviceBySlug('tidewell')?.id ?? 0;
    const following = { ...context, shifts: createShiftReader() };
    const jobs = async () => {
      await followCrews(following);
      const open = await inScope(db, { tenants: [tenant] }, (tx) => openWork(tx, { tenant, service }));
      return open.filter((work) => work.kind === 'visit-without-crew' && work.case?.id === left);
    };
    expect(await jobs()).toEqual([]);
    evening.setNow(plus(evening.now(), minutes(1)));
    await attends(ida, shift, 'record-leaving');
    const [job, ...more] = await jobs();
    expect(job).toMatchObject({ forRoles: ['shift-lead', 'health-advisor'], dueAt: plus(evening.now(), minutes(10)) });
    expect([more, await jobs()]).toEqual([[], [job]]);
    expect(await standing()).toMatchObject({ receipt: { is: 'nobody', since: evening.now() } });
    expect((await standing())?.expectedAt).toBeUndefined();
    expect((await dana.get('/visits')).body).toContain('nobody is in it since');
    expect(
      await tells(dana, '/api/visits/reports', { id: newId(), case: left, car: 'car-1', kind: 'have' }),
    ).toMatchObject({ codes: ['car-empty'] });
    evening.setNow(plus(evening.now(), minutes(5)));
    await attends(await evening.as('j.sayle'), shift, 'record-arrival');
    expect(await jobs()).toEqual([]);
    expect(await standing()).toMatchObject({ receipt: { is: 'asked', since: evening.now() } });
  });
});
