import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nqr } from '../examples.ts';
import { bandOf } from './band.ts';

const bandRule = (measure: string) => {
  const rule = nqr.figures.find((figure) => figure.measure === measure);
  if (!rule || !('band' in rule) || !rule.band) throw new Error(measure);
  return rule.band;
};
const share = bandRule('calls-answered-in-60');
const ceiling = bandRule('calls-abandoned');

describe('bands', () => {
  it.each([
    [95, 100, 'full'],
    [9496, 10_000, 'partial'],
    [90, 100, 'partial'],
    [8999, 10_000, 'non'],
    [0, 7, 'non'],
    [0, 0, 'no-activity'],
  ])('%i of %i against a requirement of 100 %%: %s', (met, of, band) => expect(bandOf(share, met, of)).toBe(band));

  it.each([
    [5, 100, 'met'],
    [51, 1000, 'not-met'],
    [0, 10, 'met'],
    [0, 0, 'no-activity'],
  ])('%i of %i under a ceiling of 5 %%: %s', (given, of, band) => expect(bandOf(ceiling, given, of)).toBe(band));

  it('takes exactly 0.1 % as within a ceiling that is no binary fraction, and no hour at all under a ceiling of none', () => {
    expect(bandOf(bandRule('calls-engaged'), 3, 3000)).toBe('met');
    expect(bandOf(bandRule('calls-engaged'), 4, 3000)).toBe('not-met');
    expect(bandOf(bandRule('uncovered-base-hours'), 1, 3_600_000)).toBe('not-met');
  });

  it('never falls when one more is met, and agrees with whole-number arithmetic', () => {
    const rank = { non: 0, partial: 1, full: 2 } as Record<string, number>;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (of, part) => {
        const met = Math.floor(part * (of - 1));
        const band = bandOf(share, met, of);
        expect(band).toBe(
          100n * BigInt(met) >= 95n * BigInt(of) ? 'full' : 100n * BigInt(met) >= 90n * BigInt(of) ? 'partial' : 'non',
        );
        expect(rank[bandOf(share, met + 1, of)]).toBeGreaterThanOrEqual(rank[band] ?? -1);
        expect(bandOf(ceiling, met, of)).toBe(20n * BigInt(met) <= BigInt(of) ? 'met' : 'not-met');
      }),
    );
  });
});
