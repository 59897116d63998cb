import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant, minutes, plus } from '#shared';
import { inOrder, nextOf, type Ordered, orderWords } from './order.ts';

const at = (time: string) => instant(`2027-03-28T${time}:00Z`);
const one = (number: string, priority: Ordered['priority'], due?: string, heldBy?: string) => ({
  number,
  priority,
  dueAt: due === undefined ? undefined : at(due),
  heldBy,
  state: heldBy ? 'in-assessment' : 'to-assess',
});
const numbers = (cases: readonly Ordered[]) => inOrder(cases).map(({ number }) => number);

describe('the order of the queue', () => {
  it('is what its words say: urgent first, then soonest due', () => {
    expect(orderWords).toMatch(/^Order: urgent first, then soonest due\./);
    expect(
      numbers([one('119', 'other', '22:08'), one('134', 'urgent', '22:04'), one('131', 'urgent', '22:01')]),
    ).toEqual(['131', '134', '119']);
  });

  it('puts an urgent case that is due later before any other that is late', () => {
    expect(numbers([one('119', 'other', '20:00'), one('131', 'urgent', '23:00')])).toEqual(['131', '119']);
  });

  it('puts patients who walked in among the rest by when they are due: due within 10 or 60 min by their own line', () => {
    // Rung at 21:50, due 22:50; walked in at 21:55, due 22:15.
    expect(numbers([one('119', 'other', '22:50'), one('126', 'other', '22:15')])).toEqual(['126', '119']);
  });

  it('of two that are due together takes the one that was opened first', () => {
    expect(numbers([one('2803-122', 'other', '22:08'), one('2803-119', 'other', '22:08')])).toEqual([
      '2803-119',
      '2803-122',
    ]);
  });

  it('looks first at a case that nobody timed', () => {
    expect(numbers([one('119', 'other', '22:08'), one('120', 'other')])).toEqual(['120', '119']);
  });

  it('is an order: of any cases, the same whatever the order in which they came', () => {
    const anyCase = fc.record({
      number: fc.integer({ min: 1, max: 400 }).map((count) => `2803-${String(count).padStart(3, '0')}`),
      priority: fc.constantFrom('urgent' as const, 'other' as const),
      dueAt: fc.option(
        fc.integer({ min: -90, max: 90 }).map((late) => plus(at('21:47'), minutes(late)) as Instant),
        { nil: undefined },
      ),
    });
    const cases = fc.uniqueArray(anyCase, { selector: ({ number }) => number, maxLength: 30 });
    fc.assert(
      fc.property(cases, fc.func(fc.integer()), (list, key) => {
        const shuffled = [...list].sort((a, b) => key(a.number) - key(b.number));
        expect(inOrder(shuffled)).toEqual(inOrder(list));
        const sorted = inOrder(list);
        expect(sorted.length).toBe(list.length);
        const firstOther = sorted.findIndex(({ priority }) => priority === 'other');
        if (firstOther >= 0) expect(sorted.slice(firstOther).every(({ priority }) => priority === 'other')).toBe(true);
      }),
    );
  });
});

describe('the next case', () => {
  it('is the first in order that nobody has', () => {
    const cases = [one('131', 'urgent', '22:01', 'iyer'), one('122', 'other', '22:14'), one('119', 'other', '22:08')];
    expect(nextOf(cases)?.number).toBe('119');
    expect(nextOf([one('131', 'urgent', '22:01', 'iyer')])).toBeUndefined();
  });

  it('may be one that was half assessed and given back when its lease ran out', () => {
    const lost = { ...one('131', 'urgent', '22:01'), state: 'in-assessment' };
    expect(nextOf([one('119', 'other', '22:08'), lost])?.number).toBe('131');
  });
});
