import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { atLocal, newId, toIso, uuidv7FromKey } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';
import { asOwner } from '../database/testing.ts';
import { modules } from '../modules.ts';
import { openAlerts } from './alertStore.ts';
import { levelsSince } from './levelStore.ts';
import { lastSheets } from './sheetStore.ts';
import { logSince } from './shiftLogStore.ts';

let running: RunningApp;
let lead: Person;
let incoming: Person;
let rota: Person;
let where: { tenant: number; service: number };
const at = (time: string) => atLocal('2027-03-28', time);
const since = at('08:00');
const read = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(running.db, { tenants: [running.tenant] }, work);
const log = () => read((tx) => logSince(tx, { ...where, since }));
const words = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

async function account(signIn: string): Promise<string> {
  return (await running.as(signIn)).account;
}
async function shift(place: string, role: string, from: string, booked?: string, came = false): Promise<string> {
  const id = uuidv7FromKey(at('07:00'), `${place} ${role} ${from}`);
  const stretch = { from: toIso(at(from)), to: toIso(atLocal('2027-03-29', '02:00')) };
  expect((await rota.send('/api/shifts', { id, service: 'tidewell', place, role, ...stretch })).statusCode).toBe(201);
  if (!booked) return id;
  const person = { person: await account(booked) };
  expect((await rota.send(`/api/shifts/${id}/book-cover`, person)).statusCode).toBe(200);
  if (came) await lead.send(`/api/shifts/${id}/record-arrival`, { ...person, occurredAt: toIso(at(from)) });
  return id;
}
async function aCase(name: string, answeredAt: string, priority = 'urgent'): Promise<string> {
  const id = uuidv7FromKey(at(answeredAt), name);
  const patient = { patientName: name, ringBack: '01632 960417', whereNow: '4 Tallow Row', complaint: 'Cough' };
  const body = { id, service: 'tidewell', answeredAt: toIso(at(answeredAt)), priority, ...patient };
  expect((await lead.send('/api/cases', body)).statusCode).toBe(201);
  return id;
}
/** The jobs of the house that watch the night, once, as the server runs them with no browser open. */
async function watchOnce(): Promise<void> {
  const jobs = modules.flatMap((module) => module.jobs?.(running.context) ?? []);
  await jobs.find(({ name }) => name === 'watch every service')?.run();
}
const alerts = () => read((tx) => openAlerts(tx, where.tenant, where.service));

beforeAll(async () => {
  running = await aRunningApp();
  [lead, incoming, rota] = [await running.as('d.okafor'), await running.as('k.lindqvist'), await running.as('f.ogden')];
  const service = running.context.directory.serviceBySlug('tidewell');
  where = { tenant: running.tenant, service: service?.id ?? 0 };
  running.setNow(at('20:00'));
});
afterAll(() => running.close());

describe('the shift log', () => {
  it('keeps who was rung, counts the tries and is never edited: a correction is a line of its own', async () => {
    const person = await account('c.lowe');
    const ring = (answer: string) =>
      lead.send('/api/tonight/log', { id: newId(), kind: 'rang', person, place: 'canal-bridge', answer });
    for (const answer of ['no-reply', 'no-reply', 'no-reply']) expect((await ring(answer)).statusCode).toBe(201);
    const page = words((await lead.get('/tonight/log')).body);
    expect(page).toContain('Called Dr C. Lowe for Canal Bridge. No reply, 3rd try.');
    const [first] = await log();
    const correction = { id: newId(), kind: 'correction', corrects: first?.id, words: 'It was Dr Fenn.' };
    expect((await lead.send('/api/tonight/log', correction)).statusCode).toBe(201);
    const lines = await log();
    expect(lines).toHaveLength(4);
    expect(lines[0]).toEqual(first);
    const changed = asOwner(running.db, (owner) => owner.query("update shift_log set words = 'x'"));
    await expect(changed).rejects.toThrow('append-only');
  });

  it('is written by nobody who does not work there, and refuses a ring without an answer', async () => {
    const visitor = await running.as('visitor');
    expect((await visitor.send('/api/tonight/log', { id: newId(), kind: 'note', words: 'x' })).statusCode).toBe(403);
    const person = await account('c.lowe');
    const refused = await lead.send('/api/tonight/log', { id: newId(), kind: 'rang', person });
    expect(refused.json().problems).toMatchObject([{ field: 'answer' }]);
    const form = await lead.post('/tonight/log', { id: newId(), kind: 'note', words: '' });
    expect(form.statusCode).toBe(422);
    expect(words(form.body)).toContain('Write the line.');
  });
});

describe('somebody who rings in sick', () => {
  it('leaves every shift of theirs open at once, and it is in the log', async () => {
    const id = await shift('car-2', 'driver', '23:30', 'j.sayle');
    const body = { id: newId(), person: await account('j.sayle'), days: 1 };
    const key = newId();
    for (const _ of [1, 2]) expect((await rota.send('/api/cover/sick', body, key)).statusCode).toBe(201);
    const page = words((await lead.get(`/shifts/${id}`)).body);
    expect(page).toContain('J. Sayle withdrawn: sick');
    expect(page).toContain('Nobody booked');
    expect((await log()).filter(({ kind }) => kind === 'sick')).toMatchObject([
      { person: body.person, by: rota.account },
    ]);
    expect(words((await lead.get('/cover/sick')).body)).toContain('Car 2, driver, Sun 28 Mar 23:30 to 02:00');
  });
});

describe('alerts', () => {
  it('of a late case is raised by the watch alone within 30 s, said again, climbs, and is acknowledged by name', async () => {
    const id = await aCase('Late One', '20:00');
    running.setNow(at('20:20:25'));
    await watchOnce();
    const mine = async () => (await alerts()).find(({ subject }) => subject === id);
    expect(await mine()).toMatchObject({ kind: 'overdue-case', rings: 1, step: 0, raisedAt: at('20:20:25') });
    for (const time of ['20:26', '20:31:30', '20:37']) {
      running.setNow(at(time));
      await watchOnce();
    }
    const alert = await mine();
    expect(alert).toMatchObject({ rings: 4, step: 1, times: 1 });
    expect(words((await lead.get('/tonight/alerts')).body)).toContain(
      '4 times, last 20:37, now for the medical director as well',
    );
    expect((await lead.post(`/alerts/${alert?.id}/acknowledge`)).statusCode).toBe(303);
    running.setNow(at('20:50'));
    await watchOnce();
    expect(await mine()).toMatchObject({ rings: 4, acknowledged: { by: lead.account } });
    // An alert stands in nobody's way, and goes when what it is about is mended.
    const nurse = await running.as('p.iyer');
    expect((await nurse.send(`/api/cases/${id}/start-assessment`, {})).statusCode).toBe(200);
    await watchOnce();
    const kinds = (await alerts()).filter(({ subject, kind }) => subject === id && kind === 'overdue-case');
    expect(kinds.every(({ detail }) => detail.queue !== 'to-assess-urgent')).toBe(true);
  });

  it('of a base without a doctor is raised once, whoever is booked, and cleared when somebody comes', async () => {
    running.setNow(at('21:00'));
    const id = await shift('canal-bridge', 'doctor', '20:00', 'a.rourke');
    await watchOnce();
    await watchOnce();
    const gaps = async () => (await alerts()).filter(({ kind }) => kind === 'no-doctor');
    expect(await gaps()).toHaveLength(1);
    await lead.send(`/api/shifts/${id}/record-arrival`, { person: await account('a.rourke') });
    await watchOnce();
    expect(await gaps()).toHaveLength(0);
    running.setNow(at('21:10'));
    await lead.send(`/api/shifts/${id}/record-leaving`, { person: await account('a.rourke') });
  });
});

describe('the pressure level', () => {
  it('is written down by the watch when the rule changes it, at the time from which the rule holds', async () => {
    running.setNow(at('21:50'));
    await watchOnce();
    const rows = await read((tx) => levelsSince(tx, { ...where, since }));
    expect(rows.at(-1)).toMatchObject({ how: 'rule', level: 3, at: at('21:50') });
    const count = rows.length;
    await watchOnce();
    expect(await read((tx) => levelsSince(tx, { ...where, since }))).toHaveLength(count);
    expect(words((await lead.get('/tonight/level')).body)).toContain('Pressure level 3 of 4, since 21:50');
  });

  it('is set by hand with a name, a reason and an end, and given back', async () => {
    const set = { id: newId(), level: 4, reason: 'Snow on the bridge', hours: 2 };
    expect((await rota.send('/api/tonight/level', set)).statusCode).toBe(403);
    expect((await lead.send('/api/tonight/level', set)).statusCode).toBe(201);
    expect(words((await lead.get('/tonight/level')).body)).toMatch(
      /Pressure level 4 of 4.*Set by Dana Okafor at 21:50, until 23:50: Snow on the bridge\. By the rule it would be 3\./,
    );
    const visitor = await running.as('visitor');
    expect((await visitor.get('/tonight/level')).body).not.toMatch(/Snow|Okafor/);
    expect((await lead.send('/api/tonight/level/end', { id: newId() })).statusCode).toBe(201);
    expect((await lead.send('/api/tonight/level/end', { id: newId() })).json().problems[0].code).toBe('no-override');
  });

  it('has a card whose items are ticked by name', async () => {
    const tick = { id: newId(), level: 3, item: 'tell-111' };
    expect((await lead.send('/api/tonight/level/done', tick)).statusCode).toBe(201);
    const other = await lead.send('/api/tonight/level/done', { id: newId(), level: 2, item: 'tell-111' });
    expect(other.json().problems[0].code).toBe('item-unknown');
    const page = words((await lead.get('/tonight/level')).body);
    expect(page).toContain('1 of 6 done');
    expect(page).toContain('Done 21:50 by Dana Okafor');
  });
});

describe('a ranked action', () => {
  const ranked = async () => words((await lead.get('/tonight/actions')).body);

  it('asks first, carries out the command itself, and is kept with the name of who said yes', async () => {
    running.setNow(at('22:00'));
    const id = await shift('car-1', 'driver', '23:00', 'l.garside');
    expect(await ranked()).toContain('Ring the driver for Car 1 at 23:00');
    const action = `ring-unconfirmed:${id}`;
    const asks = await lead.get(`/tonight/actions/confirm?action=${action}`);
    expect(words(asks.body)).toContain('How L. Garside answered');
    const missing = await lead.send('/api/tonight/actions', { id: newId(), action, answer: 'accepted' });
    expect(missing.json().problems).toMatchObject([{ field: 'outcome' }]);
    const yes = { id: newId(), action, answer: 'accepted', outcome: 'coming' };
    expect((await lead.send('/api/tonight/actions', yes)).statusCode).toBe(201);
    expect(words((await lead.get(`/shifts/${id}`)).body)).toContain('L. Garside confirmed');
    expect((await log()).at(-1)).toMatchObject({ kind: 'rang', answer: 'coming', shift: id, by: lead.account });
    // What is no longer so is not done.
    const again = await lead.send('/api/tonight/actions', { ...yes, id: newId() });
    expect(again.json().problems[0].code).toBe('no-longer-so');
    expect(words((await lead.get(`/tonight/actions/confirm?action=${action}`)).body)).toContain('This is no longer so');
  });

  it('moves a visit to another car by the very command of the case, as whoever said yes', async () => {
    await shift('car-2', 'doctor', '21:30', 's.kemble', true);
    await shift('car-2', 'driver', '21:30', 'd.pell', true);
    const id = await aCase('A Visit', '21:55');
    const nurse = await running.as('c.doyle');
    await nurse.send(`/api/cases/${id}/start-assessment`, {});
    await nurse.send(`/api/cases/${id}/finish-assessment`, { place: 'visit', urgency: 'urgent' });
    await nurse.send(`/api/cases/${id}/request-visit`, {});
    expect(await ranked()).toContain('to Car 2');
    const car = running.context.directory.placesOf(where.service).find(({ slug }) => slug === 'car-2')?.id;
    const body = { id: newId(), action: `move-visit:${id}:${car}`, answer: 'accepted' };
    const key = newId();
    for (const _ of [1, 2]) expect((await lead.send('/api/tonight/actions', body, key)).statusCode).toBe(201);
    const events = await read((tx) =>
      tx.selectFrom('event').select(['type', 'recorded_by']).where('stream', '=', id).orderBy('version').execute(),
    );
    const given = events.filter(({ type }) => type === 'VisitAssigned');
    expect(given).toEqual([{ type: 'VisitAssigned', recorded_by: lead.account }]);
  });

  it('is overruled with a reason, and not offered again that night', async () => {
    const page = await ranked();
    const heading = /Call (Dr [^.]+?) in for Canal Bridge/.exec(page)?.[0];
    expect(heading).toBeDefined();
    const href = /confirm\?action=([^"]*call-in[^"]*)"/.exec((await lead.get('/tonight/actions')).body)?.[1];
    const action = decodeURIComponent(href ?? '');
    const no = { id: newId(), action, answer: 'overruled' };
    expect((await lead.send('/api/tonight/actions', no)).json().problems).toMatchObject([{ field: 'reason' }]);
    expect((await lead.send('/api/tonight/actions', { ...no, reason: 'On leave' })).statusCode).toBe(201);
    const after = await ranked();
    expect(after.split('Answers of this night')[0]).not.toContain(heading);
    expect(after).toMatch(/Overruled .* On leave Dana Okafor/);
  });

  it('shuts a base by the command of the base, and the public is told', async () => {
    const place = running.context.directory.placesOf(where.service).find(({ slug }) => slug === 'canal-bridge')?.id;
    const body = { id: newId(), action: `shut-base:${place}`, answer: 'accepted' };
    const done = await lead.send('/api/tonight/actions', body);
    expect([done.statusCode, done.body]).toEqual([201, expect.anything()]);
    expect(words((await lead.get('/notices')).body)).toMatch(/Canal Bridge\s+Shut/);
  });
});

describe('the handover sheet', () => {
  it('is built from the events, frozen as it is signed, and signed by two people as themselves', async () => {
    const page = words((await lead.get('/tonight/handover')).body);
    expect(page).toContain('Nobody has signed');
    expect(page).toContain('Canal Bridge: no doctor since');
    expect(page).toContain('Messages to practices None waits to be sent.');
    expect(page).toContain('Called Dr C. Lowe for Canal Bridge. No reply, 3rd try. (Dana Okafor)');
    const id = newId();
    expect((await rota.send('/api/tonight/handover', { id })).statusCode).toBe(403);
    const signed = await lead.send('/api/tonight/handover', { id, remarks: 'Keys are with T. Brandreth.' });
    expect(signed.statusCode).toBe(201);
    const alone = await lead.send('/api/tonight/handover/countersign', { id: newId(), sheet: id });
    expect(alone.json().problems[0].code).toBe('same-person');
    const taken = { id: newId(), sheet: id, remark: 'Read' };
    const back = `/tonight/handover/${id}`;
    expect((await incoming.get(back)).body).toContain(`name="_next" value="${back}"`);
    const signedNow = await incoming.post('/tonight/handover/countersign', { ...taken, _next: back });
    expect([signedNow.statusCode, signedNow.headers.location]).toEqual([303, back]);
    const twice = await incoming.send('/api/tonight/handover/countersign', { ...taken, id: newId() });
    expect(twice.json().problems[0].code).toBe('signed-already');
    const [sheet] = await read((tx) => lastSheets(tx, where));
    expect(sheet).toMatchObject({ id, isTrue: true });
    expect(sheet?.signatures.map(({ as, by }) => [as, by])).toEqual([
      ['outgoing', lead.account],
      ['incoming', incoming.account],
    ]);
    const before = words((await lead.get(`/tonight/handover/${id}`)).body);
    await aCase('After The Signing', '21:58');
    const after = words((await lead.get(`/tonight/handover/${id}`)).body);
    expect(after.slice(after.indexOf('Hands over'))).toBe(before.slice(before.indexOf('Hands over')));
    expect(after).toContain('Keys are with T. Brandreth.');
  });

  it('that was changed behind the back of the product says so, and is not signed', async () => {
    const id = newId();
    await lead.send('/api/tonight/handover', { id });
    await asOwner(running.db, async (owner) => {
      await owner.query('set session_replication_role = replica');
      await owner.query(`update handover_sheet set body = replace(body::text, 'Canal', 'Cabal')::json where id = $1`, [
        id,
      ]);
    });
    expect(words((await incoming.get(`/tonight/handover/${id}`)).body)).toContain('This is not what was signed');
    const refused = await incoming.send('/api/tonight/handover/countersign', { id: newId(), sheet: id });
    expect(refused.json().problems[0].code).toBe('content-changed');
  });
});

it('who is on is said with where, since when, and who was rung', async () => {
  const page = words((await lead.get('/tonight/on')).body);
  expect(page).toMatch(/Dr S\. Kemble Doctor Car 2 21:30/);
  expect(page).toMatch(/Driver, Car 1 L\. Garside.*confirmed.*22:00, they are coming/);
  const visitor = await running.as('visitor');
  expect((await visitor.get('/tonight/on')).body).not.toMatch(/Kemble|Garside/);
  expect((await visitor.get('/tonight/log')).body).not.toMatch(/Lowe|Okafor/);
  expect((await visitor.get('/tonight/handover')).statusCode).toBe(403);
});
