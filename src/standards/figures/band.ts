import type { Band, BandRule } from '../packs/pack.ts';

/**
 * The band of an unrounded share (standards 1.2): exactly 95 % is full, exactly 90 % partial, exactly the ceiling met.
 * Both counts in the same unit; whole numbers give an exact answer. Nothing to measure is its own band.
 */
export function bandOf(rule: BandRule, numerator: number, denominator: number): Band {
  if (denominator === 0) return 'no-activity';
  if (rule.kind === 'ceiling') return atMost(100 * numerator, rule.mostPercent * denominator) ? 'met' : 'not-met';
  const pointsShort = rule.requirementPercent * denominator - 100 * numerator;
  if (atMost(pointsShort, rule.fullWithin * denominator)) return 'full';
  return atMost(pointsShort, rule.partialWithin * denominator) ? 'partial' : 'non';
}

/** A threshold such as 0.1 % is not a binary fraction: a difference in the last bits is none. */
function atMost(value: number, limit: number): boolean {
  return value <= limit + Math.abs(limit) * 1e-12;
}
