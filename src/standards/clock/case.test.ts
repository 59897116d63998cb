import { describe, expect, it } from 'vitest';
import { hours, minutes } from '#shared';
import { at, clocksOf, correctedTo, nqr, opened, type Told, told } from '../examples.ts';
import { nqr2006With } from '../packs/nqr2006.ts';
import { amended, earliest } from './clock.ts';
import { foldClocks } from './fold.ts';

const assessed: Told[] = [opened('18:41:10'), ['AssessmentStarted', '18:52:30']];
const visit: Told = ['AssessmentFinished', '19:02:05', { place: 'visit', urgency: 'urgent' }];
const started = (time: string, place = 'visit'): Told => ['ConsultationStarted', time, { place }];

describe('NQR 9: a case waits for its assessment', () => {
  it('runs from the answer by a person, not from when the case was typed in', () => {
    const [clock] = clocksOf(told(opened('20:05', { answeredAt: '2027-03-28T19:00:00.000Z' })));
    expect(clock).toMatchObject({
      measure: 'assessment-urgent-in-20',
      startedAt: at('20:00'),
      dueAt: at('20:20'),
      countsAt: at('20:00'),
    });
  });

  it('runs from the corrected answer when the opening is corrected, and remembers where it counted', () => {
    const typedLater = told(opened('20:05', { answeredAt: '2027-03-28T19:00:00.000Z' }), [
      'AssessmentStarted',
      '20:24',
    ]);
    const [clock, ...others] = clocksOf(correctedTo(typedLater, 1, '20:05'));
    expect(others).toEqual([]);
    expect(clock).toMatchObject({
      startedAt: at('20:05'),
      countsAt: at('20:05'),
      outcome: 'met',
      firstOutcome: 'missed',
    });
    expect(clock).toMatchObject({ firstCountsAt: at('20:00'), firstCountedMs: minutes(24) });
  });

  it('is met at exactly 20 minutes and missed a second later', () => {
    expect(clocksOf(told(opened('20:00'), ['AssessmentStarted', '20:20']))[0]?.outcome).toBe('met');
    expect(clocksOf(told(opened('20:00'), ['AssessmentStarted', '20:20:01']))[0]?.outcome).toBe('missed');
  });

  it('runs from receipt where NHS 111 took the call, unless the contract says otherwise', () => {
    const referred = told(opened('20:05', { entryRoute: 'nhs-111', answeredAt: '2027-03-28T19:00:00.000Z' }));
    expect(clocksOf(referred)[0]?.startedAt).toBe(at('20:05'));
    const policy = { ...nqr.settings.clockStartPolicy, 'nhs-111': 'answered' } as const;
    const stricter = { ...nqr2006With({ clockStartPolicy: policy }), id: 2, digest: '' };
    expect(clocksOf(referred, stricter)[0]?.startedAt).toBe(at('20:00'));
  });

  it('keeps those who walk in apart: they are NQR 10', () => {
    expect(clocksOf(told(opened('20:00', { entryRoute: 'walk-in' })))[0]?.measure).toBe('walk-in-urgent-in-20');
  });

  it('is measured under the priority in force when it stops, from the same start', () => {
    const lowered = told(opened('20:00'), ['PriorityChanged', '20:15', { from: 'urgent', to: 'other' }]);
    expect(clocksOf(lowered)).toMatchObject([
      { measure: 'assessment-other-in-60', startedAt: at('20:00'), dueAt: at('21:00') },
    ]);
    const raised = told(opened('20:00', { priority: 'other' }), [
      'PriorityChanged',
      '20:30',
      { from: 'other', to: 'urgent' },
    ]);
    expect(clocksOf(raised)).toMatchObject([{ measure: 'assessment-urgent-in-20', dueAt: at('20:20') }]);
  });

  it('stays missed under the old limit when it was lowered after that limit had passed', () => {
    const lowered: Told[] = [opened('20:00'), ['PriorityChanged', '20:20:01', { from: 'urgent', to: 'other' }]];
    const still = { measure: 'assessment-urgent-in-20', dueAt: at('20:20'), reason: 'changed-after-limit' };
    expect(clocksOf(told(...lowered))).toMatchObject([{ ...still, outcome: 'open' }]);
    expect(clocksOf(told(...lowered, ['AssessmentStarted', '20:30']))).toMatchObject([
      { ...still, outcome: 'missed', countedMs: minutes(30) },
    ]);
  });

  it('may still be lowered at the very end of its limit', () => {
    const clocks = clocksOf(told(opened('20:00'), ['PriorityChanged', '20:20', { from: 'urgent', to: 'other' }]));
    expect(clocks).toMatchObject([{ measure: 'assessment-other-in-60', reason: null }]);
  });

  it('takes no notice of a change after it has stopped', () => {
    const events = told(
      opened('20:00'),
      ['AssessmentStarted', '20:10'],
      ['PriorityChanged', '20:15', { from: 'urgent', to: 'other' }],
    );
    expect(clocksOf(events)).toMatchObject([{ measure: 'assessment-urgent-in-20', outcome: 'met', through: 2 }]);
  });

  it('keeps its start through transfers, releases and queues', () => {
    const moved: Told[] = [
      ['CaseTaken', '20:01', { by: 'x' }],
      ['CaseReleased', '20:02'],
      ['CaseMoved', '20:03', { to: 'to-assess-other' }],
    ];
    expect(clocksOf(told(opened('20:00'), ...moved))).toMatchObject([
      { startedAt: at('20:00'), dueAt: at('20:20'), through: 1 },
    ]);
  });

  it('is missed when the case is closed without it: no national exclusion exists', () => {
    const [clock] = clocksOf(told(opened('20:00'), ['CaseClosed', '20:05', { outcome: 'no-reply' }]));
    expect(clock).toMatchObject({ outcome: 'missed', reason: 'closed-unassessed', countedMs: minutes(5) });
  });

  it('is unmeasurable, and not met, when no start was recorded', () => {
    const events = told(opened('20:00', { answeredAt: undefined }), ['AssessmentStarted', '20:05']);
    expect(clocksOf(events)).toMatchObject([
      { outcome: 'unmeasurable', reason: 'no-start', countedMs: null, countsAt: at('20:00') },
    ]);
  });

  it('is unmeasurable when it stopped before it started, or nobody entered a priority', () => {
    const early = told(opened('20:05', { answeredAt: '2027-03-28T19:05:00.000Z' }), ['AssessmentStarted', '20:04']);
    expect(clocksOf(early)).toMatchObject([{ outcome: 'unmeasurable', reason: 'stopped-before-start' }]);
    const nobody = told(opened('20:00', { priority: undefined }), ['AssessmentStarted', '20:05']);
    expect(clocksOf(nobody)).toMatchObject([
      { measure: 'assessment-urgent-in-20', outcome: 'unmeasurable', reason: 'no-priority' },
    ]);
  });
});

describe('NQR 12: seen face to face', () => {
  it('starts when the assessment ends, and not before', () => {
    expect(clocksOf(told(...assessed)).map(({ measure }) => measure)).toEqual(['assessment-urgent-in-20']);
    expect(clocksOf(told(...assessed, visit))[1]).toMatchObject({
      measure: 'face-to-face-urgent-2h-visit',
      startedAt: at('19:02:05'),
      dueAt: at('21:02:05'),
    });
  });

  it('does not start for advice', () => {
    expect(
      clocksOf(told(...assessed, ['AssessmentFinished', '19:00', { place: 'advice' }], ['CaseClosed', '19:05'])),
    ).toHaveLength(1);
  });

  it('is missed by 22 min 05 s, and by a correction met with 4 min 05 s left: both stay', () => {
    const events = correctedTo(
      told(...assessed, visit, started('21:24:10'), ['ConsultationFinished', '21:48:30', {}]),
      4,
      '20:58',
    );
    const clock = clocksOf(events)[1];
    expect(clock).toMatchObject({
      outcome: 'met',
      countedMs: at('20:58') - at('19:02:05'),
      firstOutcome: 'missed',
      firstThrough: 4,
      through: 6,
    });
    expect(clock?.firstCountedMs).toBe(hours(2) + minutes(22) + 5_000);
  });

  it('stops when the clinician starts, not on arrival and not at the booked time', () => {
    const booked: Told = ['BaseBooked', '19:05', { place: 7, at: '2027-03-28T19:30:00.000Z' }];
    const base: Told = ['AssessmentFinished', '19:00', { place: 'base', urgency: 'emergency' }];
    const [, clock] = clocksOf(told(...assessed, base, booked, started('20:00:01', 'base')));
    expect(clock).toMatchObject({
      measure: 'face-to-face-emergency-1h-base',
      outcome: 'missed',
      stoppedAt: at('20:00:01'),
    });
  });

  it('goes to the other line, with its start, when a shut base turns an appointment into a visit', () => {
    const base: Told = ['AssessmentFinished', '19:00', { place: 'base', urgency: 'urgent' }];
    const clocks = clocksOf(
      told(...assessed, base, ['PlaceChanged', '20:40', { from: 'base', to: 'visit', reason: 'base-shut' }]),
    );
    expect(clocks[1]).toMatchObject({
      measure: 'face-to-face-urgent-2h-visit',
      startedAt: at('19:00'),
      dueAt: at('21:00'),
    });
    expect(clocks).toHaveLength(2);
  });

  it('stays under the old limit when the urgency falls after it has passed', () => {
    const fell: Told = ['UrgencyChanged', '21:02:06', { from: 'urgent', to: 'less-urgent' }];
    const [, clock] = clocksOf(told(...assessed, visit, fell, started('22:00')));
    expect(clock).toMatchObject({
      measure: 'face-to-face-urgent-2h-visit',
      outcome: 'missed',
      reason: 'changed-after-limit',
    });
  });

  it('moves back to the new line when a correction puts the change within the old limit', () => {
    const fell: Told = ['UrgencyChanged', '21:02:06', { from: 'urgent', to: 'less-urgent' }];
    const late = told(...assessed, visit, fell, started('22:00'));
    const [, clock, left] = clocksOf(correctedTo(late, 4, '20:30'));
    const countedMs = at('22:00') - at('19:02:05');
    const lessUrgent = 'face-to-face-less-urgent-6h-visit';
    expect(clock).toMatchObject({ measure: lessUrgent, outcome: 'met', countedMs, through: 6 });
    expect(clock).toMatchObject({ firstOutcome: 'excluded', firstReason: 'other-line', firstCountedMs: null });
    expect(left).toMatchObject({
      measure: 'face-to-face-urgent-2h-visit',
      ...{ outcome: 'excluded', reason: 'moved-by-correction', countedMs: null, through: 6 },
      ...{ firstOutcome: 'missed', firstReason: 'changed-after-limit', firstCountedMs: countedMs, firstThrough: 4 },
    });
    expect([clock, left].map((one) => one && amended(one))).toEqual([true, true]);
  });

  it('is one clock again, and as first recorded, when the correction is itself corrected', () => {
    const fell: Told = ['UrgencyChanged', '21:02:06', { from: 'urgent', to: 'less-urgent' }];
    const late = told(...assessed, visit, fell, started('22:00'));
    const [, clock, ...others] = clocksOf(correctedTo(correctedTo(late, 4, '20:30'), 4, '21:02:06'));
    expect(others).toEqual([]);
    expect(clock).toMatchObject({ measure: 'face-to-face-urgent-2h-visit', outcome: 'missed', firstOutcome: 'missed' });
    expect(clock && amended(clock)).toBe(false);
  });

  it('is first recorded as missed from a change after its limit on, though it runs until it is stopped', () => {
    const fell: Told = ['UrgencyChanged', '21:02:06', { from: 'urgent', to: 'less-urgent' }];
    const running = told(...assessed, visit, fell);
    const [, open] = clocksOf(running);
    expect(open).toMatchObject({ outcome: 'open', firstOutcome: 'missed', firstThrough: 4, firstCountedMs: null });
    expect(open && amended(open)).toBe(false);
    const [, stopped] = clocksOf(told(...assessed, visit, fell, started('22:00')));
    expect(stopped && amended(stopped)).toBe(false);
    const [, now, left] = clocksOf(correctedTo(running, 4, '20:30'));
    expect(now).toMatchObject({
      measure: 'face-to-face-less-urgent-6h-visit',
      outcome: 'open',
      firstReason: 'other-line',
    });
    expect(left).toMatchObject({ outcome: 'excluded', firstOutcome: 'missed', firstThrough: 4 });
    expect([now, left].map((one) => one && amended(one))).toEqual([true, true]);
  });

  it('is unmeasurable when nobody entered an urgency, under the strictest line it could be', () => {
    const [, clock] = clocksOf(
      told(...assessed, ['AssessmentFinished', '19:00', { place: 'base' }], started('19:10', 'base')),
    );
    expect(clock).toMatchObject({
      measure: 'face-to-face-emergency-1h-base',
      outcome: 'unmeasurable',
      reason: 'no-urgency',
    });
  });

  it('is unmeasurable when a consultation has no assessment before it', () => {
    const [, clock] = clocksOf(told(opened('19:00'), started('19:30')));
    expect(clock).toMatchObject({ outcome: 'unmeasurable', reason: 'no-start', countsAt: at('19:30') });
  });

  it('is 2 hours by the instants on the night when the clocks go forward', () => {
    const night = told(
      opened('2027-03-28 00:10'),
      ['AssessmentStarted', '2027-03-28 00:15'],
      ['AssessmentFinished', '2027-03-28 00:20', { place: 'visit', urgency: 'urgent' }],
    );
    expect(clocksOf(night)[1]?.dueAt).toBe(at('2027-03-28 03:20'));
  });
});

describe('every open case has a running deadline', () => {
  const whole = told(
    ...assessed,
    visit,
    started('20:00'),
    ['ConsultationFinished', '20:20', {}],
    ['CaseClosed', '20:25', {}],
  );
  const advice = told(...assessed, ['AssessmentFinished', '19:00', { place: 'advice' }], ['CaseClosed', '19:10', {}]);

  it.each([{ events: whole }, { events: advice }])('at every step', ({ events }) => {
    for (let step = 1; step < events.length; step++)
      expect(earliest(foldClocks(nqr, events.slice(0, step)))).toBeDefined();
    expect(earliest(foldClocks(nqr, events))).toBeUndefined();
  });

  it('counts laps of unfinished steps', () => {
    const steps = foldClocks(nqr, whole).filter(({ measure }) => measure === 'unfinished-step');
    expect(steps.map(({ lap, outcome, countedMs }) => [lap, outcome, countedMs])).toEqual([
      [1, 'met', at('19:02:05') - at('18:52:30')],
      [2, 'met', minutes(20)],
      [3, 'met', minutes(5)],
    ]);
  });
});
