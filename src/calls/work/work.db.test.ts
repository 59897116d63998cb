import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { minutes, newId, plus, seconds, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { canBeFollowed } from './caughtUp.testing.ts';
import { followWork } from './follower.ts';
import { openWork, raiseWorkIn, workOf, writeWork } from './workStore.ts';

let vigil: RunningApp;
let advisor: Person;
let nurse: Person;
let telephony: Person;
beforeAll(async () => {
  vigil = await aRunningApp();
  [advisor, nurse] = await Promise.all([vigil.as('m.quill'), vigil.as('p.iyer')]);
  telephony = await vigil.as('telephony').catch(() => advisor);
});
afterAll(() => vigil.close());
// Each begins at a moment of its own: the made-up clock stands still otherwise.
beforeEach(() => later(minutes(1)));

const later = (ms: number) => vigil.setNow(plus(vigil.now(), ms));
const within = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(vigil.db, { tenants: [vigil.tenant] }, work);
const about = () => ({ tenant: vigil.tenant, service: vigil.context.directory.serviceBySlug('tidewell')!.id });
const follow = async () => {
  await canBeFollowed(vigil.db);
  await followWork({
    ...vigil.context,
    failed: (error) => {
      throw error;
    },
  });
};
async function owed(of: { case: string } | { call: string }) {
  await follow();
  return (await within((tx) => workOf(tx, vigil.tenant, of))).filter(({ endedAt }) => endedAt === undefined);
}

async function did(who: Person, url: string, body: object = {}): Promise<string> {
  const answer = await who.send(url, body);
  expect([url, answer.statusCode < 300, answer.body]).toEqual([url, true, answer.body]);
  return answer.json().subject as string;
}

/** A caller who hangs up after half a minute in the queue. */
async function gaveUp(number?: string): Promise<string> {
  const call = await did(telephony, '/api/calls', { id: newId(), message: false, ...(number ? { number } : {}) });
  later(seconds(35));
  await did(telephony, `/api/calls/${call}/abandon-call`);
  return call;
}

async function aCase(priority = 'urgent', minutesAgo = 0): Promise<string> {
  return did(advisor, '/api/cases', {
    id: newId(),
    answeredAt: toIso(plus(vigil.now(), -minutes(minutesAgo))),
    priority,
    patientName: 'Ivy Pellworth',
    ringBack: '01632 960417',
    whereNow: '12 Lockgate Row',
    complaint: 'Short of breath',
  });
}

describe('a caller who gave up', () => {
  it('is owed a ring-back within ten minutes, once, by roles that have a telephone', async () => {
    const call = await gaveUp('01632 960288');
    expect(await owed({ call })).toMatchObject([
      { kind: 'ring-back-abandoned', dueAt: plus(vigil.now(), minutes(10)) },
    ]);
    await follow();
    expect(await owed({ call })).toHaveLength(1);
    const list = (await advisor.get('/work')).body;
    expect(list).toContain('Ring back: hung up before anybody answered');
    expect(list).not.toContain('01632960288');
    const [item] = await owed({ call });
    expect((await advisor.get(`/work/${item?.id}`)).body).toContain('01632960288');
  });

  it('who is reached gets a case with a clock of its own, from when they were reached', async () => {
    const call = await gaveUp('01632 960299');
    const [item] = await owed({ call });
    later(minutes(4));
    const reached = await advisor.post(`/work/${item?.id}/do-work`, {
      result: 'reached',
      _next: `/cases/new?call=${call}`,
    });
    expect(reached.headers.location).toBe(`/cases/new?call=${call}`);
    expect((await advisor.get('/calls')).body).toContain(call);
    const at = vigil.now();
    later(minutes(1));
    const id = await did(advisor, '/api/cases', {
      id: newId(),
      call,
      priority: 'other',
      patientName: 'Ada Rung-Back',
      ringBack: '01632 960299',
      whereNow: '3 Quay',
      complaint: 'Rash',
    });
    const opened = await within((tx) =>
      tx.selectFrom('event').select('data').where('stream', '=', id).executeTakeFirst(),
    );
    expect(JSON.stringify(opened?.data)).toContain(toIso(at));
    expect(await owed({ call })).toEqual([]);
  });

  it('who rings again and is answered is owed nothing more', async () => {
    const call = await gaveUp('01632 960300');
    expect(await owed({ call })).toHaveLength(1);
    const again = await did(telephony, '/api/calls', { id: newId(), message: false, number: '(01632) 960 300' });
    await did(advisor, `/api/calls/${again}/answer-call`);
    expect(await owed({ call })).toEqual([]);
  });

  it('who does not answer is rung three times in all, and one without a number is owed it too', async () => {
    const call = await gaveUp();
    for (let times = 0; times < 3; times += 1) {
      const [item] = await owed({ call });
      later(minutes(3));
      await did(advisor, `/api/work/${item?.id}/do-work`, { result: 'no-reply' });
    }
    expect(await owed({ call })).toEqual([]);
  });
});

describe('a case', () => {
  it('that waits at its limit makes a comfort call fall due by itself; made, it is on the case and stops no clock', async () => {
    const id = await aCase('urgent', 14);
    expect(await owed({ case: id })).toEqual([]);
    later(minutes(2));
    const [item] = await owed({ case: id });
    expect(item).toMatchObject({ kind: 'comfort-call' });
    expect((await nurse.post(`/work/${item?.id}/do-work`, { result: 'spoke' })).body).toContain(
      'ends by what is recorded on the case',
    );
    const due = async () => within((tx) => openWork(tx, about()));
    expect((await due()).some((line) => line.id === item?.id)).toBe(true);
    await did(nurse, `/api/cases/${id}/comfort-call`, { result: 'spoke' });
    expect(await owed({ case: id })).toEqual([]);
    expect((await nurse.get(`/cases/${id}`)).body).toMatch(/running/);
    later(minutes(31));
    expect(await owed({ case: id })).toMatchObject([{ kind: 'comfort-call' }]);
  });

  it('whose patient is not reached owes the next try, and nothing once it is closed', async () => {
    const id = await aCase();
    await did(nurse, `/api/cases/${id}/try-contact`, { result: 'no-reply' });
    expect(await owed({ case: id })).toMatchObject([{ kind: 'failed-contact' }]);
    later(minutes(1));
    await did(nurse, `/api/cases/${id}/start-assessment`);
    expect(await owed({ case: id })).toEqual([]);
  });

  it('to try again whom somebody is moving is theirs, in one call', async () => {
    const id = await aCase();
    await did(nurse, `/api/cases/${id}/start-assessment`);
    await did(nurse, `/api/cases/${id}/finish-assessment`, { place: 'base', urgency: 'urgent' });
    await did(nurse, `/api/cases/${id}/book-base`, {
      place: 'canal-bridge',
      at: toIso(plus(vigil.now(), minutes(75))),
    });
    later(minutes(1));
    const place = vigil.context.directory.places().find(({ slug }) => slug === 'canal-bridge')!.id;
    const raised = { raisedAt: vigil.now(), dueAt: plus(vigil.now(), minutes(30)) };
    const moving = { ...about(), kind: 'move-booked' as const, subject: `${id}:again`, case: id, place, ...raised };
    await within(async (tx) => {
      const { id: item } = await raiseWorkIn(tx, { ...moving, forRoles: ['receptionist', 'shift-lead'] }, vigil.now());
      const taken = { type: 'WorkTaken', occurredAt: vigil.now(), data: { by: nurse.account } } as const;
      await writeWork(tx, { tenant: about().tenant, id: item, events: [taken], now: vigil.now() });
    });
    await did(nurse, `/api/cases/${id}/try-contact`, { result: 'no-reply' });
    const again = (await owed({ case: id })).filter((line) => line.kind === 'failed-contact');
    expect(again).toMatchObject([{ takenBy: nurse.account, forRoles: ['receptionist', 'shift-lead'] }]);
    // Told of another base, they were spoken to: neither is owed any more.
    await did(nurse, `/api/cases/${id}/redirect`, { to: 'foundry-lane', miles: 2, reason: 'base-shut' });
    expect(await owed({ case: id })).toEqual([]);
  });

  it('that was raised work for by another part of the house ends it when the patient is moved', async () => {
    const id = await aCase();
    await did(nurse, `/api/cases/${id}/start-assessment`);
    await did(nurse, `/api/cases/${id}/finish-assessment`, { place: 'base', urgency: 'urgent' });
    const slot = toIso(plus(vigil.now(), minutes(60)));
    await did(nurse, `/api/cases/${id}/book-base`, { place: 'canal-bridge', at: slot });
    const place = vigil.context.directory.places().find(({ slug }) => slug === 'canal-bridge')!.id;
    later(minutes(1));
    const work = {
      ...about(),
      kind: 'move-booked' as const,
      subject: `${id}:shut`,
      case: id,
      place,
      raisedAt: vigil.now(),
      dueAt: plus(vigil.now(), minutes(30)),
      forRoles: ['receptionist' as const],
    };
    const { id: item } = await within((tx) => raiseWorkIn(tx, work, vigil.now()));
    expect((await within((tx) => raiseWorkIn(tx, work, vigil.now()))).isNew).toBe(false);
    expect((await owed({ case: id })).map((line) => line.id)).toContain(item);
    later(minutes(2));
    await did(nurse, `/api/cases/${id}/redirect`, {
      to: 'foundry-lane',
      from: 'canal-bridge',
      miles: 2.9,
      reason: 'base-shut',
    });
    expect((await owed({ case: id })).map((line) => line.id)).not.toContain(item);
    expect(await within((tx) => workOf(tx, vigil.tenant, { case: id }))).toContainEqual(
      expect.objectContaining({ id: item, state: 'done', result: 'moved', endedAt: vigil.now() }),
    );
  });
});

describe('the log read again from its beginning', () => {
  const rows = () =>
    within(async (_, client) => {
      const { rows: found } = await client.query('select id, kind, state, version from work_now order by id');
      return found as { id: string; kind: string; state: string; version: number }[];
    });
  const again = async () => {
    await within((_, client) => client.query("update follower set xid = '0', position = 0 where name = 'work'"));
    await follow();
  };

  it('raises nothing twice and ends nothing that is owed', async () => {
    await aCase('urgent', 16);
    await gaveUp('01632 960301');
    await follow();
    const before = await rows();
    expect(before.length).toBeGreaterThan(8);
    await again();
    expect(await rows()).toEqual(before);
  });

  it('raises nothing for what happened half a day ago', async () => {
    await gaveUp('01632 960302');
    later(minutes(60 * 13));
    const ringBacks = async () => (await rows()).filter(({ kind }) => kind === 'ring-back-abandoned').length;
    const before = await ringBacks();
    await again();
    expect(await ringBacks()).toBe(before);
  });
});
