import pino from 'pino';
import { expect, it } from 'vitest';
import { inScope } from '#database';
import { aRunningApp } from '../../test/support/app.ts';
import { keepChild } from '../server/child.ts';
import { type CensusRun, lastCensusRun } from './alertStore.ts';

it('a census that is killed is started again and counts on; meanwhile its last run grows old', async () => {
  const running = await aRunningApp();
  const { db, tenant } = running;
  const last = () => inScope(db, { tenants: [tenant] }, (tx) => lastCensusRun(tx, tenant));
  const runAfter = async (before: CensusRun | undefined): Promise<CensusRun> => {
    for (let tries = 0; tries < 300; tries += 1) {
      const run = await last();
      if (run && run.machineAt > (before?.machineAt ?? 0)) return run;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('no census was taken');
  };
  const child = keepChild({
    name: 'the census',
    bundle: 'census.js',
    env: { VIGIL_CENSUS_URL: db.urls.sealer, VIGIL_CENSUS_APP_URL: db.urls.app },
    log: pino({ level: 'silent' }),
  });
  try {
    const first = await runAfter(undefined);
    const killed = child.pid();
    process.kill(killed ?? 0, 'SIGKILL');
    const next = await runAfter(first);
    expect(next.machineAt).toBeGreaterThan(first.machineAt);
    expect(child.pid()).not.toBe(killed);
  } finally {
    await child.stop();
    await running.close();
  }
});
