import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Conflict, minutes, plus } from '#shared';
import { loadCase } from '../caseStore.ts';
import { aDesk, type Desk } from '../desk.testing.ts';
import { leaseOf, renewLease, stuckLeases } from './leaseStore.ts';
import { letLapse } from './letLapse.ts';
import { lostAt } from './lost.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await aDesk();
});
afterAll(() => desk.db.drop());

const held = async (id: string) => {
  const state = (await desk.read((tx) => loadCase(tx, desk.tenant, id)))?.state;
  return state && 'holder' in state ? state.holder?.account : undefined;
};
const lapse = () => letLapse({ db: desk.db, stage: desk.stage, now: desk.now }, [desk.tenant]);
const lease = (id: string) => desk.read((tx) => leaseOf(tx, desk.tenant, id));
const renew = (id: string, by: string) =>
  desk.read((tx) => renewLease(tx, { tenant: desk.tenant, case: id, account: desk.person(by), now: desk.now() }));

describe('a lease', () => {
  it('begins with the hold, runs ten minutes, and gives the case back by an event that says so', async () => {
    const id = await desk.opens();
    expect(await desk.ask('take-case', id, {}, 'asha')).toBe(200);
    expect(await lease(id)).toEqual({ account: desk.person('asha'), expiresAt: plus(desk.now(), minutes(10)) });
    desk.later(minutes(10) - 1);
    expect(await lapse()).toBe(0);
    desk.later(1);
    expect(await lapse()).toBe(1);
    expect(await held(id)).toBeUndefined();
    expect(await lease(id)).toBeUndefined();
    const events = (await desk.read((tx) => loadCase(tx, desk.tenant, id)))?.events ?? [];
    expect(events.at(-1)).toMatchObject({ type: 'CaseReleased', source: 'job' });
    expect(lostAt(events, desk.person('asha'))).toMatchObject({ at: desk.now(), lapsed: true });
    expect(lostAt(events, desk.person('ben'))).toBeUndefined();
    expect(await lapse()).toBe(0);
  });

  it('is renewed by the open page, and by every command of the holder, but by nobody else’s', async () => {
    const id = await desk.opens();
    await desk.ask('take-case', id, {}, 'asha');
    desk.later(minutes(9));
    expect(await renew(id, 'asha')).toBe(plus(desk.now(), minutes(10)));
    expect(await renew(id, 'ben')).toBeUndefined();
    desk.later(minutes(9));
    expect(await desk.ask('start-assessment', id, {}, 'asha')).toBe(200);
    expect((await lease(id))?.expiresAt).toBe(plus(desk.now(), minutes(10)));
    desk.later(minutes(8));
    // Raising is for anybody, whoever has the case: it is no sign of life of the one who has it.
    expect(await desk.ask('comfort-call', await desk.opens(), { result: 'spoke' }, 'ben')).toBe(200);
    expect(await desk.ask('note-repeat', id, {}, 'ben')).toBe(200);
    expect((await lease(id))?.expiresAt).toBe(plus(desk.now(), minutes(2)));
    desk.later(minutes(2));
    expect(await lapse()).toBe(1);
    expect(await renew(id, 'asha')).toBeUndefined();
  });

  it('that ran out leaves the case free: whoever lost it goes on, or reads who has it now', async () => {
    const id = await desk.opens();
    await desk.ask('take-case', id, {}, 'asha');
    desk.later(minutes(10));
    await lapse();
    expect(await desk.ask('take-case', id, {}, 'ben')).toBe(200);
    expect(await desk.ask('try-contact', id, { result: 'no-reply' }, 'asha')).toBe('held-by-other');
    expect(await desk.ask('start-assessment', id, {}, 'ben')).toBe(200);
  });

  it('that cannot be given back now keeps no other waiting, however many there are, and is given back in a later round', async () => {
    desk.later(minutes(60));
    await lapse();
    const refused: string[] = [];
    for (let n = 0; n < 21; n += 1) refused.push(await desk.opens());
    for (const id of refused) await desk.ask('take-case', id, {}, 'asha');
    desk.later(1);
    const last = await desk.opens();
    await desk.ask('take-case', last, {}, 'asha');
    desk.later(minutes(10));
    const [worked, ...others] = refused;
    const stage: Desk['stage'] = {
      ...desk.stage,
      rows: async (asked, tx) => {
        const { stream } = asked.setting;
        if (stream === worked) throw new Conflict('worked on in the same moment');
        return others.includes(stream) ? { ok: false, problems: [] } : desk.stage.rows(asked, tx);
      },
    };
    expect(await letLapse({ db: desk.db, stage, now: desk.now }, [desk.tenant])).toBe(1);
    expect(await held(last)).toBeUndefined();
    expect(await held(refused[0] ?? '')).toBe(desk.person('asha'));
    expect(await lapse()).toBe(21);
  });

  it('is longer while somebody is with the patient', async () => {
    const id = await desk.opens();
    await desk.ask('start-assessment', id);
    await desk.ask('finish-and-visit', id, {
      urgency: 'urgent',
      car: 'car-1',
      note: { complaint: 'Short of breath', plan: 'To be seen' },
    });
    await desk.ask('start-consultation', id, {}, 'doctor');
    expect((await lease(id))?.expiresAt).toBe(plus(desk.now(), minutes(60)));
  });

  it('is stuck when the page is open and nobody has taken a step for long, and then is told with its number', async () => {
    const id = await desk.opens();
    await desk.ask('take-case', id, {}, 'asha');
    const stuck = () =>
      desk.read((tx) => stuckLeases(tx, { tenant: desk.tenant, service: desk.service, now: desk.now() }));
    for (let minute = 0; minute < 44; minute += 4) {
      desk.later(minutes(4));
      await renew(id, 'asha');
    }
    expect((await stuck()).map((one) => one.case)).not.toContain(id);
    desk.later(minutes(1));
    expect(await stuck()).toContainEqual(expect.objectContaining({ case: id, account: desk.person('asha') }));
    expect(await desk.ask('start-assessment', id, {}, 'asha')).toBe(200);
    expect((await stuck()).map((one) => one.case)).not.toContain(id);
  });
});

describe('two nurses', () => {
  it('ringing one patient: one gets the case, the other is refused', async () => {
    const id = await desk.opens();
    const answers = await Promise.all(['asha', 'ben'].map((by) => desk.ask('start-assessment', id, {}, by)));
    expect(answers.sort()).toEqual([200, expect.stringMatching(/held-by-other|wrong-state/)]);
  });
});
