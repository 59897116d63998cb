import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { instant, minutes, newId, plus, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { caseLine } from '../caseListStore.ts';
import { noteVersionsOf } from './noteStore.ts';

let running: RunningApp;
let nurse: Person;
let other: Person;
let advisor: Person;
const NAME = 'Marigold Featherstonehaugh';

beforeAll(async () => {
  running = await aRunningApp();
  running.setNow(instant('2027-03-28T18:00:00Z'));
  [nurse, other, advisor] = await Promise.all([running.as('p.iyer'), running.as('c.doyle'), running.as('m.quill')]);
});
afterAll(() => running.close());

const line = (id: string) =>
  inScope(running.db, { tenants: [running.tenant] }, (tx) => caseLine(tx, running.tenant, id));
let opened = 0;

async function aCase(about: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  opened += 1;
  const answer = await advisor.send('/api/cases', {
    id,
    service: 'tidewell',
    entryRoute: 'other-service',
    answeredAt: toIso(running.now()),
    priority: 'other',
    patientName: NAME,
    // Another patient of that name each time: a third contact would be urgent.
    dateOfBirth: `19${10 + opened}-06-14`,
    ringBack: `01632 960 ${100 + opened}`,
    whereNow: '12 Lockgate Row',
    complaint: 'Short of breath',
    ...about,
  });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  return id;
}

const caseIn = (location: unknown) => /case=([\w-]+)/.exec(String(location))?.[1];

describe('F2', () => {
  it('gives two nurses who press it together two cases, the urgent one first, and a second press of one form the same', async () => {
    const [late, urgent] = [await aCase(), await aCase({ priority: 'urgent' })];
    const key = newId();
    const answers = await Promise.all([nurse.post('/call-backs/next', { _key: key }), other.post('/call-backs/next')]);
    const taken = answers.map(({ headers }) => caseIn(headers.location));
    expect([...taken].sort()).toEqual([late, urgent].sort());
    expect((await line(urgent))?.heldBy).toBe(taken[0] === urgent ? nurse.account : other.account);
    const again = await nurse.post('/call-backs/next', { _key: key });
    expect(caseIn(again.headers.location)).toBe(taken[0]);
    const none = await nurse.post('/call-backs/next');
    expect(caseIn(none.headers.location)).toBe(taken[0]);
    expect((await advisor.post('/call-backs/next')).statusCode).toBe(403);
  });

  it('offers a case that was half assessed and that nobody has any more', async () => {
    const id = await aCase({ priority: 'urgent' });
    await nurse.post(`/cases/${id}/start-assessment`);
    await nurse.post(`/cases/${id}/release-case`);
    expect(await line(id)).toMatchObject({ state: 'in-assessment', heldBy: undefined });
    const taken = await other.post('/call-backs/next');
    expect(caseIn(taken.headers.location)).toBe(id);
    expect((await line(id))?.heldBy).toBe(other.account);
  });
});

describe('the page', () => {
  it('writes who looked at the queue and who opened a case; its live answer holds no name', async () => {
    const id = await aCase();
    const page = await nurse.get(`/call-backs?case=${id}`);
    expect(page.body).toContain(NAME);
    const { rows } = await running.db.sealer.query<{ action: string; subject: string | null }>(
      'select action, subject from access where actor = $1 order by position desc limit 2',
      [nurse.account],
    );
    expect(rows).toEqual(
      expect.arrayContaining([
        { action: 'view-case', subject: id },
        { action: 'view-call-backs', subject: null },
      ]),
    );
    const live = await nurse.get(`/call-backs/live?case=${id}&poll=1`);
    expect(live.json().map(({ kind, name }: { kind: string; name?: string }) => name ?? kind)).toEqual([
      'clock',
      'call-backs',
      'held',
      // Nothing of it before somebody is in touch again than the page says itself.
      'said',
    ]);
    const heard = /data-live="[^"]*(&amp;said=[\d.]+)"/.exec(page.body)?.[1]?.replace('&amp;', '&') ?? '';
    const since = await nurse.get(`/call-backs/live?case=${id}&poll=1${heard}`);
    expect([heard, since.body.includes('"said"')]).toEqual([heard, false]);
    await advisor.post(`/cases/${id}/note-repeat`, { worse: 'yes', said: 'Cannot breathe' });
    const told = await nurse.get(`/call-backs/live?case=${id}&poll=1${heard}`);
    expect(told.body.includes('In touch again, worse:</strong> <span class=\\"written__body\\">Cannot breathe')).toBe(
      true,
    );

    expect(live.body).not.toContain('Featherstonehaugh');
    expect((await nurse.get(`/call-backs?case=${newId()}`)).statusCode).toBe(404);
    expect((await nurse.get('/call-backs?case=x')).statusCode).toBe(404);
  });

  it('shows a refused booking with what was typed and its panel open', async () => {
    const id = await aCase();
    await nurse.post(`/cases/${id}/start-assessment`);
    const taken = {
      slot: `foundry-lane|${toIso(plus(running.now(), -minutes(10)))}`,
      'finish-and-book:urgency': 'urgent',
    };
    const from = {
      _next: `/call-backs?ended=${id}`,
      'note.plan': 'Kept words',
      'note.complaint': 'Cough',
      'finish-and-visit:urgency': 'urgent',
    };
    const refused = await nurse.post(`/cases/${id}/finish-and-book`, { ...taken, ...from });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Give a time from now on, within seven days.');
    expect(refused.body).toContain('Kept words');
    expect(refused.body).toMatch(/<details class="outcome"[^>]* open[^>]*><summary[^>]*data-key="b"/);
    const at = toIso(plus(instant('2027-03-28T18:00:00Z'), minutes(40)));
    const booked = await nurse.post(`/cases/${id}/finish-and-book`, { ...taken, ...from, slot: `foundry-lane|${at}` });
    expect([booked.statusCode, booked.headers.location]).toEqual([303, `/call-backs?ended=${id}`]);
    expect(await line(id)).toMatchObject({ state: 'booked', urgency: 'urgent' });
    const notes = await inScope(running.db, { tenants: [running.tenant] }, (tx) =>
      noteVersionsOf(tx, { tenant: running.tenant, case: id }),
    );
    expect(notes.map(({ body, version, writtenBy }) => [body, version, writtenBy])).toEqual([
      [{ complaint: 'Cough', plan: 'Kept words' }, 1, nurse.account],
    ]);
  });

  it('offers the soonest free times first, and none at a base that is shut', async () => {
    const id = await aCase();
    await nurse.post(`/cases/${id}/start-assessment`);
    const offered = async () => {
      const { body } = await nurse.get(`/call-backs?case=${id}`);
      return [...body.matchAll(/name="slot" value="[^"]*"[^>]*>([^<]*)</g)].map((found) => found[1] ?? '');
    };
    const before = await offered();
    const times = before.map((words) => words.slice(-5));
    expect(times).toEqual([...times].sort());
    expect(before.some((words) => words.startsWith('Canal Bridge'))).toBe(true);
    const lead = await running.as('d.okafor');
    const shut = await lead.send('/api/bases/canal-bridge/shut-base', { reason: 'no-doctor' });
    expect([shut.statusCode, shut.body]).toEqual([200, shut.body]);
    const after = await offered();
    expect(after.length).toBeGreaterThan(0);
    expect(after.filter((words) => words.startsWith('Canal Bridge'))).toEqual([]);
    expect((await nurse.get(`/call-backs?case=${id}`)).body).toMatch(/Shut, and so not offered: .*Canal Bridge/);
  });

  it('says who set a priority and who changed it, with the reason', async () => {
    const id = await aCase();
    await nurse.post(`/cases/${id}/change-priority`, { to: 'urgent', reason: 'got-worse' });
    const page = await other.get(`/call-backs?case=${id}`);
    expect(page.body).toMatch(
      /M\. Quill set other at 19:00\..*P\. Iyer changed other to urgent at 19:00: the patient has got worse\./s,
    );
  });

  it('keeps whoever was never rung back in the queue, to whichever queue the case was moved', async () => {
    const id = await aCase();
    const number = (await line(id))?.number.slice(5);
    const moved = await nurse.send(`/api/cases/${id}/move-case`, { to: 'visit', reason: 'needs-other-pool' });
    expect([moved.statusCode, moved.body]).toEqual([200, moved.body]);
    expect(await line(id)).toMatchObject({ state: 'to-assess', queue: 'visit' });
    expect((await other.get('/call-backs')).body).toMatch(new RegExp(`data-row="${id}"[^]*${number}`));
  });

  it('says which cases are in nobody’s hands after the assessment, until somebody has them', async () => {
    const id = await aCase();
    await nurse.post(`/cases/${id}/start-assessment`);
    await nurse.post(`/cases/${id}/finish-assessment`, { place: 'base', urgency: 'urgent' });
    const words = `Case ${(await line(id))?.number.slice(5)} is in nobody’s hands: to be booked`;
    expect((await other.get('/call-backs')).body).toContain(words);
    expect((await nurse.get('/call-backs')).body).toContain(words);
    expect((await nurse.post(`/cases/${id}/take-case`)).statusCode).toBe(303);
    expect((await other.get('/call-backs')).body).not.toContain(words);
  });

  it('says who else has this patient, and that they were in touch again since; the old place stands beside the new one', async () => {
    const about = { patientName: 'Bertram Quince', dateOfBirth: '1933-03-03', ringBack: '01632 960 777' };
    const first = await aCase(about);
    running.setNow(plus(running.now(), minutes(5)));
    const later = await aCase(about);
    const number = (await line(later))?.number.slice(5);
    await other.post(`/cases/${later}/start-assessment`);
    const shown = async () =>
      (await nurse.get(`/call-backs?case=${first}`)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    const page = await shown();
    expect(page.includes('C. Doyle is speaking to this patient now'), 'who has it').toBe(true);
    expect(page).toMatch(new RegExp(`In touch again since this contact\\.\\s.*still open\\. Case ${number}`));
    await advisor.post(`/cases/${first}/change-details`, { whereNow: '99 Other Road', ringBack: '01632 960 778' });
    const changed = await shown();
    expect(changed.includes('Now at: 99 Other Road; before: 12 Lockgate Row.'), 'the place').toBe(true);
    expect(changed.includes('Ring: 01632 960 778; before: 01632 960 777.'), 'the number').toBe(true);
    const refused = await nurse.post(`/cases/${first}/change-details`, {
      ringBack: 'x',
      _next: `/call-backs?case=${first}`,
    });
    expect([refused.statusCode, refused.body.includes('with 6 to 15 digits')]).toEqual([422, true]);
  });

  it('is for those who work in the service, and says nothing of a patient to others', async () => {
    const id = await aCase();
    for (const name of ['visitor', 'telephone-system']) {
      const answer = await (await running.as(name)).get(`/call-backs?case=${id}`);
      expect([name, answer.statusCode]).toEqual([name, 403]);
      expect(answer.body).not.toContain(NAME);
    }
  });
});
