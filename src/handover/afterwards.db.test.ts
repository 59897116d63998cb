import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWork } from '#calls';
import { inScope } from '#database';
import { hours, plus } from '#shared';
import { aMorning, asksForAction, easterSunday, type Morning, note } from './handover.testing.ts';

let here: Morning;
beforeAll(async () => {
  here = await aMorning();
});
afterAll(() => here.close());

const exceptionsOf = async (message: string) => {
  const service = here.context.directory.serviceBySlug('tidewell')!.id;
  const open = await inScope(here.db, { tenants: [here.tenant] }, (tx) =>
    openWork(tx, { tenant: here.tenant, service }),
  );
  return open.filter((work) => work.message === message);
};
const tells = async (url: string, body: object = {}) => {
  const answer = await here.dana.send(url, body);
  return [answer.statusCode, answer.json().problems?.[0]?.code] as const;
};
const adds = async (about: string) => {
  const added = { ...asksForAction, plan: 'Potassium 7.1, needs urgent recall.' };
  const answer = await here.nurse.send(`/api/cases/${about}/write-note`, { note: added, why: 'A late result.' });
  expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
};

it('a later note after the practice was told by hand goes out', async () => {
  here.setNow(easterSunday('20:00'));
  const about = await here.closes({ patientName: 'Late Result' });
  await here.round();
  const { id } = await here.message(about);
  expect(await tells(`/api/messages/${id}/settle`, { how: 'by-hand', explanation: 'Rang Dr Hale.' })).toEqual([
    200,
    undefined,
  ]);
  await adds(about);
  await here.round();
  expect(await here.message(about)).toMatchObject({ state: 'queued', body: 2 });
  await here.round(plus(easterSunday('20:00'), hours(3)));
  expect(await here.message(about)).toMatchObject({ state: 'sent', forPractice: 'action' });
  expect(await here.file(`${id}.v2.txt`)).toContain('Potassium 7.1');
});

it('a later note of what the patient did not want sent is somebody’s to decide, and goes nowhere by itself', async () => {
  here.setNow(easterSunday('20:05'));
  const about = await here.closes({ patientName: 'Would Rather Not' });
  await here.round();
  const { id } = await here.message(about);
  await tells(`/api/messages/${id}/settle`, { how: 'declined', explanation: 'Asked us not to.' });
  await here.round();
  for (let times = 0; times < 2; times++) {
    await adds(about);
    await here.round(plus(easterSunday('20:05'), hours(3 + times)));
    expect(await here.message(about)).toMatchObject({ state: 'due', settled: 'declined' });
    expect(await exceptionsOf(id)).toHaveLength(1);
  }
  expect((await here.files()).filter((name) => name.startsWith(id))).toEqual([]);
  expect((await here.dana.get(`/messages/${id}`)).body).toContain('Later note, not sent');
  expect(await tells(`/api/messages/${id}/retry`)).toEqual([200, undefined]);
  await here.round();
  expect(await here.message(about)).toMatchObject({ state: 'sent' });
  expect(await exceptionsOf(id)).toEqual([]);
});

it('the work of a message ends by the message: nobody gives it up, or withdraws it, while nobody has it', async () => {
  here.setNow(easterSunday('21:00'));
  const about = await here.closes({ patientName: 'Nora Nopractice', practice: 'Far Away Surgery' }, asksForAction);
  await here.round();
  const { id } = await here.message(about);
  const [work] = await exceptionsOf(id);
  for (const result of ['given-up', 'by-telephone', 'settled'])
    expect(await tells(`/api/work/${work?.id}/do-work`, { result })).toEqual([422, 'record-on-message']);
  const withdrawn = { reason: 'dealt-with', explanation: 'It is fine.' };
  expect(await tells(`/api/work/${work?.id}/withdraw-work`, withdrawn)).toEqual([422, 'record-on-message']);
  const page = (await here.dana.get(`/work/${work?.id}`)).body;
  expect(page).toContain(`/messages/${id}`);
  expect(page).not.toContain('Not needed any more');
  await here.round();
  expect(await exceptionsOf(id)).toHaveLength(1);
  await tells(`/api/messages/${id}/reroute`, { practice: 'Z99001', reason: 'practice-was-missing' });
  await here.round();
  expect(await exceptionsOf(id)).toEqual([]);
});

it('what asks for action and was only opened stays on the list, is chased, and is open work until it is done', async () => {
  here.setNow(easterSunday('20:10'));
  const about = await here.closes({ patientName: 'Still To Do' }, asksForAction);
  const other = await here.closes({ patientName: 'Only Told' }, note);
  await here.round();
  await here.round(plus(easterSunday('20:10'), hours(3)));
  const [{ id }, { id: told }] = [await here.message(about), await here.message(other)];
  for (const opened of [id, told]) expect((await here.carys.get(`/practice/messages/${opened}`)).statusCode).toBe(200);
  expect(await here.message(about)).toMatchObject({ state: 'read' });
  for (let day = 2; day <= 5; day++) await here.round(plus(easterSunday('20:10'), hours(24 * day)));
  expect((await here.message(about)).chased).toBeGreaterThan(1);
  expect((await here.message(other)).chased).toBe(0);
  expect(await exceptionsOf(id)).toHaveLength(1);
  const list = (await here.carys.get('/practice')).body;
  expect(list).toContain('Still To Do');
  expect(list).toContain('Read, not done');
  expect(list).not.toContain('Only Told');
  const earlier = await here.carys.get('/practice/messages');
  expect(earlier.statusCode).toBe(200);
  expect(earlier.body).toContain('Only Told');
  await here.carys.send(`/api/messages/${id}/done`);
  await here.round();
  expect(await exceptionsOf(id)).toEqual([]);
  expect((await here.carys.get('/practice')).body).not.toContain('Still To Do');
});

it('whoever had a message about another patient is told, and only then its work ends', async () => {
  here.setNow(easterSunday('20:20'));
  const about = await here.closes({ patientName: 'Wrongly Chosen' });
  await here.round();
  await here.round(plus(easterSunday('20:20'), hours(3)));
  const { id } = await here.message(about);
  expect(await tells(`/api/messages/${id}/told`, { explanation: 'Nothing went wrong.' })).toEqual([
    422,
    'nobody-to-tell',
  ]);
  const replaced = await here.dana.send(`/api/cases/${about}/replace-patient`, {
    ...{ reason: 'wrong-patient', explanation: 'Their neighbour of that name.', patientName: 'Rightly Chosen' },
    ...{
      dateOfBirth: '1970-01-02',
      ringBack: '01632 960113',
      whereNow: '6 Tallow Row',
      practice: 'Hollin Row Surgery',
    },
  });
  expect([replaced.statusCode, replaced.body]).toEqual([200, replaced.body]);
  await here.round();
  await here.round();
  expect(await here.message(about)).toMatchObject({ state: 'sent', wentWrong: true });
  expect(await exceptionsOf(id)).toHaveLength(1);
  expect(await tells(`/api/messages/${id}/told`, { explanation: 'Rang Hollin Row: they deleted it.' })).toEqual([
    200,
    undefined,
  ]);
  await here.round();
  expect(await exceptionsOf(id)).toEqual([]);
});
