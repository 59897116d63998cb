import { type Instant, minutes, type Period } from '#shared';
import type { CoverSpan } from '#web';
import { type CoverWord, coverStrip } from './cover.ts';
import { type ShiftKind, type ShiftRole, shiftRoles } from './events.ts';
import type { Shift } from './shift.ts';

export type Drawn = { period: Period; now: Instant; kind: ShiftKind };

/** One strip for all posts of a place: the worst of them gives the state, and the words say whose it is. */
export function placeStrip(shifts: readonly Shift[], { period, now, kind }: Drawn): CoverSpan[] {
  const posts = rolesIn(shifts).map((role) => ({
    role,
    strip: coverStrip(
      shifts.filter((shift) => shift.role === role),
      period,
      now,
    ),
  }));
  const edges = new Set([period.from, period.to, ...posts.flatMap(({ strip }) => strip.map(({ from }) => from))]);
  const inOrder = [...edges].sort((a, b) => a - b);
  const spans = inOrder.slice(0, -1).map((from, index): CoverSpan => {
    const here = posts.map(({ role, strip }) => ({
      role,
      word: strip.findLast((segment) => segment.from <= from)?.cover ?? 'not-needed',
    }));
    return {
      period: { from, to: inOrder[index + 1] ?? period.to },
      ...(said(here) ?? { state: 'not-needed', words: kind === 'base' ? 'Closed, as planned' : 'Not needed' }),
    };
  });
  return joined(onGrid(spans, period));
}

function rolesIn(shifts: readonly Shift[]): ShiftRole[] {
  return (Object.keys(shiftRoles) as ShiftRole[]).filter((role) => shifts.some((shift) => shift.role === role));
}

const BOOKED = ' booked';
const NOT_COME = ': booked, has not come';

type Post = { role: ShiftRole; word: CoverWord };

function said(posts: readonly Post[]): Pick<CoverSpan, 'state' | 'words'> | undefined {
  const of = (...words: CoverWord[]) =>
    posts.filter(({ word }) => words.includes(word)).map(({ role }) => shiftRoles[role].toLowerCase());
  const [nobody, notCome, unfilled] = [of('nobody'), of('not-come'), of('unfilled')];
  if (nobody.length > 0) return { state: 'nobody', words: none(nobody) };
  if (notCome.length > 0) return { state: 'nobody', words: none(notCome) + NOT_COME };
  if (unfilled.length > 0) return { state: 'nobody', words: none(unfilled) + BOOKED };
  const unsure = of('not-confirmed');
  if (unsure.length > 0) return { state: 'not-confirmed', words: `${list(unsure)} booked, not confirmed` };
  const sure = of('confirmed');
  if (sure.length > 0) return { state: 'confirmed', words: `${list(sure)}, confirmed` };
  const here = of('here');
  return here.length > 0 ? { state: 'here', words: `${list(here)} here` } : undefined;
}

const none = (roles: string[]) => `NO ${roles.join(', ').toUpperCase()}`;
const list = (roles: string[]) => {
  const words = roles.join(', ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const STEP = minutes(5);

/** The strip is drawn in steps of five minutes; a shorter gap with nobody keeps one step, anything else shorter gives way. */
function onGrid(spans: readonly CoverSpan[], within: Period): CoverSpan[] {
  const drawn: CoverSpan[] = [];
  let from = within.from;
  for (const span of spans) {
    const nearest = Math.min(Math.round(span.period.to / STEP) * STEP, within.to);
    const least = span.state === 'nobody' ? Math.min(from + STEP, within.to) : from;
    const to = Math.max(nearest, least) as Instant;
    if (to > from) drawn.push({ ...span, period: { from, to } });
    from = to;
  }
  return drawn;
}

function joined(spans: readonly CoverSpan[]): CoverSpan[] {
  const whole: CoverSpan[] = [];
  for (const span of spans) {
    const last = whole.at(-1);
    if (last && last.state === span.state && sameSaid(last.words, span.words))
      whole[whole.length - 1] = {
        ...last,
        words: goneOn(last.words, span.words),
        period: { from: last.period.from, to: span.period.to },
      };
    else whole.push(span);
  }
  return whole;
}

/** Nobody there up to now, and nobody booked or come from now on, is one stretch with nobody. */
function sameSaid(before: string, after: string): boolean {
  return before === after || after === before + BOOKED || after === before + NOT_COME;
}

function goneOn(before: string, after: string): string {
  return after === before + NOT_COME ? after : before;
}
