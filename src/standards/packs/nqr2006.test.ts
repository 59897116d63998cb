import { describe, expect, it } from 'vitest';
import { eventNames } from '../clock/compile.ts';
import { bodyDigest, bodyOf, packBySlug, packs } from './index.ts';
import { nqr2006, nqr2006With } from './nqr2006.ts';

describe('the NQR 2006 pack', () => {
  it('has every measure of the spine, once, in the order of the pages', () => {
    expect(nqr2006.figures.map(({ measure }) => measure)).toEqual([
      'calls-answered-in-60',
      'calls-abandoned',
      'calls-engaged',
      'offered',
      'answered',
      'abandoned',
      'mean-wait-seconds',
      'p95-wait-seconds',
      'pass-999-telephone-3min',
      'assessment-urgent-in-20',
      'assessment-other-in-60',
      'interpreter-15min',
      'pass-999-walk-in-3min',
      'walk-in-urgent-in-20',
      'walk-in-other-in-60',
      'face-to-face-emergency-1h-base',
      'face-to-face-urgent-2h-base',
      'face-to-face-less-urgent-6h-base',
      'face-to-face-emergency-1h-visit',
      'face-to-face-urgent-2h-visit',
      'face-to-face-less-urgent-6h-visit',
      'message-by-0800',
      'uncovered-base-hours',
    ]);
  });

  it('gives a source for every clause that a line or a figure names', () => {
    const known = new Set(nqr2006.clauses.map(({ clause }) => clause));
    const named = [
      ...nqr2006.clocks.flatMap(({ lines }) => lines.map(({ clause }) => clause)),
      ...nqr2006.figures.map(({ clause }) => clause),
    ];
    expect(named.filter((clause) => !known.has(clause))).toEqual([]);
    for (const { source } of nqr2006.clauses) expect(source.tag.length).toBeGreaterThan(0);
  });

  it('counts in every figure a measure that some line has', () => {
    const lines = new Set(nqr2006.clocks.flatMap((rule) => rule.lines.map(({ measure }) => measure)));
    for (const rule of nqr2006.figures) {
      const measure = rule.kind === 'within' ? rule.measure : rule.kind === 'not-reported' ? undefined : rule.clock;
      if (measure) expect(lines).toContain(measure);
    }
  });

  it('is data: what is stored and read again is the same rule book', () => {
    expect(JSON.parse(bodyOf(nqr2006))).toEqual(nqr2006);
    expect(bodyDigest(nqr2006With({ abandonedDefinition: 'iuc' })).equals(bodyDigest(nqr2006))).toBe(false);
    expect(bodyDigest(nqr2006With({})).equals(bodyDigest(nqr2006))).toBe(true);
  });

  it('is found by its slug, and names its events', () => {
    expect(packBySlug('nqr-2006')).toBe(nqr2006);
    expect(packBySlug('nqr')).toBeUndefined();
    expect(packs.flatMap(({ clocks }) => eventNames(clocks))).toContain('AssessmentFinished');
  });
});
