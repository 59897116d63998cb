import fc from 'fast-check';
import Fastify from 'fastify';
import { expect, it, test } from 'vitest';
import type { Context } from '#api';
import { instant, minutes, plus } from '#shared';
import { admissionSettings, mayEnter, type Pressure, type Purpose, purposeOf } from './admission.ts';
import { shedUnderPressure } from './pressure.tsx';
import { openShedCount, SPELL_MS } from './shedCount.ts';

const pressures = fc.record({
  lagMs: fc.double({ min: 0, max: 10_000, noNaN: true }),
  waiting: fc.nat(500),
  reports: fc.nat(50),
});
const quiet: Pressure = { lagMs: 2, waiting: 0, reports: 0 };

it.each([
  ['GET', '/figures?from=2027-03-01', 'report'],
  ['GET', '/figures.csv', 'report'],
  ['GET', '/public/tidewell/canal-bridge', 'report'],
  ['GET', '/api/figures', 'report'],
  ['GET', '/practice', 'report'],
  ['GET', '/', 'board'],
  ['GET', '/live?poll=1', 'board'],
  ['GET', '/bases', 'board'],
  ['GET', '/bases/canal-bridge?date=2027-03-28', 'board'],
  ['GET', '/bases/canal-bridge/live?poll=1', 'board'],
  ['GET', '/bases/canal-bridge?do=shut', 'intake'],
  ['GET', '/bases/canal-bridge/walk-in', 'intake'],
  ['GET', '/bases/canal-bridge/people/01a2', 'intake'],
  ['GET', '/visits', 'board'],
  ['GET', '/visits/mine/live', 'board'],
  ['GET', '/visits/mine', 'intake'],
  ['GET', '/visits/of/01a2', 'intake'],
  ['GET', '/practice/concerns', 'intake'],
  ['GET', '/practice/notes/new', 'intake'],
  ['GET', '/calls', 'intake'],
  ['GET', '/calls/01a2', 'intake'],
  ['GET', '/call-backs', 'intake'],
  ['GET', '/practices', 'intake'],
  ['GET', '/passes/running', 'intake'],
  ['POST', '/api/cases', 'intake'],
  ['POST', '/figures', 'intake'],
  ['GET', '/a-page-that-nobody-has-thought-of', 'intake'],
] as const)('%s %s is %s', (method, url, purpose) => expect(purposeOf(method, url)).toBe(purpose));

test('a call is never turned away, however hard the server is pressed', () => {
  fc.assert(fc.property(pressures, (pressure) => mayEnter('intake', pressure)));
});

test('a report is turned away before a board, and a board before a call', () => {
  const order: Purpose[] = ['report', 'board', 'intake'];
  fc.assert(
    fc.property(pressures, (pressure) => {
      const isIn = order.map((purpose) => mayEnter(purpose, pressure));
      expect(isIn).toEqual([...isIn].sort());
    }),
  );
});

test('more pressure never lets more in', () => {
  fc.assert(
    fc.property(pressures, pressures, fc.constantFrom<Purpose>('report', 'board'), (one, more, purpose) => {
      const both = {
        lagMs: one.lagMs + more.lagMs,
        waiting: one.waiting + more.waiting,
        reports: one.reports + more.reports,
      };
      if (mayEnter(purpose, both)) expect(mayEnter(purpose, one)).toBe(true);
    }),
  );
});

test('on a quiet night everything is let in, up to so many reports at once', () => {
  const most = admissionSettings.reportsAtOnce.value;
  expect(mayEnter('report', { ...quiet, reports: most - 1 })).toBe(true);
  expect(mayEnter('report', { ...quiet, reports: most })).toBe(false);
  expect(mayEnter('board', { ...quiet, reports: most })).toBe(true);
});

const now = { at: instant('2027-03-28T21:40:00Z') };

async function aDoor(pressure: Omit<Pressure, 'reports'>) {
  const app = Fastify();
  const shed = openShedCount(() => now.at);
  shedUnderPressure(app, { mode: 'demo', shed } as Context, { now: () => pressure, stop() {} });
  const waiting: (() => void)[] = [];
  app.get('/figures', () => new Promise((resolve) => waiting.push(() => resolve('figures'))));
  app.get('/api/figures', async () => 'figures');
  app.get('/calls', async () => 'calls');
  app.post('/api/cases', async () => 'a case');
  return { app, shed, letGo: () => waiting.splice(0).map((go) => go()) };
}

test('under pressure a report is answered with when to come again, calls as ever, and what was turned away is counted', async () => {
  const { app, shed } = await aDoor({ lagMs: 0, waiting: 3 });
  const page = await app.inject({ method: 'GET', url: '/figures' });
  expect([page.statusCode, page.headers['retry-after']]).toEqual([503, '15']);
  expect(page.body).toContain('Calls come first');
  expect(page.body).toContain('999');
  const json = await app.inject({ method: 'GET', url: '/api/figures' });
  expect(json.json().problems[0].code).toBe('calls-come-first');
  expect((await app.inject({ method: 'GET', url: '/calls' })).statusCode).toBe(200);
  expect((await app.inject({ method: 'POST', url: '/api/cases' })).statusCode).toBe(200);
  const spell = { from: now.at, last: now.at, report: 2, board: 0 };
  expect(shed.standing()).toEqual({ since: now.at, report: 2, board: 0, spell });
  await app.close();
});

test('who was turned away is told since when, until a quarter of an hour has passed without; the count since the start stays', () => {
  let at = instant('2027-03-28T18:00:00Z');
  const began = at;
  const shed = openShedCount(() => at);
  expect(shed.standing()).toEqual({ since: began, report: 0, board: 0 });
  at = plus(at, minutes(30));
  const from = at;
  shed.add('report');
  at = plus(at, SPELL_MS);
  shed.add('board');
  expect(shed.standing()).toEqual({
    since: began,
    report: 1,
    board: 1,
    spell: { from, last: at, report: 1, board: 1 },
  });
  at = plus(at, SPELL_MS + 1);
  expect(shed.standing()).toEqual({ since: began, report: 1, board: 1 });
  shed.add('report');
  expect(shed.standing().spell).toEqual({ from: at, last: at, report: 1, board: 0 });
});

test('no more reports at once than leave the connections to the intake; the next is let in when one has left', async () => {
  const { app, letGo } = await aDoor(quiet);
  const most = admissionSettings.reportsAtOnce.value;
  const first = Array.from({ length: most }, () => app.inject({ method: 'GET', url: '/figures' }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await app.inject({ method: 'GET', url: '/api/figures' })).statusCode).toBe(503);
  letGo();
  expect((await Promise.all(first)).map(({ statusCode }) => statusCode)).toEqual(first.map(() => 200));
  expect((await app.inject({ method: 'GET', url: '/api/figures' })).statusCode).toBe(200);
  await app.close();
});
