import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { uuidv7FromKey } from '#shared';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { foldClocks } from './clock/fold.ts';
import { clockRows, clocksOf, newClockRows, openClocks } from './clockStore.ts';
import { at, correctedTo, offered, opened, type Told, told } from './examples.ts';
import { anInstallation, extend, type Installation, store } from './storedExamples.ts';

let db: TestDatabase;
let here: Installation;
beforeAll(async () => {
  db = await testDatabase();
  here = await anInstallation(db, 'store');
});
afterAll(() => db.drop());

const read = (stream: string) => inScope(db, { tenants: [here.tenant] }, (tx) => clocksOf(tx, here.tenant, stream));
/** A stream whose birth names the service here. */
const ours = (...facts: Told[]) =>
  told(
    ...facts.map(
      ([type, time, data], index): Told => [type, time, index === 0 ? { ...data, service: here.service.id } : data],
    ),
  );

describe('clocks in the transaction of their events', () => {
  it('are read back as they were folded', async () => {
    const events = ours(
      opened('20:00'),
      ['AssessmentStarted', '20:05'],
      ['AssessmentFinished', '20:15', { place: 'visit', urgency: 'urgent' }],
    );
    const stream = await store(here, 'round', events);
    const folded = foldClocks(here.rule, events).map((clock) => ({ ...clock, tenant: here.tenant, subject: stream }));
    expect(await read(stream)).toEqual(folded.sort((a, b) => (a.measure < b.measure ? -1 : 1)));
  });

  it('move to another line: the old row goes, the new one stands', async () => {
    const before = ours(opened('20:00'));
    const stream = await store(here, 'moved', before);
    await extend(here, stream, {
      before,
      after: ours(opened('20:00'), ['PriorityChanged', '20:05', { from: 'urgent', to: 'other' }]),
    });
    expect((await read(stream)).map(({ measure, startedAt }) => [measure, startedAt])).toEqual([
      ['assessment-other-in-60', at('20:00')],
    ]);
  });

  it('keep what was first recorded beside a correction', async () => {
    const before = ours(opened('20:00'), ['AssessmentStarted', '20:30']);
    const stream = await store(here, 'corrected', before);
    await extend(here, stream, { before, after: correctedTo(before, 2, '20:10') });
    expect((await read(stream))[0]).toMatchObject({ outcome: 'met', firstOutcome: 'missed', through: 3 });
  });

  it('are not written when nothing about them changed', () => {
    const clocks = foldClocks(here.rule, ours(opened('20:00')));
    expect(clockRows({ tenant: 1, subject: 'x', before: clocks, after: clocks })).toEqual([]);
  });
});

describe('running clocks', () => {
  it('are those of the service that are open and fall due, the earliest first', async () => {
    const apart = await anInstallation(db, 'running');
    await store(apart, 'late', told(opened('20:00', { priority: 'other' })));
    await store(apart, 'soon', told(opened('20:10')));
    await store(apart, 'done', told(offered('20:00'), ['CallAnswered', '20:00:10']));
    const ask = { tenant: apart.tenant, service: apart.service.id };
    const open = await inScope(db, { tenants: [apart.tenant] }, (tx) => openClocks(tx, ask));
    expect(open.map(({ dueAt }) => dueAt)).toEqual([at('20:30'), at('21:00')]);
    const before = await inScope(db, { tenants: [apart.tenant] }, (tx) =>
      openClocks(tx, { ...ask, dueBefore: at('21:00') }),
    );
    expect(before).toHaveLength(1);
    expect(await inScope(db, { tenants: [here.tenant] }, (tx) => openClocks(tx, ask))).toEqual([]);
  });
});

describe('clocks of an import', () => {
  it('are written in one statement, and once only', async () => {
    const streams = ['a', 'b'].map((key) => ({
      subject: uuidv7FromKey(at('20:00'), key),
      clocks: foldClocks(here.rule, ours(offered('20:00'), ['CallAnswered', key === 'a' ? '20:00:05' : '20:05'])),
    }));
    const write = () =>
      inScope(db, { tenants: [here.tenant] }, (tx) =>
        sql`with clocks as (${newClockRows(here.tenant, streams)}) select 1`.execute(tx),
      );
    await write();
    await write();
    expect((await read(streams[1]!.subject))[0]).toMatchObject({ measure: 'answer', outcome: 'missed' });
  });
});
