import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBody, type Registered, runCommand } from '#api';
import { inScope } from '#database';
import { type Actor, type Place, type Role, registerOrganisation, registerPlaces, registerService } from '#people';
import { hours, type Instant, instant, minutes, newId, plus, uuidv7FromKey } from '#shared';
import { clocksOf, ensureRules, verifyClocks } from '#standards';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { callCommands } from './callCommands.ts';
import { caseCommands } from './caseCommands.ts';
import { openCases, searchCases, takenSlots } from './caseListStore.ts';
import { loadCase, personOf, textsOf } from './caseStore.ts';
import { callStage, caseStage } from './commands.ts';
import { aNote } from './triage/examples.ts';
import { notesOf } from './triage/noteStore.ts';

let db: TestDatabase;
let tenant: number;
let service: number;
let places: Place[];
let registered: Map<string, Registered>;
let now = instant('2027-03-28T20:00:00Z');

beforeAll(async () => {
  db = await testDatabase();
  await inScope(db, { tenants: [] }, ensureRules);
  tenant = await registerOrganisation(db, { slug: 'tidewell', name: 'Tidewell Out of Hours', madeUp: true });
  service = await registerService(db, { tenant, slug: 'tidewell', name: 'Tidewell', kind: 'out-of-hours' });
  places = await registerPlaces(db, tenant, service, [
    { slug: 'foundry-lane', name: 'Foundry Lane', kind: 'base', area: null },
    { slug: 'larkhithe-cross', name: 'Larkhithe Cross', kind: 'elsewhere', area: null },
    { slug: 'car-1', name: 'Car 1', kind: 'car', area: null },
  ]);
  const cases = caseStage({ placesOf: () => places, strict: true });
  const calls = callStage();
  registered = new Map<string, Registered>([
    ...callCommands.map((command): [string, Registered] => [command.name, { command, stage: calls }]),
    ...caseCommands.map((command): [string, Registered] => [command.name, { command, stage: cases }]),
  ]);
});
afterAll(() => db.drop());

const account = uuidv7FromKey(now, 'nurse');
const roles: Role[] = ['triage-nurse', 'doctor', 'health-advisor', 'shift-lead', 'telephony'];

async function ask(
  name: string,
  stream: string,
  body: Record<string, unknown> = {},
  about: { by?: string; key?: string } = {},
) {
  const entry = registered.get(name);
  if (!entry) throw new Error(name);
  const parsed = parseBody(entry.command.body, entry.command.birth ? { id: stream, ...body } : body);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const actor: Actor = {
    account: about.by ?? account,
    name: 'Nurse',
    by: 'token',
    grants: roles.map((role) => ({ tenant, role })),
  };
  const answer = await runCommand(db, entry, {
    stream,
    body: parsed.value,
    actor,
    key: about.key ?? newId(),
    source: 'api',
    now: () => now,
    ...(entry.command.birth ? { born: { tenant, service } } : {}),
  });
  return answer.kind === 'done' ? answer.status : answer.problems.map(({ code }) => code).join();
}

const read = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(db, { tenants: [tenant] }, work);
const later = (ms: number) => {
  now = plus(now, ms);
  return now;
};
const aPatient = {
  ringBack: '+44 20 7946 0131',
  whereNow: '4 Tallow Row',
  complaint: 'Chest pain',
  patientName: 'Ivy Pellworth',
};
let count = 0;
const anId = (at: Instant = now) => {
  count += 1;
  return uuidv7FromKey(at, `stream ${count}`);
};

describe('a patient put through', () => {
  it('from the call to the end, with rows, texts and clocks of the same events', async () => {
    const [call, id] = [anId(), anId()];
    expect(await ask('offer-call', call, { message: true })).toBe(201);
    later(18_000);
    expect(await ask('queue-call', call)).toBe(200);
    later(10_000);
    expect(await ask('open-case', id, { call, priority: 'urgent', ...aPatient })).toBe('call-not-answered');
    expect(await ask('answer-call', call)).toBe(200);
    later(minutes(1));
    expect(
      await ask('open-case', id, {
        call,
        priority: 'urgent',
        dateOfBirth: '1/2/1951',
        nhsNumber: '999 000 0018',
        ...aPatient,
      }),
    ).toBe(201);
    expect(await ask('open-case', anId(), { call, priority: 'urgent', ...aPatient })).toBe('call-has-case');
    const [line] = await read((tx) => openCases(tx, { tenant, service }, 'to-assess-urgent'));
    expect(line).toMatchObject({
      id,
      number: '2803-001',
      state: 'to-assess',
      dueMeasure: 'assessment-urgent-in-20',
      call,
    });
    expect(line?.dueAt).toBe(plus(now, minutes(19)));
    later(minutes(5));
    expect(await ask('start-assessment', id)).toBe(200);
    later(minutes(6));
    expect(await ask('finish-assessment', id, { place: 'base', urgency: 'urgent' })).toBe(200);
    expect(await ask('book-base', id, { place: 'foundry-lane', at: '2027-03-28T20:45:00Z' })).toBe(200);
    expect(await read((tx) => openCases(tx, { tenant, service }, 'base'))).toMatchObject([
      {
        id,
        placeKind: 'base',
        urgency: 'urgent',
        place: places[0]?.id,
        slotAt: instant('2027-03-28T20:45:00Z'),
        dueMeasure: 'face-to-face-urgent-2h-base',
      },
    ]);
    later(minutes(30));
    expect(await ask('start-consultation', id)).toBe(200);
    expect(await ask('finish-consultation', id, { note: aNote() })).toBe(200);
    expect(await ask('close-case', id, { outcome: 'seen-at-base' })).toBe(200);
    expect(await read((tx) => openCases(tx, { tenant, service }))).toEqual([]);
    const loaded = await read((tx) => loadCase(tx, tenant, id));
    expect(loaded?.state).toMatchObject({ state: 'closed', outcome: 'seen-at-base', version: 8 });
    expect(await read((tx) => personOf(tx, tenant, id))).toMatchObject({
      ringBack: '02079460131',
      dateOfBirth: '1951-02-01',
      nhsNumber: '9990000018',
    });
    expect((await read((tx) => textsOf(tx, tenant, id))).map(({ kind, body }) => [kind, body])).toEqual([
      ['complaint', 'Chest pain'],
    ]);
    const [note] = await read((tx) => notesOf(tx, { tenant, case: id }));
    expect(note).toMatchObject({ version: 1, complete: true, body: aNote() });
    const clocks = await read((tx) => clocksOf(tx, tenant, id));
    expect(clocks.map(({ measure, outcome }) => [measure, outcome])).toEqual(
      expect.arrayContaining([
        ['assessment-urgent-in-20', 'met'],
        ['face-to-face-urgent-2h-base', 'met'],
      ]),
    );
    expect((await verifyClocks(db)).mismatches).toEqual([]);
  });

  it('is found by surname, by number to ring back and by NHS number, in no other organisation', async () => {
    const found = async (typed: string, of = tenant) =>
      (await inScope(db, { tenants: [of] }, (tx) => searchCases(tx, of, typed))).length;
    for (const typed of [
      'pellw',
      'PELLWORTH, Ivy',
      'pellworth ivy',
      '020 7946 0131',
      '+44 20 7946 0131',
      '999 000 0018',
    ]) {
      expect(await found(typed), typed).toBe(1);
    }
    for (const typed of ['ivy', '%', '', '   ', '0131']) expect(await found(typed), typed).toBe(0);
    expect(await found('pellw', tenant + 1)).toBe(0);
  });
});

describe('two people at once', () => {
  const opened = async () => {
    const id = anId();
    const nobodyElse = { ...aPatient, patientName: `Asked Twice ${count}`, ringBack: `020 7946 ${1000 + count}` };
    expect(await ask('open-case', id, { answeredAt: '2027-03-28T20:00:00Z', priority: 'other', ...nobodyElse })).toBe(
      201,
    );
    return id;
  };
  it('taking one case: one gets it, the other is told who has it', async () => {
    const id = await opened();
    const answers = await Promise.all([anId(), anId()].map((by) => ask('take-case', id, {}, { by })));
    expect(answers.sort()).toEqual([200, 'held-by-other']);
  });
  it('booking one time: one gets it, the other is told that it is taken', async () => {
    const ids = [await opened(), await opened()];
    for (const id of ids) {
      await ask('start-assessment', id);
      await ask('finish-assessment', id, { place: 'base', urgency: 'urgent' });
    }
    const slot = { place: 'foundry-lane', at: plus(now, hours(1)) };
    const asked = { place: slot.place, at: new Date(slot.at).toISOString() };
    const answers = await Promise.all(ids.map((id) => ask('book-base', id, asked)));
    expect(answers.sort()).toEqual([200, 'slot-taken']);
    const base = places[0]?.id ?? 0;
    expect(
      await read((tx) => takenSlots(tx, { tenant, place: base, from: now, to: plus(now, hours(2)) })),
    ).toMatchObject([{ at: slot.at }]);
  });
  it('opening twenty cases: each gets a number of its own', async () => {
    const ids = Array.from({ length: 20 }, () => anId());
    const answers = await Promise.all(
      ids.map((id) => ask('open-case', id, { answeredAt: '2027-03-28T20:00:00Z', priority: 'other', ...aPatient })),
    );
    expect(answers).toEqual(ids.map(() => 201));
    const numbers = (await read((tx) => openCases(tx, { tenant, service }))).map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
  it('asking twice with one key: the second gets the first answer and nothing is written twice', async () => {
    const id = await opened();
    const key = newId();
    expect(await ask('take-case', id, {}, { key })).toBe(200);
    expect(await ask('take-case', id, {}, { key })).toBe(200);
    expect((await read((tx) => loadCase(tx, tenant, id)))?.events.length).toBe(2);
  });
});

describe('a number that another process has counted', () => {
  it('is asked for anew until it is free', async () => {
    const other = caseStage({ placesOf: () => places, strict: true });
    const opening = caseCommands.find(({ name }) => name === 'open-case');
    if (!opening) throw new Error('open-case');
    const here = registered.get('open-case') as Registered;
    const there: Registered = { command: opening, stage: other };
    for (const entry of [there, here, there, here, there]) {
      registered.set('open-case', entry);
      expect(
        await ask('open-case', anId(), { answeredAt: '2027-03-28T20:00:00Z', priority: 'other', ...aPatient }),
      ).toBe(201);
    }
  });
});
