import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAccount, type CaseLine, examplesNow } from '#calls';
import type { Shift } from '#rota';
import { type Instant, minutes, plus } from '#shared';
import type { BaseNow } from '../base/baseStore.ts';
import { moveRule } from '../settings.ts';
import { moveBy } from './moveBy.ts';
import { moveRaised } from './moveRaised.ts';
import { movesOf, ownerAmong } from './movesFollower.ts';

const shutAt = examplesNow;
const later = (count: number): Instant => plus(shutAt, minutes(count));

describe('by when a patient of a shut base is told', () => {
  it.each<[string, number | undefined, number]>([
    ['half an hour before a time late in the night', 176, 146],
    ['ten minutes after the shutting, where the time is near', 6, 10],
    ['ten minutes after the shutting, where the time is past', -24, 10],
    ['ten minutes after the shutting, where they stand at the door', undefined, 10],
  ])('is %s', (_, slot, due) => {
    expect(moveBy(slot === undefined ? undefined : later(slot), shutAt)).toBe(later(due));
  });

  it('is never before the shutting, nor after the patient would have to set out, unless that is sooner than anybody can ring', () => {
    fc.assert(
      fc.property(fc.integer({ min: -600, max: 2_000 }), (slot) => {
        const due = moveBy(later(slot), shutAt);
        expect(due).toBeGreaterThan(shutAt);
        expect(due <= later(slot) - moveRule.beforeSlotMs || due === plus(shutAt, moveRule.afterShuttingMs)).toBe(true);
      }),
    );
  });
});

const base = (about: Partial<NonNullable<BaseNow['shut']>> | undefined, place = 2): BaseNow => ({
  ...{ place, id: 'base', version: 2, found: [] },
  ...(about
    ? { state: 'shut', shut: { since: shutAt, by: anAccount('dana'), reason: 'no-doctor', ...about } }
    : { state: 'open' }),
});
const line = (about: Partial<CaseLine>): CaseLine => ({
  ...{
    id: 'a',
    number: '2803-112',
    state: 'booked',
    priority: 'other',
    place: 2,
    openedAt: shutAt,
    repeatTimes: 1,
    tries: 0,
  },
  ...about,
});
const states = ['booked', 'sent-elsewhere', 'arrived', 'to-assess', 'in-assessment', 'to-book'] as const;

describe('whom a shut base leaves with nowhere to go', () => {
  it.each(states)('is everybody who is %s there', (state) => {
    expect(movesOf([base({})], [line({ state })]).map((move) => move.line.id)).toEqual(['a']);
  });

  it('is nobody of an open base, of another base, or who is being seen or was', () => {
    expect(movesOf([base(undefined)], [line({})])).toEqual([]);
    expect(movesOf([base({})], [line({ place: 1 })])).toEqual([]);
    for (const state of ['in-consultation', 'consulted', 'closed', 'advised', 'to-ring-back'] as const)
      expect(movesOf([base({})], [line({ state })])).toEqual([]);
  });

  it('is nobody who comes after it opens again as planned; at a planned closing the waiting room is still seen', () => {
    const shut = base({ until: later(60), reason: 'planned' });
    expect(movesOf([shut], [line({ slotAt: later(59) })])).toHaveLength(1);
    expect(movesOf([shut], [line({ slotAt: later(60) })])).toEqual([]);
    expect(movesOf([shut], [line({ state: 'arrived' })])).toEqual([]);
    expect(movesOf([base({ reason: 'building' })], [line({ state: 'arrived' })])).toHaveLength(1);
  });

  it('comes in the order in which they must be told', () => {
    const moves = movesOf(
      [base({})],
      [line({ id: 'late', slotAt: later(170) }), line({ id: 'soon', slotAt: later(20) })],
    );
    expect(moves.map((move) => move.line.id)).toEqual(['soon', 'late']);
  });
});

describe('the work of moving somebody', () => {
  const about = { base: 2, shutAt };
  const events = (...told: [string, object, number][]) =>
    told.map(([type, data, minute], index) => ({
      type,
      data,
      version: index + 2,
      recordedAt: later(minute),
    })) as never[];
  const booked: [string, object, number] = ['BaseBooked', { place: 2, at: '' }, -60];

  it('is one, however often it is looked at, while nothing changes', () => {
    const once = moveRaised(line({}), about, events(booked));
    expect(once).toEqual({ subject: 'a:2:2', raisedAt: shutAt, dueAt: later(10) });
    expect(moveRaised(line({}), about, events(booked, ['CaseTaken', {}, 4]))).toEqual(once);
  });

  it('is another for whoever was moved and came to the shut door after all, ten minutes from then', () => {
    const moved: [string, object, number] = ['Redirected', { from: 2, to: 1 }, 5];
    const came: [string, object, number] = ['PatientArrived', { place: 2 }, 40];
    const first = moveRaised(line({}), about, events(booked));
    const again = moveRaised(line({ state: 'arrived' }), about, events(booked, moved, came));
    expect(again.subject).not.toBe(first.subject);
    expect(again.dueAt).toBe(later(50));
    expect(again.raisedAt).toBeGreaterThan(later(40));
  });

  it('is not begun again by what happens at another base', () => {
    const elsewhere = events(booked, ['BaseBooked', { place: 1, at: '' }, 3], ['PatientArrived', { place: 1 }, 9]);
    expect(moveRaised(line({}), about, elsewhere)).toEqual(moveRaised(line({}), about, events(booked)));
  });
});

describe('whose job it is', () => {
  const places = [
    { id: 1, kind: 'base' as const },
    { id: 2, kind: 'base' as const },
  ];
  it('is the receptionist who is there, else one of another base, else nobody by name', () => {
    const theo = anAccount('theo');
    const sally = anAccount('sally');
    const here = presence(2, theo);
    const there = presence(1, sally);
    expect(ownerAmong([here, there], places)(2)).toBe(theo);
    expect(ownerAmong([there], places)(2)).toBe(sally);
    expect(ownerAmong([], places)(2)).toBeUndefined();
  });
});

/** Somebody who came to a post and has not left. */
function presence(place: number, person: string): Shift {
  return {
    ...{ id: 'post', version: 2, service: 1, place, kind: 'base', role: 'receptionist', state: 'attended' },
    ...{ from: later(-60), to: later(300), attendance: [{ person, from: later(-60) }], steps: [] },
  } as Partial<Shift> as Shift;
}
