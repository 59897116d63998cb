import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { correctionReasons, roles } from '#api';
import { codes, passSettings, settledResults, standDownReasons, workKinds, workWithdrawalReasons } from '#calls';
import { openClient, playNight, WEEKEND_FROM } from '#demo';
import { messageCodes } from '#handover';
import { shiftKinds, shiftRoles, withdrawalReasons } from '#rota';
import { hours, plus } from '#shared';
import { asOwner, type TestDatabase, testDatabase } from '../src/database/testing.ts';
import { makeDemo } from '../src/server/demoSetUp.ts';
import { type Serving, serve } from '../src/server/serve.ts';

/**
 * Where identity and words live; rule books, whose words are our own; and the published list of postcodes, which names every one of them
 * and nobody. Nothing about a patient may stand anywhere else.
 */
const KEEP_WORDS = [
  'case_person',
  'case_text',
  'message_body',
  'case_note',
  'pass_text',
  'work_text',
  'call_line',
  'referral_text',
  'case_referrer',
  'rule',
  'postcode_position',
  'special_note',
  'special_note_version',
  'special_note_end',
  'note_request',
  'concern',
  'concern_line',
];

let database: TestDatabase;
let folder: string;
let serving: Serving;

type Person = { patient_name: string; nhs_number: string | null; ring_back: string; where_now: string };
let people: (Person & { case: string; caller_name: string | null; date_of_birth: string | null })[];
let texts: string[];

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'vigil-identity-'));
  serving = await serve(
    {
      port: 0,
      host: '127.0.0.1',
      dataFolder: folder,
      mode: 'demo',
      seed: '1',
      databaseUrl: database.ownerUrl,
      roleUrls: {},
      logLevel: 'error',
    },
    {
      demo: async ({ db }) => ({ tenant: await makeDemo(db, 1, 'tidewell'), slug: 'tidewell' }),
      plays: false,
      census: false,
    },
  );
  const until = plus(WEEKEND_FROM, hours(3));
  await playNight({ baseUrl: serving.address, seed: 1, organisation: 'tidewell', until });
  people = await rows(`select patient_name, nhs_number, ring_back, where_now, "case", caller_name,
    to_char(date_of_birth, 'YYYY-MM-DD') as date_of_birth from case_person`);
  const notes = await rows<{ body: string }>(
    `select part.value as body from case_note, json_each_text(body) part where part.key in ('complaint', 'examination', 'impression', 'plan')`,
  );
  texts = [...(await rows<{ body: string }>('select body from case_text')), ...notes].map(({ body }) => body);
  await lookAround();
  await serving.catchUp();
}, 240_000);

afterAll(async () => {
  await serving?.stop();
  await database?.drop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

async function rows<T>(statement: string): Promise<T[]> {
  return asOwner(database, async (owner) => (await owner.query(statement)).rows as T[]);
}

/** What people do whose looking is recorded: the board, a case, a clock, and searches by name, telephone and NHS number. */
async function lookAround(): Promise<void> {
  const { address } = serving;
  const { token } = await openClient({ baseUrl: address }).post<{ token: string }>('/api/demo/sign-in', {
    signIn: await someDoctor(),
  });
  const headers = { authorization: `Bearer ${token}` };
  const one = people[0]!;
  const clock = (await rows<{ measure: string }>(`select measure from clock where subject = '${one.case}'`))[0]!;
  for (const path of ['/', '/wall', `/cases/${one.case}`, `/clocks/${one.case}/${clock.measure}/1`]) {
    expect((await fetch(`${address}${path}`, { headers })).status, path).toBe(200);
  }
  for (const search of [one.patient_name, one.ring_back, one.nhs_number ?? '']) {
    const form = { method: 'POST', headers, body: new URLSearchParams({ search }) };
    const page = await fetch(`${address}/cases/search`, form);
    expect(await page.text(), search).toContain(one.patient_name);
  }
}

async function someDoctor(): Promise<string> {
  const found = await rows<{ sign_in: string }>(
    "select sign_in from account join role_grant on account = account.id where role = 'doctor' order by sign_in",
  );
  return found[0]!.sign_in;
}

/** Everything by which a patient, or whoever rang for them, could be known: in lower case, and as digits alone. */
function identities(): string[] {
  const found = new Set<string>();
  for (const person of people) {
    for (const value of [person.patient_name, person.caller_name, person.where_now, person.date_of_birth]) {
      if (value) found.add(value.toLowerCase());
    }
    for (const name of [person.patient_name, person.caller_name])
      found.add(name?.split(' ').at(-1)?.toLowerCase() ?? '');
    found.add(person.ring_back.replace(/\D/g, ''));
    found.add(person.nhs_number ?? '');
    for (const postcode of person.where_now.match(/[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}/g) ?? []) {
      found.add(postcode.toLowerCase());
      found.add(postcode.replace(' ', '').toLowerCase());
    }
  }
  for (const text of texts) {
    found.add(text.toLowerCase());
    for (const sentence of text.split(/[.,]/))
      if (sentence.trim().includes(' ')) found.add(sentence.trim().toLowerCase());
  }
  found.delete('');
  return [...found];
}

/** What of a stored text gives a patient away: words as whole words, numbers however they are spaced. */
function givenAway(stored: string, known: readonly string[]): string[] {
  const text = stored.toLowerCase();
  const spaced = text.replace(/(?<=\d)[ -](?=\d)/g, '');
  return known.filter((identity) =>
    /^\d+$/.test(identity)
      ? new RegExp(`(?<![\\da-f-])${identity}(?![\\da-f-])`).test(spaced)
      : new RegExp(`(?<!\\p{L})${escaped(identity)}(?!\\p{L})`, 'u').test(text),
  );
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

test('three hours of the night have patients with names, numbers, places and words', () => {
  expect(people.length).toBeGreaterThan(15);
  expect(texts.length).toBeGreaterThan(people.length);
  expect(identities().filter((identity) => /^999\d{7}$/.test(identity)).length).toBeGreaterThan(10);
  const [one] = people;
  const told = `{"note":"Rang ${one!.patient_name} on ${one!.ring_back}"}`;
  expect(givenAway(told, identities()).length).toBeGreaterThan(1);
});

test('no event says who a patient is or what was written of them', async () => {
  const events = await rows<{ row: string }>('select data::text || coalesce(reason, $$$$) as row from event');
  expect(events.length).toBeGreaterThan(200);
  const known = identities();
  expect(events.flatMap(({ row }) => givenAway(row, known).map((identity) => `${identity} in ${row}`))).toEqual([]);
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const CASE_NUMBER = /^\d{4}-\d{3,}$/;
const DISPOSITION = /^Dx\d{2,5}$/;
const results = Object.values(workKinds).map(({ results: own = {} }) => own);
const ofWork = [workKinds, workWithdrawalReasons, settledResults, ...results];
const lists = [
  ...Object.values(codes),
  ...Object.values(messageCodes),
  ...ofWork,
  passSettings,
  standDownReasons,
  shiftKinds,
  shiftRoles,
  withdrawalReasons,
  correctionReasons,
];
const known = new Set([...lists.flatMap((list) => Object.keys(list)), ...roles, 'queue', 'message', 'phantom']);

test('every value in an event is an id, an instant, a case number, a code of a closed list, a small number or yes or no', async () => {
  const events = await rows<{ type: string; data: Record<string, unknown>; reason: string | null }>(
    'select type, data, reason from event',
  );
  const odd = events.flatMap(({ type, data, reason }) =>
    [...Object.entries(data), ...(reason === null ? [] : [['reason', reason] as const])]
      .filter(([, value]) => !isPlain(value))
      .map(([field, value]) => `${type}.${field} = ${JSON.stringify(value)}`),
  );
  expect([...new Set(odd)]).toEqual([]);
});

function isPlain(value: unknown): boolean {
  if (typeof value === 'boolean') return true;
  if (typeof value === 'number') return Math.abs(value) < 10_000;
  if (Array.isArray(value)) return value.every(isPlain);
  if (typeof value !== 'string') return false;
  if (DISPOSITION.test(value)) return true;
  return UUID.test(value) || INSTANT.test(value) || CASE_NUMBER.test(value) || known.has(value);
}

test('no record of access says whom somebody looked for or what they found', async () => {
  const accesses = await rows<{ action: string; row: string }>(
    'select action, action || coalesce(detail::text, $$$$) as row from access',
  );
  const actions = new Set(accesses.map(({ action }) => action));
  for (const action of ['view-case', 'search-cases', 'open-board', 'open-case']) expect(actions).toContain(action);
  const all = identities();
  expect(accesses.flatMap(({ row }) => givenAway(row, all).map((identity) => `${identity} in ${row}`))).toEqual([]);
});

test('no other table holds them either', async () => {
  const tables = await rows<{
    name: string;
  }>(`select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition order by 1`);
  const others = tables.map(({ name }) => name).filter((name) => !KEEP_WORDS.includes(name));
  expect(others).toContain('alert');
  const all = identities();
  const found: string[] = [];
  for (const table of others) {
    for (const { row } of await rows<{ row: string }>(`select t::text as row from "${table}" t`)) {
      for (const identity of givenAway(row, all)) found.push(`${identity} in ${table}: ${row.slice(0, 200)}`);
    }
  }
  expect(found).toEqual([]);
});
