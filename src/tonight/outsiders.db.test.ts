import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#shared';
import { aRunningApp, type Person, type RunningApp } from '../../test/support/app.ts';

let vigil: RunningApp;
let lead: Person;
beforeAll(async () => {
  vigil = await aRunningApp();
  lead = await vigil.as('d.okafor');
  const said = { id: newId(), kind: 'note', words: 'Dr Lowe is sick, his wife rang' };
  const written = await lead.send('/api/tonight/log', said);
  expect([written.statusCode, written.body]).toEqual([201, written.body]);
});
afterAll(() => vigil.close());

const pages = ['/tonight/log', '/tonight/on', '/tonight/level', '/tonight/actions', '/tonight/alerts', '/', '/wall'];

describe('who is ill and who is on', () => {
  it('is read in the log by those who work in the service', async () => {
    expect((await lead.get('/tonight/log')).body).toContain('Dr Lowe is sick');
  });

  it.each(['a.renshaw', 'b.halloran'])(
    'is kept from %s, who looks on from outside: posts and states, no name and no word of the log',
    async (signIn) => {
      const outsider = await vigil.as(signIn);
      for (const page of pages) {
        const { statusCode, body } = await outsider.get(page);
        expect([page, statusCode]).toEqual([page, 200]);
        for (const word of ['Dr Lowe', 'his wife', 'Dana Okafor'])
          expect([page, body.includes(word)]).toEqual([page, false]);
      }
    },
  );

  it('is no page of a practice at all: whoever is of one begins at its patients', async () => {
    const practice = await vigil.as('c.nunn');
    const front = await practice.get('/');
    expect([front.statusCode, front.headers.location]).toEqual([302, '/practice']);
    for (const page of pages.filter((one) => one !== '/')) {
      expect([page, (await practice.get(page)).statusCode]).toEqual([page, 403]);
    }
  });
});
