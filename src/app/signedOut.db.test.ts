import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId, plus } from '#shared';
import { aRunningApp, HOST, type Person, type RunningApp } from '../../test/support/app.ts';

let running: RunningApp;
let quill: Person;
beforeAll(async () => {
  running = await aRunningApp();
  quill = await running.as('m.quill');
});
afterAll(() => running.close());

const form = { origin: `http://${HOST}`, 'content-type': 'application/x-www-form-urlencoded' };
const sends = (url: string, fields: [string, string][], headers: Record<string, string> = {}) =>
  running.inject({
    method: 'POST',
    url,
    headers: { ...form, ...headers },
    payload: new URLSearchParams(fields).toString(),
  });
const hiddenIn = (page: string): [string, string][] =>
  [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'),
  ]);

test('a form that was sent without a session is kept on the page, says that it is not saved, and counts once it is sent again', async () => {
  const _key = newId();
  const fields: [string, string][] = [
    ['_key', _key],
    ['id', newId()],
    ['entryRoute', 'walk-in'],
    ['complaint', 'Grey & "sweating" <now>'],
  ];
  const referer = `http://${HOST}/cases/new?route=walk-in`;
  const kept = await sends('/cases/new', fields, { referer });
  expect(kept.statusCode).toBe(401);
  for (const words of ['Not saved: you were signed out', '/sign-in-as?next=%2Fcases%2Fnew%3Froute%3Dwalk-in'])
    expect(kept.body).toContain(words);
  expect(hiddenIn(kept.body)).toEqual(fields);
  // Once somebody has signed in, what the page holds is the form as it was.
  const again = await sends('/cases/new', hiddenIn(kept.body), { cookie: quill.cookie });
  expect([again.statusCode, again.body.includes('Grey &amp; &quot;sweating&quot; &lt;now>')]).toEqual([422, true]);
});

test('the red button without a session says that 999 is to be rung now, and is recorded with the time of the press', async () => {
  const pressed = await sends('/passes', [['service', 'tidewell']]);
  expect(pressed.statusCode).toBe(401);
  for (const words of ['Ring 999 now', 'the 3 minutes are NOT running', 'Record the press of'])
    expect(pressed.body).toContain(words);
  running.setNow(plus(running.now(), 40_000));
  const again = await sends('/passes', hiddenIn(pressed.body), { cookie: quill.cookie });
  expect(again.statusCode, again.body).toBe(303);
  expect((await quill.get(String(again.headers.location))).body).toContain('2 min 20 s left');
});

test('what another site sends is never held for somebody to send on', async () => {
  const foreign = await sends('/cases/new', [['complaint', 'x']], { origin: 'https://elsewhere.example' });
  expect([foreign.statusCode, foreign.headers.location]).toEqual([303, '/sign-in-as?next=%2F']);
  const sameSite = await sends('/cases/new', [['complaint', 'x']], { 'sec-fetch-site': 'same-site' });
  expect(sameSite.statusCode).toBe(303);
});

test('a program that is nobody is told so, and the press of a script leads to its page without showing it', async () => {
  const json = await sends('/passes', [['service', 'tidewell']], { accept: 'application/json' });
  expect(json.statusCode).toBe(401);
  const begun = await sends('/passes', [['service', 'tidewell']], { accept: 'application/json', cookie: quill.cookie });
  const asked = await running.inject({
    url: String(begun.headers.location),
    headers: { cookie: quill.cookie, accept: 'application/json' },
  });
  expect(asked.json()).toEqual({ href: begun.headers.location });
});
