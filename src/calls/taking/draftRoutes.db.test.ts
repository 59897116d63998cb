import { afterAll, beforeAll, expect, test } from 'vitest';
import { everyTenant } from '#people';
import { hours, plus } from '#shared';
import { aRunningApp, HOST, type RunningApp } from '../../../test/support/app.ts';
import { forgetOldDrafts } from './draftRoutes.ts';

let running: RunningApp;
beforeAll(async () => {
  running = await aRunningApp();
});
afterAll(() => running.close());

const typed = { _draft: 'call 1', patientName: 'Ivy Pellworth' };
const post = (who: Awaited<ReturnType<RunningApp['as']>>, url: string, body: object) => who.send(url, body);

test('a draft is read again by whoever typed it, and by nobody else', async () => {
  const [quill, iyer] = await Promise.all([running.as('m.quill'), running.as('p.iyer')]);
  const kept = await post(quill, '/drafts', typed);
  expect(kept.statusCode, kept.body).toBe(200);
  expect(kept.json().keptAt).toMatch(/^\d\d:\d\d:\d\d$/);
  const again = await post(quill, '/drafts', { ...typed, patientName: 'Ivy Pellworth, 81' });
  expect(again.statusCode).toBe(200);
  const own = await quill.get('/drafts?name=call%201');
  expect(own.json().fields).toEqual({ patientName: 'Ivy Pellworth, 81' });
  expect((await iyer.get('/drafts?name=call%201')).statusCode).toBe(204);
});

test('a visitor has none, and a wrong name is refused', async () => {
  const answer = await running.app.inject({
    method: 'GET',
    url: '/drafts?name=call',
    authority: HOST,
    headers: { accept: 'application/json' },
  });
  expect([401, 403]).toContain(answer.statusCode);
  const quill = await running.as('m.quill');
  expect((await post(quill, '/drafts', { _draft: 'No/Name' })).statusCode).toBe(422);
});

test('it is forgotten when the form was taken, and by itself after a day', async () => {
  const quill = await running.as('m.quill');
  await post(quill, '/drafts', typed);
  await post(quill, '/drafts/forget', { _draft: 'call 1' });
  expect((await quill.get('/drafts?name=call%201')).statusCode).toBe(204);
  await post(quill, '/drafts', typed);
  const tenants = await everyTenant(running.db);
  await forgetOldDrafts(running.context, tenants);
  expect((await quill.get('/drafts?name=call%201')).statusCode).toBe(200);
  const tomorrow = plus(running.context.machineNow(), hours(25));
  await forgetOldDrafts({ ...running.context, machineNow: () => tomorrow }, tenants);
  expect((await quill.get('/drafts?name=call%201')).statusCode).toBe(204);
});
