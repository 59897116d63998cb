import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant, minutes, newId, plus, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from './support/app.ts';

/** A patient whose address is kept back, in every state that prints who a patient is: decision 0026 says who may read what. */
const NAME = 'Harriet Quillfeather';
const STREET = '7 Hidden Court';
const POSTCODE = 'ZZ5 5TT';
const HOME = '9 Otherwhere Lane';
const NUMBER = /01632 ?960 ?977/;

let running: RunningApp;
let at: { [who: string]: Person };
let booked: string;
let visited: string;
let held: string;
let pass: string;

beforeAll(async () => {
  running = await aRunningApp();
  running.setNow(instant('2027-03-28T18:00:00Z'));
  const people = { advisor: 'm.quill', nurse: 'p.iyer', other: 'c.doyle', lead: 'd.okafor', desk: 't.brandreth' };
  const crew = { crew: 'n.bellis', driver: 'j.sayle', doctor: 'a.rourke', practice: 'c.nunn' };
  at = Object.fromEntries(
    await Promise.all(
      Object.entries({ ...people, ...crew }).map(async ([who, signIn]) => [who, await running.as(signIn)] as const),
    ),
  );
  booked = await aCase();
  await tells('nurse', `/api/cases/${booked}/finish-assessment`, { place: 'base', urgency: 'urgent' });
  const slot = toIso(plus(running.now(), minutes(60)));
  await tells('nurse', `/api/cases/${booked}/book-base`, { place: 'canal-bridge', at: slot });
  visited = await aCase();
  await tells('nurse', `/api/cases/${visited}/finish-assessment`, { place: 'visit', urgency: 'urgent' });
  await tells('lead', `/api/cases/${visited}/request-visit`, { car: 'car-1' });
  held = await aCase();
  const begun = await by('advisor').send('/api/passes', { id: newId(), case: held, at: 'telephone' });
  pass = begun.json().subject;
  await tells('advisor', `/api/passes/${pass}/confirm-pass`);
});
afterAll(() => running.close());

const by = (who: string): Person => {
  const person = at[who];
  if (!person) throw new Error(who);
  return person;
};
async function tells(who: string, url: string, body: object = {}) {
  const answer = await by(who).send(url, body);
  expect([url, answer.statusCode, answer.statusCode < 300 ? '' : answer.body]).toEqual([url, answer.statusCode, '']);
}
/** Opened by an advisor, and in the hands of the nurse. */
async function aCase(): Promise<string> {
  running.setNow(plus(running.now(), minutes(1)));
  const answer = await by('advisor').send('/api/cases', {
    ...{ id: newId(), answeredAt: toIso(running.now()), priority: 'other', patientName: NAME, complaint: 'A rash' },
    ...{ dateOfBirth: '1988-05-04', ringBack: '01632 960 977', addressRestricted: true },
    ...{ whereNow: `${STREET}, ${POSTCODE}`, homeAddress: HOME },
  });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  const id = answer.json().subject;
  await tells('nurse', `/api/cases/${id}/start-assessment`);
  return id;
}

const says = (body: string) => ({
  address: body.includes(STREET) || body.includes(POSTCODE) || body.includes(HOME),
  number: NUMBER.test(body),
});
const hidden = { address: false, number: true };
const shown = { address: true, number: true };
const neither = { address: false, number: false };

/** Every page that prints who a patient is, for each kind of reader. */
const pages: [page: string, who: string, path: () => string, expected: { address: boolean; number: boolean }][] = [
  ['the case', 'other', () => `/cases/${held}`, hidden],
  ['the case', 'desk', () => `/cases/${held}`, hidden],
  ['the case, of whoever has it', 'nurse', () => `/cases/${held}`, shown],
  ['the case', 'lead', () => `/cases/${held}`, shown],
  ['the case, to put the patient right', 'other', () => `/cases/${held}?do=replace-patient`, hidden],
  ['the case beside the queue', 'other', () => `/call-backs?case=${held}`, hidden],
  ['the case beside the queue, of whoever has it', 'nurse', () => `/call-backs?case=${held}`, shown],
  ['everything that happened', 'other', () => `/cases/${held}/timeline`, neither],
  ['everything that happened', 'lead', () => `/cases/${held}/timeline`, neither],
  ['everything that happened, as data', 'other', () => `/api/cases/${held}/timeline`, neither],
  ['a pass to 999 that 999 has', 'other', () => `/passes/${pass}`, hidden],
  ['the list of a base', 'desk', () => '/bases/canal-bridge', neither],
  ['one person at a desk', 'desk', () => `/bases/canal-bridge/people/${booked}`, hidden],
  ['one person at a desk', 'lead', () => `/bases/canal-bridge/people/${booked}`, hidden],
  ['the visits', 'lead', () => '/visits', neither],
  ['one visit', 'lead', () => `/visits/of/${visited}`, hidden],
  ['one visit', 'other', () => `/visits/of/${visited}`, hidden],
  ['the page of a car, to whoever is not in it', 'lead', () => '/visits/mine?car=car-1', hidden],
  ['the cases', 'other', () => '/cases', neither],
  ['what is owed', 'other', () => '/work', neither],
  ['Tonight', 'lead', () => '/', neither],
];

describe('an address that is kept back', () => {
  it.each(pages)('%s, as %s reads it', async (page, who, path, expected) => {
    const answer = await by(who).get(path());
    expect([page, answer.statusCode]).toEqual([page, 200]);
    expect(says(answer.body)).toEqual(expected);
  });

  it('is no page at all for a driver who is in no car that has the visit', async () => {
    const answer = await by('driver').get(`/visits/of/${visited}`);
    expect([answer.statusCode, says(answer.body)]).toEqual([403, neither]);
  });

  it('is found by name in a search without it', async () => {
    const found = await by('other').post('/cases/search', { search: NAME });
    expect([found.statusCode, says(found.body).address]).toEqual([200, false]);
    const walkIn = { patientName: NAME, 'dateOfBirth-day': '4', 'dateOfBirth-month': '5', 'dateOfBirth-year': '1988' };
    const asked = { ...walkIn, whereNow: 'Here', complaint: 'A rash', ringBack: '01632 960 100', id: newId() };
    const matches = await by('desk').post('/bases/canal-bridge/walk-in', asked);
    expect(says(matches.body).address).toBe(false);
  });

  it('is not given to a call taker who hears of an earlier contact', async () => {
    const call = newId();
    const line = await running.as('telephone-system');
    const about = { id: call, message: false, number: '01632960977' };
    const offered = await line.send('/api/calls', about);
    expect([offered.statusCode, offered.body]).toEqual([201, offered.body]);
    await tells('advisor', `/api/calls/${call}/answer-call`);
    const page = await by('advisor').get(`/calls/${call}`);
    expect([page.statusCode, says(page.body).address]).toEqual([200, false]);
  });

  it('is read by the crew that has to find the door, and by nobody once the car has it no more', async () => {
    const shift = newId();
    const around = { from: toIso(plus(running.now(), -minutes(30))), to: toIso(plus(running.now(), minutes(300))) };
    await tells('lead', '/api/shifts', { id: shift, place: 'car-1', role: 'doctor', ...around });
    await tells('crew', `/api/shifts/${shift}/record-arrival`);
    const mine = async () => says((await by('crew').get('/visits/mine?car=car-1')).body);
    expect(await mine()).toEqual(shown);
    await tells('lead', `/api/cases/${visited}/assign-visit`, { car: 'car-2' });
    expect((await mine()).address).toBe(false);
    expect(says((await by('lead').get('/visits/mine?car=car-2')).body)).toEqual(hidden);
  });

  it('gives no distance away, by which it could be found', async () => {
    const desk = await by('desk').get(`/bases/canal-bridge/people/${booked}`);
    expect(desk.body).not.toMatch(/\d\.\d miles/);
    expect(desk.body).toContain('restricted, so nothing is measured');
    const other = await by('other').get(`/call-backs?case=${held}`);
    expect(other.body).not.toMatch(/\d\.\d miles/);
  });
});
