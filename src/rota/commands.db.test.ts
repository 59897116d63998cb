import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseBody, type Registered, runCommand } from '#api';
import { inScope } from '#database';
import { type Actor, type Place, type Role, registerOrganisation, registerPlaces, registerService } from '#people';
import { newId, uuidv7FromKey } from '#shared';
import { clocksOf, ensureRules, verifyClocks } from '#standards';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import { shiftStage } from './commands.ts';
import { aPerson, easter } from './examples.ts';
import { shiftCommands } from './shiftCommands.ts';
import { shiftStatesIn, shiftsIn, shiftsToEnd } from './shiftStore.ts';

let db: TestDatabase;
let tenant: number;
let service: number;
let places: Place[];
let now = easter('06:00');
const account = aPerson('rota-manager');

beforeAll(async () => {
  db = await testDatabase();
  await inScope(db, { tenants: [] }, ensureRules);
  tenant = await registerOrganisation(db, { slug: 'tidewell', name: 'Tidewell Out of Hours', madeUp: true });
  service = await registerService(db, { tenant, slug: 'tidewell', name: 'Tidewell', kind: 'out-of-hours' });
  places = await registerPlaces(db, tenant, service, [
    { slug: 'canal-bridge', name: 'Canal Bridge', kind: 'base', area: null },
  ]);
});
afterAll(() => db.drop());

async function ask(name: string, stream: string, body: Record<string, unknown> = {}) {
  const command = shiftCommands.find((known) => known.name === name);
  if (!command) throw new Error(name);
  const rolesOf = async (_: unknown, __: number, person: string): Promise<Role[]> =>
    person === aPerson('nobody') ? [] : person === aPerson('a-driver') ? ['driver'] : ['doctor'];
  const stage = shiftStage({ placesOf: () => places, rolesOf });
  const parsed = parseBody(command.body, command.birth ? { id: stream, ...body } : body);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const roles: Role[] = ['rota-manager', 'shift-lead'];
  const actor: Actor = { account, name: 'Rota', by: 'token', grants: roles.map((role) => ({ tenant, role })) };
  const answer = await runCommand(db, { command, stage } as Registered, {
    stream,
    body: parsed.value,
    actor,
    key: newId(),
    source: 'api',
    now: () => now,
    ...(command.birth ? { born: { tenant, service } } : {}),
  });
  return answer.kind === 'done' ? answer.status : answer.problems.map(({ code }) => code).join();
}

it('keeps the row and the clocks of a shift in step with who came and went', async () => {
  const id = uuidv7FromKey(now, 'canal bridge');
  const read = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(db, { tenants: [tenant] }, work);
  const within = { tenant, service, period: { from: easter('22:00'), to: easter('23:00') } };
  const person = aPerson('dr-may');
  expect(
    await ask('require-shift', id, {
      place: 'canal-bridge',
      role: 'doctor',
      from: '2027-03-28 08:00',
      to: '2027-03-29',
    }),
  ).toBe(201);
  expect(await ask('book-cover', id, { person: aPerson('nobody') })).toBe('person-unknown');
  expect(await ask('book-cover', id, { person: aPerson('a-driver') })).toBe('person-unfit');
  expect(await ask('book-cover', id, { person })).toBe(200);
  expect(await read((tx) => shiftsIn(tx, within))).toMatchObject([
    { id, state: 'booked', booked: person, present: [] },
  ]);
  now = easter('08:00');
  expect(await ask('record-arrival', id, { person })).toBe(200);
  expect(await read((tx) => shiftsIn(tx, within))).toMatchObject([{ state: 'attended', present: [person] }]);
  now = easter('20:00');
  expect(await ask('record-leaving', id, { person })).toBe(200);
  expect(await read((tx) => shiftsToEnd(tx, tenant, now))).toEqual([]);
  now = easter('24:00');
  expect(await read((tx) => shiftsToEnd(tx, tenant, now))).toEqual([{ id, to: now }]);
  expect(await ask('end-shift', id)).toBe(200);
  expect(await read((tx) => shiftsToEnd(tx, tenant, now))).toEqual([]);
  const missed = async () =>
    (await read((tx) => clocksOf(tx, tenant, id))).filter(({ outcome }) => outcome === 'missed').length;
  expect(await missed()).toBe(4);
  const put = { version: 4, to: '2027-03-28 21:00', reason: 'paper-record', explanation: 'Signing-out sheet.' };
  expect(await ask('correct-shift-time', id, put)).toBe(200);
  expect(await missed()).toBe(3);
  expect(await read((tx) => shiftStatesIn(tx, within))).toMatchObject([
    { state: 'ended', attendance: [{ person, to: easter('21:00') }] },
  ]);
  expect((await verifyClocks(db)).mismatches).toEqual([]);
});
