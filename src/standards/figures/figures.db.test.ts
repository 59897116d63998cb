import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inScope } from '#database';
import { type Instant, NotFound, type Period, seeded, split } from '#shared';
import { type TestDatabase, testDatabase } from '../../database/testing.ts';
import { type Clock, type KernelEvent, settled } from '../clock/clock.ts';
import { foldClocks } from '../clock/fold.ts';
import { arrived, at, correctedTo, left, offered, opened, required, type Told, told } from '../examples.ts';
import { nqr2006With } from '../packs/nqr2006.ts';
import { anInstallation, extend, type Installation, store } from '../storedExamples.ts';
import { verifyClocks } from '../verify.ts';
import { expectedFigure } from './bruteForce.ts';
import type { Figure } from './figure.ts';
import { clocksBehindFigure, computeFigures, figuresAndChanges, type Only, peopleLate } from './figureStore.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const day: Period = { from: at('2027-03-28 00:00'), to: at('2027-03-29 00:00') };

async function figures(here: Installation, periods = [day], asOf = at('2027-03-29 09:30')): Promise<Figure[]> {
  const { tenant, service, rule } = here;
  return inScope(db, { tenants: [tenant] }, (tx) => computeFigures(tx, { tenant, service, pack: rule, periods, asOf }));
}

async function figure(here: Installation, measure: string, periods?: Period[], asOf?: Instant): Promise<Figure> {
  return (await figures(here, periods, asOf)).find((one) => one.measure === measure)!;
}

const storeAll = async (here: Installation, streams: readonly KernelEvent[][]) => {
  for (const [index, events] of streams.entries()) await store(here, `${here.service.slug} ${index}`, events);
};

/** A night drawn from a seed: calls, cases and shifts, finished or not, some corrected. */
function aNight(seed: string): KernelEvent[][] {
  const random = seeded(seed);
  const time = (minute: number) =>
    `2027-03-28 ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const begin = () => random.int(120, 1100);
  const perhaps = (...facts: Told[]) => facts.slice(0, random.int(0, facts.length));
  const after = (from: number, most: number) => time(Math.min(1439, from + random.int(0, most)));
  const stream = (...facts: Told[]) =>
    facts.length > 1 && random.next() < 0.2
      ? correctedTo(told(...facts), random.int(1, facts.length), after(1100, 300))
      : told(...facts);
  const call = () => {
    const from = begin();
    const second = (n: number) => `${time(from)}:${String(n).padStart(2, '0')}`;
    const end = random.pick<Told>([
      ['CallAnswered', second(random.int(20, 59))],
      ['CallAnswered', after(from + 1, 3)],
      ['CallAbandoned', second(random.int(20, 59)), { in: 'queue' }],
      ['CallAbandoned', second(5), { in: 'message' }],
      ['CallVoided', second(5), { reason: 'phantom' }],
    ]);
    return stream(offered(second(0)), ...perhaps(end, ['CallEnded', after(from + 5, 5)]));
  };
  const aCase = () => {
    const from = begin();
    const change = random.pick<Told>([
      ['PriorityChanged', after(from, 40), { to: 'other' }],
      ['CaseTaken', after(from, 5), {}],
    ]);
    const finished: Told = [
      'AssessmentFinished',
      time(from + 70),
      {
        place: random.pick(['base', 'visit', 'advice']),
        urgency: random.pick([undefined, 'emergency', 'urgent', 'less-urgent']),
      },
    ];
    const birth = opened(time(from), { priority: random.pick([undefined, 'urgent', 'other', 'other']) });
    return stream(
      birth,
      ...perhaps(
        change,
        ['AssessmentStarted', after(from, 69)],
        finished,
        ['ConsultationStarted', after(from + 71, 300)],
        ['CaseClosed', time(1439)],
      ),
    );
  };
  const shift = () => {
    const from = random.int(2, 10);
    return stream(
      required(time(from * 60 + 30), time((from + 6) * 60)),
      ...perhaps(arrived(after(from * 60, 60)), left(after(from * 60 + 90, 200)), [
        'ShiftEnded',
        time((from + 6) * 60),
      ]),
    );
  };
  return Array.from({ length: 140 }, (_, index) => (index % 14 === 0 ? shift() : index % 2 ? call() : aCase()));
}

describe('figures in SQL', () => {
  it.each(['one', 'two', 'three'])('agree with the same figures worked out clock by clock (night %s)', async (seed) => {
    const here = await anInstallation(db, `night-${seed}`);
    const streams = aNight(seed);
    await storeAll(here, streams);
    const clocks: Clock[] = streams.flatMap((events) => foldClocks(here.rule, events));
    const asOf = at('2027-03-28 19:10');
    for (const by of ['hour', 'day'] as const) {
      const periods = split(day, by);
      const found = await figures(here, periods, asOf);
      expect(found).toHaveLength(here.rule.figures.length * periods.length);
      for (const [index, one] of found.entries()) {
        if (one.measure === 'calls-engaged') continue;
        const period = periods[index % periods.length]!;
        const { numerator, denominator, value, ...rest } = expectedFigure(one.measure, clocks, {
          period,
          asOf,
          first: false,
        });
        expect({ ...one }).toMatchObject({ numerator, denominator, value, ...rest });
        const first = expectedFigure(one.measure, clocks, { period, asOf, first: true });
        expect(one.asFirstRecorded).toEqual({
          numerator: first.numerator,
          denominator: first.denominator,
          value: first.value,
        });
      }
    }
  });

  it('count what stands at the edges: 60 s in time, 30 s not over 30 s, and 5 % met', async () => {
    const here = await anInstallation(db, 'edges');
    const message = { message: true, messageEndedAt: '2027-03-28T19:00:00.000Z' };
    const call = (...end: Told) => told(offered('19:59:50', message), end);
    const answered = Array.from({ length: 17 }, () => call('CallAnswered', '20:01:00'));
    await storeAll(here, [
      ...answered,
      call('CallAnswered', '20:01:01'),
      call('CallAbandoned', '20:00:30', { in: 'queue' }),
      call('CallAbandoned', '20:00:31', { in: 'queue' }),
    ]);
    expect(await figure(here, 'calls-answered-in-60')).toMatchObject({
      numerator: 17,
      denominator: 18,
      late: 1,
      band: 'partial',
    });
    expect(await figure(here, 'calls-abandoned')).toMatchObject({
      numerator: 1,
      denominator: 20,
      value: 0.05,
      band: 'met',
      late: 1,
    });
    expect(await figure(here, 'p95-wait-seconds')).toMatchObject({
      value: 61,
      numerator: null,
      denominator: null,
      late: null,
      band: null,
    });
    expect(await figure(here, 'offered')).toMatchObject({ value: 20, late: null });
  });

  it('list a period without activity: counts 0, rates null; and a line that nothing reports as a gap', async () => {
    const here = await anInstallation(db, 'quiet');
    expect(await figure(here, 'calls-abandoned')).toMatchObject({
      numerator: 0,
      denominator: 0,
      excluded: 0,
      value: null,
      band: 'no-activity',
      late: 0,
    });
    expect(await figure(here, 'answered')).toMatchObject({ numerator: null, value: 0, band: null });
    expect(await figure(here, 'p95-wait-seconds')).toMatchObject({ value: null, band: null });
    expect(await figure(here, 'calls-engaged')).toMatchObject({
      numerator: null,
      denominator: null,
      value: null,
      band: null,
      excluded: null,
    });
  });

  it('say the period in local time with its offset, and the same digest whenever they are asked', async () => {
    const here = await anInstallation(db, 'digest');
    await storeAll(here, [told(offered('20:00'), ['CallAnswered', '20:00:10'])]);
    const [early, late] = [
      await figure(here, 'answered'),
      await figure(here, 'answered', [day], at('2027-04-02 10:00')),
    ];
    expect(early.period).toEqual({ from: '2027-03-28T00:00:00+00:00', to: '2027-03-29T00:00:00+01:00' });
    expect(early.asOf).not.toBe(late.asOf);
    expect(early.digest).toBe(late.digest);
    expect(early.digest).not.toBe((await figure(here, 'offered')).digest);
    expect(Object.keys(early)).toEqual([
      'service',
      'measure',
      'clause',
      'period',
      'origin',
      'numerator',
      'denominator',
      'excluded',
      'unmeasurable',
      'late',
      'value',
      'asFirstRecorded',
      'band',
      'rule',
      'asOf',
      'digest',
    ]);
  });

  it('count an open clock past due as missed now, and a call still ringing as late in neither share', async () => {
    const here = await anInstallation(db, 'overdue');
    await storeAll(here, [told(opened('20:00')), told(opened('20:50')), told(offered('20:59'))]);
    expect(await figure(here, 'assessment-urgent-in-20', [day], at('21:00'))).toMatchObject({
      numerator: 0,
      denominator: 1,
      late: 1,
    });
    expect(await figure(here, 'assessment-urgent-in-20', [day], at('21:10:01'))).toMatchObject({
      denominator: 2,
      late: 2,
      asFirstRecorded: { denominator: 2 },
    });
    expect(await figure(here, 'calls-answered-in-60', [day], at('21:00'))).toMatchObject({ denominator: 0, late: 1 });
  });

  it('count hours of cover that have begun, in hours', async () => {
    const here = await anInstallation(db, 'cover');
    await storeAll(here, [told(required('18:30', '23:00'), arrived('18:20'), left('20:00'))]);
    expect(await figure(here, 'uncovered-base-hours', [day], at('21:30'))).toMatchObject({
      numerator: 2,
      denominator: 3.5,
      value: 2 / 3.5,
      band: 'not-met',
      late: null,
    });
    expect(await figure(here, 'uncovered-base-hours', [day], at('20:00'))).toMatchObject({
      numerator: 0,
      denominator: 1.5,
      band: 'met',
    });
  });

  it('follow the contract’s word for abandoned', async () => {
    const here = await anInstallation(db, 'words');
    await storeAll(here, [
      told(offered('20:00'), ['CallAnswered', '20:00:10']),
      told(offered('20:01'), ['CallAbandoned', '20:01:10', { in: 'queue' }]),
      told(offered('20:02'), ['CallAbandoned', '20:02:40', { in: 'queue' }]),
      told(offered('20:03'), ['CallAbandoned', '20:03:05', { in: 'message' }]),
    ]);
    const under = async (abandonedDefinition: 'nqr' | 'mds' | 'iuc' | 'wales') => {
      const pack = { ...nqr2006With({ abandonedDefinition }), id: 9, digest: 'd' };
      const { numerator, denominator, excluded } = await figure({ ...here, rule: pack }, 'calls-abandoned');
      return [numerator, denominator, excluded];
    };
    expect(await under('nqr')).toEqual([1, 3, 1]);
    expect(await under('mds')).toEqual([1, 3, 1]);
    expect(await under('iuc')).toEqual([2, 3, 1]);
    expect(await under('wales')).toEqual([2, 4, 0]);
  });

  it('leave out what lies between two periods, and a clock that falls due this very moment', async () => {
    const here = await anInstallation(db, 'between');
    await storeAll(here, [told(opened('20:00')), told(opened('21:00')), told(opened('22:00'))]);
    const [first, , last] = split({ from: at('20:00'), to: at('23:00') }, 'hour');
    const found = (await figures(here, [first!, last!], at('22:20'))).filter(
      ({ measure }) => measure === 'assessment-urgent-in-20',
    );
    expect(found.map(({ denominator }) => denominator)).toEqual([1, 0]);
  });

  it('refuse periods that overlap', async () => {
    const here = await anInstallation(db, 'disorder');
    await expect(figures(here, [day, day])).rejects.toThrow(RangeError);
  });
});

describe('what corrections have done', () => {
  it('says how many were made met or late, and whether the band changed', async () => {
    const here = await anInstallation(db, 'amended');
    const late = told(opened('20:00'), ['AssessmentStarted', '20:30']);
    const inTime = told(opened('21:00'), ['AssessmentStarted', '21:10']);
    await storeAll(here, [
      correctedTo(late, 2, '20:10'),
      correctedTo(inTime, 2, '21:11'),
      told(opened('22:00'), ['AssessmentStarted', '22:05']),
    ]);
    const { tenant, service, rule } = here;
    const ask = { tenant, service, pack: rule, periods: [day], asOf: at('23:59') };
    const { figures, changes } = await inScope(db, { tenants: [tenant] }, (tx) => figuresAndChanges(tx, ask));
    expect(changes).toMatchObject([
      {
        measure: 'assessment-urgent-in-20',
        madeMet: 1,
        madeLate: 0,
        otherwise: 1,
        firstBand: 'non',
        band: 'full',
        bandChanged: true,
      },
    ]);
    const line = figures.find(({ measure }) => measure === 'assessment-urgent-in-20');
    expect(line).toMatchObject({
      numerator: 3,
      denominator: 3,
      asFirstRecorded: { numerator: 2, denominator: 3, value: 2 / 3 },
    });
  });
});

describe('what was first recorded', () => {
  const urgent = 'face-to-face-urgent-2h-base';
  const lessUrgent = 'face-to-face-less-urgent-6h-base';
  const seen = (urgency: string, begun: string, ...between: Told[]) =>
    told(
      opened('18:00'),
      ['AssessmentStarted', '18:05'],
      ['AssessmentFinished', '18:10', { place: 'base', urgency }],
      ...between,
      ['ConsultationStarted', begun, { place: 'base' }],
    );

  const everything = async (here: Installation, periods: Period[]) => {
    const { tenant, service, rule } = here;
    const ask = { tenant, service, pack: rule, periods, asOf: at('23:59') };
    return inScope(db, { tenants: [tenant] }, async (tx) => ({
      ...(await figuresAndChanges(tx, ask)),
      behind: (measure: string, period: Period, only: Only) =>
        inScope(db, { tenants: [tenant] }, (again) =>
          clocksBehindFigure(again, { tenant, service, pack: rule, period, asOf: ask.asOf, measure, only }),
        ),
    }));
  };

  it('stays under its line when a correction moves a clock to another, and both lines list it', async () => {
    const here = await anInstallation(db, 'other-line');
    const fell: Told = ['UrgencyChanged', '20:10:01', { from: 'urgent', to: 'less-urgent' }];
    const streams = [
      ...Array.from({ length: 25 }, () => seen('urgent', '19:00')),
      ...Array.from({ length: 2 }, () => seen('urgent', '20:30')),
      ...Array.from({ length: 36 }, () => seen('less-urgent', '20:00')),
      // The assessment ended at 18:11: the fall in urgency was in time after all.
      correctedTo(seen('urgent', '21:00', fell), 3, '18:11'),
    ];
    await storeAll(here, streams);
    const { figures: found, changes, behind } = await everything(here, [day]);
    const line = (wanted: string) => found.find(({ measure }) => measure === wanted);
    expect(line(urgent)).toMatchObject({ numerator: 25, denominator: 27, excluded: 1, late: 2 });
    expect(line(urgent)?.asFirstRecorded).toMatchObject({ numerator: 25, denominator: 28 });
    expect(line(lessUrgent)).toMatchObject({ numerator: 37, denominator: 37, excluded: 0 });
    expect(line(lessUrgent)?.asFirstRecorded).toMatchObject({ numerator: 36, denominator: 36 });
    expect(changes.map(({ measure, otherwise }) => [measure, otherwise])).toEqual(
      expect.arrayContaining([
        [urgent, 1],
        [lessUrgent, 1],
      ]),
    );
    for (const measure of [urgent, lessUrgent]) expect((await behind(measure, day, 'amended')).total).toBe(1);
    expect((await behind(urgent, day, 'excluded')).clocks[0]).toMatchObject({ reason: 'moved-by-correction' });
  });

  it('stays in its period when a correction moves the start to another, and both periods list it', async () => {
    const here = await anInstallation(db, 'other-period');
    await storeAll(here, [
      correctedTo(told(opened('20:50'), ['AssessmentStarted', '21:15']), 1, '21:01'),
      correctedTo(told(opened('20:10'), ['AssessmentStarted', '20:35']), 1, '20:20'),
      told(opened('21:05'), ['AssessmentStarted', '21:15']),
    ]);
    const measure = 'assessment-urgent-in-20';
    const hours = split({ from: at('20:00'), to: at('22:00') }, 'hour');
    const { figures: found, changes, behind } = await everything(here, hours);
    const shown = found.filter((one) => one.measure === measure);
    expect(shown.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(shown.map(({ asFirstRecorded: first }) => [first.numerator, first.denominator])).toEqual([
      [0, 2],
      [1, 1],
    ]);
    const amendedIn = changes.filter((change) => change.measure === measure);
    expect(amendedIn.map(({ madeMet, otherwise }) => [madeMet, otherwise])).toEqual([
      [1, 1],
      [0, 1],
    ]);
    const lists = await Promise.all(hours.map((hour) => behind(measure, hour, 'amended')));
    expect(lists.map(({ total }) => total)).toEqual([2, 1]);
    // Over the whole evening it is one clock, made met.
    const whole = await everything(here, [{ from: at('20:00'), to: at('22:00') }]);
    expect(whole.changes).toMatchObject([{ measure, madeMet: 2, madeLate: 0, otherwise: 0 }]);
    const [gap] = (await everything(here, [{ from: at('20:00'), to: at('21:00') }])).figures.filter(
      (one) => one.measure === measure,
    );
    expect(gap?.asFirstRecorded).toMatchObject({ numerator: 0, denominator: 2 });
  });

  it('is what it was before any correction, in every figure of every hour', async () => {
    const here = await anInstallation(db, 'before-after');
    const random = seeded('before-after');
    const streams = aNight('before-after').filter((events) => {
      const clocks = foldClocks(here.rule, events);
      return clocks.every(({ outcome, measure }) => settled(outcome) || measure === 'unfinished-step');
    });
    const ids = [];
    for (const [index, events] of streams.entries()) ids.push(await store(here, `before ${index}`, events));
    const hours = split(day, 'hour');
    const firsts = async () => (await figures(here, hours)).map(({ asFirstRecorded }) => asFirstRecorded);
    const before = await firsts();
    for (const [index, events] of streams.entries()) {
      const version = random.pick(events.filter(({ corrects }) => corrects === undefined)).version;
      const named = events.map((event, at) =>
        at > 0 ? event : { ...event, data: { ...event.data, service: here.service.id } },
      );
      const time = `2027-03-28 ${String(random.int(2, 23)).padStart(2, '0')}:${random.int(10, 59)}`;
      await extend(here, ids[index]!, { before: named, after: correctedTo(named, version, time) });
    }
    expect(await firsts()).toEqual(before);
    expect((await verifyClocks(db)).mismatches).toEqual([]);
  });
});

describe('a figure opened to its clocks', () => {
  it('lists what it was counted from, by page, and as many as it says', async () => {
    const here = await anInstallation(db, 'opened');
    const streams = aNight('opened');
    await storeAll(here, streams);
    const { tenant, service, rule } = here;
    const asOf = at('2027-03-28 19:10');
    const list = (
      measure: string,
      only: Only,
      after?: Parameters<typeof clocksBehindFigure>[1]['after'],
      limit?: number,
    ) =>
      inScope(db, { tenants: [tenant] }, (tx) =>
        clocksBehindFigure(tx, { tenant, service, pack: rule, period: day, asOf, measure, only, after, limit }),
      );
    for (const one of await figures(here, [day], asOf)) {
      if (one.denominator === null || one.measure === 'uncovered-base-hours') continue;
      expect((await list(one.measure, 'counted')).total, one.measure).toBe(one.denominator);
      expect((await list(one.measure, 'excluded')).total, one.measure).toBe(one.excluded);
      expect((await list(one.measure, 'late')).total, one.measure).toBe(one.late);
    }
    const whole = await list('calls-abandoned', 'counted');
    const seen: string[] = [];
    for (
      let page = await list('calls-abandoned', 'counted', undefined, 7);
      ;
      page = await list('calls-abandoned', 'counted', page.next, 7)
    ) {
      seen.push(...page.clocks.map(({ subject }) => subject));
      if (!page.next) break;
    }
    expect(seen).toEqual(whole.clocks.map(({ subject }) => subject));
    await expect(list('no-such-measure', 'late')).rejects.toBeInstanceOf(NotFound);
    expect(await list('calls-engaged', 'counted')).toEqual({ clocks: [], total: 0 });
  });

  it('counts each late person once', async () => {
    const here = await anInstallation(db, 'people');
    const twice = told(
      opened('18:00'),
      ['AssessmentStarted', '18:30'],
      ['AssessmentFinished', '18:40', { place: 'base', urgency: 'emergency' }],
      ['ConsultationStarted', '20:00'],
    );
    await storeAll(here, [twice, told(opened('20:00'), ['AssessmentStarted', '20:05'])]);
    const { tenant, service, rule } = here;
    const late = await inScope(db, { tenants: [tenant] }, (tx) =>
      peopleLate(tx, { tenant, service, pack: rule, periods: [day], asOf: at('23:00') }),
    );
    expect(late).toBe(1);
  });
});
