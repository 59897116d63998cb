import { addDays, atLocal, type Instant, instant, type Period, split } from '#shared';
import type { HourState } from '#web';
import type { ShiftBody } from './body.ts';

/** The parts of a day that can be asked for. */
export const dayParts = {
  all: 'The whole day',
  '00-07': 'Midnight to 07:00',
  '07-24': '07:00 to midnight',
} as const;
export type DayPart = keyof typeof dayParts;

export function isDayPart(text: string): text is DayPart {
  return Object.hasOwn(dayParts, text);
}

/** From local midnight to local midnight: 23 or 25 hours where the clocks change. */
export function periodOfDay(date: string, part: DayPart = 'all'): Period {
  const [from, to] = [atLocal(date, '00:00'), atLocal(addDays(date, 1), '00:00')];
  const seven = atLocal(date, '07:00');
  if (part === '00-07') return { from, to: seven };
  return part === '07-24' ? { from: seven, to } : { from, to };
}

/** The part to show where none is asked for: the shorter one if nothing was needed before 07:00. */
export function usualPart(date: string, needed: readonly Period[]): DayPart {
  const early = periodOfDay(date, '00-07');
  return needed.some((one) => one.from < early.to && one.to > early.from) ? 'all' : '07-24';
}

/** A stretch for which a doctor was required; `key` is that of its shift. */
export type Need = Period & { key: string };
export type Shown = { id: number; key: string; digest: string; period: Period; body: ShiftBody };

export type DayHour = {
  period: Period;
  state: Extract<HourState, 'covered' | 'no-doctor' | 'not-needed' | 'not-known'>;
  words: string;
  /** Milliseconds of required post in this hour that are released, and of those the ones without a doctor. */
  neededMs: number;
  uncoveredMs: number;
  /** Somebody was there for some of the time. */
  inPart: boolean;
  /** The releases that say so. */
  releases: Shown[];
};

/** One local hour after the other, as the releases tell of them. */
export function hoursOf(part: Period, needs: readonly Need[], shifts: readonly Shown[]): DayHour[] {
  return split(part, 'hour').map((box) => hourOf(box, needs, shifts));
}

function hourOf(box: Period, needs: readonly Need[], shifts: readonly Shown[]): DayHour {
  const touches = ({ from, to }: Period) => from < box.to && to > box.from;
  const releases = shifts.filter(({ period }) => touches(period));
  const waiting = needs.filter((need) => touches(need) && !shifts.some(({ key }) => key === need.key));
  const pieces = releases.flatMap(({ body }) => body.hours.map(pieceOf).filter(touches));
  const gaps = pieces.filter((piece) => !piece.covered);
  const [neededMs, uncoveredMs] = [lengthOf(pieces), lengthOf(gaps)];
  const about = { period: box, neededMs, uncoveredMs, inPart: gaps.some((piece) => piece.inPart), releases };
  if (gaps.length > 0) return { ...about, state: 'no-doctor', words: about.inPart ? 'Not all of it' : 'No doctor' };
  if (waiting.length > 0) return { ...about, state: 'not-known', words: 'Not yet' };
  if (pieces.length > 0) return { ...about, state: 'covered', words: 'Doctor' };
  return { ...about, state: 'not-needed', words: 'Not needed' };
}

type Piece = Period & { covered: boolean; inPart: boolean };

function pieceOf({ from, to, state, minutes }: ShiftBody['hours'][number]): Piece {
  const piece = { from: instant(from), to: instant(to) };
  return { ...piece, covered: state === 'doctor', inPart: minutes * 60_000 < piece.to - piece.from };
}

function lengthOf(pieces: readonly Period[]): number {
  return pieces.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Required and uncovered milliseconds over whole shifts, as far as they lie before `until`. */
export function totalOf(shifts: readonly Shown[], within: Period): { neededMs: number; uncoveredMs: number } {
  const pieces = shifts
    .flatMap(({ body }) => body.hours.map(pieceOf))
    .filter(({ from }) => from >= within.from && from < within.to);
  return { neededMs: lengthOf(pieces), uncoveredMs: lengthOf(pieces.filter(({ covered }) => !covered)) };
}

/** The first and last needed moment within a part of a day; undefined where none was. */
export function neededIn(part: Period, needs: readonly Period[]): Period | undefined {
  const inside = needs.filter(({ from, to }) => from < part.to && to > part.from);
  if (inside.length === 0) return undefined;
  return {
    from: Math.max(part.from, Math.min(...inside.map(({ from }) => from))) as Instant,
    to: Math.min(part.to, Math.max(...inside.map(({ to }) => to))) as Instant,
  };
}
