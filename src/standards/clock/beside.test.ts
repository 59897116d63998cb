import { describe, expect, it } from 'vitest';
import { minutes } from '#shared';
import { at, clocksOf, correctedTo, needed, nqr, opened, raised, type Told, told } from '../examples.ts';
import { amended, earliest, overdue } from './clock.ts';
import { foldClocks } from './fold.ts';

describe('NQR 9a and 10a: life-threatening, passed to 999', () => {
  it('runs for 3 minutes from when somebody found it, on the telephone and at a base', () => {
    expect(clocksOf(told(needed('20:00:10')))).toMatchObject([
      { measure: 'pass-999-telephone-3min', dueAt: at('20:03:10'), outcome: 'open' },
    ]);
    expect(clocksOf(told(needed('20:00', { at: 'base' })))).toMatchObject([{ measure: 'pass-999-walk-in-3min' }]);
  });

  it('stays open until the ambulance service confirms, and is met at exactly 3 minutes', () => {
    const [waiting] = clocksOf(told(needed('20:00')));
    expect(waiting && overdue(waiting, at('20:03:01'))).toBe(true);
    expect(clocksOf(told(needed('20:00'), ['PassConfirmed', '20:03']))[0]?.outcome).toBe('met');
    expect(clocksOf(told(needed('20:00'), ['PassConfirmed', '20:03:01']))[0]?.outcome).toBe('missed');
  });

  it('is left out when it was stood down in time, and missed when that was said too late', () => {
    const stood = (time: string) =>
      clocksOf(told(needed('20:00'), ['PassStoodDown', time, { reason: 'duplicate' }]))[0];
    expect(stood('20:02')).toMatchObject({ outcome: 'excluded', reason: 'stood-down' });
    expect(stood('20:03:01')).toMatchObject({ outcome: 'missed', reason: 'stood-down-late' });
  });

  it('keeps what was first recorded when the time of the pass is corrected', () => {
    const [clock] = clocksOf(correctedTo(told(needed('20:00'), ['PassConfirmed', '20:05']), 2, '20:02'));
    expect(clock).toMatchObject({ outcome: 'met', firstOutcome: 'missed', firstCountedMs: minutes(5) });
  });
});

describe('NQR 13: an interpreter', () => {
  const polish = { interpreter: 'pl', answeredAt: '2027-03-28T19:00:00.000Z' };
  const interpreterOf = (...facts: Told[]) =>
    clocksOf(told(...facts)).filter(({ measure }) => measure === 'interpreter-15min');

  it('runs from the first contact, only where one is needed', () => {
    expect(interpreterOf(opened('20:05'))).toEqual([]);
    expect(interpreterOf(opened('20:05', { interpreter: null }))).toEqual([]);
    expect(interpreterOf(opened('20:05', polish))).toMatchObject([{ startedAt: at('20:00'), dueAt: at('20:15') }]);
  });

  it('is met when the interpreter is connected within 15 minutes', () => {
    expect(interpreterOf(opened('20:05', polish), ['InterpreterConnected', '20:15'])[0]?.outcome).toBe('met');
    expect(interpreterOf(opened('20:05', polish), ['InterpreterConnected', '20:15:01'])[0]?.outcome).toBe('missed');
  });

  it('is missed when the case is closed without one', () => {
    const [clock] = interpreterOf(opened('20:05', polish), ['CaseClosed', '20:10', { outcome: 'advice' }]);
    expect(clock).toMatchObject({ outcome: 'missed', reason: 'closed-without-interpreter' });
  });
});

describe('a piece of work', () => {
  it('is due when whoever raised it said', () => {
    expect(clocksOf(told(raised('20:00', '20:25')))).toMatchObject([
      { measure: 'work-item', startedAt: at('20:00'), dueAt: at('20:25'), outcome: 'open' },
    ]);
  });

  it('is met until that instant, by whoever takes it', () => {
    const done = (time: string) =>
      clocksOf(told(raised('20:00', '20:25'), ['WorkTaken', '20:01'], ['WorkDone', time]))[0];
    expect(done('20:25')).toMatchObject({ outcome: 'met', countedMs: minutes(25) });
    expect(done('20:25:01')?.outcome).toBe('missed');
  });

  it('is left out when it is not needed any more, unless it was due by then', () => {
    const withdrawn = (time: string) => clocksOf(told(raised('20:00', '20:25'), ['WorkWithdrawn', time]))[0];
    expect(withdrawn('20:20')).toMatchObject({ outcome: 'excluded', reason: 'withdrawn' });
    expect(withdrawn('20:26')).toMatchObject({ outcome: 'missed', reason: 'withdrawn-late' });
  });

  it('is unmeasurable, and not met, when nobody said when it is due', () => {
    const [clock] = clocksOf(told(raised('20:00', '20:25', { dueAt: undefined }), ['WorkDone', '20:05']));
    expect(clock).toMatchObject({ outcome: 'unmeasurable', reason: 'no-due-time', dueAt: null });
  });
});

describe('a case after somebody did not wait, or is on the way', () => {
  const booked: Told[] = [
    opened('18:41'),
    ['AssessmentStarted', '18:52'],
    ['AssessmentFinished', '19:00', { place: 'base', urgency: 'urgent' }],
    ['BaseBooked', '19:02', { place: 7 }],
  ];
  const visited: Told[] = [
    ...booked.slice(0, 2),
    ['AssessmentFinished', '19:00', { place: 'visit', urgency: 'urgent' }],
    ['VisitRequested', '19:02', { car: 2 }],
    ['VisitSetOff', '19:05', { car: 2 }],
    ['VisitArrived', '19:30', { car: 2 }],
  ];
  const gone: Told[] = [...booked, ['PatientArrived', '19:20', { place: 7 }], ['DidNotWait', '19:50', { place: 7 }]];
  const running = (facts: readonly Told[]) => earliest(foldClocks(nqr, told(...facts)));

  it.each([
    ['in the waiting room', gone.slice(0, -1)],
    ['gone again', gone],
    ['not come at all', [...booked, ['DidNotAttend', '19:50', { place: 7 }] as Told]],
    ['booked again', [...gone, ['BaseBooked', '20:00', { place: 7 }] as Told]],
    ['on the way to the patient', visited.slice(0, -1)],
    ['at the door', visited],
  ])('has a running deadline: %s', (_, facts) => {
    expect(running(facts)).toBeDefined();
  });

  it('is to be rung back within 60 min of not waiting, until something is done about it', () => {
    const steps = (facts: Told[]) =>
      foldClocks(nqr, told(...facts)).filter(({ measure, lap }) => measure === 'unfinished-step' && lap === 2);
    expect(steps(gone)).toMatchObject([{ startedAt: at('19:50'), dueAt: at('20:50'), outcome: 'open' }]);
    const again: Told[] = [...gone, ['BaseBooked', '20:10', { place: 7 }]];
    expect(steps(again)).toMatchObject([{ outcome: 'met', countedMs: minutes(20) }]);
  });

  it('goes on waiting to be seen from the end of the assessment, whoever did not wait', () => {
    const seen = clocksOf(told(...gone, ['BaseBooked', '20:00', { place: 7 }], ['ConsultationStarted', '21:10']));
    const faceToFace = seen.find(({ measure }) => measure === 'face-to-face-urgent-2h-base');
    expect(faceToFace).toMatchObject({ startedAt: at('19:00'), outcome: 'missed' });
    expect(faceToFace && amended(faceToFace)).toBe(false);
  });
});
