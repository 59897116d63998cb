import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instant, newId, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';

let running: RunningApp;
let nurse: Person;
let other: Person;
let advisor: Person;
beforeAll(async () => {
  running = await aRunningApp();
  running.setNow(instant('2027-03-28T18:00:00Z'));
  [nurse, other, advisor] = await Promise.all([running.as('p.iyer'), running.as('c.doyle'), running.as('m.quill')]);
});
afterAll(() => running.close());

let opened = 0;
async function assessing(whereNow: string, about: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  opened += 1;
  const who = { patientName: `Marigold Feather${'abcdefgh'[opened]}`, ringBack: `01632 960 ${100 + opened}` };
  const answer = await advisor.send('/api/cases', {
    ...{ id, service: 'tidewell', entryRoute: 'other-service', answeredAt: toIso(running.now()), priority: 'other' },
    ...{ ...who, whereNow, complaint: 'A rash' },
    ...about,
  });
  expect([answer.statusCode, answer.body]).toEqual([201, answer.body]);
  await nurse.post(`/cases/${id}/start-assessment`);
  return id;
}

/** What stands on the buttons of free times, and the sentence under them. */
async function offered(id: string, by = nurse) {
  const { body } = await by.get(`/call-backs?case=${id}`);
  const slots = [...body.matchAll(/name="slot" value="([^"|]*)[^"]*"[^>]*>([^<]*)</g)].map(([, base, words]) => ({
    base,
    words,
  }));
  return { slots, order: /Order: (?:first|soonest)[^<]*/.exec(body)?.[0] };
}

describe('free times, to whoever assesses a patient', () => {
  it('begin with the base that is nearest to where the patient is, with the miles and the rule', async () => {
    const south = await offered(await assessing('4 Tallow Row, ZZ8 1AA'));
    expect(south.slots[0]).toMatchObject({
      base: 'canal-bridge',
      words: expect.stringMatching(/^Canal Bridge, 19:10, \d\.\d miles$/),
    });
    const west = await offered(await assessing('4 Tallow Row, ZZ4 1AA'));
    expect(west.slots[0]?.base).toBe('priory-road');
    expect(west.order).toMatch(/^Order: first the nearest base .* Miles in a straight line from ZZ4 1AA\.$/);
  });

  it('are measured from the middle of the district where the postcode is not in the list, and say so', async () => {
    const { slots, order } = await offered(await assessing('4 Tallow Row, ZZ8 9AA'));
    expect(slots[0]?.base).toBe('canal-bridge');
    expect(order).toContain('from the middle of ZZ8');
  });

  it('have no miles, and the soonest first, where nobody knows where the patient is', async () => {
    const { slots, order } = await offered(await assessing('In a lay-by'));
    expect(slots.every(({ words }) => !words?.includes('mile'))).toBe(true);
    expect(order).toBe('Order: soonest first.');
  });

  it('give away nothing of a restricted address: miles for whoever has the case, and for no other nurse', async () => {
    const id = await assessing('4 Tallow Row, ZZ8 1AA', { addressRestricted: true });
    expect((await offered(id)).slots[0]?.words).toMatch(/miles$/);
    const seen = await other.get(`/call-backs?case=${id}`);
    expect(seen.statusCode).toBe(200);
    expect(seen.body).not.toMatch(/ZZ8|Tallow|\d\.\d miles/);
  });
});
