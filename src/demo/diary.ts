import type { Instant, Period } from '#shared';
import type { Turn } from './roster.ts';

/** Who is busy when. Scripted work is written in first, and simulated work fits around it. */
export type Diary = {
  busy(person: string, period: Period): void;
  isFree(person: string, period: Period): boolean;
  /** Until when the person's last work goes on; undefined for somebody who did nothing. */
  lastWork(person: string, within: Period): Instant | undefined;
  /** Of the turns whose person is at the post and free for the whole of the period, the one idle longest. */
  idleLongest(turns: readonly Turn[], period: Period, overrunMs: number): Turn | undefined;
};

export function openDiary(): Diary {
  const entries = new Map<string, Period[]>();
  const of = (person: string) => entries.get(person) ?? [];
  const isFree = (person: string, { from, to }: Period) =>
    of(person).every((busy) => busy.to <= from || busy.from >= to);
  return {
    busy: (person, period) => void entries.set(person, [...of(person), period]),
    isFree,
    lastWork(person, within) {
      const ends = of(person).filter((busy) => busy.from >= within.from && busy.from < within.to);
      return ends.reduce<Instant | undefined>(
        (last, { to }) => (last === undefined || to > last ? to : last),
        undefined,
      );
    },
    idleLongest(turns, period, overrunMs) {
      const free = turns.filter(
        (turn) =>
          turn.person !== undefined &&
          turn.from <= period.from &&
          period.from < turn.to &&
          period.to <= turn.to + overrunMs &&
          isFree(turn.person, period),
      );
      const since = (turn: Turn) =>
        of(turn.person ?? '').reduce((last, busy) => (busy.to <= period.from ? Math.max(last, busy.to) : last), 0);
      return free.reduce<Turn | undefined>(
        (best, turn) => (best && since(best) <= since(turn) ? best : turn),
        undefined,
      );
    },
  };
}
