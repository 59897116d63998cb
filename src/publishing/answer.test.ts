import { describe, expect, it } from 'vitest';
import { hours as hoursMs, type Instant, instant, type Period, plus, withOffset } from '#shared';
import { answerOf, dayWords } from './answer.ts';
import type { HourSaid, ShiftBody } from './body.ts';
import { type DayPart, hoursOf, type Need, neededIn, periodOfDay, type Shown, usualPart } from './day.ts';
import { baseInWords, noticeWords, sentElsewhereWords, thereWords } from './dayWords.ts';
import { easter } from './easter.testing.ts';
import { holdSent } from './sentElsewhere.ts';

type Example = { from: string; to: string; gaps?: string[]; inPart?: boolean; sent?: number[]; released?: boolean };

/** A released shift of that Sunday; `gaps` are the hours without a doctor. */
function shown({ from, to, gaps = [], inPart, sent = [] }: Example, id: number): Shown {
  const period = { from: easter(from), to: easter(to) };
  const hours: HourSaid[] = [];
  for (let at = period.from; at < period.to; at = plus(at, hoursMs(1))) {
    const isGap = gaps.includes(withOffset(at).slice(11, 13));
    const box = { from: withOffset(at), to: withOffset(plus(at, hoursMs(1))) };
    hours.push({ ...box, state: isGap ? 'no-doctor' : 'doctor', minutes: isGap ? (inPart ? 10 : 60) : 0 });
  }
  const people = sent.map((miles, index) => ({ subject: String(index), to: 'Foundry Lane', area: null, miles }));
  const body: ShiftBody = {
    kind: 'shift',
    post: 'doctor',
    service: { slug: 'tidewell', name: 'Tidewell' },
    madeUp: true,
    base: { slug: 'canal-bridge', name: 'Canal Bridge' },
    ...{ from: withOffset(period.from), to: withOffset(period.to) },
    hours,
    there: [],
    sentElsewhere: holdSent(people),
    notice: { said: [], wrongMinutes: 0 },
  };
  return { id, key: `shift ${from}`, digest: 'd', period, body };
}

function ask(examples: Example[], about: { part?: DayPart; now?: Instant; known?: Period } = {}) {
  const shifts = examples.filter(({ released }) => released !== false).map(shown);
  const needs: Need[] = examples.map(({ from, to }) => ({ from: easter(from), to: easter(to), key: `shift ${from}` }));
  const period = periodOfDay('2027-03-28', about.part ?? '07-24');
  const hours = hoursOf(period, needs, shifts);
  const waiting = examples.filter(({ released }) => released === false).map(({ to }) => easter(to));
  const needed = neededIn(period, needs);
  return {
    hours,
    ...answerOf({
      hours,
      ...(needed ? { needed } : {}),
      ...(waiting.length > 0 ? { dueAt: Math.min(...waiting) as Instant } : {}),
      now: about.now ?? easter('24:00'),
      known: about.known ?? { from: instant('2027-03-27T17:30:00Z'), to: easter('24:00') },
      sent: shifts.map(({ body }) => body.sentElsewhere),
    }),
  };
}

const day: Example = { from: '08:00', to: '20:00' };
const empty: Example = { from: '20:00', to: '24:00', gaps: ['20', '21', '22', '23'] };
const seven = [6.4, 5.8, 6.1, 2.9, 5.5, 2.7, 6.3];

describe('was there a doctor', () => {
  it('the evening of the pictures', () => {
    const { answer, more, tone, hours } = ask([day, { ...empty, sent: seven }]);
    expect({ answer, more, tone }).toEqual({
      answer: 'No, not after 20:00.',
      more: 'A doctor was needed until midnight. For the last 4 hours there was none, and 7 people were sent elsewhere, on average 5.1 miles.',
      tone: 'no',
    });
    expect(hours.map(({ words }) => words)).toEqual([
      'Not needed',
      ...new Array(12).fill('Doctor'),
      ...new Array(4).fill('No doctor'),
    ]);
  });

  it.each<[string, Example[], string, string]>([
    [
      'a whole day',
      [day, { from: '20:00', to: '24:00' }],
      'Yes.',
      'A doctor was needed from 08:00 to midnight, and one was there in every hour.',
    ],
    ['nobody at all', [empty], 'No.', 'A doctor was needed from 20:00 to midnight. In those 4 hours there was none.'],
    [
      'a late start',
      [{ ...day, gaps: ['08', '09'] }],
      'No, not before 10:00.',
      'A doctor was needed from 08:00. For the first 2 hours there was none.',
    ],
    [
      'a gap in the middle',
      [{ ...day, gaps: ['14', '15'] }],
      'No, not from 14:00 to 16:00.',
      'For 2 of the 12 hours needed there was none.',
    ],
    [
      'gaps here and there',
      [{ ...day, gaps: ['09', '15'] }],
      'No, not all of the time.',
      'For 2 of the 12 hours needed there was none.',
    ],
    [
      'ten minutes without one',
      [{ ...day, gaps: ['19'], inPart: true }],
      'No, not all of the time.',
      'For 1 of the 12 hours needed, a doctor was not there all the time.',
    ],
    [
      'few people sent elsewhere',
      [{ ...empty, sent: [1, 2] }],
      'No.',
      'A doctor was needed from 20:00 to midnight. In those 4 hours there was none, and 1 to 4 people were sent elsewhere.',
    ],
    [
      'people sent elsewhere from a base with a doctor',
      [{ ...day, sent: seven }],
      'Yes.',
      'A doctor was needed from 08:00 to 20:00, and one was there in every hour. Still, 7 people were sent elsewhere, on average 5.1 miles.',
    ],
    ['no requirement', [], 'No doctor was needed.', 'No doctor was required at this base in these hours.'],
  ])('%s', (_, examples, answer, more) => expect(ask(examples)).toMatchObject({ answer, more }));

  it('says when what is not released yet will be', () => {
    const now = easter('22:47');
    expect(ask([{ ...day, released: false }], { now: easter('12:00') })).toMatchObject({
      answer: 'Not released yet.',
      tone: 'unknown',
      more: 'What is not released yet will be at 20:00, when the shift has ended.',
    });
    expect(ask([day, { ...empty, released: false }], { now })).toMatchObject({
      answer: 'Yes, until 20:00.',
      more: 'What is not released yet will be at midnight, when the shift has ended.',
    });
    expect(
      ask(
        [
          { ...day, gaps: ['08'] },
          { ...empty, released: false },
        ],
        { now },
      ),
    ).toMatchObject({
      answer: 'No, not all of the time.',
      more: 'For 1 of the 12 hours released so far there was none. What is not released yet will be at midnight, when the shift has ended.',
    });
  });

  it('does not take what it does not know for a day without need', () => {
    const later = { from: instant('2027-04-01T00:00:00Z'), to: instant('2027-04-02T00:00:00Z') };
    expect(ask([], { known: later }).answer).toBe('Not known.');
    const earlier = { from: instant('2027-03-01T00:00:00Z'), to: instant('2027-03-02T00:00:00Z') };
    expect(ask([], { known: earlier, now: instant('2027-03-02T00:00:00Z') }).answer).toBe('Not known yet.');
  });

  it('names the days that have names', () => {
    expect(dayWords('2027-03-28', easter('00:00'))).toBe('Easter Sunday');
    expect(dayWords('2027-03-27', instant('2027-03-27T00:00:00Z'))).toBe('Saturday 27 March 2027');
  });
});

describe('the hours of a day', () => {
  it('are 23 and 25 where the clocks change', () => {
    expect(hoursOf(periodOfDay('2027-03-28'), [], [])).toHaveLength(23);
    expect(hoursOf(periodOfDay('2027-10-31'), [], [])).toHaveLength(25);
    expect(hoursOf(periodOfDay('2027-03-27'), [], [])).toHaveLength(24);
  });
  it('hide nothing that was needed where no part is asked for', () => {
    expect(usualPart('2027-03-28', [{ from: easter('08:00'), to: easter('24:00') }])).toBe('07-24');
    expect(usualPart('2027-03-28', [{ from: easter('06:30'), to: easter('08:00') }])).toBe('all');
  });
  it('show the worst of two posts in one hour', () => {
    const { hours } = ask([day, { from: '18:00', to: '20:00', gaps: ['18'] }]);
    expect(hours.find(({ period }) => period.from === easter('18:00'))).toMatchObject({
      state: 'no-doctor',
      neededMs: hoursMs(2),
      uncoveredMs: hoursMs(1),
    });
  });
});

describe('the words beside the hours', () => {
  const said = (from: string, to: string, says: 'open' | 'shut') => ({
    from: withOffset(easter(from)),
    to: withOffset(easter(to)),
    says,
    goTo: null,
  });
  const withNotice = (notices: ReturnType<typeof said>[], wrongMinutes: number) => {
    const shift = shown(empty, 1);
    return [{ ...shift, body: { ...shift.body, notice: { said: notices, wrongMinutes } } }];
  };
  it('say what the notice said', () => {
    const both = [said('20:00', '20:34', 'open'), said('20:34', '24:00', 'shut')];
    expect(noticeWords(withNotice(both, 34))).toBe('Open, until 20:34. It was wrong for 34 minutes.');
    expect(noticeWords(withNotice([said('20:00', '24:00', 'open')], 240))).toBe('Open. It was wrong for 4 h.');
    expect(noticeWords(withNotice([said('20:00', '24:00', 'shut')], 0))).toBe('Shut. That was right.');
    expect(noticeWords(withNotice([], 0))).toBe('No notice is on record.');
  });
  it('say how many people were sent where, and how many to each only where none are few', () => {
    expect(sentElsewhereWords([shown({ ...empty, sent: seven }, 1)])).toEqual({
      people: '7 people, on average 5.1 miles from where they were',
      where: 'Foundry Lane',
    });
    expect(sentElsewhereWords([shown({ ...empty, sent: [1] }, 1)])).toEqual({
      people: '1 to 4 people. The exact number is not shown.',
      where: 'Foundry Lane. How many went to each is not shown, because the numbers are small.',
    });
    expect(sentElsewhereWords([shown(empty, 1)])).toEqual({ people: 'Nobody', where: '' });
  });
  it('say when a doctor was there, and never who', () => {
    const shift = shown(day, 1);
    const there = [{ from: withOffset(easter('07:52')), to: withOffset(easter('20:00')) }];
    const shifts = [{ ...shift, body: { ...shift.body, there } }];
    expect(thereWords(shifts, periodOfDay('2027-03-28'))).toBe('a doctor was there from 07:52 to 20:00');
    expect(thereWords([shift], periodOfDay('2027-03-28'))).toBe('no doctor was there');
  });
  it('say how it was at the other bases', () => {
    expect(baseInWords('Priory Road', ask([day]).hours)).toBe('Priory Road: a doctor from 08:00 to 20:00, as planned.');
    expect(baseInWords('Priory Road', ask([empty]).hours)).toBe('Priory Road: 4 hours without a doctor.');
    expect(baseInWords('Priory Road', ask([]).hours)).toBe('Priory Road: no doctor needed.');
  });
});
