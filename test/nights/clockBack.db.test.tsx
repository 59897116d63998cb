import { renderToString } from 'preact-render-to-string';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureYear, inScope } from '#database';
import { instant, minutes, newId, plus, toIso } from '#shared';
import { HourStrip } from '#web';
import { hoursOf, periodOfDay, type Shown } from '../../src/publishing/day.ts';
import { hourLabels } from '../../src/web/hours.ts';
import { aRunningApp, type Person, type RunningApp } from '../support/app.ts';

/** 31 October 2027: at 02:00 by the wall it is 01:00 again. Forty cases are open, two minutes apart, from 01:20 the first time to 01:38 the second. */
const BACK = instant('2027-10-31T01:00:00Z');
const now = plus(BACK, minutes(45));
type Opened = { id: string; at: number; due: number; urgent: boolean };

let running: RunningApp;
let lead: Person;
const cases: Opened[] = [];

beforeAll(async () => {
  running = await aRunningApp();
  lead = await running.as('d.okafor');
  const taker = await running.as('m.quill');
  await ensureYear(running.db, BACK);
  for (let nth = 0; nth < 40; nth += 1) {
    const at = plus(BACK, minutes(-40 + nth * 2));
    running.setNow(plus(at, 30_000));
    const [id, urgent] = [newId(), nth % 2 === 0];
    const person = {
      patientName: `Ivy N${nth}`,
      ringBack: `01632 9602${10 + nth}`,
      whereNow: '4 Row',
      complaint: 'Cough',
    };
    const body = { id, answeredAt: toIso(at), priority: urgent ? 'urgent' : 'other', ...person };
    const answer = await taker.send('/api/cases', body);
    expect(answer.statusCode, answer.body).toBe(201);
    cases.push({ id, at, due: plus(at, minutes(urgent ? 20 : 60)), urgent });
  }
  running.setNow(now);
});
afterAll(() => running.close());

const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

const isLate = ({ due }: Opened) => due < now;
const late = (urgent: boolean) => cases.filter((one) => one.urgent === urgent && isLate(one)).length;

it('the board counts who is late by the time that has passed, and says of each time which of the two it is', async () => {
  const messages = JSON.parse((await lead.get('/live?poll=1')).body) as { name?: string; html?: string }[];
  const tile = (name: string) => text(messages.find((message) => message.name === name)?.html ?? '');
  expect(tile('urgent')).toContain(`20 waiting ${late(true)} late Longest 1 h 25 min of 20 min`);
  expect(tile('other')).toContain(`20 waiting ${late(false)} late Longest 1 h 23 min of 60 min`);
  const next = tile('next-hour');
  // Of two that are due at 01:40 by the wall the first one stands before everything that is due after the change.
  expect(next).toMatch(/Late 1 h 5 min 01:40 first .*Late 45 min 01:00 second .*Late 25 min 01:20 second/);
  expect(next.match(/01:\d\d(?! first| second)/g)).toBeNull();
});

it('every clock runs to the minute: each case is late from its own limit on, and from no hour before or after it', async () => {
  const limits = await inScope(running.db, { tenants: [running.tenant] }, (tx) =>
    tx
      .withTables<{ clock: { subject: string; due_at: Date; started_at: Date; measure: string } }>()
      .selectFrom('clock')
      .selectAll()
      .where('measure', 'like', 'assessment-%')
      .execute(),
  );
  expect(limits).toHaveLength(40);
  for (const { id, due, at } of cases) {
    const clock = limits.find(({ subject }) => subject === id);
    expect([clock?.started_at.getTime(), clock?.due_at.getTime()]).toEqual([at, due]);
  }
});

it('the figures of a day of 25 hours count every one of them once', async () => {
  const { figures } = (await lead.get('/api/figures?service=tidewell&from=2027-10-31&to=2027-11-01')).json() as {
    figures: { measure: string; period: { from: string; to: string }; denominator: number; late: number }[];
  };
  const [urgent, other] = ['assessment-urgent-in-20', 'assessment-other-in-60'].map((measure) =>
    figures.find((figure) => figure.measure === measure),
  );
  expect(urgent?.period).toEqual({ from: '2027-10-31T00:00:00+01:00', to: '2027-11-01T00:00:00+00:00' });
  expect([urgent?.denominator, urgent?.late]).toEqual([late(true), late(true)]);
  expect([other?.denominator, other?.late]).toEqual([late(false), late(false)]);
});

it('the public strip of that day has 25 boxes, 01 twice, and each box is its own hour', () => {
  const day = periodOfDay('2027-10-31');
  const shift: Shown = {
    ...{ id: 1, key: 'a', digest: '', period: { from: plus(BACK, -minutes(60)), to: BACK } },
    body: {
      hours: [{ from: toIso(plus(BACK, -minutes(60))), to: toIso(BACK), state: 'doctor', minutes: 60 }],
    } as never,
  };
  const hours = hoursOf(day, [], [shift]);
  expect(hours).toHaveLength(25);
  expect(hourLabels(hours.map(({ period }) => period)).slice(0, 4)).toEqual(['00', '01 first', '01 second', '02']);
  // A doctor who was there for the first 01 was not there for the second.
  expect(hours.slice(0, 4).map(({ state }) => state)).toEqual(['not-needed', 'covered', 'not-needed', 'not-needed']);
  const html = renderToString(<HourStrip label="Foundry Lane" hours={hours} />);
  expect(text(html)).toContain('01 first');
  expect(text(html)).toContain('01 second');
});

it('the timeline of a case tells what happened at 01:30 the first time from what happened at 01:30 the second', async () => {
  const [one] = cases;
  if (!one) throw new Error('a case');
  const nurse = await running.as('p.iyer');
  running.setNow(plus(BACK, minutes(80)));
  const said = { result: 'no-reply' };
  const [first, second] = [plus(BACK, -minutes(30)), plus(BACK, minutes(30))];
  expect(
    (await nurse.send(`/api/cases/${one.id}/comfort-call`, { ...said, occurredAt: toIso(first) })).statusCode,
  ).toBe(200);
  expect(
    (await nurse.send(`/api/cases/${one.id}/comfort-call`, { ...said, occurredAt: toIso(second) })).statusCode,
  ).toBe(200);
  const page = await nurse.get(`/cases/${one.id}/timeline`);
  expect(page.statusCode).toBe(200);
  const shown = text(page.body);
  expect(shown.indexOf('01:30:00 first')).toBeGreaterThan(0);
  expect(shown.indexOf('01:30:00 second')).toBeGreaterThan(shown.indexOf('01:30:00 first'));
});
