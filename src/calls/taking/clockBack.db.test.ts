import { afterAll, beforeAll, expect, test } from 'vitest';
import { inScope } from '#database';
import { instant, minutes, newId, plus, showTime, toIso } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../../test/support/app.ts';
import { openCases } from '../caseListStore.ts';
import { sinceWords } from './settings.ts';

let running: RunningApp;
let quill: Person;
beforeAll(async () => {
  running = await aRunningApp();
  quill = await running.as('m.quill');
});
afterAll(() => running.close());

/** 31 October 2027: at 02:00 by the wall it is 01:00 again. */
const BACK = instant('2027-10-31T01:00:00Z');

test('forty cases are open when the clock goes back at 02:00: each falls due when it should, and none an hour early or late', async () => {
  const opened = new Map<string, { due: number; priority: string }>();
  for (let nth = 0; nth < 40; nth += 1) {
    // From 01:20 before the change to 01:38 after it: the same times on the wall, an hour apart.
    const answered = plus(BACK, minutes(-40 + nth * 2));
    const priority = nth % 2 === 0 ? 'urgent' : 'other';
    running.setNow(plus(answered, 30_000));
    const id = newId();
    const person = {
      patientName: `Ivy N${nth}`,
      ringBack: `01632 9602${String(10 + nth)}`,
      whereNow: '4 Row',
      complaint: 'Cough',
    };
    const answer = await quill.send('/api/cases', { id, answeredAt: toIso(answered), priority, ...person });
    expect(answer.statusCode, answer.body).toBe(201);
    opened.set(id, { due: plus(answered, minutes(priority === 'urgent' ? 20 : 60)), priority });
  }
  const service = running.context.directory.serviceBySlug('tidewell')?.id ?? 0;
  const cases = await inScope(running.db, { tenants: [running.tenant] }, (tx) =>
    openCases(tx, { tenant: running.tenant, service }),
  );
  expect(cases).toHaveLength(40);
  for (const { id, dueAt } of cases) expect(dueAt).toBe(opened.get(id)?.due);
  expect(cases.map(({ dueAt }) => dueAt)).toEqual([...opened.values()].map(({ due }) => due).sort((a, b) => a - b));
  // Two cases may be due at the same time by the wall, one an hour after the other: the list keeps them apart, and says which is which.
  const shown = cases.map(({ dueAt }) => showTime(dueAt ?? BACK));
  const wall = shown.map((time) => time.slice(0, 5));
  expect(wall.filter((time, index) => wall.indexOf(time) !== index).length).toBeGreaterThan(0);
  expect(new Set(shown).size).toBe(new Set(cases.map(({ dueAt }) => dueAt)).size);
  const page = (await quill.get('/cases')).body;
  expect(page).not.toMatch(/Late \d+ h|[2-9] h \d+ min left/);
});

test('contacts of 96 hours reach back over the hour that comes twice', () => {
  expect(sinceWords(plus(BACK, minutes(30)))).toBe('since Wed 27 Oct 02:30 (the clocks have gone back)');
});
