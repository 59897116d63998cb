import { describe, expect, it } from 'vitest';
import { anAccount, aStory, type CaseHistory, type CaseLine, type Story } from '#calls';
import { aPerson, aShiftStory } from '#rota';
import { hours, type Instant, instant, minutes, plus, seconds } from '#shared';
import { type Aboard, aboardOf, answersFor, emptyCars } from './aboard.ts';
import { expectedOf, willBeLateBy } from './forecast.ts';
import { addressDigest, type Report, receiptOf } from './receipt.ts';
import { isWaiting, takenFrom, visitOf } from './visitRow.ts';
import { isAwayFromHome, timeTag } from './words.ts';

function toVisit(): Story {
  return aStory({ triaged: 'urgent', place: 'visit' }).as('shift-lead', 'driver', 'doctor', 'triage-nurse');
}
function told(story: Story): CaseHistory {
  if (story.state.state === 'none') throw new Error('no case');
  return { line: { id: story.id, number: '2803-121' } as CaseLine, state: story.state, events: story.events };
}
const row = (story: Story) => {
  const visit = visitOf(told(story));
  if (!visit) throw new Error('no visit');
  return visit;
};

describe('a visit on the controller’s list', () => {
  it('goes from asked for to begun, and each step is its own state', () => {
    const story = toVisit();
    const states = [row(story).state];
    const does = (name: Parameters<Story['does']>[0], body = {}) => {
      story.later(5).does(name, body);
      states.push(row(story).state);
    };
    does('request-visit');
    does('assign-visit', { car: 'car-2' });
    does('set-off');
    does('arrive-visit');
    does('start-consultation');
    expect(states).toEqual(['to-request', 'requested', 'assigned', 'travelling', 'arrived', 'consulting']);
    expect(row(story)).toMatchObject({ given: { car: 5 }, startedAt: story.now });
    expect(isWaiting(row(story))).toBe(false);
  });

  it('stays there, in nobody’s hands, when nobody was at the door', () => {
    const story = toVisit();
    story.does('request-visit', { car: 'car-1' }).later(9).does('arrive-visit').later(3).does('did-not-attend');
    expect(row(story)).toMatchObject({ state: 'not-there', notThereAt: story.now });
    expect(row(story).given).toBeUndefined();
    expect(isWaiting(row(story))).toBe(true);
  });

  it('is not one of a patient who is to be seen at a base', () => {
    expect(visitOf(told(aStory({ triaged: 'urgent', place: 'base' })))).toBeUndefined();
  });
});

describe('the word of a crew (H17)', () => {
  const story = toVisit().does('request-visit', { car: 'car-2' });
  const given = row(story).given;
  if (!given) throw new Error('nobody has it');
  const nora = anAccount('nora');
  const have = (about: Partial<Report> = {}): Report => ({
    ...{
      case: story.id,
      car: given.car,
      told: given.told,
      kind: 'have',
      shown: addressDigest('12 Ropewalk'),
      at: given.at,
      by: nora,
    },
    ...about,
  });
  const seat = { person: nora, since: given.at };
  const inCar: Aboard = { crew: [seat], booked: [], over: [], ever: new Set([nora]) };
  const standing = (ms: number, reports: Report[] = [], address = '12 Ropewalk', aboard = inCar) =>
    receiptOf(given, { id: story.id, address, reports, aboard, now: plus(given.at, ms) }).is;

  it('is asked for two minutes, and then the visit is marked until it comes', () => {
    expect(standing(minutes(2))).toBe('asked');
    expect(standing(minutes(2) + seconds(1))).toBe('unacknowledged');
    expect(standing(minutes(60), [have()])).toBe('received');
  });

  it('is of this car and of this assignment: the same car, asked again, says it again', () => {
    expect(standing(minutes(9), [have({ car: 4 })])).toBe('unacknowledged');
    expect(standing(minutes(9), [have({ told: given.told - 1 })])).toBe('unacknowledged');
    expect(standing(minutes(9), [have({ kind: 'know-gone' })])).toBe('unacknowledged');
  });

  it('is of this address: one that is put right afterwards is not the one they have', () => {
    expect(standing(minutes(9), [have()], '21 Ropewalk')).toBe('other-address');
    expect(standing(minutes(9), [have()], ' 12  ROPEWALK ')).toBe('received');
  });

  it('is of a place as it was then: where no digest was sent, a change since makes it another', () => {
    const at = (movedAt: number) => ({
      aboard: inCar,
      address: 'x',
      movedAt: movedAt as Instant,
      now: plus(given.at, 9),
    });
    const reports = [have({ shown: undefined })];
    expect(receiptOf(given, { id: story.id, reports, ...at(given.at - 1) }).is).toBe('received');
    expect(receiptOf(given, { id: story.id, reports, ...at(given.at + 1) }).is).toBe('other-address');
  });

  it('goes with whoever said it: an empty car has nothing, and whoever comes next is asked from then on', () => {
    const emptySince = plus(given.at, minutes(30));
    const left = { ...inCar, crew: [], emptySince };
    const said = { id: story.id, address: '12 Ropewalk', reports: [have()] };
    expect(receiptOf(given, { ...said, aboard: left, now: plus(given.at, minutes(40)) })).toEqual({
      is: 'nobody',
      since: emptySince,
    });
    const garth = anAccount('garth');
    const next = { ...inCar, crew: [{ person: garth, since: plus(given.at, minutes(45)) }] };
    const asked = (min: number, reports = said.reports) =>
      receiptOf(given, { ...said, reports, aboard: next, now: plus(given.at, minutes(min)) });
    expect(asked(46)).toEqual({ is: 'asked', since: plus(given.at, minutes(45)) });
    expect(asked(48).is).toBe('unacknowledged');
    expect(asked(48, [have(), have({ by: garth, at: plus(given.at, minutes(46)) })])).toMatchObject({ by: garth });
  });

  it('may be heard by telephone, and then holds for whoever was in the car when it was', () => {
    const lead = have({ by: anAccount('dana'), at: plus(given.at, minutes(5)) });
    const about = { id: story.id, address: '12 Ropewalk', reports: [lead], now: plus(given.at, minutes(9)) };
    expect(receiptOf(given, { ...about, aboard: inCar })).toMatchObject({ is: 'received', byTelephone: true });
    const relieved = { ...inCar, crew: [{ person: anAccount('garth'), since: plus(given.at, minutes(6)) }] };
    expect(receiptOf(given, { ...about, aboard: relieved }).is).toBe('unacknowledged');
  });

  it('is asked of a car from which it was taken, too', () => {
    const moved = toVisit().does('request-visit', { car: 'car-1' }).later(5).does('assign-visit', { car: 'car-2' });
    const rows = [row(moved)];
    expect(takenFrom(4, rows).map(({ given: was }) => was.car)).toEqual([4]);
    expect(takenFrom(5, rows)).toEqual([]);
    moved.later(30).does('start-consultation');
    expect(takenFrom(4, [row(moved)])).toEqual([]);
  });
});

describe('a visit that will be late', () => {
  const due = { dueAt: instant('2027-03-28T22:20:00Z'), expectedAt: instant('2027-03-28T22:41:00Z') };
  const waiting = { ...due, state: 'assigned' } as Parameters<typeof timeTag>[0];
  it('is said with a triangle until its time, and is red only from then on', () => {
    expect(timeTag(waiting, instant('2027-03-28T21:47:12Z'))).toEqual({
      state: 'will-be-late',
      words: 'Will be late 21 min',
    });
    expect(timeTag(waiting, due.dueAt)).toMatchObject({ state: 'will-be-late' });
    expect(timeTag(waiting, plus(due.dueAt, 1))).toEqual({ state: 'late', words: 'Late 0 s' });
  });
  it('is none that is expected in time, or that nobody can say of', () => {
    const now = instant('2027-03-28T21:47:12Z');
    expect(willBeLateBy({ ...due, expectedAt: due.dueAt }, now)).toBeUndefined();
    expect(willBeLateBy({ dueAt: due.dueAt }, now)).toBeUndefined();
    expect(willBeLateBy({ expectedAt: due.expectedAt }, now)).toBeUndefined();
  });
});

describe('where the patient is (H27)', () => {
  const visit = (whereNow: string, homeAddress?: string) =>
    ({
      patient: { name: 'W. Aske', ringBack: '01632960121', whereNow, homeAddress, isRestricted: false },
    }) as Parameters<typeof isAwayFromHome>[0];
  it('is said beside the home address where the two differ, and not for a comma', () => {
    expect(isAwayFromHome(visit('12 Ropewalk, ZZ4 5EF', '4 Tallow Row'))).toBe(true);
    expect(isAwayFromHome(visit('4 Tallow Row, ZZ1 1AA', '4 tallow row ZZ1 1AA'))).toBe(false);
    expect(isAwayFromHome(visit('4 Tallow Row'))).toBe(false);
  });
});

describe('who is in a car', () => {
  const nora = aPerson('nora');
  const story = aShiftStory({ place: 'car-1', from: '19:00', to: '23:00', booked: 'nora', arrived: '19:00' });
  if (story.state.state === 'none') throw new Error('no shift');
  const shift = story.state;
  const places = [{ id: shift.place, kind: 'car' as const }];
  const during = plus(shift.from, hours(1));
  it('is whoever came and has not left, until the shift is over', () => {
    expect(aboardOf(shift.place, [shift], during).crew.map(({ person }) => person)).toEqual([nora]);
    expect(emptyCars(places, [shift], during)).toEqual(new Set());
    expect(emptyCars(places, [shift], plus(shift.to, 1))).toEqual(new Set([shift.place]));
    expect(aboardOf(shift.place, [shift], plus(shift.to, 1))).toMatchObject({ crew: [], emptySince: shift.to });
  });
  it('is whoever answers for it, also for a while when they are late home, and nobody else', () => {
    const at = (ms: number, who = nora) => answersFor(aboardOf(shift.place, [shift], plus(shift.to, ms)), who);
    expect([at(-1), at(minutes(60)), at(hours(3))]).toEqual([true, true, false]);
    expect(at(-1, aPerson('garth'))).toBe(false);
    expect(answersFor(aboardOf(shift.place + 1, [shift], during), nora)).toBe(false);
  });
  it('is nobody who is expected anywhere', () => {
    const line = { id: 'x', number: '1', place: 4, placeKind: 'visit', state: 'visit-assigned' } as CaseLine;
    const expected = (empty: number[]) => [...expectedOf([line], { now: during, empty: new Set(empty) }).keys()];
    expect([expected([]), expected([4])]).toEqual([['x'], []]);
  });
});
