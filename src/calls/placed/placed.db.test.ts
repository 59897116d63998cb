import { afterAll, beforeAll, expect, it } from 'vitest';
import { instant, newId, plus, seconds, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { asOwner } from '../../database/testing.ts';

let running: RunningApp;
let nurse: Person;
let telephone: Person;
beforeAll(async () => {
  running = await aRunningApp();
  running.setNow(instant('2027-03-28T20:00:00Z'));
  [nurse, telephone] = await Promise.all([running.as('p.iyer'), running.as('telephone-system')]);
});
afterAll(() => running.close());

async function aCase(ringBack: string): Promise<string> {
  const id = newId();
  const answer = await nurse.send('/api/cases', {
    ...{ id, service: 'tidewell', entryRoute: 'other-service', answeredAt: toIso(running.now()), priority: 'other' },
    ...{ patientName: 'Ivy Pellworth', ringBack, whereNow: '4 Tallow Row', complaint: 'Cough' },
  });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  return id;
}
const rings = (body: Record<string, unknown>, by = telephone) =>
  by.send('/api/placed-calls', { id: newId(), service: 'tidewell', ...body });
const goesOn = (after: number) => running.setNow(plus(running.now(), seconds(after)));

it('a try is borne out by the call that the telephone system placed to the number; one that nothing bears out is by hand', async () => {
  const id = await aCase('01632 960131');
  const placed = await rings({ number: '+44 1632 960131' });
  expect([placed.statusCode, placed.body]).toEqual([201, placed.body]);
  goesOn(26);
  expect((await telephone.send(`/api/placed-calls/${placed.json().subject}/ring-off`)).statusCode).toBe(200);
  goesOn(10);
  await nurse.send(`/api/cases/${id}/try-contact`, { result: 'no-reply' });
  goesOn(1_200);
  await nurse.send(`/api/cases/${id}/try-contact`, { result: 'engaged' });
  for (const address of [`/call-backs?case=${id}`, `/cases/${id}`]) {
    const page = (await nurse.get(address)).body;
    expect(page).toContain('21:00 no reply (telephone system: rang 26 s, no answer)');
    expect(page).toContain('21:20 engaged (by hand)');
  }
  const { happenings } = (await nurse.get(`/api/cases/${id}/timeline`)).json();
  const words = happenings.map((one: { what: string }) => one.what);
  expect(words).toContain('Telephone system: the patient’s number was rung');
  expect(words.filter((what: string) => /no reply.*\(telephone system: rang 26 s/i.test(what))).toHaveLength(1);
  expect(words.filter((what: string) => /engaged.*\(by hand\)/i.test(what))).toHaveLength(1);
});

it('a number of nobody is refused and kept nowhere; nor is a number that is somebody’s', async () => {
  const nobody = await rings({ number: '01632 960999' });
  expect([nobody.statusCode, nobody.json().problems[0].code]).toEqual([422, 'nobody-rung']);
  const { kept } = await asOwner(running.db, async (owner) => ({
    kept: (
      await owner.query(`select count(*)::int as n from placed_call_now p, event e where e.stream = p.id and
      (to_json(p)::text like '%960%' or e.data::text like '%960%')`)
    ).rows[0].n,
  }));
  expect(kept).toBe(0);
});

it('of a household with one number it is the patient whose case somebody has, and never a guess', async () => {
  const [one] = [await aCase('01632 960444'), await aCase('01632 960444')];
  expect((await rings({ number: '01632 960444' })).json().problems[0].code).toBe('several-rung');
  await nurse.send(`/api/cases/${one}/take-case`);
  expect((await rings({ number: '01632 960444' })).statusCode).toBe(201);
  expect((await rings({ case: one })).statusCode).toBe(201);
});

it('only the telephone system tells it', async () => {
  expect((await rings({ number: '01632 960131' }, nurse)).statusCode).toBe(403);
});
