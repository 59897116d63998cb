import { describe, expect, it } from 'vitest';
import type { StoredEvent } from '#database';
import type { KernelEvent } from '../clock/clock.ts';
import { foldClocks } from '../clock/fold.ts';
import { arrived, at, correctedTo, left, nqr, offered, opened, required, told } from '../examples.ts';
import type { StreamTeller } from '../teller.ts';
import { clockView } from './clockView.ts';

const teller = { title: () => 'Case 2803-081' } as unknown as StreamTeller;

function viewOf(events: readonly KernelEvent[], measure: string, { asOf = at('22:47'), lap = 1 } = {}) {
  const clock = foldClocks(nqr, events).find((one) => one.measure === measure && one.lap === lap);
  if (!clock) throw new Error(`no clock ${measure}`);
  const stored = { ...clock, tenant: 1, subject: 's' };
  const place = () => undefined;
  const all = events as unknown as StoredEvent[];
  return clockView({ clock: stored, events: all, rule: nqr, teller, place, asOf, service: 'tidewell' });
}

const visit = 'face-to-face-urgent-2h-visit';
const night = told(
  opened('18:43:30'),
  ['AssessmentStarted', '18:52:30'],
  ['AssessmentFinished', '19:02:05', { place: 'visit', urgency: 'urgent' }],
  ['ConsultationStarted', '21:24:10', { place: 'visit' }],
);

describe('what the page of a clock says', () => {
  it('says under both lines where a corrected clock was first recorded and where it is now', () => {
    const fell = told(
      opened('18:43:30'),
      ['AssessmentStarted', '18:52:30'],
      ['AssessmentFinished', '19:02:05', { place: 'visit', urgency: 'urgent' }],
      ['UrgencyChanged', '21:02:06', { from: 'urgent', to: 'less-urgent' }],
      ['ConsultationStarted', '21:24:10', { place: 'visit' }],
    );
    const events = correctedTo(fell, 4, '20:58');
    const [left, now] = [visit, 'face-to-face-less-urgent-6h-visit'].map((measure) => viewOf(events, measure));
    expect(left?.now.said.words).toBe('Not counted: a correction has moved it to another line');
    expect(left?.first.said.tag.words).toBe('Missed');
    expect(now?.first.said.words).toBe('Not counted: it was first recorded under another line');
    expect(now?.now.said.tag.words).toBe('Met');
    expect([left?.now.isAmended, now?.now.isAmended]).toEqual([true, true]);
  });

  it('stands first recorded and amended beside each other, and says that late became in time', () => {
    const view = viewOf(correctedTo(night, 4, '20:58'), visit, { asOf: at('2027-03-29 09:31') });
    expect(view.promise).toBe('Home visit, urgent, within 2 h');
    expect([view.first.when, view.first.said.words, view.first.working]).toEqual([
      'As first recorded, Sun 28 Mar 21:24',
      'Missed by 22 min 05 s',
      'Sun 28 Mar 19:02:05 to 21:24:10 is 2 h 22 min 05 s',
    ]);
    expect([view.now.when, view.now.said.words, view.now.isAmended]).toEqual([
      'As amended, 09:12',
      'Met, with 4 min 05 s left',
      true,
    ]);
    expect(view.turned?.heading).toBe('This change turned a clock that was late into one that is in time.');
    expect(view.picture?.bars.map(({ label }) => label)).toEqual([
      'First recorded: 19:02:05 to 21:24:10',
      'Amended: 19:02:05 to 20:58:00',
    ]);
    expect(view.list?.href).toBe(`/figures/${visit}?service=tidewell&from=2027-03-01&to=2027-04-01`);
  });

  it('says nothing of a change where there was none', () => {
    const view = viewOf(night, visit);
    expect(view.turned).toBeUndefined();
    expect(view.now.when).toBe('As it stands now: not amended');
    expect(view.now.said).toEqual(view.first.said);
  });

  it.each([
    ['20:00', 'Open, 1 h 2 min left'],
    ['21:18:05', 'Open, late by 16 min'],
  ])('at %s, of a clock that is not settled: %s', (time, words) => {
    const view = viewOf(night.slice(0, 3), visit, { asOf: at(time) });
    expect(view.first.said.words).toBe('Not settled yet');
    expect(view.now.said.words).toBe(words);
  });

  it('says who gave up, and what never counted', () => {
    const gaveUp = told(offered('20:00'), ['CallAbandoned', '20:00:40', { in: 'queue' }]);
    expect(viewOf(gaveUp, 'answer').now.said.words).toBe('Missed: the caller gave up');
    const phantom = told(offered('20:00'), ['CallVoided', '20:00:01', { reason: 'phantom' }]);
    expect(viewOf(phantom, 'answer').now.said.words).toBe('Not counted: not a real call');
    expect(viewOf(phantom, 'answer').picture).toBeUndefined();
    expect(viewOf(told(offered('20:00'), ['CallAnswered', '20:00:30']), 'answer').now.said.words).toBe(
      'Met, on the last second',
    );
  });

  it('speaks of an hour of cover as an hour', () => {
    const shift = told(required('20:00', '23:00'), arrived('20:00'), left('21:30'));
    const asOf = at('22:47');
    expect(viewOf(shift, 'uncovered-base-hours', { asOf })).toMatchObject({
      promise: 'Required hour: Sun 28 Mar 20:00 to 21:00',
      now: { said: { words: 'Covered, every minute' }, working: '20:00 to 21:00 is 1 h' },
    });
    expect(viewOf(shift, 'uncovered-base-hours', { asOf, lap: 2 }).now.said.words).toBe('Nobody there since 21:30');
  });
});
