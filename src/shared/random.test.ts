import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Random, seeded } from './random.ts';

const draws = (random: Random, count: number) => Array.from({ length: count }, () => random.next());
const mean = (xs: number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;

describe('seeded', () => {
  it('draws the same for the same seed, and otherwise not', () => {
    expect(draws(seeded(28), 5)).toEqual(draws(seeded('28'), 5));
    expect(draws(seeded(28), 5)).not.toEqual(draws(seeded(29), 5));
  });

  it('never changes, because a demonstration night is known by its seed', () => {
    expect(
      Array.from(
        { length: 4 },
        (
          (random) => () =>
            random.int(0, 999_999)
        )(seeded(28)),
      ),
    ).toMatchInlineSnapshot(`
      [
        720661,
        380153,
        306103,
        36158,
      ]
    `);
  });

  it('forks by name, whatever was drawn before', () => {
    const [fresh, used] = [seeded(28), seeded(28)];
    draws(used, 100);
    expect(draws(used.fork('calls'), 5)).toEqual(draws(fresh.fork('calls'), 5));
    expect(draws(fresh.fork('calls'), 5)).not.toEqual(draws(fresh.fork('visits'), 5));
    expect(draws(fresh.fork('a').fork('b'), 5)).not.toEqual(draws(fresh.fork('b').fork('a'), 5));
  });

  it('is even: mean, spread and each tenth', () => {
    const xs = draws(seeded('even'), 100_000);
    expect(mean(xs)).toBeCloseTo(0.5, 2);
    expect(mean(xs.map((x) => (x - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
    for (let tenth = 0; tenth < 10; tenth += 1) {
      const share = xs.filter((x) => Math.floor(x * 10) === tenth).length / xs.length;
      expect(Math.abs(share - 0.1)).toBeLessThan(0.005);
    }
    expect(Math.abs(mean(xs.slice(1).map((x, index) => (x - 0.5) * ((xs[index] ?? 0) - 0.5))))).toBeLessThan(0.001);
  });

  it('stays within its bounds and reaches both ends', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -50, max: 50 }), fc.nat(3), (seed, min, span) => {
        const random = seeded(seed);
        const seen = new Set(Array.from({ length: 200 }, () => random.int(min, min + span)));
        expect([...seen].sort((a, b) => a - b)).toEqual(Array.from({ length: span + 1 }, (_, index) => min + index));
      }),
      { numRuns: 50 },
    );
    expect(() => seeded(1).int(2, 1)).toThrow(RangeError);
    expect(() => seeded(1).int(0.5, 1)).toThrow(RangeError);
  });

  it('picks, and waits as long as it should on average', () => {
    const random = seeded('pick');
    expect(new Set(Array.from({ length: 50 }, () => random.pick(['a', 'b'])))).toEqual(new Set(['a', 'b']));
    expect(() => random.pick([])).toThrow(RangeError);
    const waits = Array.from({ length: 50_000 }, () => random.exponential(120));
    expect(Math.abs(mean(waits) - 120)).toBeLessThan(3);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
  });
});
