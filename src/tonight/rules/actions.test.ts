import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aPerson } from '#rota';
import { minutes, plus, showTime } from '#shared';
import { at, clockOf, lineOf, boardTime as now, placeNamed, shiftOf, somePlaces } from '../examples.ts';
import { coverOf } from '../tiles/cover.ts';
import { runningOf } from '../tiles/waiting.ts';
import { type ActionFacts, type ActionKind, actionKinds, possibleActions, rankedActions } from './actions.ts';
import { effectOf, headingOf } from './actionWords.ts';
import type { LogLine, Namer } from './log.ts';

const period = { from: at('20:00'), to: at('23:59') };
const car = (id: number, slug: string) => ({ ...placeNamed('car-1'), id, slug, name: `Car ${id - 3}` });
const cars = [car(4, 'car-1'), car(5, 'car-2')];
const name: Namer = {
  person: (account) => (account === 'achterberg' ? 'Dr Achterberg' : undefined),
  place: (id) => [...cars, ...somePlaces].find((place) => place.id === id)?.name,
};
const manned = cars.map((place) => ({
  ...coverOf(placeNamed('car-1'), [shiftOf({ place: 'car-1', from: '16:00', booked: 'd', arrived: '15:50' })], {
    period,
    now,
  }),
  place,
}));

function facts(lines: ReturnType<typeof lineOf>[], more: Partial<ActionFacts> = {}): ActionFacts {
  return {
    now,
    cases: lines,
    running: runningOf(
      lines,
      lines.map((line) => clockOf(line, 20)),
      now,
    ),
    clinicians: { free: [], next: [], since: new Map() },
    ...{ covers: [], places: somePlaces, shifts: [], notices: [], toMove: [], log: [], callable: [] },
    inHand: new Set(),
    overruled: new Set(),
    can: new Set(Object.keys(actionKinds) as ActionKind[]),
    ...more,
  };
}
const urgent = (number: string, due: string) => lineOf(number, { priority: 'urgent', dueAt: at(due) });
const visit = (number: string, due: string, place: number, more = {}) =>
  lineOf(number, {
    state: 'visit-assigned',
    queue: 'visit',
    placeKind: 'visit',
    urgency: 'urgent',
    place,
    dueAt: at(due),
    ...more,
  });
const free = { free: ['achterberg'], next: [], since: new Map([['achterberg', at('22:45')]]) };

describe('a clinician who is free', () => {
  test('is asked to ring the case that is due next, and it is said whom that keeps in time', () => {
    const [first, ...rest] = rankedActions(
      facts([urgent('131', '23:01'), urgent('126', '22:52')], { clinicians: free }),
    );
    expect(rest).toEqual([]);
    expect(first && headingOf(first, name)).toBe('Ask Dr Achterberg to ring case 126');
    expect(first && effectOf(first, name)).toBe('Keeps 1 person in time (due 22:52). Free since 22:45.');
  });

  test('is not asked twice within twenty minutes, nor for a case that somebody was asked about', () => {
    const asked: LogLine = {
      id: 'l',
      at: at('22:40'),
      by: 'o',
      kind: 'asked',
      words: '',
      person: 'achterberg',
      subject: 'x',
    };
    expect(rankedActions(facts([urgent('126', '22:52')], { clinicians: free, log: [asked] }))).toEqual([]);
    const old = { ...asked, at: at('22:20') };
    expect(rankedActions(facts([urgent('126', '22:52')], { clinicians: free, log: [old] }))).toHaveLength(1);
  });

  test('nobody is asked to ring a case that somebody has', () => {
    const held = lineOf('126', { priority: 'urgent', dueAt: at('22:52'), heldBy: 'iyer' });
    expect(rankedActions(facts([held], { clinicians: free }))).toEqual([]);
  });
});

describe('a visit', () => {
  const busy = visit('103', '22:31', 5, { state: 'in-consultation', heldSince: at('22:40') });

  test('that will be late goes to the car that is there sooner, and nobody else becomes late', () => {
    const lines = [busy, visit('121', '23:10', 5)];
    const [first] = rankedActions(facts(lines, { covers: manned }));
    expect(first && headingOf(first, name)).toBe('Move visit 121 from Car 2 to Car 1');
    expect(first && showTime(first.at?.after ?? now)).toBe('23:02');
    expect(first && effectOf(first, name)).toMatch(
      /^Seen about 23:02, not 23:20 \(due 23:10\)\. Nobody else becomes late\.$/,
    );
  });

  test('is moved before those of the other car who can wait, and not where one of them would become late', () => {
    const [begun, away] = [
      visit('103', '22:31', 5, { state: 'in-consultation', heldSince: now }),
      visit('113', '02:50', 4, { state: 'in-consultation', heldSince: at('22:30') }),
    ];
    const waits = (due: number) => visit('115', '23:00', 4, { urgency: 'less-urgent', dueAt: plus(now, minutes(due)) });
    const lines = (due: number) => [begun, visit('121', '23:19', 5), waits(due), away];
    const [first] = rankedActions(facts(lines(280), { covers: manned }));
    expect(first && effectOf(first, name)).toBe('Seen about 23:10, not 23:27 (due 23:19). Nobody else becomes late.');
    expect(first?.keeps).toBe(1);
    // Due before it, 115 goes first; due soon after it, 115 would be late.
    for (const due of [20, 60]) expect(rankedActions(facts(lines(due), { covers: manned }))).toEqual([]);
  });

  test('that will be in time stays where it is, and so does one without another car', () => {
    expect(rankedActions(facts([visit('121', '23:20', 5)], { covers: manned }))).toEqual([]);
    const lines = [busy, visit('110', '23:05', 5), visit('121', '23:20', 5)];
    expect(rankedActions(facts(lines, { covers: manned.slice(1) }))).toEqual([]);
  });
});

describe('a shift', () => {
  const driver = shiftOf({ from: '23:50', booked: 'sayle', role: 'driver', place: 'car-1' });

  test('that begins soon and is not confirmed is rung about, once in twenty minutes', () => {
    const [first] = rankedActions(facts([visit('121', '23:20', 4)], { shifts: [driver] }));
    expect(first && headingOf(first, name)).toBe('Ring the driver for Car 1 at 23:50');
    expect(first && effectOf(first, name)).toBe(
      'Not confirmed. Without a driver, 1 person who waits there is likely late.',
    );
    const rung: LogLine = {
      id: 'l',
      at: at('22:30'),
      by: 'o',
      kind: 'rang',
      words: '',
      shift: driver.id,
      person: aPerson('sayle'),
    };
    expect(rankedActions(facts([], { shifts: [driver], log: [rung] }))).toEqual([]);
  });

  test('that has nobody is offered to a doctor who could come, longest not rung first', () => {
    const gap = { ...shiftOf({ from: '20:00' }), to: plus(now, minutes(300)) };
    const rung: LogLine = { id: 'l', at: at('21:00'), by: 'o', kind: 'rang', words: '', person: 'lowe' };
    const [first] = rankedActions(facts([], { shifts: [gap], callable: ['lowe', 'achterberg'], log: [rung] }));
    expect(first && headingOf(first, name)).toBe('Call Dr Achterberg in for Canal Bridge');
    expect(rankedActions(facts([], { shifts: [gap] }))).toEqual([]);
    const nearlyOver = { ...gap, to: plus(now, minutes(80)) };
    expect(rankedActions(facts([], { shifts: [nearlyOver], callable: ['lowe'] }))).toEqual([]);
  });
});

test('a base without a doctor that the public is not told of is shut first', () => {
  const covers = [coverOf(placeNamed('canal-bridge'), [shiftOf({ from: '20:00' })], { period, now })];
  const about = { covers, clinicians: free };
  const [first, second] = rankedActions(facts([urgent('131', '23:03')], about));
  expect([first?.kind, second?.kind]).toEqual(['shut-base', 'ask-clinician']);
  const notices = [{ place: 2, says: 'shut' as const, postedAt: at('20:34'), postedBy: 'o' }];
  expect(rankedActions(facts([], { ...about, notices }))).toEqual([]);
  const can = new Set<ActionKind>(['ask-clinician']);
  expect(rankedActions(facts([], { ...about, can }))).toEqual([]);
});

test('a booked patient whom nobody will see is sent elsewhere, unless somebody has taken it in hand', () => {
  const line = lineOf('112', { state: 'booked', queue: 'base', place: 2, slotAt: at('23:30') });
  const toMove = [{ line, base: placeNamed('canal-bridge'), by: at('23:00') }];
  const [first] = rankedActions(facts([], { toMove }));
  expect(first && effectOf(first, name)).toBe(
    'Booked 23:30 at Canal Bridge, where nobody will see them. To be told by 23:00.',
  );
  expect(rankedActions(facts([], { toMove, inHand: new Set([line.id]) }))).toEqual([]);
});

test('three at most, one of a kind, soon before later, sure before likely, and what was overruled no more', () => {
  const lines = [urgent('126', '22:52'), urgent('131', '23:01'), visit('121', '23:20', 4)];
  const clinicians = { free: ['achterberg', 'osei'], next: [], since: new Map() };
  const shifts = [
    shiftOf({ from: '23:50', booked: 'sayle', role: 'driver', place: 'car-1' }),
    { ...shiftOf({ from: '20:00' }), to: plus(now, minutes(300)) },
  ];
  const all = facts(lines, { clinicians, shifts, callable: ['lowe'] });
  expect(possibleActions(all)).toHaveLength(4);
  expect(rankedActions(all).map(({ kind }) => kind)).toEqual(['ask-clinician', 'call-in', 'ring-unconfirmed']);
  const [top] = rankedActions(all);
  const after = rankedActions({ ...all, overruled: new Set([top?.key ?? '']) });
  expect(after.map(({ key }) => key)).not.toContain(top?.key);
});

test('whatever the night, never more than three and never one clinician asked for two people', () => {
  const offsets = fc.array(fc.integer({ min: -60, max: 120 }), { maxLength: 20 });
  fc.assert(
    fc.property(offsets, fc.integer({ min: 0, max: 5 }), (dues, count) => {
      const lines = dues.map((offset, index) => lineOf(String(100 + index), { dueAt: plus(now, minutes(offset)) }));
      const people = Array.from({ length: count }, (_, n) => `clinician-${n}`);
      const found = facts(lines, { clinicians: { free: people, next: [], since: new Map() } });
      const asked = possibleActions(found).map(({ person }) => person);
      expect(new Set(asked).size).toBe(asked.length);
      expect(rankedActions(found).length).toBeLessThanOrEqual(3);
    }),
  );
});
