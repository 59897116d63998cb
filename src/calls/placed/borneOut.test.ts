import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Instant, instant, minutes, plus, seconds } from '#shared';
import type { ContactTry } from '../caseBeside.ts';
import { borneOut, borneOutWords } from './borneOut.ts';
import type { PlacedCall } from './placed.ts';

const start = instant('2027-03-28T20:00:00Z');
const call = (id: string, after: number, more: { took?: number; ended?: number } = {}): PlacedCall => {
  const placedAt = plus(start, seconds(after));
  return {
    ...{ id, version: 1, service: 1, case: 'c', placedAt },
    ...(more.took === undefined ? {} : { connectedAt: plus(placedAt, seconds(more.took)) }),
    ...(more.ended === undefined ? {} : { endedAt: plus(placedAt, seconds(more.ended)) }),
  };
};
const tried = (...after: number[]): ContactTry[] =>
  after.map((second) => ({ result: 'no-reply', at: plus(start, seconds(second)) }));

describe('what the telephone system says of a try', () => {
  it('is the call that rang before it was written down, and in words what the machine saw', () => {
    const [first, second] = borneOut(tried(30, 1_000), [call('a', 0, { ended: 26 })]);
    expect(borneOutWords(first)).toBe('telephone system: rang 26 s, no answer');
    expect(borneOutWords(second)).toBe('by hand');
    expect(borneOutWords(call('b', 0, { took: 12, ended: 42 }))).toBe(
      'telephone system: rang 12 s, connected for 30 s',
    );
    expect(borneOutWords(call('b', 0))).toBe('telephone system: ringing since 21:00:00');
  });
  it('is none where it rang long before, or after', () => {
    expect(borneOut(tried(3_600), [call('a', 0, { ended: 26 })])).toEqual([undefined]);
    expect(borneOut(tried(0), [call('a', 60, { ended: 26 })])).toEqual([undefined]);
  });
  it('bears out one try only, so that no two are written of one call', () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 7_200 }), { maxLength: 12 });
    fc.assert(
      fc.property(seconds, seconds, (tries, rang) => {
        const calls = rang.map((after, index) => call(String(index), after, { ended: 20 }));
        const made = tried(...[...tries].sort((a, b) => a - b));
        const found = borneOut(made, calls);
        expect(found).toHaveLength(made.length);
        const ids = found.flatMap((one) => (one ? [one.id] : []));
        expect(new Set(ids).size).toBe(ids.length);
        found.forEach((one, index) => {
          const { at } = made[index] as { at: Instant };
          if (one) expect(at - one.placedAt).toBeGreaterThanOrEqual(-seconds30);
          if (one) expect(at - (one.endedAt ?? 0)).toBeLessThanOrEqual(minutes(15));
        });
      }),
    );
  });
});
const seconds30 = 30_000;
