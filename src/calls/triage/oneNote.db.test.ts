import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { instant, minutes, newId, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { caseLine } from '../caseListStore.ts';
import { noteVersionsOf } from './noteStore.ts';

let running: RunningApp;
let iyer: Person;
let doyle: Person;
let lead: Person;

beforeAll(async () => {
  running = await aRunningApp();
  running.setNow(instant('2027-03-28T18:00:00Z'));
  [iyer, doyle, lead] = await Promise.all([running.as('p.iyer'), running.as('c.doyle'), running.as('d.okafor')]);
});
afterAll(() => running.close());

const line = (id: string) =>
  inScope(running.db, { tenants: [running.tenant] }, (tx) => caseLine(tx, running.tenant, id));
const versions = async (id: string) =>
  (
    await inScope(running.db, { tenants: [running.tenant] }, (tx) =>
      noteVersionsOf(tx, { tenant: running.tenant, case: id }),
    )
  ).map(({ version, body, writtenBy }) => [version, body.plan, writtenBy]);

let opened = 0;
async function begun(): Promise<string> {
  const id = newId();
  opened += 1;
  await lead.send('/api/cases', {
    id,
    service: 'tidewell',
    entryRoute: 'other-service',
    answeredAt: toIso(running.now()),
    priority: 'urgent',
    patientName: 'Marigold Featherstonehaugh',
    dateOfBirth: `19${20 + opened}-06-14`,
    ringBack: `01632 960 ${200 + opened}`,
    whereNow: '12 Lockgate Row',
    complaint: 'Short of breath',
  });
  await iyer.post(`/cases/${id}/start-assessment`);
  return id;
}

/** What the form of somebody who has the page open would send. */
async function form(person: Person, id: string): Promise<Record<string, string>> {
  const { body } = await person.get(`/call-backs?case=${id}`);
  const from = /name="noteFrom" value="([^"]+)"/.exec(body)?.[1];
  expect(from).toBeDefined();
  return { noteFrom: from ?? '', _next: `/call-backs?case=${id}` };
}

const keeps = (person: Person, id: string, values: Record<string, string>) =>
  person.post(`/cases/${id}/write-note`, values);

describe('two people on one note (H18)', () => {
  it('a page that is older than what stands saves nothing, and shows both texts; what was put together is the next version', async () => {
    const id = await begun();
    const mine = await form(iyer, id);
    await lead.post(`/cases/${id}/release-case`);
    const theirs = await form(doyle, id);
    const kept = await keeps(doyle, id, { ...theirs, 'note.plan': 'Allergic to penicillin: doxycycline' });
    expect(kept.statusCode).toBe(303);
    // Writing takes the case: nobody else rings meanwhile.
    expect(await line(id)).toMatchObject({ heldBy: doyle.account });
    await doyle.post(`/cases/${id}/release-case`);

    const old = { ...mine, takeAgain: 'yes', 'note.plan': 'Amoxicillin' };
    for (const step of ['write-note', 'finish-and-visit', 'finish-and-close']) {
      const refused = await iyer.post(`/cases/${id}/${step}`, {
        ...old,
        ...(step === 'finish-and-close' ? { outcome: 'own-gp' } : {}),
        'finish-and-visit:urgency': 'urgent',
      });
      expect([step, refused.statusCode]).toEqual([step, 422]);
      expect(refused.body.includes('C. Doyle kept version 1 of this note after yours was begun.')).toBe(true);
      for (const words of ['Allergic to penicillin: doxycycline', 'Amoxicillin'])
        expect([words, refused.body.includes(words)]).toEqual([words, true]);
    }
    expect(await versions(id)).toHaveLength(1);
    expect(await line(id)).toMatchObject({ state: 'in-assessment', heldBy: undefined });

    const shown = (await keeps(iyer, id, old)).body;
    const noteFrom = /name="noteFrom" value="([^"]+)"/.exec(shown)?.[1] ?? '';
    const together = await keeps(iyer, id, {
      ...old,
      noteFrom,
      'note.plan': 'Allergic to penicillin: not amoxicillin',
    });
    expect(together.statusCode).toBe(303);
    expect(await versions(id)).toEqual([
      [1, 'Allergic to penicillin: doxycycline', doyle.account],
      [2, 'Allergic to penicillin: not amoxicillin', iyer.account],
    ]);
  });

  it('a box that is refused does not make an old page a new one', async () => {
    const id = await begun();
    const mine = await form(iyer, id);
    await keeps(iyer, id, { ...mine, 'note.plan': 'From another tab' });
    const slip = await keeps(iyer, id, {
      ...mine,
      'note.plan': 'From this one',
      'note.observations.temperature': '101',
    });
    expect(slip.statusCode).toBe(422);
    expect(slip.body).toContain(`name="noteFrom" value="${mine.noteFrom}"`);
    const again = await keeps(iyer, id, { ...mine, 'note.plan': 'From this one' });
    expect(again.body).toContain('You kept version 1 of this note after yours was begun.');
    expect(await versions(id)).toHaveLength(1);
  });

  it('by the API too, where no version is said: on from nothing but one’s own', async () => {
    const id = await begun();
    expect((await iyer.send(`/api/cases/${id}/write-note`, { note: { plan: 'One' } })).statusCode).toBe(200);
    expect((await iyer.send(`/api/cases/${id}/write-note`, { note: { plan: 'Two' } })).statusCode).toBe(200);
    await iyer.post(`/cases/${id}/release-case`);
    const refused = await doyle.send(`/api/cases/${id}/write-note`, { note: { plan: 'Three' } });
    expect(refused.statusCode).toBe(422);
    expect(refused.json().problems.map(({ code }: { code: string }) => code)).toEqual(['note-changed']);
    expect(await versions(id)).toHaveLength(2);
  });
});

describe('a case that was taken away', () => {
  it('is written by whoever lost it only once they say that they take it again; what they typed is on the page', async () => {
    const id = await begun();
    const mine = { ...(await form(iyer, id)), 'note.plan': 'Half written' };
    await lead.post(`/cases/${id}/release-case`);
    const page = (await iyer.get(`/call-backs?case=${id}`)).body;
    expect(
      page.includes('You do not have this case any more: Dana Okafor gave it back to its queue at 19:00.'),
      'You do not have this case any more: Dana Okafor gave it back to its queue at 19:00.',
    ).toBe(true);
    for (const step of ['write-note', 'finish-and-close', 'finish-and-visit']) {
      const refused = await iyer.post(`/cases/${id}/${step}`, {
        ...mine,
        ...(step === 'finish-and-close' ? { outcome: 'own-gp' } : {}),
        'finish-and-visit:urgency': 'urgent',
      });
      expect([step, refused.statusCode]).toEqual([step, 422]);
      expect(
        refused.body.includes('This case was taken out of your hands.'),
        'This case was taken out of your hands.',
      ).toBe(true);
      expect(refused.body.includes('Half written'), 'Half written').toBe(true);
      expect(refused.body.includes('name="takeAgain"'), 'name="takeAgain"').toBe(true);
    }
    expect(await iyer.send(`/api/cases/${id}/finish-assessment`, { place: 'advice' })).toMatchObject({
      statusCode: 422,
    });
    expect(await versions(id)).toEqual([]);
    expect((await keeps(iyer, id, { ...mine, takeAgain: 'yes' })).statusCode).toBe(303);
    expect(await line(id)).toMatchObject({ heldBy: iyer.account });
  });
});

describe('what was typed for a version that stands no more', () => {
  it('fills nothing: it is read beside what stands, until whoever typed it puts it away', async () => {
    const id = await begun();
    const { noteFrom } = await form(iyer, id);
    const name = `note ${id} ${noteFrom}`;
    expect((await iyer.get(`/call-backs?case=${id}`)).body).toContain(`data-draft="${name}"`);
    const typed = { _draft: name, 'note.plan': 'Old words', 'note.complaint': '' };
    expect((await iyer.send('/drafts', typed)).statusCode).toBe(200);
    expect((await iyer.get(`/call-backs?case=${id}`)).body).not.toContain('Old words');
    running.setNow((running.now() + minutes(1)) as ReturnType<RunningApp['now']>);
    await keeps(iyer, id, { noteFrom: noteFrom ?? '', 'note.plan': 'New words' });
    const page = (await iyer.get(`/call-backs?case=${id}`)).body;
    expect(page).not.toContain(`data-draft="${name}"`);
    expect(page).toMatch(/What you typed at 19:0\d is in no version of the note\./);
    expect(page.includes('Plan: Old words'), 'Plan: Old words').toBe(true);
    expect((await doyle.get(`/call-backs?case=${id}`)).body).not.toContain('Old words');
    expect((await iyer.post('/call-backs/put-away', { case: id, draft: 'call 1' })).statusCode).toBe(404);
    expect((await iyer.post('/call-backs/put-away', { case: id, draft: name })).statusCode).toBe(303);
    expect((await iyer.get(`/call-backs?case=${id}`)).body).not.toContain('Old words');
  });
});
