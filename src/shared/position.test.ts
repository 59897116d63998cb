import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnGrid, milesBetween } from './position.ts';

const point = fc.record({
  easting: fc.integer({ min: 0, max: 700_000 }),
  northing: fc.integer({ min: 0, max: 1_300_000 }),
});

describe('miles between two points of the grid', () => {
  it('are in a straight line, to one decimal', () => {
    const here = { easting: 400_000, northing: 300_000 };
    expect(milesBetween(here, { easting: 400_000 + 1_609, northing: 300_000 })).toBe(1);
    expect(milesBetween(here, { easting: 400_000 + 3_000, northing: 300_000 + 4_000 })).toBe(3.1);
    expect(milesBetween(here, here)).toBe(0);
  });

  it('are the same there and back, never less than nothing, and never longer by way of a third point than rounding allows', () => {
    fc.assert(
      fc.property(point, point, point, (a, b, c) => {
        const miles = milesBetween(a, b);
        expect(miles).toBe(milesBetween(b, a));
        expect(miles).toBeGreaterThanOrEqual(0);
        expect(miles).toBeLessThanOrEqual(milesBetween(a, c) + milesBetween(c, b) + 0.15 + 1e-9);
        expect(Math.round(miles * 10) / 10).toBe(miles);
      }),
    );
  });

  it('are asked of points that are on the grid', () => {
    expect(isOnGrid({ easting: 530_000, northing: 180_000 })).toBe(true);
    for (const off of [
      { easting: 0, northing: 0 },
      { easting: -1, northing: 5 },
      { easting: 1.5, northing: 5 },
      { easting: 5, northing: 1_300_001 },
    ])
      expect(isOnGrid(off)).toBe(false);
  });
});
