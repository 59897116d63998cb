import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { newId, uuidv7FromKey } from '#shared';
import { clocksOf, computeFigures, ruleFor, verifyClocks } from '#standards';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';
import { asOwner } from '../database/testing.ts';
import { easter } from './examples.ts';
import { nightOf } from './night.ts';

let running: RunningApp;
let lead: Person;
let doctor: string;

beforeAll(async () => {
  running = await aRunningApp();
  lead = await running.as('d.okafor');
  doctor = (await running.as('c.lowe')).account;
});
afterAll(() => running.close());

const night = '/cover?date=2027-03-28';
const text = (html: string) =>
  html
    .replace(/<(script|style|svg)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
const page = async (url: string, by = lead) => text((await by.get(url)).body);
const strip = async () => /Canal Bridge (.*?) Priory Road/.exec(await page(night))?.[1]?.trim();
const hoursOf = (shift: string) =>
  inScope(running.db, { tenants: [running.tenant] }, async (tx) =>
    (await clocksOf(tx, running.tenant, shift)).map(({ outcome }) => outcome),
  );

async function required(from: string, to: string) {
  const id = uuidv7FromKey(running.now(), `${from} ${to}`);
  const day = { 'day-day': '28', 'day-month': '3', 'day-year': '2027' };
  const form = { id, service: 'tidewell', place: 'canal-bridge', role: 'doctor', from, to, ...day };
  const answer = await lead.post('/shifts', form);
  expect([answer.statusCode, answer.headers.location]).toEqual([303, `/shifts/${id}`]);
  return id;
}

describe('a shift put through by its pages', () => {
  let shift: string;

  it('is required, booked, confirmed, come to and left, and its hours are counted', async () => {
    running.setNow(easter('12:00'));
    shift = await required('20:00', '00:00');
    expect(await page(`/shifts/${shift}`)).toContain('Canal Bridge, doctor, Sun 28 Mar 20:00 to 00:00');
    expect(await strip()).toContain('NO DOCTOR booked');
    expect((await lead.post(`/shifts/${shift}/book-cover`, { person: doctor })).statusCode).toBe(303);
    expect(await strip()).toContain('Doctor booked, not confirmed');
    expect((await lead.post(`/shifts/${shift}/confirm-cover`)).statusCode).toBe(303);
    expect(await strip()).toContain('Doctor, confirmed');
    running.setNow(easter('22:10'));
    expect(await strip()).toContain('NO DOCTOR: booked, has not come');
    expect(await page(night)).toContain('Base-hours uncovered: 3.0 of 3.0 begun; 4.0 are required');
    const came = await lead.post(`/shifts/${shift}/record-arrival`, { person: doctor, occurredAt: '19:52' });
    expect(came.statusCode).toBe(303);
    expect(await strip()).toContain('Doctor here');
    expect(await page(night)).toContain('Base-hours uncovered: 0.0 of 3.0 begun; 4.0 are required');
    expect(await page(`/shifts/${shift}`)).toContain('Dr C. Lowe is there since 19:52');
    running.setNow(easter('23:30'));
    expect(
      (await lead.post(`/shifts/${shift}/record-leaving`, { person: doctor, occurredAt: '22:30' })).statusCode,
    ).toBe(303);
    expect(await hoursOf(shift)).toEqual(['met', 'met', 'open', 'open']);
    expect(await page(`/shifts/${shift}`)).toContain('NO DOCTOR since 22:30');
  });

  it('counts what the figure counts', async () => {
    running.setNow(easter('24:00'));
    expect((await lead.send(`/api/shifts/${shift}/end-shift`)).statusCode).toBe(200);
    expect(await hoursOf(shift)).toEqual(['met', 'met', 'missed', 'missed']);
    expect(await page(night)).toContain('Base-hours uncovered: 2.0 of 4.0 begun');
    const [service] = running.context.directory.services();
    const figures = await inScope(running.db, { tenants: [running.tenant] }, async (tx) =>
      computeFigures(tx, {
        tenant: running.tenant,
        service: { id: service?.id ?? 0, slug: 'tidewell' },
        pack: await ruleFor(tx, service?.id ?? 0, running.now()),
        periods: [nightOf('2027-03-28')],
        asOf: running.now(),
      }),
    );
    expect(figures.find(({ measure }) => measure === 'uncovered-base-hours')).toMatchObject({
      numerator: 2,
      denominator: 4,
    });
  });

  it('is corrected with a reason, and says so', async () => {
    const form = { version: '5', to: '2027-03-28 23:15', reason: 'paper-record', explanation: 'Signing-out sheet.' };
    expect((await lead.post(`/shifts/${shift}/correct-time`, form)).statusCode).toBe(303);
    const shown = await page(`/shifts/${shift}`);
    expect(shown).toContain('Time of step 5 corrected: a paper record shows another time');
    expect(shown).toContain('Covered Amended');
    expect(await hoursOf(shift)).toEqual(['met', 'met', 'met', 'missed']);
    expect((await verifyClocks(running.db)).mismatches).toEqual([]);
  });

  it('has nobody there once the event that they came is gone', async () => {
    expect(await strip()).toContain('Doctor here');
    // Nothing in the product can take an event away: the trigger, too, has to be lifted.
    await asOwner(running.db, async (owner) => {
      await owner.query('alter table event disable trigger user');
      await owner.query(
        "delete from event where stream = $1 and type in ('CoverArrived', 'CoverLeft', 'TimeCorrected')",
        [shift],
      );
    });
    expect(await strip()).toContain('NO DOCTOR');
    expect(await strip()).not.toContain('here');
    expect(await page(night)).toContain('Base-hours uncovered: 4.0 of 4.0 begun');
  });
});

describe('a form of a shift that is refused', () => {
  it('is shown again with what was typed and what is wrong', async () => {
    const answer = await lead.post('/shifts', {
      id: newId(),
      service: 'tidewell',
      place: 'canal-bridge',
      'day-day': '31',
      'day-month': '2',
      'day-year': '2027',
      from: 'eight',
      to: '20:00',
    });
    expect(answer.statusCode).toBe(422);
    const shown = text(answer.body);
    for (const words of ['There is a problem', 'Choose a role', 'Enter a day of the calendar', 'Enter a time of day'])
      expect(shown).toContain(words);
    expect(answer.body).toContain('value="eight"');
    expect(answer.body).toContain('href="#day-day"');
  });
  it('says who cannot be counted, and offers only people whose role fits', async () => {
    const id = await required('09:00', '10:00');
    const driver = (await running.as('j.sayle')).account;
    const answer = await lead.post(`/shifts/${id}/record-arrival`, { person: driver, occurredAt: '09:05' });
    expect(answer.statusCode).toBe(422);
    expect(text(answer.body)).toContain('They do not hold a role that this post needs');
    expect(answer.body).toContain('value="09:05"');
    expect(answer.body).toContain('Dr C. Lowe</option>');
    expect(answer.body).not.toContain('J. Sayle</option>');
    const receptionist = await running.as('t.brandreth');
    const alone = await receptionist.send(`/api/shifts/${id}/record-arrival`, { occurredAt: '2027-03-28 09:00' });
    expect([alone.statusCode, alone.json().problems[0].code]).toEqual([422, 'person-unfit']);
  });
});

describe('whoever only looks', () => {
  it('sees that a post is booked and by nobody’s name, and is offered nothing to do', async () => {
    const id = await required('10:00', '11:00');
    await lead.post(`/shifts/${id}/book-cover`, { person: doctor });
    const visitor = await running.as('visitor');
    const cover = await page(night, visitor);
    expect(cover).toContain('Booked');
    const shift = await page(`/shifts/${id}`, visitor);
    expect(shift).toContain('Somebody is booked, not confirmed.');
    expect(shift).toContain('You may look.');
    for (const shown of [cover, shift]) {
      expect(shown).not.toContain('Lowe');
      expect(shown).not.toContain('Okafor');
    }
    expect(cover).not.toContain('Require a shift');
  });
  it('is told when there is no such shift', async () => {
    expect((await lead.get(`/shifts/${newId()}`)).statusCode).toBe(404);
    expect((await lead.get('/shifts/x')).statusCode).toBe(404);
    expect((await lead.get('/cover?service=elsewhere')).statusCode).toBe(404);
  });
});
