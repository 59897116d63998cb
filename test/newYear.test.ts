import { afterAll, beforeAll, expect, it } from 'vitest';
import { instant } from '#shared';
import { aRunningApp, type RunningApp } from './support/app.ts';

let vigil: RunningApp;
beforeAll(async () => {
  vigil = await aRunningApp();
});
afterAll(() => vigil.close());

const pages = [
  '/call-backs',
  '/calls',
  '/cases',
  '/bases',
  '/bases/foundry-lane',
  '/visits',
  '/messages',
  '/work',
  '/tonight/log',
];

it('is opened at midnight of New Year by whoever looks first, when nothing has been done in that year', async () => {
  const lead = await vigil.as('d.okafor');
  // Each in a year of its own, so that none of them finds what another has made.
  for (const [index, page] of pages.entries()) {
    vigil.setNow(instant(`${2031 + index}-01-01T00:00:01Z`));
    const { statusCode } = await lead.get(page);
    expect([page, statusCode]).toEqual([page, 200]);
  }
});
