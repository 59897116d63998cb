import { afterAll, beforeAll, expect, it } from 'vitest';
import { minutes, newId, plus, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';

let vigil: RunningApp;
let quill: Person;
let lead: Person;
beforeAll(async () => {
  vigil = await aRunningApp();
  [quill, lead] = await Promise.all([vigil.as('m.quill'), vigil.as('d.okafor')]);
});
afterAll(() => vigil.close());

const id = newId();
const told = async () =>
  (await lead.get(`/api/cases/${id}/timeline`)).json().happenings as { what: string; by: string }[];

it('tells of every call that was about the case, with who answered it, and of staff without names by their post', async () => {
  const patient = { patientName: 'Ivy Pellworth', ringBack: '01632 960131', whereNow: '4 Tallow Row' };
  const opened = { id, answeredAt: toIso(vigil.now()), priority: 'other', complaint: 'Cough', ...patient };
  expect((await quill.send('/api/cases', opened)).statusCode).toBe(201);
  vigil.setNow(plus(vigil.now(), minutes(9)));
  const call = (await quill.send('/api/calls', { id: newId(), message: false })).json().subject as string;
  expect((await quill.send(`/api/calls/${call}/answer-call`, {})).statusCode).toBe(200);
  const again = await quill.send(`/api/cases/${id}/note-repeat`, { call, said: 'Gone to our daughter.' });
  expect([again.statusCode, again.body]).toEqual([200, again.body]);

  const whats = (await told()).map(({ what }) => what);
  for (const what of [/^Call presented/, /^Call answered/, /^They have rung again/]) {
    expect(whats).toEqual(expect.arrayContaining([expect.stringMatching(what)]));
  }
  const page = (await lead.get(`/cases/${id}/timeline?names=without`)).body;
  expect(page).toContain('Health advisor 1');
  expect(page).not.toContain('M. Quill');
  expect((await lead.get(`/cases/${id}/timeline`)).body).toContain('M. Quill');
});

it('tells who opened what belongs to the case too, to those alone who may know', async () => {
  const pass = newId();
  expect((await quill.send('/api/passes', { id: pass, case: id, at: 'telephone' })).statusCode).toBe(201);
  const nurse = await vigil.as('p.iyer');
  expect((await nurse.get(`/passes/${pass}`)).statusCode).toBe(200);
  const opened = { what: 'The pass to 999 was opened', by: 'P. Iyer' };
  expect(await told()).toContainEqual(expect.objectContaining(opened));
  const forNurse = (await nurse.get(`/api/cases/${id}/timeline`)).json().happenings as { what: string }[];
  expect(forNurse.map(({ what }) => what)).not.toContain(opened.what);
});
