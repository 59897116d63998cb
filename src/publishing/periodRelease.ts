import { type Instant, type Period, toIso, withOffset } from '#shared';
import type { FigureSaid, Named, PeriodBody } from './body.ts';
import { releaseSettings } from './settings.ts';
import { holdSmallNumbers, type Line } from './smallNumbers.ts';

/** One figure as computed, with the words of the rule book; nothing of it is held yet. */
export type FigureLine = Line & { clause: string; words: string; group: string };

export type PeriodFigures = {
  service: Named;
  madeUp: boolean;
  period: Period;
  /** Rule book, edition and the beginning of its digest. */
  rule: string;
  asOf: Instant;
  lines: readonly FigureLine[];
};

/** The body of the release of a period's figures, small numbers held. */
export function periodBody({ service, madeUp, period, rule, asOf, lines }: PeriodFigures): PeriodBody {
  const figures = holdSmallNumbers(lines).map((line): FigureSaid => {
    // Field by field: nothing gets out that was not meant to.
    const { measure, clause, words, group, kind, held, firstHeld, asFirstRecorded: first } = line;
    const { numerator, denominator, value, excluded, unmeasurable, late, band } = line;
    const { numerator: firstNumerator, denominator: firstDenominator, value: firstValue } = first;
    return {
      ...{ measure, clause, words, group, kind },
      ...{ numerator, denominator, value, excluded, unmeasurable, late, band, held },
      asFirstRecorded: { numerator: firstNumerator, denominator: firstDenominator, value: firstValue, held: firstHeld },
    };
  });
  const between = { from: withOffset(period.from), to: withOffset(period.to) };
  const smallNumbers = `1 to ${releaseSettings.largestHeld}: ${releaseSettings.source}`;
  return { kind: 'period', service, madeUp, ...between, rule, asOf: toIso(asOf), smallNumbers, figures };
}
