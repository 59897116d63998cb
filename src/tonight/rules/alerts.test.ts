import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minutes, plus, seconds } from '#shared';
import { at, boardTime as now } from '../examples.ts';
import { type AlertKind, alertKinds, alertRules, dueAlerts, inGravity, sayAgain } from './alerts.ts';
import { fault } from './facts.ts';

const said = { kind: 'overdue-case', saidAt: at('22:40'), rings: 1, step: 0, acknowledged: false };

describe('an alert', () => {
  test('is due once what it is about has lasted as long as its kind says', () => {
    const gap = (since: string) => fault('no-doctor', 'a', at(since), {});
    expect(dueAlerts([gap('22:42:12'), gap('22:42:13')], now)).toHaveLength(1);
    expect(dueAlerts([fault('overdue-case', 'a', now, {})], now)).toHaveLength(1);
  });

  test('is said again once an interval until a named person has acknowledged it, and then no more', () => {
    expect(sayAgain(said, at('22:44:59'))).toBeUndefined();
    expect(sayAgain(said, at('22:45'))).toEqual({ rings: 2, step: 0 });
    expect(sayAgain({ ...said, acknowledged: true }, at('23:59'))).toBeUndefined();
  });

  test('climbs to the next role each time that nobody has answered so often, to the last and no further', () => {
    let one = said;
    const steps: number[] = [];
    for (let time = 1; time <= 12; time += 1) {
      const later = plus(one.saidAt, minutes(5));
      const again = sayAgain(one, later);
      if (again) one = { ...one, ...again, saidAt: later };
      steps.push(one.step);
    }
    expect(one.rings).toBe(13);
    expect(steps.slice(0, 7)).toEqual([0, 0, 1, 1, 1, 2, 2]);
    expect(steps.at(-1)).toBe(alertRules['overdue-case'].ladder.length - 1);
  });

  test('of a pass to 999 is said every minute', () => {
    expect(alertRules['pass-not-confirmed'].againMs).toBe(seconds(60));
  });
});

test('a storm of one kind hides no graver alert, and what is in hand stands after what is not', () => {
  const kinds = Object.keys(alertKinds) as AlertKind[];
  const one = fc.record({
    kind: fc.constantFrom(...kinds),
    raisedAt: fc.integer({ min: 0, max: 1_000 }).map((n) => plus(now, n)),
    acknowledged: fc.option(fc.constant({}), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 300 }), (all) => {
      const ordered = inGravity(all);
      const open = ordered.filter(({ acknowledged }) => !acknowledged);
      expect(ordered.slice(0, open.length)).toEqual(open);
      const ranks = open.map(({ kind }) => kinds.indexOf(kind));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
      expect(ordered).toHaveLength(all.length);
    }),
  );
});
