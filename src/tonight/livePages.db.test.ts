import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '#shared';
import type { LiveMessage } from '#web';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';

let vigil: RunningApp;
let lead: Person;
beforeAll(async () => {
  vigil = await aRunningApp();
  lead = await vigil.as('d.okafor');
});
afterAll(() => vigil.close());

/** What a page without a stream is sent when it asks again. */
async function fragment(path: string, name: string, who = lead): Promise<string> {
  const messages: LiveMessage[] = JSON.parse((await who.get(path)).body);
  const found = messages.find((message) => message.kind === 'fragment' && message.name === name);
  return found?.kind === 'fragment' ? found.html : '';
}

it.each([
  ['/work', 'work'],
  ['/tonight/alerts', 'alerts'],
  ['/tonight/log', 'log'],
])('%s has an age, and is read again while somebody looks at it', async (path, name) => {
  const page = (await lead.get(path)).body;
  expect(page).toContain(`data-fragment="${name}"`);
  expect(page).toMatch(new RegExp(`data-live="${path}/live\\?service=tidewell`));
  expect(page).toContain('data-age-ms="0"');
  expect(await fragment(`${path}/live?service=tidewell&poll=1`, name)).toContain('data-age-ms="0"');
  expect((await lead.get(`${path}/live?service=elsewhere&poll=1`)).statusCode).toBe(404);
  const manager = await vigil.as('c.nunn');
  expect((await manager.get(`${path}/live?service=tidewell&poll=1`)).statusCode).toBe(403);
});

it('the log shows somebody else’s line without being asked for again, as it was asked for', async () => {
  const asked = '/tonight/log/live?service=tidewell&nights=1&poll=1';
  expect(await fragment(asked, 'log')).not.toContain('The heating is off.');
  const line = { id: newId(), service: 'tidewell', kind: 'note', words: 'The heating is off.' };
  const written = await lead.send('/api/tonight/log', line);
  expect([written.statusCode, written.body]).toEqual([201, written.body]);
  expect(await fragment(asked, 'log')).toContain('The heating is off.');
  expect(await fragment(`${asked}&kind=rang`, 'log')).not.toContain('The heating is off.');
});
