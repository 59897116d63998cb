import { type Instant, type Period, withOffset } from '#shared';
import type { NoticeSaid } from './body.ts';

/** What the public is told of a base, from the moment it is posted until the next. */
export type Notice = { at: Instant; says: 'open' | 'shut'; goTo: string | null };

/** What the notices said during a shift, and for how long that was wrong: `there` is when a doctor was. */
export function noticeDuring(notices: readonly Notice[], shift: Period, there: readonly Period[]): NoticeSaid {
  const inOrder = [...notices].sort((a, b) => a.at - b.at).filter(({ at }) => at < shift.to);
  const said = inOrder
    .map(({ says, goTo, at }, index) => {
      const until = inOrder[index + 1]?.at ?? shift.to;
      return { says, goTo, from: Math.max(at, shift.from) as Instant, to: Math.min(until, shift.to) as Instant };
    })
    .filter(({ from, to }) => from < to);
  const wrong = said.map((part) => {
    const covered = overlap(part, there);
    return part.says === 'open' ? part.to - part.from - covered : covered;
  });
  const total = wrong.reduce((sum, ms) => sum + ms, 0);
  return {
    said: said.map(({ from, to, ...rest }) => ({ from: withOffset(from), to: withOffset(to), ...rest })),
    wrongMinutes: Math.floor(total / 60_000),
  };
}

/** Milliseconds of `part` in which somebody was there; `there` in order, not overlapping. */
function overlap(part: Period, there: readonly Period[]): number {
  return there.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(part.to, to) - Math.max(part.from, from)), 0);
}
