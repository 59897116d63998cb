import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { atLocal, newId, uuidv7FromKey } from '#shared';
import { aRunningApp, type Person, type RunningApp } from './support/app.ts';

let app: RunningApp;
let lead: Person;
let visitor: Person;

beforeAll(async () => {
  app = await aRunningApp();
  app.setNow(at('22:47'));
  [lead, visitor] = await Promise.all([app.as('d.okafor'), app.as('visitor')]);
});
afterAll(() => app.close());

const at = (time: string) => atLocal('2027-03-28', time);
const local = (time: string) => `2027-03-28T${time}+01:00`;

/** A home visit, assessed as urgent at 19:02:05 and begun when said. */
async function aVisit(begun: string): Promise<string> {
  const nurse = await app.as('p.iyer');
  const doctor = await app.as('n.bellis');
  const id = uuidv7FromKey(at('18:43'), `visit begun ${begun}`);
  const whom = {
    patientName: 'Ivy Pellworth',
    ringBack: '01632 960131',
    whereNow: '4 Mill Row',
    complaint: 'Chest pain',
  };
  const steps: [Person, string, object, string][] = [
    [
      nurse,
      '/api/cases',
      { id, service: 'tidewell', priority: 'urgent', answeredAt: local('18:41:10'), ...whom },
      '18:43:30',
    ],
    [nurse, `/api/cases/${id}/start-assessment`, {}, '18:52:30'],
    [nurse, `/api/cases/${id}/finish-assessment`, { place: 'visit', urgency: 'urgent' }, '19:02:05'],
    [nurse, `/api/cases/${id}/request-visit`, { car: 'car-2' }, '19:10:22'],
    [doctor, `/api/cases/${id}/start-consultation`, {}, begun],
  ];
  for (const [who, path, body, time] of steps) {
    const answer = await who.send(path, { ...body, occurredAt: local(time) });
    expect([path, answer.statusCode, answer.body]).toEqual([path, expect.toSatisfy((code) => code < 300), answer.body]);
  }
  return id;
}

type Row = {
  measure: string;
  numerator: number;
  denominator: number;
  band: string;
  asFirstRecorded: { numerator: number };
};
const lineOf = 'face-to-face-urgent-2h-visit';

async function figure(): Promise<Row> {
  const answer = await visitor.get('/api/figures?service=tidewell&from=2027-03-01&to=2027-04-01');
  const { figures } = answer.json() as { figures: Row[] };
  return figures.find(({ measure }) => measure === lineOf)!;
}

const text = (page: string) => page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('a corrected time', () => {
  it('moves the amended figure and leaves the first recorded, with who and why', async () => {
    const id = await aVisit('21:24:10');
    const clock = `/clocks/${id}/${lineOf}/1`;
    expect(await figure()).toMatchObject({ numerator: 0, denominator: 1, asFirstRecorded: { numerator: 0 } });

    const before = text((await lead.get(clock)).body);
    expect(before).toContain('Missed by 22 min 05 s');
    expect(before).toContain('19:02:05 to 21:24:10 is 2 h 22 min 05 s');
    const version = /<option[^>]*value="(\d+)" selected/.exec((await lead.get(clock)).body)?.[1];
    const sent = await lead.post(`/cases/${id}/correct-time`, {
      _next: clock,
      version: version ?? '',
      to: '2027-03-28 20:58:00',
      reason: 'paper-record',
      explanation: 'Paper sheet says 20:58. Tablet had no signal.',
    });
    expect([sent.statusCode, sent.headers.location]).toEqual([303, clock]);

    expect(await figure()).toMatchObject({ numerator: 1, denominator: 1, asFirstRecorded: { numerator: 0 } });
    const page = text((await lead.get(clock)).body);
    for (const words of [
      'Missed by 22 min 05 s',
      'Met, with 4 min 05 s left',
      'turned a clock that was late into one that is in time',
      'Dana Okafor',
      '“Paper sheet says 20:58. Tablet had no signal.”',
      'A paper record shows another time',
      'Recomputed from these events: same answer.',
      'replaced below',
    ])
      expect(page).toContain(words);
    const figures = text((await visitor.get('/figures?service=tidewell')).body);
    expect(figures).toContain('1 made met');
    expect(figures).toContain('It changed the band');
    expect(text((await visitor.get('/figures/changes?service=tidewell')).body)).toContain(
      'Seen at home: Urgent, within 2 h',
    );
  });

  it('tells a visitor what happened and when, but neither who did it nor what was written', async () => {
    const list = (await visitor.get(`/figures/${lineOf}?service=tidewell&show=amended`)).body;
    const page = text((await visitor.get(/\/clocks\/[^"]+/.exec(list)?.[0] ?? '')).body);
    expect(page).toContain('A paper record shows another time');
    for (const hidden of ['Okafor', 'Iyer', 'Paper sheet', 'Pellworth', 'Correct a time'])
      expect(page).not.toContain(hidden);
  });

  it('writes down who opened the clock of a case', async () => {
    const { rows } = await inScope(app.db, { tenants: [app.tenant] }, (_, client) =>
      client.query('select actor, detail from access where action = $1', ['open-clock']),
    );
    expect(rows).toContainEqual({ actor: visitor.account, detail: { measure: lineOf, lap: 1 } });
    expect(rows).toContainEqual({ actor: lead.account, detail: { measure: lineOf, lap: 1 } });
  });
});

describe('the clocks behind a figure', () => {
  it('are as many as the figure says, in every list', async () => {
    await aVisit('20:30:00');
    await aVisit('21:59:59');
    const page = (await visitor.get(`/figures/${lineOf}?service=tidewell`)).body;
    expect(text(page)).toContain('In time: 2 of 3, 66.7%');
    expect(text(page)).toContain('1 to 3 of 3 clocks');
    for (const [show, count] of [
      ['late', 1],
      ['amended', 1],
      ['unmeasurable', 0],
      ['excluded', 0],
    ] as const) {
      const list = (await visitor.get(`/figures/${lineOf}?service=tidewell&show=${show}`)).body;
      expect([show, list.match(/href="\/clocks\//g)?.length ?? 0]).toEqual([show, count]);
      expect(text(list)).toContain(
        `${{ late: 'Late', amended: 'Amended', unmeasurable: 'Not measurable', excluded: 'Excluded' }[show]} ${count}`,
      );
    }
  });

  it('are told in the CSV as on the page', async () => {
    const csv = (await visitor.get('/figures.csv?service=tidewell')).body;
    const line = csv.split('\r\n').find((row) => row.includes('"Urgent, within 2 h"') && row.includes('Seen at home'));
    expect(line).toContain(',2,3,66.7%,Non-compliant,1,');
  });
});

describe('any query', () => {
  const times = fc.constantFrom(
    '2027-03-28',
    '2027-03-28T01:30',
    '1999-02-01',
    '2027-13-40',
    '-1',
    '9999-01-01',
    '2027-10-31T01:30',
    '',
  );
  const nonsense = fc.oneof(
    times,
    fc.string({ maxLength: 30 }),
    fc.constantFrom('month', 'day', 'hour', 'tidewell', 'late'),
  );
  const names = fc.constantFrom(
    'service',
    'period',
    'from',
    'to',
    'last',
    'by',
    'pack',
    'show',
    'measure',
    'group',
    'after',
    'skip',
    '__proto__',
  );
  const query = fc.array(fc.tuple(names, nonsense), { maxLength: 6 });
  const subject = fc.oneof(fc.constant('01a48d3c-65d0-7721-9d77-3bb1344428fe'), fc.string({ maxLength: 20 }));
  const path = fc.oneof(
    fc.constantFrom(
      '/figures',
      '/figures.csv',
      '/api/figures',
      '/figures/how',
      '/figures/changes',
      `/figures/${lineOf}`,
      '/figures/uncovered-base-hours',
    ),
    fc.string({ maxLength: 12 }).map((name) => `/figures/${encodeURIComponent(name)}`),
    fc.tuple(subject, nonsense).map(([one, two]) => `/clocks/${encodeURIComponent(one)}/${encodeURIComponent(two)}/1`),
  );

  it('is answered without a fault of ours', async () => {
    await fc.assert(
      fc.asyncProperty(path, query, async (where, pairs) => {
        const words = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
        const answer = await visitor.get(`${where}?${words}`);
        expect([where, words, answer.statusCode < 500]).toEqual([where, words, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('says by name what is wrong with it', async () => {
    const wrong = await visitor.get('/figures?from=2027-02-30');
    expect(wrong.statusCode).toBe(400);
    expect(wrong.body).toContain('href="#from"');
    const long = await visitor.get('/api/figures?service=tidewell&from=2020-01-01&to=2027-01-01&by=hour');
    expect(long.json()).toMatchObject({ status: 400, problems: [{ field: 'from', code: 'period-too-long' }] });
    expect((await visitor.get('/figures?service=nowhere')).statusCode).toBe(404);
    expect((await visitor.get(`/clocks/${newId()}/answer/1`)).statusCode).toBe(404);
  });
});
