import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import type { Service } from '#people';
import { atLocal, type Instant, instant, seconds, showTime, toIso, uuidv7FromKey } from '#shared';
import type { LiveMessage } from '#web';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';
import { asOwner } from '../database/testing.ts';
import { openBoards } from './board.ts';
import { boardReads, type TileReads } from './boardReads.ts';
import { fragmentHtml } from './pages/fragment.tsx';

let running: RunningApp;
let lead: Person;
let rota: Person;
const at = (time: string) => atLocal('2027-03-28', time);

beforeAll(async () => {
  running = await aRunningApp();
  lead = await running.as('d.okafor');
  rota = await running.as('f.ogden');
  running.setNow(at('22:47:12'));
});
afterAll(() => running.close());

const text = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const fragments = async (by: Person = lead): Promise<Map<string, string>> => {
  const messages: LiveMessage[] = JSON.parse((await by.get('/live?service=tidewell&poll=1')).body);
  return new Map(messages.flatMap((one) => (one.kind === 'fragment' ? [[one.name, text(one.html)]] : [])));
};
/** What the board says once its followers have seen what has been written. */
async function until(name: string, words: string | RegExp): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    const said = (await fragments()).get(name) ?? '';
    if (said.match(words)) return said;
    if (tries > 60) throw new Error(`${name} says: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function done(by: Person, url: string, body: object): Promise<void> {
  const answer = await by.send(url, body);
  if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`);
}

/** A doctor's evening at a base. */
async function shift(place: string, arrived: boolean): Promise<string> {
  const id = uuidv7FromKey(at('09:00'), `${place} shift`);
  const stretch = { from: toIso(at('20:00')), to: toIso(atLocal('2027-03-29', '00:00')) };
  await done(rota, '/api/shifts', { id, service: 'tidewell', place, role: 'doctor', ...stretch });
  const doctor = { person: (await running.as('a.rourke')).account };
  await done(rota, `/api/shifts/${id}/book-cover`, doctor);
  if (arrived) await done(lead, `/api/shifts/${id}/record-arrival`, { ...doctor, occurredAt: toIso(at('19:52')) });
  return id;
}

async function openedCase(name: string, answeredAt: Instant, priority = 'urgent'): Promise<string> {
  const id = uuidv7FromKey(answeredAt, name);
  const patient = { patientName: name, ringBack: '01632 960417', whereNow: '4 Tallow Row', complaint: 'Cough' };
  await done(lead, '/api/cases', { id, service: 'tidewell', answeredAt: toIso(answeredAt), priority, ...patient });
  return id;
}

describe('the board', () => {
  it('says how many reports were turned away and since when, by its own clock, for as long as that lasts', async () => {
    const from = running.context.machineNow();
    running.context.shed = {
      add: () => {},
      standing: () => ({ since: from, report: 40, board: 0, spell: { from, last: from, report: 12, board: 0 } }),
    };
    expect(await until('level', /turned away/)).toContain('12 reports turned away since 22:47');
    expect(text((await lead.get('/tonight/level')).body)).toContain('12 reports turned away since 22:47');
    const health = (await running.inject({ method: 'GET', url: '/health' })).json();
    expect(health.shed).toMatchObject({ report: 40, now: { report: 12, from: toIso(from) } });
    running.context.shed = { add: () => {}, standing: () => ({ since: from, report: 40, board: 0 }) };
    await until('level', /done *$/);
    expect(text((await lead.get('/tonight/level')).body)).toContain('Nobody is turned away by this server.');
  });

  it('has no clock of its own: without one arrival event the tile says that nobody is there', async () => {
    const id = await shift('canal-bridge', true);
    expect(await until('cover', 'Doctor here')).toContain('Canal Bridge');
    expect(await until('alert-panel', 'Every base and car')).not.toContain('no doctor');
    await asOwner(running.db, async (owner) => {
      await owner.query('set session_replication_role = replica');
      await owner.query("delete from event where stream = $1 and type = 'CoverArrived'", [id]);
    });
    // Another board, which has read nothing yet: it has the events, and nothing else, to go by.
    const context = { ...running.context, directory: { ...running.context.directory } };
    const boards = openBoards(context, { notices: async () => [] });
    const board = boards.look(running.context.directory.serviceBySlug('tidewell') as Service);
    await board.ready(5_000);
    const view = { kind: 'desk', names: true, acknowledges: true, acts: true, writes: true } as const;
    const said = text(fragmentHtml('cover', { board, view, machineNow: running.context.machineNow() }));
    boards.stop();
    expect(said).toContain('NO DOCTOR');
    expect(board.latest('alerts')?.value.panels[0]?.since).toBe(at('20:00'));
  });

  it('moves as a patient is put through', async () => {
    const id = await openedCase('Ivy Pellworth', at('22:30'));
    expect(await until('urgent', '1 waiting')).toContain('Longest 17 min of 20 min');
    const row = await until('next-hour', 'Ring back, urgent');
    expect(row).toMatch(/2 min left 22:50 Ring back, urgent \d+ Nobody/);
    const nurse = await running.as('p.iyer');
    await done(nurse, `/api/cases/${id}/start-assessment`, {});
    expect(await until('urgent', '0 waiting')).toContain('1 clinician on the phone');
    expect(await until('next-hour', 'Finish the assessment')).toContain('P. Iyer since 22:47');
    await done(nurse, `/api/cases/${id}/finish-assessment`, { place: 'visit', urgency: 'urgent' });
    await done(nurse, `/api/cases/${id}/request-visit`, {});
    expect(await until('visits', '1 waiting')).toContain('Next due 00:47');
  });

  it('shows no identity to anybody, and to a visitor neither staff nor a button', async () => {
    const page = await lead.get('/');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/Pellworth|Tallow|960417/);
    const visitor = await running.inject({ method: 'GET', url: '/' });
    expect(visitor.statusCode).toBe(200);
    expect(visitor.body).not.toMatch(/Pellworth|P\. Iyer|acknowledge"/);
    const wall = await lead.get('/wall');
    expect(text(wall.body)).toContain('No names of patients are shown on a wall.');
    expect(wall.body.slice(wall.body.indexOf('<main'))).not.toMatch(/<a |<button|<form/);
  });

  it('writes one access row as it is opened and one as it is closed, with its filter, for a visitor too', async () => {
    const another = await aRunningApp();
    try {
      await another.inject({ method: 'GET', url: '/' });
      await another.inject({ method: 'GET', url: '/' });
      await another.inject({ method: 'GET', url: '/live?poll=1' });
      const rows = () =>
        inScope(another.db, { tenants: [another.tenant] }, (tx) =>
          tx.selectFrom('access').select(['action', 'detail']).orderBy('position').execute(),
        );
      const filter = { board: 'tonight', service: 'tidewell' };
      expect((await rows()).map(({ action, detail }) => [action, detail])).toEqual([
        ['open-board', expect.objectContaining(filter)],
      ]);
      another.pass(seconds(61));
      await new Promise((resolve) => setTimeout(resolve, 5_500));
      expect((await rows()).map(({ action }) => action)).toEqual(['open-board', 'close-board']);
    } finally {
      await another.close();
    }
  });

  it('says the same numbers, to the minute, as the lists and the API', async () => {
    await openedCase('Colin Abbs', at('22:32'));
    await openedCase('Desmond Ray', at('22:08'), 'other');
    const call = uuidv7FromKey(at('22:40'), 'a call that was lost');
    const machine = await running.as('telephone-system');
    await done(machine, '/api/calls', { id: call, service: 'tidewell', message: false });
    await done(machine, `/api/calls/${call}/abandon-call`, {});
    // Its page sees to it that what was recorded a moment ago is owed.
    const work = text((await lead.get('/work')).body);
    const owed = (await lead.get('/api/work?service=tidewell')).json().work as { kind: string; dueAt: string }[];
    expect(work).toContain(`${owed.length} in all`);
    expect(await until('calls', /to ring back/)).toContain('1 to ring back');
    const lost = showTime(instant(owed.find(({ kind }) => kind === 'ring-back-abandoned')?.dueAt ?? ''));
    expect(await until('next-hour', 'Ring back a lost call')).toContain(`${lost} Ring back a lost call`);
    expect(work).toContain(lost);

    const waiting = async (pool: string) => Number(/(\d+) waiting/.exec(await until(pool, 'waiting'))?.[1]);
    await until('urgent', '1 waiting');
    await until('other', '1 waiting');
    const list = text((await lead.get('/call-backs')).body);
    expect(list).toContain(`Call-backs: ${(await waiting('urgent')) + (await waiting('other'))} in the queue`);
    const nextHour = await until('next-hour', '22:52 Ring back, urgent');
    expect(list).toMatch(/22:52/);
    expect(nextHour).toMatch(/23:08 Ring back, other/);
    expect(list).toMatch(/23:08/);

    const messages = (await lead.get('/api/messages?service=tidewell')).json();
    const unsent = Number(/(\d+) unsent/.exec(await until('to-practices', 'unsent'))?.[1]);
    expect(messages.unsent.unsent).toBe(unsent);

    const alerts = (await lead.get('/api/alerts?service=tidewell')).json().alerts as { clearedAt?: string }[];
    const open = alerts.filter(({ clearedAt }) => clearedAt === undefined).length;
    expect(text((await lead.get('/tonight/alerts')).body)).toMatch(new RegExp(`${open} alerts? (is|are) open`));
  });

  it('is of a service that one may see, and of no other', async () => {
    expect((await lead.get('/live?service=elsewhere&poll=1')).statusCode).toBe(404);
  });
});

describe('followers', () => {
  it('one that never comes back makes its own tile old, while the others stay live', async () => {
    const service = running.context.directory.serviceBySlug('tidewell') as Service;
    const reads = boardReads({ service, places: () => [] }, { notices: async () => [] });
    let polls = 0;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const stuck: TileReads = {
      ...reads,
      async calls(tx, now) {
        polls += 1;
        if (polls > 1) await held;
        return reads.calls(tx, now);
      },
    };
    const boards = openBoards(running.context, { notices: async () => [] }, () => stuck);
    const board = boards.look(service);
    await board.ready(5_000);
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    running.pass(seconds(64));
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const view = { kind: 'desk', names: true, acknowledges: true, acts: true, writes: true } as const;
    const drawn = (name: 'calls' | 'urgent') =>
      fragmentHtml(name, { board, view, machineNow: running.context.machineNow() });
    const [calls, urgent] = [drawn('calls'), drawn('urgent')];
    boards.stop();
    letGo();
    expect(calls).toContain('tile--not-live');
    expect(urgent).toContain('tile--live');
  });

  it('stop when nobody has looked for a minute', async () => {
    const boards = openBoards(running.context, { notices: async () => [] });
    boards.look(running.context.directory.serviceBySlug('tidewell') as Service);
    expect(boards.watched()).toHaveLength(1);
    running.pass(seconds(61));
    await new Promise((resolve) => setTimeout(resolve, 5_500));
    expect(boards.watched()).toHaveLength(0);
    boards.stop();
  });
});
