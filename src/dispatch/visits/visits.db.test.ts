import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { minutes, newId, plus } from '#shared';
import { createVisitList } from '../boardReads.ts';
import { anEvening, type Evening } from '../dispatch.testing.ts';
import { addressDigest } from './receipt.ts';

let evening: Evening;
let id: string;

beforeAll(async () => {
  evening = await anEvening();
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
});
