import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '#database';
import { machineClock, openOrganisationClocks } from '#people';
import { seconds } from '#shared';
import { openCensus } from './censusRun.ts';

const EVERY_MS = seconds(10);

const { VIGIL_CENSUS_URL: sealer, VIGIL_CENSUS_APP_URL: app } = process.env;
if (!sealer || !app) throw new Error('the census needs VIGIL_CENSUS_URL and VIGIL_CENSUS_APP_URL');

// Connections of its own: what holds up the server does not hold up the count.
const db = openDatabase({ app, sealer, public: app }, { app: 1, sealer: 1, public: 1 });
const census = openCensus(db);
const stop = new AbortController();
// It never outlives the server that started it.
for (const sign of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(sign, () => stop.abort());
// Nor one that was gone before this line was reached.
if (process.connected === false) stop.abort();

while (!stop.signal.aborted) {
  try {
    await census.run({ machineNow: machineClock(), clocks: await openOrganisationClocks(db, machineClock) });
  } catch (error) {
    // The tile ages meanwhile; the database may be on its way back.
    process.stderr.write(`The census could not count: ${error instanceof Error ? error.message : String(error)}\n`);
  }
  await wait(EVERY_MS, undefined, { signal: stop.signal }).catch(() => {});
}
await db.close();
if (process.connected) process.disconnect();
