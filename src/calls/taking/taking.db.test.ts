import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { inScope, type Tx } from '#database';
import { atLocal, hours, minutes, newId, plus, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { caseLine } from '../caseListStore.ts';
import { personOf, textsOf } from '../caseStore.ts';
import { aNote } from '../triage/examples.ts';
import { takenOf } from './takenStore.ts';

let running: RunningApp;
let quill: Person;
let pardoe: Person;
beforeAll(async () => {
  running = await aRunningApp();
  [quill, pardoe] = await Promise.all([running.as('m.quill'), running.as('s.pardoe')]);
});
afterAll(() => running.close());
// The evening before the clocks go forward: 96 hours later it is an hour later by the wall.
let now = atLocal('2027-03-27', '20:00');
beforeEach(() => {
  now = plus(now, minutes(10));
  running.setNow(now);
});

const within = <T>(work: (tx: Tx) => Promise<T>) => inScope(running.db, { tenants: [running.tenant] }, work);
const eventsOf = async (stream: string) =>
  (
    await within((tx) => tx.selectFrom('event').selectAll().where('stream', '=', stream).orderBy('version').execute())
  ).map(({ type, data }) => ({ type, data: data as unknown as Record<string, unknown> }));
const typesOf = async (stream: string) => (await eventsOf(stream)).map(({ type }) => type);

async function ring(): Promise<string> {
  const answer = await quill.send('/api/calls', { id: newId(), message: false });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().subject;
}
const idIn = (location: unknown) => /[0-9a-f-]{36}/.exec(String(location))?.[0] ?? '';
async function answered(who = quill): Promise<string> {
  await ring();
  return idIn((await who.post('/calls/answer-next')).headers.location);
}

let patients = 0;
const aName = () => {
  patients += 1;
  return `Ivy Pellworth${'abcdefghijklmnopqrstuvwxyz'[patients]}`;
};
const filled = (name: string, over: Record<string, string> = {}) => ({
  id: newId(),
  ...{ callerName: 'Joan', callerRelation: 'Daughter', ringBack: '01632 960 4', readBack: 'yes', patientName: name },
  ...{ 'dateOfBirth-day': '14', 'dateOfBirth-month': '6', 'dateOfBirth-year': '1945', whereNow: '12 Lockgate Row' },
  ...{
    homeSame: 'yes',
    withWhom: 'adult',
    language: 'en',
    interpreter: 'no',
    complaint: 'Breathless',
    priority: 'other',
  },
  ...over,
  ...(over.ringBack ? {} : { ringBack: `01632 960${String(100 + patients)}` }),
});
async function saves(call: string, form: Record<string, string>, who = quill) {
  const answer = await who.post(`/calls/${call}/save`, form);
  return { status: answer.statusCode, location: String(answer.headers.location ?? ''), body: answer.body };
}
/** Rings, is answered and is saved: the case. */
async function takenDown(name: string, over: Record<string, string> = {}): Promise<string> {
  const call = await answered();
  const { status, location, body } = await saves(call, filled(name, over));
  expect(status, body).toBe(303);
  return idIn(location);
}
async function closed(id: string): Promise<void> {
  const iyer = await running.as('p.iyer');
  for (const [path, body] of [
    ['start-assessment', {}],
    ['finish-assessment', { place: 'advice' }],
  ] as const)
    expect((await iyer.send(`/api/cases/${id}/${path}`, body)).statusCode).toBe(200);
  const note = aNote({ impression: 'Chest infection.', forPractice: { kind: 'information' } });
  const written = await iyer.send(`/api/cases/${id}/write-note`, { note });
  expect(written.statusCode, written.body).toBe(200);
  const answer = await iyer.send(`/api/cases/${id}/close-case`, { outcome: 'advice' });
  expect(answer.statusCode, answer.body).toBe(200);
}

describe('answering the next call', () => {
  it('takes the one that has rung longest, with one request', async () => {
    const first = await ring();
    running.setNow(plus(now, 5_000));
    const second = await ring();
    expect(idIn((await quill.post('/calls/answer-next')).headers.location)).toBe(first);
    expect(await typesOf(first)).toEqual(['CallOffered', 'CallAnswered']);
    expect(idIn((await pardoe.post('/calls/answer-next')).headers.location)).toBe(second);
    expect((await quill.post('/calls/answer-next')).headers.location).toBe('/calls?none=ringing');
  });

  it('gives two call takers never the same one, however many press at once', async () => {
    const calls = await Promise.all(Array.from({ length: 6 }, ring));
    const takers = Array.from({ length: 8 }, (_, index) => (index % 2 === 0 ? quill : pardoe));
    const answers = await Promise.all(takers.map((taker) => taker.post('/calls/answer-next')));
    const got = answers.map((answer) => idIn(answer.headers.location)).filter(Boolean);
    expect([...got].sort()).toEqual([...calls].sort());
    for (const call of calls) expect(await typesOf(call)).toEqual(['CallOffered', 'CallAnswered']);
  });

  it('answers one call for one press that is sent twice', async () => {
    await Promise.all([ring(), ring()]);
    const _key = newId();
    const first = idIn((await quill.post('/calls/answer-next', { _key })).headers.location);
    expect(idIn((await quill.post('/calls/answer-next', { _key })).headers.location)).toBe(first);
    await quill.post('/calls/answer-next');
  });
});

describe('the form', () => {
  it('saves the whole of what was asked, ends the call and says the number', async () => {
    const call = await answered();
    const page = (await quill.get(`/calls/${call}`)).body;
    for (const words of [
      'On a call',
      'after 0 s',
      'Number to ring back',
      'Life-threatening',
      'rung back in 20 min, by',
    ])
      expect(page).toContain(words);
    const name = aName();
    const more = { secondNumber: '01632 960 999', language: 'bfi', interpreter: 'yes', addressRestricted: 'yes' };
    const { location } = await saves(call, filled(name, { ...more, homeAddress: '3 Tallow Row', homeSame: '' }));
    const id = idIn(location);
    expect((await quill.get(location)).body).toMatch(/Saved\. <a[^>]*>Case \d{4}-\d{3}/);
    const [birth] = await eventsOf(id);
    expect(birth?.data).toMatchObject({ call, interpreter: 'bfi', priority: 'other', entryRoute: 'telephone' });
    expect(await within((tx) => personOf(tx, running.tenant, id))).toMatchObject({
      patientName: name,
      dateOfBirth: '1945-06-14',
      homeAddress: '3 Tallow Row',
      withWhom: 'adult',
      addressRestricted: true,
      callerRelation: 'Daughter',
    });
    expect(await within((tx) => takenOf(tx, running.tenant, id))).toEqual({
      secondNumber: '01632960999',
      readBack: true,
      language: 'bfi',
    });
    expect(await typesOf(call)).toEqual(['CallOffered', 'CallAnswered', 'CallEnded']);
    expect((await quill.get('/calls')).body).not.toContain(`/calls/${call}`);
  });

  it('that is sent twice is one case, and a call that has its case leads to it', async () => {
    const call = await answered();
    const form = filled(aName());
    const [first, second] = await Promise.all([saves(call, form), saves(call, form)]);
    expect(idIn(first.location)).toBe(form.id);
    expect(idIn(second.location)).toBe(form.id);
    expect((await quill.get(`/calls/${call}`)).headers.location).toBe(`/cases/${form.id}`);
  });

  it('that a second person sends is never said to be saved: it is shown again, and recorded on the case that the first made', async () => {
    const call = await answered();
    const mine = filled(aName());
    const theirs = filled('Ivy Otherwise', { complaint: 'NOW UNCONSCIOUS', whereNow: '99 Other Road' });
    expect((await pardoe.get(`/calls/${call}`)).body).toContain('M. Quill answered this call');
    await pardoe.send('/drafts', { _draft: `call ${call}`, complaint: 'NOW UNCONSCIOUS' });
    expect((await saves(call, mine)).status).toBe(303);
    const again = await saves(call, theirs, pardoe);
    expect([again.status, again.location]).toEqual([422, '']);
    for (const words of ['What you typed is not saved', 'M. Quill saved', 'NOW UNCONSCIOUS', 'Record it on case'])
      expect(again.body).toContain(words);
    // Whoever leaves the page finds their words again, and not only the case of the other.
    expect((await pardoe.get(`/calls/${call}`)).body).toContain('M. Quill saved');
    const taken = await saves(call, { ...theirs, taken: mine.id, worse: 'yes' }, pardoe);
    expect(taken.location).toBe(`/calls?saved=${mine.id}&as=rang-back+worse`);
    // The same form, its answer lost on the way.
    expect((await saves(call, { ...theirs, taken: mine.id, worse: 'yes' }, pardoe)).location).toContain(mine.id);
    expect(await typesOf(mine.id)).toEqual(expect.arrayContaining(['CaseNotedRepeat', 'RangBack', 'DetailsChanged']));
    const said = await within((tx) => textsOf(tx, running.tenant, mine.id));
    expect(said.map(({ body }) => body)).toEqual(expect.arrayContaining(['Breathless', 'NOW UNCONSCIOUS']));
    expect(await within((tx) => personOf(tx, running.tenant, mine.id))).toMatchObject({ whereNow: '99 Other Road' });
  });

  it('that is refused shows what was typed, and what is wrong beside each box', async () => {
    const call = await answered();
    const wrong = {
      patientName: '',
      ringBack: 'x',
      'dateOfBirth-month': '13',
      nhsNumber: '999 000 0019',
      priority: '',
    };
    const { status, body } = await saves(call, filled('', wrong));
    expect(status).toBe(422);
    expect(body).toContain('Choose a first priority.');
    for (const words of ['There is a problem', 'Give the patient’s name.', '12 Lockgate Row', 'data-draft-shown'])
      expect(body).toContain(words);
    // All of it at once: nobody is refused twice for one form.
    for (const words of ['Write the number to ring back', 'Write day, month and year of birth'])
      expect(body).toContain(words);
    expect((await quill.get('/calls')).body).toContain(`/calls/${call}`);
  });

  it('is for those who take calls, and of calls that somebody has answered', async () => {
    const call = await answered();
    const visitor = await running.inject({
      method: 'GET',
      url: `/calls/${call}`,
      headers: { accept: 'application/json' },
    });
    expect([401, 403]).toContain(visitor.statusCode);
    expect((await quill.get(`/calls/${await ring()}`)).statusCode).toBe(404);
    expect((await quill.get(`/calls/${newId()}`)).statusCode).toBe(404);
    await quill.post('/calls/answer-next');
  });
});

describe('a pass to 999', () => {
  it('begins with the priority, and the case waits as urgent beside it', async () => {
    const call = await answered();
    const form = filled(aName(), { priority: 'life' });
    const { location } = await saves(call, form);
    expect(location).toMatch(/^\/passes\//);
    expect(await typesOf(idIn(location))).toEqual(['PassNeeded']);
    expect((await eventsOf(idIn(location)))[0]?.data).toMatchObject({ case: form.id });
    expect((await saves(call, form)).location).toBe(location);
  });

  it('that was pressed while the call was taken is given its case, and there is one clock', async () => {
    const call = await answered();
    const pressed = idIn((await quill.post('/passes', { call, service: 'tidewell' })).headers.location);
    const form = filled(aName(), { priority: 'life' });
    expect((await saves(call, form)).location).toBe(`/passes/${pressed}`);
    expect(await eventsOf(pressed)).toMatchObject([
      { type: 'PassNeeded' },
      { type: 'PassNamed', data: { case: form.id } },
    ]);
  });
});

describe('a life in danger', () => {
  const passesOfCall = async (call: string) =>
    within((tx) => tx.selectFrom('event').selectAll().where('type', '=', 'PassNeeded').execute()).then((all) =>
      all.flatMap(({ stream, data }) => ((data as { call?: string }).call === call ? [stream] : [])),
    );

  it('begins its three minutes though boxes are empty, and is given its case with the same clock afterwards', async () => {
    const call = await answered();
    const form = filled('', { priority: 'life', ringBack: 'x', complaint: 'Not breathing' });
    const refusal = await saves(call, form);
    expect(refusal.status).toBe(422);
    const [pass = ''] = await passesOfCall(call);
    for (const words of ['The 3 minutes to pass to 999 run', `/passes/${pass}`, '3 min left', 'Not breathing'])
      expect(refusal.body).toContain(words);
    expect((await saves(call, form)).status).toBe(422);
    expect(await passesOfCall(call)).toEqual([pass]);
    const whole = { ...form, patientName: aName(), ringBack: '01632 960 555' };
    expect((await saves(call, whole)).location).toBe(`/passes/${pass}`);
    expect(await typesOf(pass)).toEqual(['PassNeeded', 'PassNamed']);
  });

  it('that 999 has taken before the form was whole begins no second clock', async () => {
    const call = await answered();
    const form = filled('', { priority: 'life' });
    await saves(call, form);
    const [pass = ''] = await passesOfCall(call);
    expect((await quill.post(`/passes/${pass}/confirm-pass`)).statusCode).toBe(303);
    expect((await saves(call, { ...form, patientName: aName() })).location).toContain('/calls?saved=');
    expect(await typesOf(pass)).toEqual(['PassNeeded', 'PassConfirmed', 'PassNamed']);
    expect(await passesOfCall(call)).toEqual([pass]);
  });

  it('on a call that somebody else has saved begins on that case before anything else is asked', async () => {
    const call = await answered();
    const mine = filled(aName());
    await saves(call, mine);
    const theirs = filled('Ivy Otherwise', { priority: 'life' });
    const again = await saves(call, theirs, pardoe);
    expect(again.status).toBe(422);
    expect(again.body).toContain('The 3 minutes to pass to 999 run');
    const pass = /href="\/passes\/([0-9a-f-]{36})">What to say/.exec(again.body)?.[1] ?? '';
    expect((await eventsOf(pass))[0]?.data).toMatchObject({ case: mine.id });
    expect((await saves(call, { ...theirs, taken: mine.id }, pardoe)).location).toBe(`/passes/${pass}`);
  });
});

describe('repeat contacts', () => {
  it('are found by name and birth and by number, with what was decided, and each look is recorded', async () => {
    const name = aName();
    const first = await takenDown(name);
    await closed(first);
    const call = await answered();
    const { body } = await quill.post(`/calls/${call}/contacts?part=found`, filled(name));
    expect(body).toContain('Second call in 96 hours');
    expect(body).toContain('Advice given');
    expect(body).toContain('Chest infection.');
    expect(body).toContain(`/cases/${first}`);
    expect(body).toMatch(/P\. Iyer|Iyer/);
    expect(body).not.toContain('<html');
    const whole = await quill.post(`/calls/${call}/contacts`, filled(name));
    expect(whole.body).toContain('Second call in 96 hours');
    expect(whole.body).toContain(`value="${name}"`);
    const looks = await within((tx) =>
      tx.selectFrom('access').select('detail').where('action', '=', 'search-contacts').execute(),
    );
    expect(
      looks.some(({ detail }) => JSON.stringify(detail).includes(first) && JSON.stringify(detail).includes(call)),
    ).toBe(true);
    expect(JSON.stringify(looks)).not.toContain(name);
    await saves(call, filled(name));
  });

  it('a third is rung back as urgent, and declined only with a name and a reason', async () => {
    const name = aName();
    for (let times = 0; times < 2; times += 1) await closed(await takenDown(name));
    const call = await answered();
    const refused = await saves(call, filled(name, { pass: 'no' }));
    expect(refused.body).toContain('Say why this third call is not passed to a clinician.');
    const passed = await saves(call, filled(name, { pass: 'yes' }));
    expect(passed.location).toContain('as=raised');
    expect((await eventsOf(idIn(passed.location)))[0]?.data).toMatchObject({ repeat: 3, priority: 'urgent' });
    await closed(idIn(passed.location));
    const fourth = await takenDown(name, { pass: 'no', declineReason: 'another-matter', declineWords: 'A rash' });
    expect(await eventsOf(fourth)).toMatchObject([
      { type: 'CaseOpened', data: { repeat: 4, priority: 'other' } },
      { type: 'RepeatDeclined', data: { times: 4, reason: 'another-matter' } },
    ]);
    const texts = await within((tx) => textsOf(tx, running.tenant, fourth));
    expect(texts.find(({ kind }) => kind === 'repeat')).toMatchObject({ body: 'A rash', writtenBy: quill.account });
  });

  it('of a patient with whom a nurse has begun says what was done: told to her, or first of those that were left; nothing moved', async () => {
    const name = aName();
    const open = await takenDown(name);
    const iyer = await running.as('p.iyer');
    await iyer.post(`/cases/${open}/start-assessment`);
    const again = { ...filled(name, { complaint: 'Cannot breathe' }), about: `rang-back ${open}`, worse: 'yes' };
    const told = await saves(await answered(pardoe), again, pardoe);
    expect(told.location).toBe(`/calls?saved=${open}&as=rang-back+worse-told`);
    const banner = (await pardoe.get(told.location)).body;
    expect(banner.includes('A clinician has begun with this patient and reads it now')).toBe(true);
    expect(banner.includes('the case has moved up')).toBe(false);
    expect(banner.includes('keeps their place')).toBe(false);
    // A settled clock stays as it was counted: no first priority is raised any more.
    expect(await typesOf(open)).not.toContain('PriorityChanged');
    const { body } = await iyer.get(`/call-backs?case=${open}`);
    expect(body).toMatch(/In touch again, worse at [\d:]+: Cannot breathe/);
    const [other, their] = [aName(), await running.as('c.doyle')];
    const left = await takenDown(other);
    await their.post(`/cases/${left}/start-assessment`);
    await their.post(`/cases/${left}/release-case`);
    const theirs = { ...filled(other, { complaint: 'Cannot breathe' }), about: `rang-back ${left}`, worse: 'yes' };
    const first = await saves(await answered(pardoe), theirs, pardoe);
    expect(first.location).toBe(`/calls?saved=${left}&as=rang-back+worse-left`);
  });

  it('of a patient whose case is open is recorded there: worse moves it up, and no second case stands beside it', async () => {
    const name = aName();
    const open = await takenDown(name);
    const call = await answered(pardoe);
    const again = filled(name, { priority: 'urgent', complaint: 'Talking in short sentences' });
    const asked = await saves(call, again, pardoe);
    expect(asked.body).toContain('Say whether this is about it, or another matter.');
    // From what is wrong, Enter leads to where it is said.
    expect(asked.body).toMatch(/href="#about"/);
    expect(asked.body).toMatch(/<input[^>]*type="radio"[^>]*id="about"/);
    const told = await saves(call, { ...again, about: `rang-back ${open}`, worse: 'yes' }, pardoe);
    expect(told.location).toBe(`/calls?saved=${open}&as=rang-back+worse`);
    expect(await typesOf(open)).toEqual(['CaseOpened', 'CaseNotedRepeat', 'RangBack', 'PriorityChanged']);
    expect(await within((tx) => caseLine(tx, running.tenant, open))).toMatchObject({
      priority: 'urgent',
      repeatTimes: 2,
    });
    const texts = await within((tx) => textsOf(tx, running.tenant, open));
    expect(texts.find(({ kind }) => kind === 'repeat')?.body).toBe('Talking in short sentences');
    expect(await typesOf(call)).toContain('CallEnded');
    expect((await quill.get('/calls')).body).not.toContain(`/calls/${call}`);
    expect((await saves(call, { ...again, about: `rang-back ${open}` }, pardoe)).location).toBe(`/calls?saved=${open}`);
    const third = await answered();
    const { body } = await quill.post(`/calls/${third}/contacts?part=found`, filled(name));
    expect(body).toContain('Third call in 96 hours');
    expect(body).toContain('rang again');
    const linked = await saves(third, filled(name, { about: `new ${open}` }));
    expect(linked.location).toContain('linked');
    expect(await typesOf(idIn(linked.location))).toEqual(['CaseOpened', 'CaseLinked']);
  });

  it('are those of 96 hours and not of 97, counted over the night that has 23', async () => {
    const name = aName();
    const saturday = now;
    await closed(await takenDown(name));
    const heading = async (later: number) => {
      running.setNow(plus(saturday, later));
      const call = await answered();
      const { body } = await quill.post(`/calls/${call}/contacts?part=found`, filled(name));
      await quill.send(`/api/calls/${call}/end-call`);
      return /(\w+) call in 96 hours/.exec(body)?.[1];
    };
    expect(await heading(hours(96) - minutes(5))).toBe('Second');
    expect(await heading(hours(96) + minutes(5))).toBe('First');
  });
});

describe('a call that is about no patient', () => {
  it('says so once, with why, and asks nobody for its case any more', async () => {
    const call = await answered();
    expect((await quill.get('/calls')).body).toContain(`/calls/${call}`);
    expect((await quill.get(`/calls/${call}`)).body).toContain('No case: it is about no patient');
    expect((await quill.send(`/api/calls/${call}/no-case`, {})).json().problems).toMatchObject([{ field: 'reason' }]);
    const done = await quill.post(`/calls/${call}/no-case`, { reason: 'wrong-number' });
    expect([done.statusCode, done.headers.location]).toEqual([303, '/calls']);
    expect(await eventsOf(call)).toMatchObject([
      ...[{ type: 'CallOffered' }, { type: 'CallAnswered' }, { type: 'CallEnded' }],
      { type: 'CallSettled', data: { reason: 'wrong-number' } },
    ]);
    expect((await quill.get('/calls')).body).not.toContain(`/calls/${call}`);
    const again = await quill.send(`/api/calls/${call}/no-case`, { reason: 'question' });
    expect(again.json().problems).toMatchObject([{ code: 'settled-already' }]);
    // It was about somebody after all: the form is still there.
    const late = await saves(call, filled(aName()));
    expect(late.status, late.body).toBe(303);
  });
  it('is none of which a case came, or that was about one', async () => {
    const name = aName();
    const first = await answered();
    const { location } = await saves(first, filled(name));
    const second = await answered();
    await saves(second, filled(name, { about: `rang-back ${idIn(location)}` }));
    for (const call of [first, second]) {
      const refused = await quill.send(`/api/calls/${call}/no-case`, { reason: 'question' });
      expect(refused.json().problems).toMatchObject([{ code: 'call-has-case' }]);
    }
  });
});

test('a reached caller who had given up is taken down in the same form', async () => {
  const call = await ring();
  const gone = await quill.send(`/api/calls/${call}/abandon-call`, { occurredAt: toIso(running.now()) });
  expect(gone.statusCode, gone.body).toBe(200);
  expect((await quill.get(`/calls/${call}`)).statusCode).toBe(404);
});

describe('a way in that is no call', () => {
  const walkIn = (over: Record<string, string> = {}) => ({
    ...{
      id: newId(),
      way: 'walk-in',
      entryRoute: 'walk-in',
      place: 'foundry-lane',
      whereNow: 'At the base: walked in',
    },
    ...{ patientName: aName(), ringBack: '01632 960 333', complaint: 'Cut hand', priority: 'other', ...over },
  });

  it('asks what the call taker asks: language and interpreter, who is with them, home, practice', async () => {
    const page = (await quill.get('/cases/new?route=walk-in')).body;
    for (const label of [
      'Language',
      'Interpreter',
      'Who came with them',
      'Home address',
      'Restricted',
      'Life-threatening',
    ])
      expect(page).toContain(label);
    expect(page).toContain('data-draft="entry walk-in"');
    const refusal = await quill.post('/cases/new', walkIn({ place: '', interpreter: 'yes' }));
    expect(refusal.statusCode).toBe(422);
    for (const words of ['Choose the base', 'Choose the language']) expect(refusal.body).toContain(words);
    const more = {
      language: 'und',
      interpreter: 'yes',
      withWhom: 'children',
      homeAddress: '3 Row',
      addressRestricted: 'yes',
    };
    const form = walkIn({ ...more, callerName: 'Joan', callerRelation: 'Mother' });
    expect((await quill.post('/cases/new', form)).headers.location).toBe(`/cases/${form.id}`);
    expect((await eventsOf(form.id))[0]?.data).toMatchObject({ interpreter: 'und', entryRoute: 'walk-in' });
    expect(await within((tx) => personOf(tx, running.tenant, form.id))).toMatchObject({
      homeAddress: '3 Row',
      withWhom: 'children',
      addressRestricted: true,
      callerRelation: 'Mother',
    });
  });

  it('begins the pass to 999 with the priority, also while boxes are empty, and gives it the case', async () => {
    const form = walkIn({ priority: 'life', patientName: '' });
    expect((await quill.post('/cases/new', form)).statusCode).toBe(422);
    const whole = await quill.post('/cases/new', { ...form, patientName: aName() });
    const pass = idIn(whole.headers.location);
    expect(whole.headers.location).toBe(`/passes/${pass}`);
    expect(await typesOf(pass)).toEqual(['PassNeeded', 'PassNamed']);
    await quill.post(`/passes/${pass}/confirm-pass`);
  });
});
