import { type Period, withOffset } from '#shared';
import type { Band } from '../packs/pack.ts';
import { bandAs, cells, type FigureAsk } from './figure.ts';
import { type Share, shareOf } from './share.ts';
import type { CountedAs, Counts, Elsewhere, Tally } from './tally.ts';

/** What corrections have done to one figure since it was first recorded. */
export type Change = {
  measure: string;
  period: { from: string; to: string };
  madeMet: number;
  madeLate: number;
  /** Amended in length, or into or out of the count, without becoming met or late. */
  otherwise: number;
  firstBand: Band | null;
  band: Band | null;
  bandChanged: boolean;
};

/** One for each figure and period with an amended clock, in the order of the figures. */
export function changesFrom(ask: FigureAsk, counts: Counts): Change[] {
  return cells(ask, counts).flatMap(({ cell, period }) => {
    const share = shareOf(cell.rule, ask.pack.settings);
    const amended = cell.tallies.reduce((sum, tally) => sum + tally.amended, 0);
    if (!share || !('band' in cell.rule) || cell.rule.band === undefined || amended === 0) return [];
    const made = { madeMet: turned(cell.tallies, share, 'met'), madeLate: turned(cell.tallies, share, 'late') };
    const [firstBand, band] = [bandAs(cell, share, 'first'), bandAs(cell, share, 'now')];
    const otherwise = amended - made.madeMet - made.madeLate;
    return [
      {
        measure: cell.rule.measure,
        period: shown(period),
        ...made,
        otherwise,
        firstBand,
        band,
        bandChanged: firstBand !== band,
      },
    ];
  });
}

function shown({ from, to }: Period): Change['period'] {
  return { from: withOffset(from), to: withOffset(to) };
}

/** Clocks that were on the other side of the figure when first recorded, and are on this one now. */
function turned(tallies: readonly Tally[], share: Share, side: 'met' | 'late'): number {
  const other = side === 'met' ? 'late' : 'met';
  return tallies
    .filter((tally) => sideOf(share, tally.now) === side && sideOf(share, tally.first) === other)
    .reduce((sum, tally) => sum + tally.clocks, 0);
}

function sideOf({ late, denominator }: Share, counted: CountedAs | Elsewhere): 'met' | 'late' | undefined {
  if (counted === 'elsewhere') return undefined;
  if (late.includes(counted) || counted === 'unmeasurable') return 'late';
  return denominator.includes(counted) ? 'met' : undefined;
}
