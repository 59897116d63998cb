import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minutes, plus } from '#shared';
import { at, clockOf, lineOf, boardTime as now, placeNamed, shiftOf, somePlaces, storyOf } from '../examples.ts';
import { nextHourNote, shownOf } from '../pages/nextHour.tsx';
import { cliniciansOf } from './clinicians.ts';
import { coverOf } from './cover.ts';
import type { DueErrand } from './errands.ts';
import { type NextAbout, nextHourOf } from './nextHour.ts';
import { panelsOf, stillToMove } from './panels.ts';
import { runningOf } from './waiting.ts';

const period = { from: at('20:00'), to: at('23:59') };

function about(lines: ReturnType<typeof lineOf>[], more: Partial<NextAbout> = {}): NextAbout {
  return {
    running: runningOf(
      lines,
      lines.map((line) => clockOf(line, line.priority === 'urgent' ? 20 : 60)),
      now,
    ),
    toMove: [],
    stories: [],
    covers: [],
    places: somePlaces,
    clinicians: { free: [], next: [], since: new Map() },
    ages: new Map(),
    errands: [],
    shifts: [],
    log: [],
    expected: new Map(),
    now,
    ...more,
  };
}

const other = (number: string, due: string, more = {}) => lineOf(number, { dueAt: at(due), ...more });
const numbers = (value: ReturnType<typeof nextHourOf>) => value.rows.map(({ number }) => number.slice(5));

describe('the next hour', () => {
  test('is in order of time due, late first, and ends in an hour', () => {
    const lines = [other('119', '23:08'), other('140', '23:48'), other('124', '22:44'), other('126', '22:52')];
    const value = nextHourOf(about(lines));
    expect(numbers(value)).toEqual(['124', '126', '119']);
    expect(value.rows[0]?.state).toBe('late');
    expect(value.inAll).toBe(3);
  });

  test('groups neighbours of one pool that nobody has, and nobody else', () => {
    const lines = [
      other('119', '23:08'),
      other('122', '23:12'),
      other('125', '23:18'),
      other('117', '23:20', { queue: 'base', state: 'booked', place: 1, urgency: 'urgent', slotAt: at('22:50') }),
      other('127', '23:24'),
      other('128', '23:26', { repeatTimes: 3 }),
      other('129', '23:31', { heldBy: 'p-iyer' }),
    ];
    const value = nextHourOf(about(lines));
    expect(numbers(value)).toEqual(['119', '117', '127', '128', '129']);
    expect(value.rows[0]?.others).toEqual({ count: 2, until: at('23:18') });
    expect(value.rows[3]).toMatchObject({ detail: '3rd call', holder: { kind: 'nobody' } });
    expect(value.inAll).toBe(7);
  });

  test('never drops a late row to fit, and says how many there are', () => {
    const late = Array.from({ length: 12 }, (_, index) => other(`1${index + 10}`, `22:${index + 10}`));
    const value = nextHourOf(about([...late, other('150', '23:10')]));
    expect(shownOf(value)).toHaveLength(13);
    expect(nextHourNote(value)).toBe('late first, then soonest. 13 in all');
  });

  test('keeps the next five who can still be helped in time in sight, however many are late', () => {
    const late = Array.from({ length: 12 }, (_, index) => other(`1${index + 10}`, `22:${index + 10}`));
    const soon = Array.from({ length: 7 }, (_, index) =>
      other(`2${index + 10}`, `23:${index + 10}`, { heldBy: 'iyer' }),
    );
    const value = nextHourOf(about([...late, ...soon]));
    expect(shownOf(value)).toHaveLength(17);
    expect(nextHourNote(value)).toBe('late first, then soonest. 19 in all, 2 more after 23:14');
  });

  test('says what courtesy a patient is owed in the row of the patient, and never below what is late', () => {
    const owed = (number: string, due: string, more: Partial<DueErrand> = {}): DueErrand => ({
      ...{ stream: `work-${number}-${due}`, kind: 'work', work: 'comfort-call', what: 'Comfort call' },
      ...{ case: lineOf(number).id, startedAt: at('22:00'), dueAt: at(due), ...more },
    });
    const lines = [other('103', '22:31'), other('126', '23:10'), other('131', '23:01')];
    const errands = [
      owed('103', '22:41'),
      owed('131', '23:02'),
      owed('126', '22:40'),
      owed('131', '23:05', { holder: { by: 'iyer', since: at('22:40') } }),
    ];
    const { rows, inAll } = nextHourOf(about(lines, { errands }));
    // What is due before the patient's own clock, or has been taken by somebody, is a row of its own.
    expect(rows.map(({ number, what, also }) => [number.slice(5), what, also?.what])).toEqual([
      ['103', 'Ring back, other', 'Comfort call'],
      ['126', 'Comfort call', undefined],
      ['131', 'Ring back, other', 'Comfort call'],
      ['131', 'Comfort call', undefined],
      ['126', 'Ring back, other', undefined],
    ]);
    expect(inAll).toBe(5);
  });

  test('to try a patient again whom somebody is moving is the same call, and stands in that row', () => {
    const errand = (work: string, due: string, more: Partial<DueErrand> = {}): DueErrand => ({
      ...{ stream: `${work}`, kind: 'work', work, what: work, case: lineOf('112').id },
      ...{ startedAt: at('22:00'), dueAt: at(due), ...more },
    });
    const lines = [other('112', '23:50'), other('103', '22:31')];
    const taken = { holder: { by: 'brandreth', since: at('20:35') } };
    const again = errand('failed-contact', '22:20');
    const rows = (...errands: DueErrand[]) => nextHourOf(about(lines, { errands })).rows;
    expect(rows(again, errand('move-booked', '23:00', taken)).map(({ what, also }) => [what, also?.what])).toEqual([
      ['Ring back, other', undefined],
      ['move-booked', 'failed-contact'],
    ]);
    // Taken by the same person, who rings them anyway: the same call still.
    const sameOwner = rows({ ...again, ...taken }, errand('move-booked', '23:00', taken));
    expect(sameOwner.map(({ what, also }) => [what, also?.what])).toContainEqual(['move-booked', 'failed-contact']);
    // Nobody has the moving: both are somebody's to do, and the late one stands first.
    expect(rows(again, errand('move-booked', '23:00')).map(({ what }) => what)).toEqual([
      'failed-contact',
      'Ring back, other',
      'move-booked',
    ]);
  });

  test('holds every case that is late or due within the hour, once, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -90, max: 120 }), { maxLength: 40 }), (offsets) => {
        const lines = offsets.map((offset, index) =>
          lineOf(String(100 + index), { dueAt: plus(now, minutes(offset)) }),
        );
        const value = nextHourOf(about(lines));
        const people = value.rows.reduce((sum, { others }) => sum + 1 + (others?.count ?? 0), 0);
        expect(people).toBe(offsets.filter((offset) => offset <= 60).length);
        expect(people).toBe(value.inAll);
        const due = value.rows.map(({ dueAt }) => dueAt);
        expect(due).toEqual([...due].sort((a, b) => a - b));
      }),
    );
  });

  test('gives the first that nobody has to whoever is free, and the rest to whoever is next', () => {
    const lines = [other('126', '22:52', { priority: 'urgent' }), other('131', '23:01')];
    const value = nextHourOf(about(lines, { clinicians: { free: ['achterberg'], next: ['osei'], since: new Map() } }));
    expect(value.rows.map(({ why }) => why)).toEqual([
      { account: 'achterberg', words: 'free now' },
      { account: 'osei', words: 'next free' },
    ]);
  });
});

test('who rings back: free since the longest first, then those on the telephone in the order in which they began', () => {
  const assessed = (number: string, by: string, from: string, to?: string) =>
    storyOf(number, { assessments: [{ by, from: at(from), ...(to ? { to: at(to) } : {}) }] });
  const cases = [lineOf('130', { state: 'in-assessment', heldBy: 'doyle' }), lineOf('124', { heldBy: 'iyer' })];
  const stories = [
    assessed('123', 'achterberg', '22:31', '22:44'),
    assessed('128', 'iyer', '22:29', '22:45'),
    assessed('130', 'doyle', '22:40'),
    assessed('090', 'gone-home', '20:40', '20:50'),
  ];
  expect(cliniciansOf(stories, cases, { now })).toMatchObject({ free: ['achterberg'], next: ['doyle'] });
  const gone = new Set(['achterberg']);
  expect(cliniciansOf(stories, cases, { now, gone })).toMatchObject({ free: [], next: ['doyle'] });
});

describe('a base without a doctor', () => {
  const canal = placeNamed('canal-bridge');
  const covers = [
    coverOf(canal, [shiftOf({ from: '20:00' })], { period, now }),
    coverOf(placeNamed('foundry-lane'), [shiftOf({ place: 'foundry-lane', booked: 'r', arrived: '07:50' })], {
      period,
      now,
    }),
  ];
  const booked = (number: string, place: number, slot: string) =>
    lineOf(number, {
      state: 'booked',
      queue: 'base',
      place,
      slotAt: at(slot),
      urgency: 'less-urgent',
      dueAt: at('23:40'),
    });
  const notices = [{ place: 2, says: 'shut' as const, postedAt: at('20:34'), postedBy: 'okafor' }];

  test('is said with since when, what the public was told, who was sent away and who is still to move', () => {
    const sent = (number: string, miles: number, time: string) =>
      storyOf(number, { sent: [{ at: at(time), from: 2, to: 3, miles }] });
    const cases = [booked('112', 2, '23:30'), booked('117', 1, '23:10')];
    const stories = [sent('104', 6.4, '20:39'), sent('105', 2.8, '20:36'), sent('090', 9, '18:00')];
    const [panel, ...others] = panelsOf({ covers, notices, cases, stories, now });
    expect(others).toEqual([]);
    expect(panel).toMatchObject({
      place: canal,
      missing: ['doctor'],
      since: at('20:00'),
      notice: notices[0],
      toMove: { people: 1, by: at('23:00') },
    });
    expect(panel?.sent.people).toBe(2);
    expect(panel?.sent.averageMiles).toBeCloseTo(4.6);
  });

  test('has its booked patients in the next hour, due half an hour before their time', () => {
    const cases = [booked('112', 2, '23:30'), booked('117', 1, '23:10')];
    const toMove = stillToMove({ covers, notices, cases, now });
    const { rows } = nextHourOf(about(cases, { toMove, covers }));
    expect(rows[0]).toMatchObject({
      number: '2803-112',
      what: 'Move a booked patient',
      dueAt: at('23:00'),
      state: 'waiting',
    });
    expect(rows[1]).toMatchObject({ number: '2803-117', what: 'Base, less urgent' });
  });

  test('a patient booked for when the base is to be covered again stays', () => {
    const tomorrow = coverOf(canal, [shiftOf({ from: '23:00', booked: 'dr-may', confirmed: true })], { period, now });
    expect(stillToMove({ covers: [tomorrow], notices, cases: [booked('112', 2, '23:30')], now })).toEqual([]);
  });
});
