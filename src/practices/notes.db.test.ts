import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { addDays, localDate, minutes, newId, plus } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';
import { aNote } from '../calls/triage/examples.ts';
import { asOwner } from '../database/testing.ts';
import { lookForSpecialNotes, specialNotesFor } from './index.ts';
import { aPracticeManager, codesOf, followToTheEnd, practiceBody } from './practices.testing.ts';

let running: RunningApp;
let carys: Person;
let other: Person;
let nurse: Person;
beforeAll(async () => {
  running = await aRunningApp({ slug: 'notes' });
  carys = await running.as('c.nunn');
  nurse = await running.as('p.iyer');
  const administrator = await running.as('y.castell');
  const add = (url: string, body: object) => administrator.send(url, { id: newId(), ...body });
  await add('/api/practices', practiceBody);
  await add('/api/practices', { ...practiceBody, code: 'Z99002', name: 'Quay Street Surgery', channelAddress: 'quay' });
  await add('/api/practices/members', { code: 'Z99001', signIn: 'c.nunn', post: 'manager' });
  other = await aPracticeManager(running, 'o.ther');
  await add('/api/practices/members', { code: 'Z99002', signIn: 'o.ther', post: 'clinician' });
});
afterAll(() => running.close());

const ivy = { patientName: 'Ivy Pellworth', dateOfBirth: '1945-06-14', nhsNumber: '999 061 4024' };
const said = () => ({
  kinds: ['care-plan', 'key-safe'],
  text: 'COPD, holds carbon dioxide: aim for oxygen 88 to 92 %.',
  entry: 'Key safe left of the door, 1945.',
  owner: 'Dr B. Hollin',
  reviewBy: addDays(localDate(running.now()), 90),
});
const write = (about: object = {}, by = carys) =>
  by.send('/api/practice/notes', { id: newId(), ...ivy, ...said(), ...about });
const inTenant = <T>(work: Parameters<typeof inScope<T>>[2]) =>
  inScope(running.db, { tenants: [running.tenant] }, work);
const follow = () => followToTheEnd(running);

type Looked = { name?: string; dateOfBirth?: string; nhsNumber?: string };
const look = (
  patient: Looked = {},
  roles: ('triage-nurse' | 'receptionist')[] = ['triage-nurse'],
  at = running.now(),
) =>
  inTenant((tx) =>
    specialNotesFor(tx, {
      tenant: running.tenant,
      patient: { name: 'Ivy Pellworth', dateOfBirth: '1945-06-14', ...patient },
      roles,
      at,
    }),
  );
const only = async (...asked: Parameters<typeof look>) => {
  const found = await look(...asked);
  if (found.state !== 'some' || found.notes.length !== 1)
    throw new Error(`expected one note: ${JSON.stringify(found)}`);
  return found.notes[0]!;
};

async function aCase(patient: object = {}): Promise<string> {
  const body = { id: newId(), ringBack: '01632 960 417', whereNow: '12 Lockgate Row, ZZ1 4QT', priority: 'urgent' };
  const answeredAt = new Date(plus(running.now(), -minutes(1))).toISOString();
  running.pass(60_000);
  const taker = await running.as('m.quill');
  const answer = await taker.send('/api/cases', { ...body, complaint: 'Short of breath', answeredAt, ...patient });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().subject;
}

describe('a special note', () => {
  let note: string;
  it('is written by somebody of the practice, once, and says nothing of the patient in the audit', async () => {
    const body = { id: newId(), ...ivy, ...said() };
    const key = newId();
    for (const _ of [1, 2]) expect((await carys.send('/api/practice/notes', body, key)).statusCode).toBe(201);
    note = body.id;
    const audits = await inTenant((tx) =>
      tx.selectFrom('audit').select(['change', 'key']).where('entity', '=', 'special-note').execute(),
    );
    expect(audits).toHaveLength(1);
    expect(JSON.stringify(audits)).not.toMatch(/Ivy|Pellworth|999061|oxygen|1945/);
    const looked = await inTenant((tx) =>
      tx.selectFrom('access').select('action').where('subject', '=', note).execute(),
    );
    expect(looked).toEqual([{ action: 'write-special-note' }]);
  });

  it.each<[string, object, string[]]>([
    ['without a review date', { reviewBy: undefined }, ['reviewBy invalid-type']],
    ['whose review is too far off', { reviewBy: '2090-01-01' }, ['reviewBy review-date']],
    ['without a person who answers for it', { owner: ' ' }, ['owner too-small']],
    ['with a way in and no key safe', { kinds: [] }, ['kinds key-safe-missing']],
    ['of a kind that is none', { kinds: ['rude'] }, ['kinds.0 invalid-value']],
    ['with a number that does not check', { nhsNumber: '999 061 4025' }, ['nhsNumber nhs-number-check-digit']],
    ['of somebody not born yet', { dateOfBirth: '2099-01-01' }, ['dateOfBirth date-of-birth']],
    ['with a field that it does not know', { ghost: 1 }, ['ghost field-unknown']],
  ])('is refused %s', async (_, wrong, codes) => expect(codesOf(await write(wrong))).toEqual(codes));

  it('is found by the NHS number, whoever spelt the name how', async () => {
    const found = await only({ name: 'Ivy Pelworth', nhsNumber: '9990614024' });
    expect(found).toMatchObject({ id: note, match: { by: 'nhs-number', differs: ['name'] }, stale: false, version: 1 });
    expect(found.practice).toMatchObject({ name: 'Hollin Row Surgery', isClosed: false });
  });

  it('keeps how to get in from those who need not go there', async () => {
    expect((await only()).entry).toEqual({ words: 'Key safe left of the door, 1945.' });
    expect((await only({}, ['receptionist'])).entry).toBe('held-back');
  });

  it('is "none" only where somebody looked, and "not loaded" where nobody could (H22)', async () => {
    expect(await look({ name: 'Owen Latch', dateOfBirth: '1985-01-02' })).toEqual({ state: 'none' });
    expect(await look({ dateOfBirth: undefined })).toEqual({ state: 'not-loaded', why: 'too-little-known' });
    const failures: unknown[] = [];
    const broken = { ...running.db, app: { connect: () => Promise.reject(new Error('gone')) } } as never;
    const asked = { tenant: running.tenant, patient: ivyAsked, roles: [], at: running.now() };
    expect(await lookForSpecialNotes(broken, asked, (error) => failures.push(error))).toEqual({
      state: 'not-loaded',
      why: 'failed',
    });
    expect(failures).toHaveLength(1);
  });
  const ivyAsked = { name: 'Ivy Pellworth', dateOfBirth: '1945-06-14' };

  it('is stale on the day after its review, and still shown (H29)', async () => {
    const { reviewBy } = await only();
    const after = plus(running.now(), minutes(24 * 60 * 92));
    expect((await only({}, ['triage-nurse'], after)).stale).toBe(true);
    expect(addDays(reviewBy, 1) <= localDate(after)).toBe(true);
  });

  it('is written anew as another version, and the one before is kept word for word', async () => {
    const revise = (about: object = {}, by = carys) =>
      by.send('/api/practice/notes/revise', {
        id: newId(),
        note,
        from: 1,
        ...said(),
        text: 'Now at her daughter’s.',
        ...about,
      });
    expect((await revise()).statusCode).toBe(201);
    expect(codesOf(await revise())).toEqual(['from changed-meanwhile']);
    expect(await only()).toMatchObject({ version: 2, body: 'Now at her daughter’s.' });
    const page = (await carys.get(`/practice/notes/${note}`)).body;
    expect(page).toContain('Now at her daughter’s.');
    expect(page).toContain('COPD, holds carbon dioxide: aim for oxygen 88 to 92 %.');
  });

  it('cannot be changed where it stands, not even by the application', async () => {
    for (const table of [
      'special_note',
      'special_note_version',
      'special_note_use',
      'special_note_end',
      'concern_line',
    ]) {
      await expect(inTenant((_, client) => client.query(`update ${table} set tenant = tenant`))).rejects.toThrow(
        /permission denied/,
      );
      await expect(inTenant((_, client) => client.query(`delete from ${table}`))).rejects.toThrow(/permission denied/);
    }
    await asOwner(running.db, async (owner) => {
      await owner.query(`select set_config('vigil.tenants', '${running.tenant}', false)`);
      await owner.query('alter table special_note_version disable row level security');
      await expect(owner.query("update special_note_version set body = 'x'")).rejects.toThrow(/append-only/);
      await owner.query('alter table special_note_version enable row level security');
    });
  });

  it('is confirmed with a new review date, as a version with the same words', async () => {
    const reviewBy = addDays(localDate(running.now()), 300);
    const answer = await carys.send('/api/practice/notes/review', { id: newId(), note, from: 2, reviewBy });
    expect(answer.statusCode).toBe(201);
    expect(await only()).toMatchObject({ version: 3, body: 'Now at her daughter’s.', reviewBy });
  });

  it('is nobody’s business but its practice’s: another’s manager finds nothing', async () => {
    const before = await only();
    const at = (path: string, body: object = {}) => other.send(`/api/practice/notes${path}`, { id: newId(), ...body });
    for (const answer of [
      await other.get(`/practice/notes/${note}`),
      await other.get(`/practice/notes/${note}/anew`),
      await other.get('/practice/notes?practice=Z99001'),
      await other.get('/practice/concerns?practice=Z99001'),
      await at('', { ...ivy, ...said(), practice: 'Z99001' }),
      await at('/revise', { note, from: 3, ...said() }),
      await at('/review', { note, from: 3, reviewBy: said().reviewBy }),
      await at('/withdraw', { note, reason: 'died' }),
    ])
      expect(answer.statusCode).toBe(404);
    expect((await other.get('/practice/notes')).body).not.toContain('Pellworth');
    expect((await nurse.get(`/practice/notes/${note}`)).statusCode).toBe(403);
    expect(await only()).toEqual(before);
  });

  it('is read for a case, and what became of it reaches the practice', async () => {
    const id = await aCase(ivy);
    expect((await nurse.send(`/api/cases/${id}/read-special-note`, { note })).statusCode).toBe(200);
    const answers = (stillTrue: string, what?: string) =>
      nurse.send(`/api/cases/${id}/answer-special-note`, { note, stillTrue, ...(what ? { what } : {}) });
    expect(codesOf(await answers('no'))).toEqual(['what missing']);
    expect((await answers('no', 'Daughter has no key any more')).statusCode).toBe(200);
    // A slip is taken back by a second answer, and what was asked of the practice with it.
    await follow();
    expect((await answers('yes')).statusCode).toBe(200);
    await follow();
    await follow();
    expect((await carys.get('/practice/notes')).body).not.toContain('said to be untrue');
    expect((await answers('no', 'The key safe has gone')).statusCode).toBe(200);
    await follow();
    await follow();
    const list = (await carys.get('/practice/notes')).body;
    expect(list).toContain('1 said to be untrue');
    expect(list).toContain('said that it is no longer true');
    const page = (await carys.get(`/practice/notes/${note}`)).body;
    expect(page).toContain('Said to be no longer true');
    expect(page).toContain('Is it still true?');
    expect(page).toMatch(/They wrote: <span[^>]*>The key safe has gone/);
    // On the page of the case too, and marked for whoever reads it in another case.
    expect((await nurse.get(`/cases/${id}`)).body).toContain('No longer true: the practice is told');
    const later = await aCase(ivy);
    const found = (await nurse.get(`/cases/${later}`)).body;
    expect(found).toContain('Said to be no longer true');
    expect(found.indexOf('Special note from Hollin Row')).toBeLessThan(found.indexOf('What you can do'));
    expect(found.indexOf('Special note from Hollin Row')).toBeGreaterThan(0);
    expect((await (await running.as('visitor')).get(`/cases/${later}`)).body).not.toContain('Special note from');
    expect((await other.get('/practice/notes')).body).not.toContain('said to be untrue');
    await carys.send('/api/practice/notes/revise', { id: newId(), note, from: 3, ...said() });
    expect((await nurse.get(`/cases/${later}`)).body).not.toContain('Said to be no longer true');
    expect((await carys.get('/practice/notes')).body).not.toContain('said to be untrue');
  });

  it('that nobody read before the case was closed says so (H22)', async () => {
    const id = await aCase(ivy);
    await closes(id);
    await follow();
    expect((await carys.get(`/practice/notes/${note}`)).body).toContain('Not read before the case was closed');
    expect((await carys.get('/practice/notes')).body).toContain('1 not read the last time');
  });

  it('withdrawn is kept for the practice and gone for the night', async () => {
    const withdraw = () => carys.send('/api/practice/notes/withdraw', { id: newId(), note, reason: 'left-practice' });
    expect((await withdraw()).statusCode).toBe(201);
    expect(codesOf(await withdraw())).toEqual(['note withdrawn']);
    expect(await look()).toEqual({ state: 'none' });
    expect((await carys.get(`/practice/notes/${note}`)).body).toContain('The patient has left the practice');
  });
});

describe('a third contact in a month', () => {
  const samuel = { patientName: 'Samuel Pike', dateOfBirth: '1967-11-02', practice: 'Hollin Row Surgery' };

  it('without a note asks the practice for one, once', async () => {
    for (const _ of [1, 2]) await aCase(samuel);
    await follow();
    expect((await carys.get('/practice/notes')).body).not.toContain('asked for');
    await aCase(samuel);
    await follow();
    await aCase(samuel);
    await follow();
    const page = (await carys.get('/practice/notes')).body;
    expect(page).toContain('1 asked for.');
    expect(page).toContain('Third');
    expect((await other.get('/practice/notes')).body).not.toContain('asked for');
    const request = /notes\/new\?request=([\w-]+)/.exec(page)?.[1] ?? '';
    expect((await carys.get(`/practice/notes/new?request=${request}`)).body).toContain('value="Samuel Pike"');
    expect((await other.get(`/practice/notes/new?request=${request}`)).statusCode).toBe(404);
    expect(
      (await other.send('/api/practice/notes/decline', { id: newId(), request, reason: 'not-ours' })).statusCode,
    ).toBe(404);
    const { practice: _, ...identity } = samuel;
    const answer = await write({ ...identity, nhsNumber: undefined, request });
    expect(answer.statusCode, answer.body).toBe(201);
    expect((await carys.get('/practice/notes')).body).not.toContain('asked for.');
    await aCase(samuel);
    await follow();
    expect((await carys.get('/practice/notes')).body).not.toContain('asked for.');
  });

  it('may be a ring-back about a case that is open: a ring-back is a contact too', async () => {
    await aCase({ ...samuel, patientName: 'Owen Latch' });
    const open = await aCase({ ...samuel, patientName: 'Owen Latch' });
    await follow();
    expect((await carys.get('/practice/notes')).body).not.toContain('Owen Latch');
    running.pass(minutes(10));
    const taker = await running.as('m.quill');
    expect((await taker.send(`/api/cases/${open}/note-repeat`, { worse: true })).statusCode).toBe(200);
    await follow();
    expect((await carys.get('/practice/notes')).body).toContain('Owen Latch');
  });

  it('asks nobody where no practice is known, and not again where the practice said no', async () => {
    const edith = { patientName: 'Edith Sorrel', dateOfBirth: '1958-03-03', practice: 'Hollin Row Surgery' };
    for (const _ of [1, 2, 3]) await aCase({ ...edith, patientName: 'Nadia Firth', practice: undefined });
    for (const _ of [1, 2, 3]) await aCase(edith);
    await follow();
    const page = (await carys.get('/practice/notes')).body;
    expect(page).toContain('Edith Sorrel');
    expect(page).not.toContain('Nadia Firth');
    const request = /Edith Sorrel[\s\S]*?notes\/decline\?request=([\w-]+)/.exec(page)?.[1] ?? '';
    const form = (fields: object) => carys.post('/practice/notes/decline', { id: newId(), request, ...fields });
    expect((await form({ reason: '' })).statusCode).toBe(422);
    expect((await form({ reason: 'not-needed' })).statusCode).toBe(303);
    await aCase(edith);
    await follow();
    expect((await carys.get('/practice/notes')).body).not.toContain('Edith Sorrel');
  });
});

describe('a practice that closes for good', () => {
  it('leaves its notes to its successor, stale until that has looked at them (H29)', async () => {
    const [note] = [newId()];
    expect((await carys.send('/api/practice/notes', { id: note, ...ivy, ...said() })).statusCode).toBe(201);
    const close = { id: newId(), code: 'Z99001', on: localDate(running.now()), successor: 'Z99002', sure: 'Z99001' };
    const administrator = await running.as('y.castell');
    expect((await administrator.send('/api/practices/close', close)).statusCode).toBe(201);
    running.setNow(plus(running.now(), minutes(24 * 60 * 2)));
    expect(await only()).toMatchObject({ stale: true, practice: { name: 'Hollin Row Surgery', isClosed: true } });
    expect(codesOf(await write({ patientName: 'Somebody New' }))).toEqual(['practice practice-closed']);
    expect((await other.get(`/practice/notes/${note}`)).body).toContain('COPD');
    const review = { id: newId(), note, from: 1, reviewBy: said().reviewBy };
    expect((await other.send('/api/practice/notes/review', review)).statusCode).toBe(201);
    expect(await only()).toMatchObject({
      stale: false,
      version: 2,
      practice: { name: 'Quay Street Surgery', isClosed: false },
    });
  });
});

async function closes(id: string): Promise<void> {
  const doctor = await running.as('achterberg');
  for (const [step, body] of [
    ['start-assessment', {}],
    ['finish-assessment', { place: 'advice' }],
    ['close-case', { outcome: 'advice', note: aNote() }],
  ] as const) {
    const answer = await doctor.send(`/api/cases/${id}/${step}`, body);
    expect([step, answer.statusCode, answer.body]).toEqual([step, 200, answer.body]);
  }
}
