import { describe, expect, it } from 'vitest';
import { correctedTo, nqr, offered, opened, told } from '../examples.ts';
import { explain } from './explain.ts';

describe('what each event did to a clock', () => {
  it('is said in words for the amended visit', () => {
    const events = correctedTo(
      told(
        opened('18:41:10'),
        ['AssessmentStarted', '18:52:30'],
        ['AssessmentFinished', '19:02:05', { place: 'visit', urgency: 'urgent' }],
        ['VisitAssigned', '19:10:22', { car: 2 }],
        ['ConsultationStarted', '21:24:10', { place: 'visit' }],
        ['ConsultationFinished', '21:48:30', {}],
      ),
      5,
      '20:58',
    );
    const said = explain(nqr, { measure: 'face-to-face-urgent-2h-visit', lap: 1 }, events);
    expect(said.map(({ words }) => words)).toEqual([
      'not used by this rule',
      'not used by this rule',
      'Started. Due 21:02:05',
      'not used by this rule',
      'Stopped: missed by 22 min',
      'not used by this rule',
      'Amended: met by 4 min',
    ]);
    expect(said[4]).toMatchObject({ did: 'stopped', replacedBy: 7, outcome: 'missed' });
    expect(said[6]).toMatchObject({ did: 'amended', outcome: 'met' });
  });

  it('names a move to another line, and one that came too late', () => {
    const moved = told(opened('20:00'), ['PriorityChanged', '20:10', { from: 'urgent', to: 'other' }]);
    expect(explain(nqr, { measure: 'assessment-other-in-60', lap: 1 }, moved)[1]?.words).toBe(
      'Now Other, rung back within 60 min. Due 21:00:00',
    );
    const late = told(opened('20:00'), ['PriorityChanged', '20:30', { from: 'urgent', to: 'other' }]);
    expect(explain(nqr, { measure: 'assessment-urgent-in-20', lap: 1 }, late)[1]?.did).toBe('not-moved');
  });

  it('says why a call is not counted', () => {
    const events = told(offered('20:00'), ['CallVoided', '20:00:05', { reason: 'phantom' }]);
    expect(explain(nqr, { measure: 'answer', lap: 1 }, events).map(({ words }) => words)).toEqual([
      'Started. Due 20:00:30',
      'Not counted: not a real call',
    ]);
  });
});
