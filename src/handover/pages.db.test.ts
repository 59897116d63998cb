import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { atLocal, hours, newId, plus } from '#shared';
import type { LiveMessage } from '#web';
import type { Person } from '../../test/support/app.ts';
import { aPracticeManager } from '../practices/practices.testing.ts';
import type { Carried } from './channels/channel.ts';
import { aMorning, asksForAction, easterSunday, type Morning } from './handover.testing.ts';
import { messagesOf } from './messageListStore.ts';

let here: Morning;
let other: Person;
let ivy: string;
let lost: string;
const text = (page: string) => page.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ').replace(/\s+/g, ' ');

beforeAll(async () => {
  here = await aMorning();
  await here.practice({ code: 'Z99002', name: 'Quay Street Surgery', channelAddress: 'quay' });
  other = await aPracticeManager(here, 'o.ther');
  const administrator = await here.as('y.castell');
  const member = (about: object) =>
    administrator.send('/api/practices/members', { id: newId(), post: 'manager', ...about });
  await member({ code: 'Z99002', signIn: 'o.ther' });
  const ivyCase = await here.closes({ patientName: 'Ivy Pellworth', dateOfBirth: '1945-06-01' }, asksForAction);
  const quay = await here.closes({ patientName: 'Quinn Elsewhere', practice: 'Quay Street Surgery' });
  await here.round(plus(easterSunday('20:00'), hours(3)));
  here.setNow(easterSunday('23:10'));
  await here.practice({ code: 'Z99003', name: 'Silent Surgery', channel: 'smtp', channelAddress: 'a@silent.invalid' });
  await member({ code: 'Z99003', signIn: 'c.nunn' });
  here.channels.smtp = { send: async (): Promise<Carried> => ({ ok: false, code: 'no-answer' }) };
  const pike = await here.closes({ patientName: 'Samuel Pike', practice: 'Silent Surgery' }, asksForAction);
  for (const minutes of [180, 181, 183, 188]) await here.round(plus(easterSunday('23:10'), minutes * 60_000));
  [ivy, lost] = [(await here.message(ivyCase)).id, (await here.message(pike)).id];
  expect((await here.message(quay)).state).toBe('sent');
  here.setNow(atLocal('2027-03-30', '08:12'));
});
afterAll(() => here.close());

describe('the practice’s page', () => {
  it('says in a sentence what reached it and what is to read, and marks what asks for action', async () => {
    const page = text((await here.carys.get('/practice')).body);
    for (const words of [
      'Your patients since you closed on Thursday 25 March',
      '1 contact. 1 note reached you by today 08:00. 1 to read. 1 asks you to do something.',
      'Ivy Pellworth , 81',
      'Sent, not read',
      'Advice given. Mechanical back pain.',
    ])
      expect(page.replace('by 08:00', 'by today 08:00')).toContain(words);
    expect(page).not.toContain('Quinn Elsewhere');
  });

  it('says first what did not reach it, how often it was tried, and that its system takes nothing', async () => {
    const page = text((await here.carys.get('/practice?practice=Z99003')).body);
    for (const words of [
      'The note for Samuel Pike did not reach you.',
      'Tried 4 times from Mon 29 Mar 02:10, no answer from your system. It was due today 08:00 and is now late.',
      'Your system has taken nothing since Mon 29 Mar 02:10',
      'Read it here',
    ])
      expect(page).toContain(words);
    expect((await here.carys.get('/practice')).body).not.toContain('Samuel Pike');
  });

  it('opens a message, which is reading it, and writes down who looked', async () => {
    const page = text((await here.carys.get(`/practice/messages/${ivy}`)).body);
    for (const words of ['Action for you', 'Stop the ramipril', 'Read, not done', 'Paracetamol, keep moving'])
      expect(page).toContain(words);
    await here.carys.get(`/practice/messages/${ivy}`);
    const { rows } = await inScope(here.db, { tenants: [here.tenant] }, (_, client) =>
      client.query('select action from access where subject = $1 and actor = $2', [ivy, here.carys.account]),
    );
    expect(rows.map(({ action }) => action).sort()).toContain('view-own-message');
    expect(rows.filter(({ action }) => action === 'read-message')).toHaveLength(1);
  });

  it('is done by a form, and by another form given back with what is wrong', async () => {
    const done = await here.carys.post(`/messages/${ivy}/done`, { _next: '/practice' });
    expect([done.statusCode, done.headers.location]).toEqual([303, '/practice']);
    expect(text((await here.carys.get('/practice')).body)).toContain('Done 08:12');
    const without = await here.carys.post(`/messages/${ivy}/reject`, { explanation: 'Typed & kept' });
    expect(without.statusCode).toBe(422);
    expect(without.body).toContain('Typed &amp; kept');
    const back = await here.carys.post(`/messages/${ivy}/reject`, { reason: 'not-ours' });
    expect([back.statusCode, back.headers.location]).toEqual([303, `/practice/messages/${ivy}`]);
    expect(text((await here.carys.get(`/practice/messages/${ivy}`)).body)).toContain('Not ours, sent back');
  });

  it('is nothing to another practice, by page and by address', async () => {
    const list = (await other.get('/practice')).body;
    expect(list).toContain('Quinn Elsewhere');
    expect(list).not.toMatch(/Ivy Pellworth|Samuel Pike/);
    expect(JSON.stringify((await other.get('/api/practice/messages')).json())).not.toMatch(/Pellworth|Pike/);
    for (const url of [`/practice/messages/${lost}`, `/api/messages/${lost}`])
      expect((await other.get(url)).statusCode).toBe(404);
    expect((await other.get('/practice?practice=Z99001')).statusCode).toBe(404);
    expect((await other.get('/messages')).statusCode).toBe(403);
    const answer = await other.post(`/messages/${lost}/done`);
    expect(answer.statusCode).toBe(404);
  });

  it('keeps itself up to date: that somebody follows it is written down once, and it has its rows after something is done', async () => {
    const followed = async () => {
      const { rows } = await inScope(here.db, { tenants: [here.tenant] }, (_, client) =>
        client.query("select 1 from access where action = 'follow-own-patients' and actor = $1", [here.carys.account]),
      );
      return rows.length;
    };
    for (const _ of ['once', 'again']) {
      const messages = (await here.carys.get('/practice/live?practice=Z99003&poll=1')).json() as LiveMessage[];
      expect(messages.map((one) => (one.kind === 'fragment' ? one.name : one.kind))).toEqual([
        ...['clock', 'own-facts', 'own-lost', 'own-patients'],
      ]);
      expect(JSON.stringify(messages)).toContain('Samuel Pike');
    }
    expect(await followed()).toBe(1);
    expect((await other.get('/practice/live?practice=Z99003&poll=1')).body).not.toContain('Pike');
    const page = (await here.carys.get('/practice')).body;
    expect(page).toMatch(/data-rows="?[^>]*>[\s\S]*data-row="[\s\S]*Ivy Pellworth/);
    expect(page).toContain('data-live="/practice/live');
  });

  it('raises a concern about a message, with its patient and time', async () => {
    const page = (await here.carys.get(`/practice?practice=Z99003&about=${lost}`)).body;
    expect(/id="about"[^>]*/.exec(page)?.[0]).toMatch(/value="Samuel Pike, Sun 28 Mar 23:10"/);
  });
});

describe('the service’s pages', () => {
  it('list what needs somebody first, name no patient, and show a dropped channel to the commissioner too', async () => {
    const commissioner = await here.db.app
      .query(
        "select sign_in from account a join role_grant g on g.account = a.id where role = 'contract-manager' limit 1",
      )
      .catch(() => ({ rows: [] }));
    for (const who of [here.dana, ...(commissioner.rows[0] ? [await here.as(commissioner.rows[0].sign_in)] : [])]) {
      const page = text((await who.get('/messages')).body);
      expect(page).toContain('Silent Surgery has taken nothing since');
      expect(page).not.toMatch(/Pellworth|Pike/);
      expect(page.indexOf('Needs somebody')).toBeLessThan(page.indexOf('Sent, not acknowledged'));
      expect(page).toContain('1 could not be sent');
    }
  });

  it('keep themselves up to date without naming anybody', async () => {
    const messages = (await here.dana.get('/messages/live?poll=1')).json() as LiveMessage[];
    expect(messages.map((one) => (one.kind === 'fragment' ? one.name : one.kind))).toEqual(['clock', 'messages']);
    expect(JSON.stringify(messages)).toContain('Silent Surgery has taken nothing since');
    expect(JSON.stringify(messages)).not.toMatch(/Pellworth|Pike/);
    expect((await here.dana.get('/messages')).body).toContain('data-live="/messages/live');
    expect((await here.carys.get('/messages/live?poll=1')).statusCode).toBe(403);
  });

  it('show one message with what happened, and its words to those who treat the patient', async () => {
    const page = text((await here.dana.get(`/messages/${lost}`)).body);
    for (const words of ['Attempt 4 failed: no answer from its system', 'Samuel Pike', 'Send it again now'])
      expect(page).toContain(words);
    const rota = text((await (await here.as('c.nunn')).get(`/messages/${lost}`)).body);
    expect(rota).not.toContain('Attempt 4');
  });

  it('send again at once, reroute by the directory alone, and settle with what was done', async () => {
    here.channels.smtp = { send: async (): Promise<Carried> => ({ ok: true }) };
    const refused = await here.dana.post(`/messages/${lost}/settle`, { how: 'by-hand' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Give what was done, by whom and when.');
    expect((await here.dana.post(`/messages/${lost}/retry`)).statusCode).toBe(303);
    await here.round();
    expect(text((await here.dana.get(`/messages/${lost}`)).body)).toContain('Sent, not read');
  });

  it('show the ledger of each night', async () => {
    const page = text((await here.dana.get('/messages/ledger')).body);
    expect(page).toContain('Night of 28 March 2027');
    expect(page).toMatch(/28 March 2027 .* 3 /);
  });
});

it('lists every message that is not dealt with, however many, and the rest a page at a time', async () => {
  const service = here.context.directory.serviceBySlug('tidewell')!.id;
  const about = { tenant: here.tenant, service };
  const within = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(here.db, { tenants: [here.tenant] }, work);
  const before = (await within((tx) => messagesOf(tx, about))).lines.filter(({ state }) => state === 'sent');
  for (const { id } of before.slice(0, 2)) {
    const settled = { how: 'by-hand', explanation: 'Rang them.' };
    expect((await here.dana.send(`/api/messages/${id}/settle`, settled)).statusCode).toBe(200);
  }
  const { lines: all, more } = await within((tx) => messagesOf(tx, about));
  expect(more).toBe(0);
  const isOpen = ({ state, forPractice }: (typeof all)[number]) =>
    !(state === 'acted' || state === 'settled') &&
    !(forPractice === 'information' && (state === 'received' || state === 'read'));
  const open = all.filter(isOpen);
  const rest = all.filter((line) => !isOpen(line));
  expect(open.length).toBeGreaterThan(0);
  expect(rest.length).toBeGreaterThan(0);
  // A page smaller than what is open: nothing of that is left out, and the rest is counted.
  const first = await within((tx) => messagesOf(tx, about, { limit: 0 }));
  expect([first.lines.map(({ id }) => id).sort(), first.more]).toEqual([open.map(({ id }) => id).sort(), rest.length]);
  const pages = [];
  for (let skip = 0; skip < rest.length; skip++)
    pages.push(...(await within((tx) => messagesOf(tx, about, { skip: skip + 1, limit: 1 }))).lines);
  expect(pages.map(({ id }) => id)).toEqual(rest.slice(1).map(({ id }) => id));
  const answer = (await here.dana.get('/api/messages')).json();
  expect([answer.messages.length, answer.older, answer.next]).toEqual([all.length, 0, undefined]);
  expect((await here.dana.get(`/messages?show=all&skip=${rest.length}`)).statusCode).toBe(200);
});
