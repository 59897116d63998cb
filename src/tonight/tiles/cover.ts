import type { Place } from '#people';
import { type CoverWord, coverStrip, presentIn, type Shift, type ShiftRole } from '#rota';
import { type Instant, type Period, showTime } from '#shared';
import type { CoverState } from '#web';

/** One stretch at one place in which nothing changes for the board. */
export type Stretch = Period & { state: CoverState; words: string; roles: string; missing: readonly ShiftRole[] };
export type PlaceCover = {
  place: Place;
  stretches: readonly Stretch[];
  people: readonly string[];
  doctors: readonly string[];
};

/** Roles that a board names when all is well; the others are named only when they are missing. */
const named: Readonly<Record<string, readonly ShiftRole[]>> = { base: ['doctor'], car: ['doctor', 'driver'] };
const bad: readonly CoverWord[] = ['nobody', 'not-come', 'unfilled'];

/**
 * Cover of one base or car, from the beginning of the earliest shift given to the end of the last. What is past is known;
 * from now on bookings speak, and whoever is there is taken to stay to the end of the shift.
 */
export function coverOf(place: Place, shifts: readonly Shift[], about: { period: Period; now: Instant }): PlaceCover {
  const { period, now } = about;
  const own = shifts.filter((shift) => shift.place === place.id);
  // A strip that ends in the middle of a shift must not say that the shift ends there.
  const from = Math.min(period.from, ...own.map((shift) => shift.from)) as Instant;
  const until = Math.max(period.to, ...own.map((shift) => shift.to)) as Instant;
  const edges = [...new Set([from, until, now, ...own.flatMap(edgesOf)])]
    .filter((at) => at >= from && at <= until)
    .sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  edges.slice(0, -1).forEach((start, index) => {
    const piece = pieceOf(place, own, { from: start, to: edges[index + 1] ?? until, now });
    const last = stretches.at(-1);
    if (last && isSame(last, piece)) {
      last.to = piece.to;
      if (piece.state === 'confirmed') last.words = piece.words;
    } else stretches.push(piece);
  });
  const running = own.filter((shift) => shift.from <= now && now < shift.to);
  const there = (shifts: readonly Shift[]) => [...new Set(shifts.flatMap(presentIn))];
  return { place, stretches, people: there(running), doctors: there(running.filter(({ role }) => role === 'doctor')) };
}

/** Which posts are meant changes the words of a stretch; a red one goes on whatever else is required: "NO DOCTOR". */
function isSame(a: Stretch, b: Stretch): boolean {
  return a.state === b.state && a.missing.join() === b.missing.join() && (a.state === 'nobody' || a.roles === b.roles);
}

function edgesOf(shift: Shift): Instant[] {
  return [
    shift.from,
    shift.to,
    ...shift.attendance.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])),
  ];
}

function pieceOf(place: Place, own: readonly Shift[], about: Period & { now: Instant }): Stretch {
  const { from, to, now } = about;
  const required = own.filter((shift) => shift.from <= from && to <= shift.to);
  const roles = [...new Set(required.map(({ role }) => role))].map((role) => {
    const shifts = required.filter((shift) => shift.role === role);
    const word = coverStrip(shifts, { from, to }, now)[0]?.cover ?? 'not-needed';
    const stays = word === 'confirmed' && shifts.every((shift) => shift.from <= now && presentIn(shift).length > 0);
    return { role, word: stays ? ('here' as const) : word };
  });
  const ordered = order.flatMap((role) => roles.filter((one) => one.role === role));
  const missing = ordered.filter(({ word }) => bad.includes(word));
  const unsure = ordered.filter(({ word }) => word === 'not-confirmed');
  const shown = ordered.filter(({ role }) => named[place.kind]?.includes(role));
  const said = shown.length > 0 ? shown : ordered;
  const words = capital(said.map(({ role }) => role).join(', '));
  const stretch = (state: CoverState, now: string, who: readonly { role: ShiftRole }[] = []) => ({
    ...{ from, to, state, words: now, roles: words },
    missing: who.map(({ role }) => role),
  });
  if (ordered.length === 0) return stretch('not-needed', place.kind === 'base' ? 'Closed, as planned' : 'Not needed');
  if (missing.length > 0) {
    const roles = missing.map(({ role }) => role).join(', ');
    const isKnown = from <= now || missing.some(({ word }) => word !== 'unfilled');
    return stretch('nobody', isKnown ? `NO ${roles.toUpperCase()}` : `No ${roles} booked`, missing);
  }
  if (unsure.length > 0) {
    const roles = unsure.map(({ role }) => role).join(', ');
    return stretch('not-confirmed', `From ${showTime(from)} ${roles} booked, not confirmed`, unsure);
  }
  if (said.every(({ word }) => word === 'here'))
    return stretch('here', place.kind === 'base' ? `${words} here` : words);
  return stretch('confirmed', `${words} to ${showTime(to)}, confirmed`);
}

const order: readonly ShiftRole[] = ['doctor', 'nurse', 'driver', 'receptionist'];
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** How a place stands now: the stretch that holds this instant. */
export function standsNow({ stretches }: PlaceCover, now: Instant): Stretch | undefined {
  return stretches.find(({ from, to }) => from <= now && now < to);
}

/** Where somebody is required and nobody is there. */
export function gapsNow(covers: readonly PlaceCover[], now: Instant): { place: Place; gap: Stretch }[] {
  return covers.flatMap((cover) => {
    const gap = standsNow(cover, now);
    return gap?.state === 'nobody' ? [{ place: cover.place, gap }] : [];
  });
}

/** What a place is expected to have at a later time: whether a patient booked there then will find anybody. */
export function expectedAt(cover: PlaceCover, at: Instant): 'seen' | 'unseen' | 'not-needed' | 'not-known' {
  const then = standsNow(cover, at);
  if (!then) return 'not-known';
  if (then.state === 'not-needed') return 'not-needed';
  // Without its receptionist or driver a place is short of somebody, but a doctor there still sees people.
  return then.state === 'nobody' && then.missing.includes('doctor') ? 'unseen' : 'seen';
}
