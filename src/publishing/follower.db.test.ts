import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPublic } from '#database';
import { instant, minutes, plus, sha256, toIso, uuidv7FromKey } from '#shared';
import { type TestDatabase, testDatabase } from '../database/testing.ts';
import type { PeriodBody, ShiftBody } from './body.ts';
import { followingOf } from './composition.ts';
import { easter } from './easter.testing.ts';
import { followOnce } from './follower.ts';
import { aNight, type Night, theEvening } from './night.testing.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

type Row = {
  id: number;
  kind: string;
  key: string;
  replaces: number | null;
  reason: string | null;
  text: string;
  digest: Buffer;
};

async function released({ slug }: Night, kind: string): Promise<(Row & { body: ShiftBody })[]> {
  const { rows } = await asPublic(db, (tx) =>
    sql<Row>`select id, kind, key, replaces, reason, body::text as text, digest from release
      where service_slug = ${slug} and kind = ${kind} order by id`.execute(tx),
  );
  return rows.map((row) => ({ ...row, body: JSON.parse(row.text) as ShiftBody }));
}

describe('the release follower', () => {
  it('ends a shift whose time is over and releases its cover, with nobody pressing', async () => {
    const night = await aNight(db, 'evening');
    const { day, evening } = await theEvening(night);
    night.at('20:34');
    await night.follow();
    expect((await released(night, 'shift')).map(({ key }) => key)).toEqual([day]);
    expect((await released(night, 'requirement')).map(({ key }) => key).sort()).toEqual([day, evening].sort());

    night.at('24:00');
    await night.follow();
    const [, release] = await released(night, 'shift');
    expect(release).toMatchObject({ key: evening, replaces: null, digest: sha256(release?.text ?? '') });
    expect(release?.body).toEqual({
      kind: 'shift',
      post: 'doctor',
      service: { slug: 'evening', name: 'Tidewell Out of Hours' },
      madeUp: true,
      base: { slug: 'canal-bridge', name: 'Canal Bridge' },
      from: '2027-03-28T20:00:00+01:00',
      to: '2027-03-29T00:00:00+01:00',
      hours: [20, 21, 22, 23].map((hour) => ({
        from: `2027-03-28T${hour}:00:00+01:00`,
        to: hour === 23 ? '2027-03-29T00:00:00+01:00' : `2027-03-28T${hour + 1}:00:00+01:00`,
        state: 'no-doctor',
        minutes: 60,
      })),
      there: [],
      sentElsewhere: {
        people: 7,
        held: null,
        averageMiles: 5.1,
        places: [
          { name: 'Foundry Lane', area: null, people: null },
          { name: 'Larkhithe Cross', area: 'the next borough', people: null },
        ],
      },
      notice: {
        said: [
          { from: '2027-03-28T20:00:00+01:00', to: '2027-03-28T20:34:00+01:00', says: 'open', goTo: null },
          {
            from: '2027-03-28T20:34:00+01:00',
            to: '2027-03-29T00:00:00+01:00',
            says: 'shut',
            goTo: 'Foundry Lane or Larkhithe Cross. Ring 111 first.',
          },
        ],
        wrongMinutes: 34,
      },
    });
    const { rows } = await db.sealer.query(
      "select source, occurred_at from event where stream = $1 and type = 'ShiftEnded'",
      [evening],
    );
    expect(rows).toEqual([{ source: 'job', occurred_at: new Date(easter('24:00')) }]);
    const doctor = uuidv7FromKey(easter('06:00'), `doctor ${day}`);
    expect((await released(night, 'shift')).map(({ text }) => text).join()).not.toContain(doctor);
    expect(night.errors).toEqual([]);
  });

  it('says the same again without a second release', async () => {
    const night = await aNight(db, 'again');
    await theEvening(night);
    night.at('24:00');
    for (let round = 0; round < 3; round += 1) await night.follow();
    expect(await released(night, 'shift')).toHaveLength(2);
    expect(await released(night, 'requirement')).toHaveLength(2);
  });

  it('goes on after a restart in the middle: nothing twice, nothing left out', async () => {
    const night = await aNight(db, 'restart');
    const { day, evening } = await theEvening(night);
    night.at('24:00');
    let asked = 0;
    const dies = async () => {
      asked += 1;
      throw new Error('the process was killed');
    };
    await night.follow({ coverOf: dies, failed: () => {} });
    expect(asked).toBe(2);
    expect(await released(night, 'shift')).toEqual([]);
    await Promise.all([night.follow(), night.follow()]);
    await night.follow();
    expect((await released(night, 'shift')).map(({ key }) => key).sort()).toEqual([day, evening].sort());
  });

  it('replaces a release that a correction has made wrong, and keeps the old one', async () => {
    const night = await aNight(db, 'amended');
    const { day } = await theEvening(night);
    night.at('24:00');
    await night.follow();
    const before = (await released(night, 'shift')).find(({ key }) => key === day);
    expect(before?.body.hours.every(({ state }) => state === 'doctor')).toBe(true);
    const why = { reason: 'paper-record', explanation: 'The signing-in sheet says 08:40.' };
    await night.does('correct-shift-time', day, { version: 2, to: '2027-03-28 08:40', ...why });
    await night.follow();
    await night.follow();
    const both = (await released(night, 'shift')).filter(({ key }) => key === day);
    expect(both.map(({ replaces, reason }) => [replaces, reason])).toEqual([
      [null, null],
      [before?.id, 'amended after release'],
    ]);
    expect(both[1]?.body.hours[0]).toMatchObject({ state: 'no-doctor', minutes: 40 });
    expect(both[0]?.text).toBe(before?.text);
  });

  it('counts people whose redirection is written down after the shift, and holds the few', async () => {
    const night = await aNight(db, 'late');
    await night.shift({ from: '20:00', to: '24:00' });
    await night.sent('20:40', 'larkhithe-cross', [6.4, 5.8, 6.1]);
    night.at('24:00');
    await night.follow();
    await night.sent('23:10', 'foundry-lane', [2.9, 2.7]);
    await night.follow();
    const said = (await released(night, 'shift')).map(({ body }) => body.sentElsewhere);
    expect(said).toMatchObject([
      { people: null, held: 'small numbers', averageMiles: null },
      { people: 5, held: null, averageMiles: 4.8 },
    ]);
  });

  it('releases the figures when the out-of-hours period is over, hours never held', async () => {
    const night = await aNight(db, 'period');
    await theEvening(night);
    const end = instant('2027-03-30T08:00:00+01:00');
    night.at(plus(end, -minutes(1)));
    await night.follow();
    expect(await released(night, 'period')).toEqual([]);
    night.at(end);
    await night.follow();
    const [release] = await released(night, 'period');
    const body = release?.body as unknown as PeriodBody;
    expect(body).toMatchObject({
      from: '2027-03-25T18:30:00+00:00',
      to: '2027-03-30T08:00:00+01:00',
      asOf: toIso(end),
    });
    expect(body.figures.find(({ measure }) => measure === 'uncovered-base-hours')).toMatchObject({
      numerator: 4,
      denominator: 16,
      held: null,
    });
    const { rows } = await asPublic(db, (tx) =>
      sql`select numerator::float, denominator::float, held, cut from figure where release = ${release?.id ?? 0}
        and measure = 'uncovered-base-hours' order by cut`.execute(tx),
    );
    expect(rows[0]).toEqual({ numerator: 4, denominator: 16, held: null, cut: '' });
    expect(rows).toHaveLength(2);
  });

  it('ends its round although more is written all the while', async () => {
    const night = await aNight(db, 'busy');
    await night.shift({ from: '08:00', to: '20:00' });
    const most = 200;
    const stretch = { from: toIso(easter('20:00')), to: toIso(easter('24:00')) };
    let written = 0;
    let ended = false;
    const writing = (async () => {
      for (; !ended && written < most; written += 1) {
        const id = uuidv7FromKey(easter('06:00'), `busy ${written}`);
        await night.does('require-shift', id, { id, place: 'canal-bridge', role: 'doctor', ...stretch });
      }
    })();
    await followOnce(followingOf(night.context));
    ended = true;
    await writing;
    expect(written).toBeLessThan(most);
  });
});
