import { type Instant, type Period, split } from '#shared';
import { type Attendance, bookingOf, presentIn, type Shift } from './shift.ts';

/**
 * `here` and `nobody` are known: they speak of what is past. The others are what is expected: bookings speak for the
 * future only, and a person who was due and has not come is expected no longer.
 */
export type CoverWord = 'here' | 'nobody' | 'confirmed' | 'not-confirmed' | 'unfilled' | 'not-come' | 'not-needed';
export type Segment = Period & { cover: CoverWord };

/** The worst first: where two people are required in the same minute, a board shows the one who is missing. */
const worstFirst: readonly CoverWord[] = ['nobody', 'not-come', 'unfilled', 'not-confirmed', 'confirmed', 'here'];

/** A strip for one role at one place: adjoining segments of `period`, half open, cut where anything changes and at `now`. */
export function coverStrip(shifts: readonly Shift[], period: Period, now: Instant): Segment[] {
  const cuts = shifts.flatMap((shift) => [
    shift.from,
    shift.to,
    ...shift.attendance.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])),
  ]);
  const inside = [...cuts, now].filter((at) => at > period.from && at < period.to);
  const edges = [...new Set([period.from, ...inside, period.to])].sort((a, b) => a - b);
  const segments: Segment[] = [];
  edges.slice(0, -1).forEach((from, index) => {
    const to = edges[index + 1] ?? period.to;
    const cover = worst(
      shifts.filter((shift) => shift.from <= from && to <= shift.to).map((shift) => wordOf(shift, from, now)),
    );
    const last = segments.at(-1);
    // What was known up to now and what is expected from now on are never run together.
    if (last?.cover === cover) last.to = to;
    else segments.push({ from, to, cover });
  });
  return segments;
}

export type NowAndNext = { now: CoverWord; since?: Instant; people: string[]; next?: Segment };

/** What a tile says: how it stands now, since when, who is there, and what changes next within `ahead` milliseconds. */
export function nowAndNext(shifts: readonly Shift[], now: Instant, ahead: number): NowAndNext {
  const running = shifts.filter(({ from, to }) => from <= now && now < to);
  const standing = worst(running.map((shift) => (presentIn(shift).length > 0 ? 'here' : 'nobody')));
  const people = [...new Set(running.flatMap(presentIn))];
  const period = { from: now, to: (now + ahead) as Instant };
  const expected = coverStrip(shifts, period, now);
  const next = expected.find(({ cover, from }) => from > now && cover !== expected[0]?.cover);
  const since = sinceWhen(running, standing, now);
  return { now: standing, people, ...(since === undefined ? {} : { since }), ...(next ? { next } : {}) };
}

export type HourBox = Period & { cover: 'covered' | 'uncovered' | 'not-needed' };

/**
 * One box for each local hour of `period`. An hour is covered only if somebody was there for every minute of it that
 * was required; meant for shifts that have ended, since nothing is expected here.
 */
export function hourBoxes(shifts: readonly Shift[], period: Period): HourBox[] {
  return split(period, 'hour').map((box) => {
    const required = shifts.filter(({ from, to }) => from < box.to && box.from < to);
    if (required.length === 0) return { ...box, cover: 'not-needed' };
    return { ...box, cover: required.every((shift) => throughout(shift, box)) ? 'covered' : 'uncovered' };
  });
}

function throughout(shift: Shift, box: Period): boolean {
  let from = Math.max(shift.from, box.from);
  const to = Math.min(shift.to, box.to);
  for (const there of [...shift.attendance].sort((a, b) => a.from - b.from)) {
    if (there.from > from) return false;
    from = Math.max(from, there.to ?? to);
    if (from >= to) return true;
  }
  return false;
}

function wordOf(shift: Shift, from: Instant, now: Instant): CoverWord {
  if (from < now) return shift.attendance.some((one) => isThere(one, from)) ? 'here' : 'nobody';
  if (shift.state !== 'ended' && presentIn(shift).length > 0) return 'confirmed';
  const booked = bookingOf(shift);
  if (!booked) return 'unfilled';
  if (shift.from <= now) return 'not-come';
  return booked.confirmed ? 'confirmed' : 'not-confirmed';
}

function sinceWhen(running: readonly Shift[], standing: CoverWord, now: Instant): Instant | undefined {
  const begun = Math.min(...running.map(({ from }) => from)) as Instant;
  if (running.length === 0 || begun >= now) return undefined;
  const last = coverStrip(running, { from: begun, to: now }, now).at(-1);
  return last?.cover === standing ? last.from : now;
}

function isThere({ from, to }: Attendance, at: Instant): boolean {
  return from <= at && (to === undefined || at < to);
}

function worst(words: readonly CoverWord[]): CoverWord {
  return worstFirst.find((word) => words.includes(word)) ?? 'not-needed';
}
