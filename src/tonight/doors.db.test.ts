import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { minutes, plus, showTime, toIso } from '#shared';
import { anEvening, type Evening } from '../dispatch/dispatch.testing.ts';
import { modules } from '../modules.ts';
import { openAlerts } from './alertStore.ts';

let evening: Evening;
beforeAll(async () => {
  evening = await anEvening();
});
afterAll(() => evening.close());

const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ([.,])/g, '$1');
const slot = (ahead: number) => toIso(plus(evening.now(), minutes(ahead)));
const pageOf = async (path: string) => words((await evening.dana.get(path)).body);
const everywhere = async () => Promise.all(['/', '/wall', '/tonight/handover'].map(pageOf));
const done = async (who: Evening['dana'], url: string, body: object = {}) =>
  expect(await evening.tells(who, url, body)).toMatchObject({ status: 200 });
/** A tile is read again at most once a second. */
async function shows(path: string, text: RegExp): Promise<void> {
  await expect.poll(() => pageOf(path), { timeout: 15_000, interval: 400 }).toMatch(text);
}
async function watchOnce(): Promise<void> {
  const jobs = modules.flatMap((module) => module.jobs?.(evening.context) ?? []);
  await jobs.find(({ name }) => name === 'watch every service')?.run();
}
const alertsOf = async (kind: string) => {
  await watchOnce();
  const open = await inScope(evening.db, { tenants: [evening.tenant] }, (tx) => openAlerts(tx, evening.tenant));
  return open.filter((alert) => alert.kind === kind);
};

describe('a base', () => {
  it('found shut while its record says open is an alert at once, and on board, wall and sheet until somebody shuts or opens it', async () => {
    const { theo, dana } = evening;
    expect((await everywhere()).filter((page) => /found shut at/.test(page))).toEqual([]);
    await done(theo, '/api/bases/priory-road/found-shut');
    const at = showTime(evening.now());
    expect(await alertsOf('found-shut')).toHaveLength(1);
    for (const path of ['/', '/wall', '/tonight/handover'])
      await shows(path, new RegExp(`Priory Road: found shut at ${at}\\. Its record says that it is open`));
    expect(await pageOf('/tonight/alerts')).toContain(`Priory Road was found shut at ${at}`);
    evening.setNow(plus(evening.now(), minutes(2)));
    await done(dana, '/api/bases/priory-road/shut-base', { reason: 'no-staff', sendTo: 'larkhithe-cross' });
    expect(await alertsOf('found-shut')).toEqual([]);
  });

  it('shut by hand while its doctor is there is on board, wall and sheet, with the numbers of its own page', async () => {
    const { dana, nurse, theo, toBook } = evening;
    const [first, second] = [await toBook('Callum Wray'), await toBook('Selina Cope')];
    await done(nurse, `/api/cases/${first}/book-base`, { place: 'foundry-lane', at: slot(50) });
    await done(nurse, `/api/cases/${second}/book-base`, { place: 'foundry-lane', at: slot(60) });
    await done(theo, `/api/cases/${second}/arrive`);
    await done(dana, '/api/bases/foundry-lane/shut-base', { reason: 'unsafe', sendTo: 'larkhithe-cross' });
    const since = showTime(evening.now());
    for (const path of ['/', '/wall', '/tonight/handover']) {
      await shows(path, new RegExp(`Foundry Lane: shut since ${since}`));
      await shows(path, /Nobody sent elsewhere\. 2 (people|booked patients) still to move, the first by/);
    }
    expect(await pageOf('/bases/foundry-lane')).toContain('2 still to move');
    await shows('/', /2 to move/);
    await done(theo, `/api/cases/${second}/redirect`, { to: 'larkhithe-cross', miles: 6.1, reason: 'base-shut' });
    await shows('/', /1 person sent elsewhere, 6\.1 miles\. 1 booked patient still to move/);
    expect(await pageOf('/bases/foundry-lane')).toContain('1 sent elsewhere, on average 6.1 miles');
  });

  it('that should be open again is an alert from then on, until somebody opens it', async () => {
    const { dana } = evening;
    await done(dana, '/api/bases/canal-bridge/shut-base', { reason: 'planned', until: slot(30) });
    expect(await alertsOf('base-past-until')).toEqual([]);
    evening.setNow(plus(evening.now(), minutes(36)));
    expect(await alertsOf('base-past-until')).toHaveLength(1);
    expect(await pageOf('/tonight/alerts')).toMatch(
      /Canal Bridge was to open again at \d\d:\d\d, and nobody has opened it/,
    );
  });
});

describe('a visit', () => {
  it('says on the board that a visit was not received, until the crew has it', async () => {
    const id = await evening.toBook('Winifred Aske', { place: 'visit' });
    await done(evening.dana, `/api/cases/${id}/request-visit`, { car: 'car-1' });
    evening.setNow(plus(evening.now(), minutes(3)));
    await shows('/', /1 not received: ring the car/);
  });
});
