import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWork } from '#calls';
import { inScope } from '#database';
import { createShiftReader } from '#rota';
import { minutes, newId, plus, toIso } from '#shared';
import { canBeFollowed } from '../../calls/work/caughtUp.testing.ts';
import { workRounds } from '../../calls/work/followerRounds.ts';
import { baseStates, movesToDo } from '../boardReads.ts';
import { anEvening, type Evening } from '../dispatch.testing.ts';
import { followMoves } from './movesFollower.ts';

let evening: Evening;
let where: { tenant: number; service: number };

beforeAll(async () => {
  evening = await anEvening();
  where = { tenant: evening.tenant, service: evening.context.directory.serviceBySlug('tidewell')?.id ?? 0 };
});
afterAll(() => evening.close());

const read = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(evening.db, { tenants: [evening.tenant] }, work);
const slot = (ahead: number) => toIso(plus(evening.now(), minutes(ahead)));
const follow = () => followMoves({ ...evening.context, shifts: createShiftReader() });
const owed = async () => (await read((tx) => openWork(tx, where))).filter(({ kind }) => kind === 'move-booked');
const said = async () => (await owed()).map((work) => [work.case?.id, work.takenBy, work.dueAt]);

/** The follower of work, too: it ends what the steps of a case have settled. */
async function workFollows(): Promise<void> {
  await canBeFollowed(evening.db);
  await workRounds(evening.context).run();
}

async function booked(name: string, ahead: number): Promise<string> {
  const { nurse, toBook, tells } = evening;
  const id = await toBook(name);
  const answer = await tells(nurse, `/api/cases/${id}/book-base`, { place: 'canal-bridge', at: slot(ahead) });
  expect(answer).toMatchObject({ status: 200 });
  return id;
}

describe('the patients of a base that is shut', () => {
  it('are each a job with a time and an owner, once, and stay booked until somebody has spoken to them', async () => {
    const { dana, theo, tells } = evening;
    const shift = newId();
    const post = { id: shift, place: 'canal-bridge', role: 'receptionist', from: slot(-60), to: slot(300) };
    expect(await tells(dana, '/api/shifts', post)).toMatchObject({ status: 201 });
    expect(await tells(theo, `/api/shifts/${shift}/record-arrival`)).toMatchObject({ status: 200 });
    const [late, soon] = [await booked('Tomas Reed', 176), await booked('Callum Wray', 6)];
    await follow();
    expect(await owed()).toEqual([]);
    await tells(dana, '/api/bases/canal-bridge/shut-base', { reason: 'no-doctor' });
    const shutAt = evening.now();
    await follow();
    await follow();
    expect(await said()).toEqual([
      [soon, theo.account, plus(shutAt, minutes(10))],
      [late, theo.account, plus(shutAt, minutes(146))],
    ]);
    const moves = await read((tx) => movesToDo(tx, { ...where, now: evening.now() }));
    expect(moves.map(({ line, owner }) => [line.id, owner])).toEqual([
      [soon, theo.account],
      [late, theo.account],
    ]);
    for (const id of [late, soon]) expect((await theo.get(`/cases/${id}`)).body).toContain('is booked at a base');
  });

  it('need nobody any more once they were told, or the base is open again', async () => {
    const { dana, theo, tells } = evening;
    const [first] = await owed();
    const sent = { to: 'larkhithe-cross', miles: 6.4, reason: 'base-shut' };
    expect(await tells(theo, `/api/cases/${first?.case?.id}/redirect`, sent)).toMatchObject({ status: 200 });
    await follow();
    expect((await read((tx) => movesToDo(tx, { ...where, now: evening.now() }))).length).toBe(1);
    await tells(dana, '/api/bases/canal-bridge/open-base', { reason: 'staffed' });
    await follow();
    expect(await owed()).toEqual([]);
  });

  it('are jobs anew when it is shut anew', async () => {
    const { dana, tells } = evening;
    evening.setNow(plus(evening.now(), minutes(1)));
    await tells(dana, '/api/bases/canal-bridge/shut-base', { reason: 'building' });
    await follow();
    expect((await said()).length).toBe(1);
  });

  it('are jobs again when they come to the shut door all the same, moved before or not, and stay so while nobody has told them', async () => {
    const { nurse, theo, tells } = evening;
    const [waiting] = await owed();
    const id = waiting?.case?.id ?? '';
    const follows = async () => {
      await workFollows();
      await follow();
      await workFollows();
      await follow();
    };
    evening.setNow(plus(evening.now(), minutes(2)));
    expect(await tells(theo, `/api/cases/${id}/arrive`)).toMatchObject({ status: 200 });
    await follows();
    expect((await owed()).map((work) => work.case?.id)).toEqual([id]);
    // Told where to go, and back at the same door five minutes later.
    const sent = { to: 'larkhithe-cross', miles: 6.4, reason: 'base-shut' };
    expect(await tells(nurse, `/api/cases/${id}/redirect`, sent)).toMatchObject({ status: 200 });
    await follows();
    expect(await owed()).toEqual([]);
    evening.setNow(plus(evening.now(), minutes(5)));
    expect(await tells(theo, `/api/cases/${id}/arrive`, { place: 'canal-bridge' })).toMatchObject({ status: 200 });
    await follows();
    const again = await owed();
    expect(again.map((work) => [work.case?.id, work.dueAt])).toEqual([[id, plus(evening.now(), minutes(10))]]);
    await follows();
    expect(await owed()).toEqual(again);
  });

  it('and the doors themselves are told to the board: since when, by whom, how often found shut', async () => {
    const { theo, dana, tells } = evening;
    await tells(theo, '/api/bases/canal-bridge/found-shut');
    const [base] = await read((tx) => baseStates(tx, { ...where, now: evening.now() }));
    expect(base).toMatchObject({ state: 'shut', by: dana.account, foundShut: [evening.now()] });
    const tomorrow = await read((tx) => baseStates(tx, { ...where, now: plus(evening.now(), minutes(24 * 60)) }));
    expect(tomorrow[0]?.foundShut).toEqual([]);
  });
});
