import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, minutes, plus } from '#shared';
import { examplesNow as now } from './examples.ts';
import { type FreeTime, isAfterLimit, nearestFirst, nearestRule } from './nearest.ts';

const inMin = (min: number, place: number, miles?: number): FreeTime => ({
  place,
  at: plus(now, minutes(min)),
  ...(miles === undefined ? {} : { miles }),
});
const told = (times: FreeTime[]) => nearestFirst(times, now).map(({ place, at }) => `${place} ${(at - now) / 60_000}`);

describe('the order in which free times are offered', () => {
  it('begins with the nearest base, where its time is not much later than the soonest', () => {
    expect(told([inMin(10, 1, 4), inMin(20, 1, 4), inMin(30, 2, 1.2), inMin(40, 2, 1.2)])).toEqual([
      ...['2 30', '1 10', '1 20', '2 40'],
    ]);
    expect(told([inMin(10, 1, 4), inMin(50, 2, 1.2)])).toEqual(['1 10', '2 50']);
  });

  it('never begins with a near time after the limit while another base has one within it', () => {
    expect(told([inMin(121, 2, 0.4), inMin(115, 1, 9)])).toEqual(['1 115', '2 121']);
  });

  it('offers a time that nobody can reach after those that can be reached', () => {
    expect(told([inMin(10, 1, 12), inMin(40, 1, 12), inMin(60, 2, 14)])).toEqual(['1 40', '2 60', '1 10']);
  });

  it('is soonest first where nobody knows the way', () => {
    expect(told([inMin(30, 2), inMin(10, 1), inMin(20, 1)])).toEqual(['1 10', '1 20', '2 30']);
  });

  const time = fc.record({
    place: fc.integer({ min: 1, max: 4 }),
    at: fc.integer({ min: 1, max: 400 }).map((min) => plus(now, minutes(min)) as Instant),
    miles: fc.option(
      fc.integer({ min: 0, max: 400 }).map((tenths) => tenths / 10),
      { nil: undefined },
    ),
  });

  it('keeps every time, and hides none within the limit behind a later one', () => {
    fc.assert(
      fc.property(fc.array(time, { maxLength: 30 }), (times) => {
        const ordered = nearestFirst(times, now);
        expect([...ordered].sort(byAll)).toEqual([...times].sort(byAll));
        const late = ordered.map(({ at }) => isAfterLimit(at, now));
        expect(late.lastIndexOf(false)).toBeLessThan(late.includes(true) ? late.indexOf(true) : late.length);
      }),
    );
  });

  it('never begins more than half an hour after the soonest time that can be reached, within the limit', () => {
    fc.assert(
      fc.property(fc.array(time, { minLength: 1, maxLength: 30 }), (times) => {
        const good = times.filter(
          ({ at, miles = 0 }) => !isAfterLimit(at, now) && at >= plus(now, miles * nearestRule.leastMsAMile),
        );
        const [first] = nearestFirst(times, now);
        if (good.length === 0 || !first) return;
        expect(good).toContain(first);
        expect(first.at - Math.min(...good.map(({ at }) => at))).toBeLessThanOrEqual(nearestRule.worthWaitingMs);
      }),
    );
  });
});

const byAll = (a: FreeTime, b: FreeTime) => a.at - b.at || a.place - b.place || (a.miles ?? -1) - (b.miles ?? -1);
