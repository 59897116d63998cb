import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#shared';
import { createApp } from '../app.ts';
import { asOwner, type TestDatabase, testDatabase } from '../database/testing.ts';
import { publishingModule } from './module.ts';
import { aNight, theEvening } from './night.testing.ts';

let db: TestDatabase;
let app: FastifyInstance;
const closed: unknown[] = [];

beforeAll(async () => {
  db = await testDatabase();
  const night = await aNight(db, 'tidewell');
  await theEvening(night);
  night.at('24:00');
  await night.follow();
  app = await createApp({ ...night.context, log: pino({ level: 'silent' }) } as never, [publishingModule]);
  // From here on there is only what anybody may read.
  await db.app.end();
  await db.sealer.end();
});
afterAll(async () => {
  await app.close();
  await db.drop().catch((error) => closed.push(error));
});

const get = (url: string) => app.inject({ url });
const words = (html: string) =>
  html
    .replace(/<svg[\s\S]*?<\/svg>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe('the public pages, with the application’s own connections closed', () => {
  it('answer the question of the evening', async () => {
    const answer = await get('/public/tidewell/canal-bridge?date=2027-03-28');
    expect(answer.statusCode).toBe(200);
    const said = words(answer.body);
    for (const sentence of [
      'Was there a doctor at Canal Bridge on Easter Sunday?',
      'No, not after 20:00.',
      'A doctor was needed until midnight. For the last 4 hours there was none, and 7 people were sent elsewhere, on average 5.1 miles .',
      'Foundry Lane and Larkhithe Cross (the next borough). How many went to each is not shown, because the numbers are small.',
      'Open, until 20:34. It was wrong for 34 minutes.',
      'a doctor was there from 07:52 to 20:00',
      '4 hours with no doctor, of 16 hours needed (25.0%).',
      'Ring 111 first.',
    ]) {
      expect(said).toContain(sentence);
    }
    expect(answer.body).not.toContain('<script');
  });

  it.each([
    ['/public', 200, 'Shut since Sun 28 Mar 20:34'],
    ['/public/tidewell', 200, 'are released when that period has ended'],
    ['/public/how', 200, 'counts of people from 1 to 4 are not shown'],
    ['/public/tidewell/releases', 200, 'Canal Bridge, cover, Sun 28 Mar 20:00 to 00:00'],
    ['/public/tidewell/canal-bridge?date=2027-03-28&part=all', 200, 'this day had 23 hours'],
    ['/public/tidewell/canal-bridge?date=28/3/2027&part=00-07', 200, 'No doctor was needed.'],
    ['/public/tidewell/canal-bridge?date=2026-01-01', 200, 'Not known.'],
    ['/public/tidewell/canal-bridge?date=31/2/2027', 400, 'as 2027-03-28 or 28/3/2027'],
    ['/public/tidewell/canal-bridge?date=9999-01-01', 400, 'Give a year from 2000 to 2099'],
    ['/public/tidewell/nowhere', 404, 'Tidewell Out of Hours has these bases: Canal Bridge.'],
    ['/public/nowhere', 404, 'Not found'],
    ['/public/tidewell/releases/999999', 404, 'Not found'],
  ])('%s is %i and says %s', async (url, status, sentence) => {
    const answer = await get(url);
    expect(answer.statusCode).toBe(status);
    expect(words(answer.body)).toContain(sentence);
  });

  it('take the form without a script', async () => {
    const answer = await get('/public/tidewell?base=canal-bridge&day=28&month=3&year=2027&part=07-24');
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/public/tidewell/canal-bridge?date=28%2F3%2F2027&part=07-24');
    const wrong = await get('/public/tidewell?base=canal-bridge&day=&month=3&year=2027');
    expect((await get(String(wrong.headers.location))).statusCode).toBe(400);
  });

  it('give the hours and the figures as CSV', async () => {
    const hours = await get('/public/tidewell/canal-bridge.csv?date=2027-03-28&part=07-24');
    expect(hours.headers['content-type']).toContain('text/csv');
    const rows = hours.body.trim().split('\r\n');
    expect(rows).toHaveLength(18);
    expect(rows[1]).toMatch(/^tidewell,canal-bridge,2027-03-28T07:00:00\+01:00,2027-03-28T08:00:00\+01:00,not-needed,/);
    expect(rows[17]).toMatch(/,no-doctor,whole hour,\d+,[0-9a-f]{64}$/);
    const all = await get('/public/tidewell/canal-bridge.csv');
    expect(all.body.trim().split('\r\n')).toHaveLength(17);
    expect((await get('/public/tidewell/figures.csv')).body).toMatch(/^service,measure,clause,from,to,numerator,/);
  });

  it('give each release as the bytes of its digest', async () => {
    const page = (await get('/public/tidewell/releases')).body;
    const id = /\/releases\/(\d+)/.exec(page)?.[1];
    const json = await get(`/public/tidewell/releases/${id}.json`);
    expect((await get(`/public/tidewell/releases/${id}`)).body).toContain(sha256(json.rawPayload).toString('hex'));
  });

  it('read nothing but releases, released figures and notices: the role may select from no other table', async () => {
    const tables = await asOwner(db, async (owner) => {
      const { rows } = await owner.query<{ name: string }>(
        `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
      );
      return rows.map(({ name }) => name);
    });
    const open = new Set(['figure', 'public_notice', 'release']);
    expect(tables.filter((name) => open.has(name))).toEqual([...open]);
    for (const name of tables) {
      const asked = db.public.query(`select ${open.has(name) ? 'count(*)' : '*'} from "${name}"`);
      if (open.has(name)) await expect(asked, name).resolves.toBeDefined();
      else await expect(asked, name).rejects.toMatchObject({ code: '42501' });
      await expect(db.public.query(`delete from "${name}"`), name).rejects.toMatchObject({ code: '42501' });
    }
    await expect(db.public.query('select posted_by from public_notice')).rejects.toMatchObject({ code: '42501' });
    await expect(db.public.query('select made_by from release')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the files behind the public pages', () => {
  const folder = dirname(fileURLToPath(import.meta.url));
  const importsOf = (path: string) =>
    [...readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');

  function reached(path: string, seen = new Set<string>()): Set<string> {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const name of importsOf(path)) if (name.startsWith('.')) reached(join(dirname(path), name), seen);
    return seen;
  }

  it('know no other module’s streams, nor the stores that write', () => {
    const files = [...reached(join(folder, 'publicRoutes.tsx'))];
    const used = new Set(files.flatMap(importsOf).filter((name) => name.startsWith('#')));
    expect([...used].sort()).toEqual(['#api', '#database', '#shared', '#web']);
    for (const store of [
      'releaseStore.ts',
      'noticeStore.ts',
      'scheduleStore.ts',
      'redirectionStore.ts',
      'composition.ts',
    ]) {
      expect(files).not.toContain(join(folder, store));
    }
    const scoped = files.filter((path) => /\binScope\b|\basSealer\b|\.app\b/.test(readFileSync(path, 'utf8')));
    expect(scoped).toEqual([]);
  });

  it('only the composition meets the rota', () => {
    const meeting = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/(\.test|\.testing)\.tsx?$/.test(name))
      .filter((name) => importsOf(join(folder, name)).some((used) => ['#calls', '#rota', '#tonight'].includes(used)));
    expect(meeting).toEqual(['composition.ts']);
  });
});
