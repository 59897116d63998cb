import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { atLocal, newId, toIso, uuidv7FromKey } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';
import { asOwner } from '../database/testing.ts';
import { lastCensusRun, openAlerts } from './alertStore.ts';
import { type Census, openCensus } from './censusRun.ts';

let running: RunningApp;
let census: Census;
let lead: Person;
let id: string;
const at = (time: string) => atLocal('2027-03-28', time);

beforeAll(async () => {
  running = await aRunningApp();
  running.setNow(at('22:47:12'));
  lead = await running.as('d.okafor');
  census = openCensus(running.db);
  id = await opened('Ivy Pellworth');
});
afterAll(() => running.close());

async function opened(name: string): Promise<string> {
  const stream = uuidv7FromKey(at('22:40'), name);
  const patient = { patientName: name, ringBack: '01632 960417', whereNow: '4 Tallow Row', complaint: 'Cough' };
  const body = { id: stream, service: 'tidewell', answeredAt: toIso(at('22:40')), priority: 'urgent', ...patient };
  expect((await lead.send('/api/cases', body)).statusCode).toBe(201);
  return stream;
}

const count = () => census.run({ machineNow: running.context.machineNow(), clocks: running.context.clocks });
const owner = (statement: string, values: unknown[] = [id]) =>
  asOwner(running.db, async (client) => {
    // Damage that no role of the product could do.
    await client.query('set session_replication_role = replica');
    await client.query(statement, values);
  });
const read = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(running.db, { tenants: [running.tenant] }, work);
const alerts = () => read((tx) => openAlerts(tx, running.tenant));
const rowNow = () =>
  asOwner(running.db, async (client) => (await client.query('select * from case_now where id = $1', [id])).rows[0]);

describe('the census', () => {
  it('finds nothing wrong with what commands have written, and writes that it has looked', async () => {
    const [result] = await count();
    expect(result).toMatchObject({ tenant: running.tenant, openCases: 1, found: [] });
    const run = await read((tx) => lastCensusRun(tx, running.tenant));
    expect(run).toMatchObject({ at: running.now(), openCases: 1, faults: 0 });
    expect(await alerts()).toEqual([]);
  });

  it.each([
    ['a case in no queue', 'update case_now set queue = null where id = $1', ['no-queue']],
    ['a case in a wrong queue', "update case_now set queue = 'base' where id = $1", ['other-queue']],
    [
      'a case that another is said to hold',
      `update case_now set held_by = '${newId()}' where id = $1`,
      ['other-holder'],
    ],
    ['a priority that fell', "update case_now set priority = 'other' where id = $1", ['priority-lower']],
    ['a case said to be closed', 'update case_now set closed_at = now() where id = $1', ['said-closed']],
    ['a deadline put off', "update case_now set due_at = due_at + interval '1 h' where id = $1", ['other-deadline']],
    ['a row that is gone', 'delete from case_now where id = $1', ['no-row']],
  ])('finds %s, and clears the alert when it is mended', async (_, statement, faults) => {
    const before = await rowNow();
    await owner(statement);
    await count();
    await count();
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ kind: 'census', subject: id, times: 2, detail: { faults, number: before.number } });
    await owner('delete from case_now where id = $1');
    await owner('insert into case_now select * from json_populate_record(null::case_now, $1::json)', [before]);
    await count();
    expect(await alerts()).toEqual([]);
  });

  it('finds a clock that is gone, and a row that no event speaks of', async () => {
    await owner('create table kept as select * from clock', []);
    await owner('delete from clock where subject = $1');
    await owner(
      `insert into case_now select (json_populate_record(c, json_build_object('id', $2::text, 'number', '2803-999', 'call', null))).*
       from case_now c where id = $1`,
      [id, uuidv7FromKey(at('22:41'), 'nobody')],
    );
    const [result] = await count();
    expect(result?.found.map(({ faults }) => faults)).toEqual([['no-deadline'], ['no-events']]);
    await owner('insert into clock select * from kept', []);
    await owner("delete from case_now where number = '2803-999'", []);
    expect((await count())[0]?.found).toEqual([]);
  });
});

describe('an alert', () => {
  const acknowledge = (by: Person, alert: string, key?: string) => by.send(`/api/alerts/${alert}/acknowledge`, {}, key);

  it('stands on the board with a button, and is acknowledged once, with who and when', async () => {
    await owner('update case_now set queue = null where id = $1');
    await count();
    const [alert] = await alerts();
    const shown = (await lead.get('/')).body;
    expect(shown).toContain('is in no queue');
    expect(shown).toContain(`action="/alerts/${alert?.id}/acknowledge"`);
    const key = newId();
    expect((await acknowledge(lead, alert!.id, key)).statusCode).toBe(200);
    expect((await acknowledge(lead, alert!.id, key)).statusCode).toBe(200);
    expect((await alerts())[0]?.acknowledged).toEqual({ at: running.now(), by: lead.account });
    const second = await acknowledge(await running.as('g.hale'), alert!.id);
    expect([second.statusCode, second.json().problems[0].code]).toEqual([422, 'already-acknowledged']);
    const audits = await read((tx) => tx.selectFrom('audit').select(['actor', 'entity', 'key']).execute());
    expect(audits.filter(({ entity }) => entity === 'alert')).toEqual([
      { actor: lead.account, entity: 'alert', key: alert!.id },
    ]);
    await count();
    expect((await alerts())[0]).toMatchObject({ times: 2, acknowledged: { by: lead.account } });
  });

  it('is acknowledged by a form too, which leads back to the board', async () => {
    await owner('update alert set acknowledged_at = null, acknowledged_by = null', []);
    const [alert] = await alerts();
    const answer = await lead.post(`/alerts/${alert?.id}/acknowledge`);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/']);
    expect((await alerts())[0]?.acknowledged?.by).toBe(lead.account);
  });

  it('is not for everybody, and has to be there', async () => {
    const [alert] = await alerts();
    expect((await acknowledge(await running.as('p.iyer'), alert!.id)).statusCode).toBe(403);
    expect((await acknowledge(lead, newId())).statusCode).toBe(404);
    expect((await acknowledge(lead, 'not-an-id')).statusCode).toBe(404);
    const unknown = await lead.send(`/api/alerts/${alert!.id}/acknowledge`, { note: 'x' });
    expect(unknown.json().problems[0]).toMatchObject({ field: 'note', code: 'field-unknown' });
  });

  it('is in the description of the API', async () => {
    const { paths } = (await lead.get('/api/openapi.json')).json();
    expect(paths['/api/alerts/{stream}/acknowledge'].post.operationId).toBe('acknowledge-alert');
  });
});
