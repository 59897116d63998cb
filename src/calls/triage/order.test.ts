import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant, minutes, plus } from '#shared';
import { inOrder, inTurn, type Ordered, orderWords, type Waiting } from './order.ts';

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

  it('counts as urgent whoever is heard to be worse once somebody has begun, also after the lease has run out', () => {
    expect(orderWords).toContain('Who is heard to be worse while somebody is at work counts as urgent.');
    const worse = { ...one('119', 'other', '23:30'), isWorse: true };
    expect(numbers([one('134', 'other', '22:04'), worse])).toEqual(['119', '134']);
    expect(inTurn([one('134', 'other', '22:04'), worse], at('22:00')).map(({ number }) => number)).toEqual([
      '119',
      '134',
    ]);
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
  const now = at('21:50');
  const turn = (...cases: Waiting[]) => inTurn(cases, now).map(({ number }) => number);

  it('is the first in order that nobody has', () => {
    const held = one('131', 'urgent', '22:01', 'iyer');
    expect(turn(held, one('122', 'other', '22:14'), one('119', 'other', '22:08'))).toEqual(['119', '122']);
    expect(turn(held)).toEqual([]);
  });

  it('may be one that was half assessed and given back when its lease ran out', () => {
    const lost = { ...one('131', 'urgent', '22:01'), state: 'in-assessment' };
    expect(turn(one('119', 'other', '22:08'), lost)[0]).toBe('131');
  });

  it('is not the one that was rung in vain a moment ago, until the next try counts; nobody is left out for it', () => {
    const rung = { ...one('131', 'urgent', '22:01'), nextTryAt: at('21:55') };
    expect(turn(rung, one('119', 'other', '22:08'))).toEqual(['119', '131']);
    expect(turn({ ...rung, nextTryAt: now }, one('119', 'other', '22:08'))).toEqual(['131', '119']);
    expect(turn(rung)).toEqual(['131']);
    expect(orderWords).toContain('F2 leaves whoever was rung in vain until the next try counts.');
  });

  it('is in the end everybody whom nobody has, of any queue, each once', () => {
    const anyone = fc.record({
      number: fc.integer({ min: 1, max: 400 }).map(String),
      priority: fc.constantFrom('urgent' as const, 'other' as const),
      heldBy: fc.option(fc.constant('iyer'), { nil: undefined }),
      nextTryAt: fc.option(
        fc.integer({ min: -60, max: 60 }).map((later) => plus(now, minutes(later))),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(fc.uniqueArray(anyone, { selector: ({ number }) => number }), (cases) => {
        const free = cases.filter(({ heldBy }) => heldBy === undefined).map(({ number }) => number);
        expect(turn(...cases).sort()).toEqual(free.sort());
      }),
    );
  });
});
