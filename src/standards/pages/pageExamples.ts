import type { Period } from '#shared';
import type { StaffFrame } from '#web';
import { at, nqr } from '../examples.ts';
import type { Change } from '../figures/changes.ts';
import { figuresFrom } from '../figures/figure.ts';
import type { Tally } from '../figures/tally.ts';
import { figureLines } from './figureLine.ts';

/** For tests of pages: a frame, and the lines of a month that has the given clocks. */
export const aFrame: StaffFrame = {
  service: 'Tidewell Out of Hours',
  isMadeUp: true,
  nav: [{ href: '/figures', words: 'Figures' }],
  clock: { at: at('22:47') },
};

export const march: Period = { from: at('2027-03-01 00:00'), to: at('2027-04-01 00:00') };
export const asOf = at('22:47');

type Told = Partial<Tally> & Pick<Tally, 'measure' | 'now' | 'clocks'>;

export function linesOf(told: readonly Told[], changes: readonly Change[] = [], periods: readonly Period[] = [march]) {
  const tallies = told.map((tally) => ({ period: 0, first: tally.now, amended: 0, ms: 0, firstMs: 0, ...tally }));
  const ask = { tenant: 1, service: { id: 1, slug: 'tidewell' }, pack: nqr, periods, asOf };
  const figures = figuresFrom(ask, { tallies, p95: [] });
  const placed = figures.map((figure, index) => ({ ...figure, within: periods[index % periods.length] as Period }));
  return figureLines(placed, { rules: nqr.figures, asOf, changes });
}

/** What a person reads of a page, without its marks. */
export function read(html: string): string {
  return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}
