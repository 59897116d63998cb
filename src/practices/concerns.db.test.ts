import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { minutes, newId, plus } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';
import { makeDemo } from '../server/demoSetUp.ts';
import { concernById, linesOf } from './concernStore.ts';
import { aPracticeManager, codesOf, practiceBody } from './practices.testing.ts';

let running: RunningApp;
let carys: Person;
let other: Person;
let lead: Person;
beforeAll(async () => {
  running = await aRunningApp({ slug: 'concerns' });
  [carys, lead] = [await running.as('c.nunn'), await running.as('d.okafor')];
  const administrator = await running.as('y.castell');
  const add = (url: string, body: object) => administrator.send(url, { id: newId(), ...body });
  await add('/api/practices', practiceBody);
  await add('/api/practices', { ...practiceBody, code: 'Z99002', name: 'Quay Street Surgery', channelAddress: 'quay' });
  await add('/api/practices/members', { code: 'Z99001', signIn: 'c.nunn', post: 'manager' });
  other = await aPracticeManager(running, 'o.ther');
  await add('/api/practices/members', { code: 'Z99002', signIn: 'o.ther', post: 'manager' });
});
afterAll(() => running.close());

const inTenant = <T>(work: Parameters<typeof inScope<T>>[2]) =>
  inScope(running.db, { tenants: [running.tenant] }, work);
const asked = {
  about: 'Edith Sorrel, Sun 28 Mar 20:02',
  text: 'Sent 5.8 miles at night by taxi. Told the base was open.',
};
async function raised(by = carys, about: object = {}): Promise<string> {
  const answer = await by.send('/api/practice/concerns', { id: newId(), ...asked, ...about });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().subject;
}
const of = async (id: string) => (await inTenant((tx) => concernById(tx, { tenant: running.tenant, id })))!;

describe('a concern', () => {
  it('has a number at once, each its own, however many are raised at the same moment', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(() => raised()));
    const numbers = await Promise.all(ids.map(async (id) => (await of(id)).number));
    expect(numbers.sort()).toEqual([1, 2, 3, 4]);
    expect((await carys.get(`/practice/concerns/${ids[0]}`)).body).toMatch(/Concern C-000[1-4]/);
  });

  it('goes by form to the page of its number, and back with what is wrong', async () => {
    const id = newId();
    const done = await carys.post('/practice/concerns', { id, ...asked });
    expect([done.statusCode, done.headers.location]).toEqual([303, `/practice/concerns/${id}`]);
    const again = await carys.post('/practice/concerns', { id: newId(), about: 'Typed & kept', text: '' });
    expect(again.statusCode).toBe(422);
    expect(again.body).toContain('Typed &amp; kept');
    expect(again.body).toContain('Give what happened.');
  });

  it('is answered by a named person, read by the practice, asked again and settled, each step in the audit', async () => {
    const id = await raised();
    const { dueOn } = await of(id);
    expect(dueOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect((await lead.get('/concerns')).body).toContain('Hollin Row Surgery');
    const step = (by: Person, path: string, body: object = {}) =>
      by.send(`/api${path}`, { id: newId(), concern: id, ...body });
    expect((await step(lead, '/concerns/take')).statusCode).toBe(201);
    expect((await of(id)).hasBy).toBe(lead.account);
    expect(
      (await step(lead, '/concerns/answer', { text: 'The notice was wrong until 20:34. We are sorry.' })).statusCode,
    ).toBe(201);
    const page = (await carys.get(`/practice/concerns/${id}`)).body;
    expect(page).toContain('The notice was wrong until 20:34. We are sorry.');
    expect(page).toContain('Dana Okafor');
    expect(codesOf(await step(lead, '/concerns/answer', { text: 'Again.' }))).toEqual(['concern wrong-state']);
    const answeredAt = (await of(id)).answeredAt;
    expect(
      (await step(carys, '/practice/concerns/ask-again', { text: 'Why was it open on the notice?' })).statusCode,
    ).toBe(201);
    expect(await of(id)).toMatchObject({ state: 'asked-again', firstAnsweredAt: answeredAt });
    expect((await step(lead, '/concerns/answer', { text: 'Nobody posted the change.' })).statusCode).toBe(201);
    expect((await step(carys, '/practice/concerns/settle')).statusCode).toBe(201);
    expect((await of(id)).state).toBe('settled');
    const lines = await inTenant((tx) => linesOf(tx, { tenant: running.tenant, concern: id }));
    expect(lines.map(({ kind }) => kind)).toEqual(['answer', 'question', 'answer']);
    const audits = await inTenant((tx) =>
      tx.selectFrom('audit').select('change').where('key', '=', id).orderBy('at').orderBy('id').execute(),
    );
    expect(audits.map(({ change }) => (change as unknown as { event: string }).event)).toEqual([
      'ConcernRaised',
      'ConcernTaken',
      'ConcernAnswered',
      'ConcernAskedAgain',
      'ConcernAnswered',
      'ConcernSettled',
    ]);
    expect(JSON.stringify(audits)).not.toMatch(/Edith|Sorrel|taxi|notice/);
  });

  it('is late from the day after its last', async () => {
    const id = await raised();
    running.setNow(plus(running.now(), minutes(24 * 60 * 30)));
    expect((await (await running.as('d.okafor')).get('/concerns')).body).toContain('Reply late, was due');
    expect((await (await running.as('c.nunn')).get(`/practice/concerns/${id}`)).body).toContain('Reply late, was due');
  });

  it('is read by its own practice and by those who answer, and is not there for anybody else', async () => {
    const id = await raised();
    expect((await other.get(`/practice/concerns/${id}`)).statusCode).toBe(404);
    expect((await other.get('/practice/concerns')).body).not.toContain('Edith Sorrel');
    const elsewhere = { id: newId(), practice: 'Z99001', ...asked };
    expect((await other.send('/api/practice/concerns', elsewhere)).statusCode).toBe(404);
    for (const path of ['settle', 'ask-again'])
      expect(
        (
          await other.send(`/api/practice/concerns/${path}`, {
            id: newId(),
            concern: id,
            ...(path === 'settle' ? {} : { text: 'x' }),
          })
        ).statusCode,
      ).toBe(404);
    expect((await carys.get(`/concerns/${id}`)).statusCode).toBe(403);
    expect((await (await running.as('t.brandreth')).get('/concerns')).statusCode).toBe(403);
    const nobody = await aPracticeManager(running, 'no.practice');
    expect((await nobody.get('/practice/concerns')).statusCode).toBe(404);
  });

  it('about a case is about one of the practice’s own patients', async () => {
    const taker = await running.as('m.quill');
    const opened = async (practice: string) => {
      const answeredAt = new Date(plus(running.now(), -minutes(1))).toISOString();
      const body = {
        id: newId(),
        patientName: 'Edith Sorrel',
        ringBack: '01632 960 418',
        whereNow: 'ZZ1',
        priority: 'other',
      };
      return (await taker.send('/api/cases', { ...body, complaint: 'Ankle', answeredAt, practice })).json()
        .subject as string;
    };
    const [own, others] = [await opened('Hollin Row Surgery'), await opened('Quay Street Surgery')];
    expect((await of(await raised(carys, { case: own }))).case).toBe(own);
    expect((await carys.send('/api/practice/concerns', { id: newId(), ...asked, case: others })).statusCode).toBe(404);
  });

  it('and a note are nothing to another organisation, in its scope or by its people', async () => {
    const id = await raised();
    const elsewhere = await makeDemo(running.db, 1, 'elsewhere');
    const seen = await inScope(running.db, { tenants: [elsewhere] }, async (tx) => ({
      concern: await concernById(tx, { tenant: running.tenant, id }),
      rows: await Promise.all(
        [
          'practice',
          'practice_member',
          'special_note',
          'special_note_version',
          'note_request',
          'concern',
          'concern_line',
        ].map(
          async (table) =>
            (
              await tx
                .selectFrom(table as never)
                .selectAll()
                .execute()
            ).length,
        ),
      ),
    }));
    expect(seen).toEqual({ concern: undefined, rows: [0, 0, 0, 0, 0, 0, 0] });
  });
});
