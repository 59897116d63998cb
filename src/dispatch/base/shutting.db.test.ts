import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWork } from '#calls';
import { inScope } from '#database';
import { noticesNow } from '#publishing';
import { createShiftReader } from '#rota';
import { minutes, newId, plus, toIso } from '#shared';
import { anEvening, type Evening } from '../dispatch.testing.ts';
import { followMoves } from '../moves/movesFollower.ts';
import { baseNow } from './baseStore.ts';

let evening: Evening;
let service: number;
const placeId = (slug: string) => evening.context.directory.places().find((one) => one.slug === slug)?.id ?? 0;

beforeAll(async () => {
  evening = await anEvening();
  service = evening.context.directory.serviceBySlug('tidewell')?.id ?? 0;
});
afterAll(() => evening.close());

const read = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(evening.db, { tenants: [evening.tenant] }, work);
const slot = (minutesAhead: number) => toIso(plus(evening.now(), minutes(minutesAhead)));
const notice = async (place: string) =>
  (await read((tx) => noticesNow(tx, { tenant: evening.tenant, service }))).find((one) => one.place === placeId(place));
const door = (place: string) => read((tx) => baseNow(tx, evening.tenant, placeId(place)));

describe('a base that is shut', () => {
  it('takes no booking from that moment, by the page or the API, and says who shut it and when', async () => {
    const { dana, theo, nurse, toBook, tells } = evening;
    const booked = await toBook('Tomas Reed');
    expect(await tells(nurse, `/api/cases/${booked}/book-base`, { place: 'canal-bridge', at: slot(40) })).toMatchObject(
      {
        status: 200,
      },
    );
    const late = await toBook('Grace Tully');
    expect(
      await tells(dana, '/api/bases/canal-bridge/shut-base', { reason: 'no-doctor', sendTo: 'foundry-lane' }),
    ).toMatchObject({ status: 200 });
    const refused = await tells(nurse, `/api/cases/${late}/book-base`, { place: 'canal-bridge', at: slot(50) });
    expect(refused).toMatchObject({ status: 422, codes: ['base-shut'] });
    expect(refused.messages.join()).toMatch(
      /^Canal Bridge is shut: Dana Okafor shut it at \d\d:\d\d\. Choose another base\.$/,
    );
    const form = await nurse.post(`/cases/${late}/book-base`, { place: 'canal-bridge', at: slot(50) });
    expect([form.statusCode, form.body.includes('Canal Bridge is shut')]).toEqual([422, true]);
    expect(
      await tells(theo, `/api/cases/${late}/redirect`, {
        ...{ from: 'foundry-lane', to: 'canal-bridge', miles: 2, reason: 'base-full' },
      }),
    ).toMatchObject({ status: 422, codes: ['base-shut'] });
    // Nothing that was booked is gone.
    expect((await nurse.get(`/cases/${booked}`)).body).toContain('is booked at a base');
  });

  it('takes none as part of another command either', async () => {
    const { dana, nurse, tells } = evening;
    const id = newId();
    await tells(dana, '/api/cases', {
      ...{ id, entryRoute: 'health-professional', priority: 'other', patientName: 'Jean Quarmby' },
      ...{ ringBack: '01632 960110', whereNow: '5 Weir Terrace', complaint: 'A cough' },
    });
    await tells(nurse, `/api/cases/${id}/start-assessment`);
    const note = { complaint: 'A cough', plan: 'To be seen' };
    const both = { urgency: 'urgent', place: 'canal-bridge', at: slot(60), note };
    expect(await tells(nurse, `/api/cases/${id}/finish-and-book`, both)).toMatchObject({
      status: 422,
      codes: ['base-shut'],
    });
    expect((await nurse.get(`/cases/${id}`)).body).toContain('is being assessed');
  });

  it('has changed its public notice in the same moment, and changes it back when it is opened', async () => {
    const { dana, nurse, toBook, tells } = evening;
    expect(await notice('canal-bridge')).toMatchObject({ says: 'shut', goTo: 'Foundry Lane. Ring 111 first.' });
    expect((await door('canal-bridge'))?.since).toBe((await notice('canal-bridge'))?.postedAt);
    expect(await tells(dana, '/api/bases/canal-bridge/open-base', { reason: 'staffed' })).toMatchObject({
      status: 200,
    });
    expect(await notice('canal-bridge')).toMatchObject({ says: 'open', goTo: null });
    const again = await toBook('Hamid Orrell');
    expect(await tells(nurse, `/api/cases/${again}/book-base`, { place: 'canal-bridge', at: slot(70) })).toMatchObject({
      status: 200,
    });
  });

  it('is one truth with a notice posted by hand, either way', async () => {
    const { dana, nurse, toBook, tells } = evening;
    const post = (says: string) => tells(dana, '/api/notices', { id: newId(), place: 'priory-road', says });
    expect(await post('shut')).toMatchObject({ status: 201 });
    expect(await door('priory-road')).toMatchObject({ state: 'shut', by: dana.account, shut: { reason: 'notice' } });
    const id = await toBook('Owen Latch');
    const book = () => tells(nurse, `/api/cases/${id}/book-base`, { place: 'priory-road', at: slot(80) });
    expect(await book()).toMatchObject({ codes: ['base-shut'] });
    expect(await post('open')).toMatchObject({ status: 201 });
    expect(await door('priory-road')).toMatchObject({ state: 'open' });
    expect(await book()).toMatchObject({ status: 200 });
    expect(await tells(dana, '/api/bases/priory-road/shut-base', { reason: 'planned' })).toMatchObject({ status: 200 });
    expect(await post('shut')).toMatchObject({ status: 201 });
    expect(await door('priory-road')).toMatchObject({ shut: { reason: 'planned' } });
  });

  it('is no place that the public is sent to from another base: the notice changes with it', async () => {
    const { dana, tells } = evening;
    await tells(dana, '/api/bases/foundry-lane/shut-base', { reason: 'unsafe', sendTo: 'canal-bridge' });
    expect(await notice('foundry-lane')).toMatchObject({ goTo: 'Canal Bridge. Ring 111 first.' });
    await tells(dana, '/api/bases/canal-bridge/shut-base', { reason: 'no-staff', sendTo: 'larkhithe-cross' });
    expect(await notice('foundry-lane')).toMatchObject({ says: 'shut', goTo: 'Larkhithe Cross. Ring 111 first.' });
    expect((await door('foundry-lane'))?.shut?.reason).toBe('unsafe');
    const front = (await dana.get('/public/tidewell')).body;
    expect(front).not.toContain('Go to: Canal Bridge');
    for (const base of ['foundry-lane', 'canal-bridge'])
      await tells(dana, `/api/bases/${base}/open-base`, { reason: 'safe-again' });
  });

  it('is opened by nobody at a desk whom the shift lead has not asked, from the page or by program', async () => {
    const { dana, theo, tells } = evening;
    await tells(dana, '/api/bases/foundry-lane/shut-base', { reason: 'unsafe' });
    const why = { reason: 'staffed' };
    expect(await tells(theo, '/api/bases/foundry-lane/open-base', why)).toMatchObject({ codes: ['shut-by-lead'] });
    const page = await theo.post('/bases/foundry-lane/open-base', why);
    expect([page.statusCode, page.body.includes('Dana Okafor shut this base')]).toEqual([422, true]);
    expect(await tells(dana, '/api/bases/foundry-lane/open-base', {})).toMatchObject({ status: 422 });
    expect(await tells(dana, '/api/bases/foundry-lane/open-base', why)).toMatchObject({ status: 200 });
  });

  it('and still shut after the time at which it was to open is a job of somebody, until it is open', async () => {
    const { dana, tells } = evening;
    await tells(dana, '/api/bases/foundry-lane/shut-base', { reason: 'planned', until: slot(30) });
    expect((await dana.get('/bases/foundry-lane')).body).toContain('Offered from');
    const where = { tenant: evening.tenant, service };
    const jobs = async () => {
      await followMoves({ ...evening.context, shifts: createShiftReader() });
      return (await read((tx) => openWork(tx, where))).filter(({ kind }) => kind === 'open-base');
    };
    expect(await jobs()).toEqual([]);
    evening.setNow(plus(evening.now(), minutes(31)));
    expect(await jobs()).toMatchObject([{ place: placeId('foundry-lane') }]);
    expect(await jobs()).toHaveLength(1);
    await tells(dana, '/api/bases/foundry-lane/open-base', { reason: 'planned' });
    expect(await jobs()).toEqual([]);
  });

  it('takes bookings for when it opens again as planned', async () => {
    const { dana, nurse, toBook, tells } = evening;
    await tells(dana, '/api/bases/foundry-lane/shut-base', { reason: 'planned', until: slot(120) });
    const id = await toBook('Edith Sorrel', { urgency: 'less-urgent' });
    const book = (ahead: number) =>
      tells(nurse, `/api/cases/${id}/book-base`, { place: 'foundry-lane', at: slot(ahead) });
    expect(await book(110)).toMatchObject({ codes: ['base-shut'] });
    expect(await book(130)).toMatchObject({ status: 200 });
    expect(await tells(nurse, `/api/cases/${id}/take-case`)).toMatchObject({ status: 200 });
    await tells(dana, '/api/bases/foundry-lane/open-base', { reason: 'staffed' });
  });

  it('and a booking at the same moment: whichever is second sees the first, and nobody is left unseen between them', async () => {
    const { dana, nurse, toBook, tells } = evening;
    const outcomes = new Set<string>();
    for (let round = 0; round < 8; round += 1) {
      const ids = await Promise.all([1, 2, 3].map((n) => toBook(`Racer ${round} ${n}`)));
      const at = (n: number) => slot(1000 + round * 10 + n);
      const [shut, ...books] = await Promise.all([
        tells(dana, '/api/bases/foundry-lane/shut-base', { reason: 'building' }),
        ...ids.map((id, n) => tells(nurse, `/api/cases/${id}/book-base`, { place: 'foundry-lane', at: at(n) })),
      ]);
      expect(shut).toMatchObject({ status: 200 });
      for (const [n, book] of books.entries()) {
        outcomes.add(String(book.status));
        // Booked, then the record shows them at the base for whoever empties it; or refused, with the reason.
        if (book.status !== 200) expect(book.codes).toEqual(['base-shut']);
        const page = (await nurse.get(`/cases/${ids[n]}`)).body;
        expect(page.includes('is booked at a base')).toBe(book.status === 200);
      }
      // From here on the door is shut for everybody: no late writer slips in.
      const after = await toBook(`Late ${round}`);
      expect(await tells(nurse, `/api/cases/${after}/book-base`, { place: 'foundry-lane', at: at(9) })).toMatchObject({
        codes: ['base-shut'],
      });
      await tells(dana, '/api/bases/foundry-lane/open-base', { reason: 'staffed' });
    }
    expect(outcomes.size).toBeGreaterThan(0);
  });

  it('is held by the database too: a row that would book it is refused, whoever writes it', async () => {
    const { dana, nurse, tells, toBook } = evening;
    const id = await toBook('Farah Denby');
    await tells(nurse, `/api/cases/${id}/book-base`, { place: 'foundry-lane', at: slot(300) });
    await tells(dana, '/api/bases/canal-bridge/shut-base', { reason: 'unsafe' });
    const move = read((_, client) =>
      client.query('update case_now set place = $1 where tenant = $2 and id = $3', [
        placeId('canal-bridge'),
        evening.tenant,
        id,
      ]),
    );
    await expect(move).rejects.toThrow('somebody else is changing this now');
    // What does not move a booking is not held up by the door.
    expect(await tells(nurse, `/api/cases/${id}/take-case`)).toMatchObject({ status: 200 });
  });
});

describe('a base found shut', () => {
  it('is reported in one request by staff and by the telephone, and counted', async () => {
    const { theo, tells } = evening;
    const before = (await door('canal-bridge'))?.found.length ?? 0;
    expect(await tells(theo, '/api/bases/canal-bridge/found-shut')).toMatchObject({ status: 200 });
    expect((await theo.post('/bases/canal-bridge/found-shut', { _next: '/bases/canal-bridge' })).statusCode).toBe(303);
    expect((await door('canal-bridge'))?.found.length).toBe(before + 2);
  });

  it('belongs to a base of one’s own service', async () => {
    expect(await evening.tells(evening.theo, '/api/bases/nowhere/found-shut')).toMatchObject({ status: 404 });
    expect(await evening.tells(evening.theo, '/api/bases/car-1/found-shut')).toMatchObject({ status: 404 });
  });
});
