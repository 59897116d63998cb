import { addDays, atLocal, type Instant } from '#shared';
import { MONDAY, SATURDAY, SUNDAY, TUESDAY, WEEKEND_FROM, WEEKEND_TO } from './moments.ts';
import type { PlaceSlug } from './places.ts';
import { signInOf } from './staff.ts';

export type ShiftRole = 'doctor' | 'nurse' | 'driver' | 'receptionist';
/** What a person does there. Only posts with a `required` role are asked for by the contract and have shifts. */
export type Post = { name: string; place: PlaceSlug; required?: ShiftRole };

/** One person at one post, half open. Nobody where the shift is not filled. */
export type Turn = { post: Post; from: Instant; to: Instant; person?: string };

const DAYS = [SATURDAY, SUNDAY, MONDAY, TUESDAY];

/** Hours of every day, and who takes them; a person given with a day (`sun:`) stands in on that day only. */
type Hours = { from: string; to: string; who: string; sat?: string; sun?: string; mon?: string; only?: string };

const posts: { post: Post; hours: Hours[] }[] = [
  {
    post: { name: 'base-doctor', place: 'foundry-lane', required: 'doctor' },
    hours: [
      { from: '00:00', to: '08:00', who: 'Dr G. Imrie' },
      { from: '08:00', to: '16:00', who: 'Dr S. Nair' },
      { from: '16:00', to: '00:00', who: 'Dr A. Rourke', sat: 'Dr J. Farrow' },
    ],
  },
  {
    post: { name: 'base-doctor', place: 'canal-bridge', required: 'doctor' },
    hours: [
      { from: '08:00', to: '20:00', who: 'Dr B. Marchetti' },
      { from: '20:00', to: '00:00', who: 'Dr C. Lowe', sat: 'Dr L. Fenn', sun: 'nobody' },
    ],
  },
  {
    post: { name: 'base-doctor', place: 'priory-road', required: 'doctor' },
    hours: [
      { from: '08:00', to: '15:00', who: 'Dr R. Sethi' },
      { from: '15:00', to: '22:00', who: 'Dr M. Calloway' },
    ],
  },
  {
    post: { name: 'car-doctor', place: 'car-1', required: 'doctor' },
    hours: [
      { from: '00:00', to: '08:00', who: 'Dr P. Oduya' },
      { from: '08:00', to: '16:00', who: 'Dr F. Adeyemi' },
      { from: '16:00', to: '00:00', who: 'Dr S. Kemble' },
    ],
  },
  {
    post: { name: 'car-doctor', place: 'car-2', required: 'doctor' },
    hours: [
      { from: '00:00', to: '08:00', who: 'Dr W. Tran' },
      { from: '08:00', to: '16:00', who: 'Dr U. Brandt' },
      { from: '16:00', to: '00:00', who: 'N. Bellis' },
    ],
  },
  {
    post: { name: 'driver', place: 'car-1', required: 'driver' },
    hours: [
      { from: '00:00', to: '08:00', who: 'A. Szabo' },
      { from: '08:00', to: '16:00', who: 'L. Garside' },
      { from: '16:00', to: '00:00', who: 'D. Pell' },
    ],
  },
  {
    post: { name: 'driver', place: 'car-2', required: 'driver' },
    hours: [
      { from: '00:00', to: '08:00', who: 'J. Sayle' },
      { from: '08:00', to: '16:00', who: 'O. Finch' },
      { from: '16:00', to: '00:00', who: 'H. Marsh' },
    ],
  },
  {
    post: { name: 'phones', place: 'foundry-lane', required: 'nurse' },
    hours: [
      { from: '07:00', to: '15:00', who: 'E. Lomax' },
      { from: '15:00', to: '23:00', who: 'P. Iyer' },
      { from: '23:00', to: '07:00', who: 'R. Vane', sat: 'B. Stokes' },
    ],
  },
  {
    post: { name: 'reception', place: 'foundry-lane', required: 'receptionist' },
    hours: [
      { from: '07:00', to: '15:00', who: 'S. Amery' },
      { from: '15:00', to: '23:00', who: 'J. Holt' },
      { from: '23:00', to: '07:00', who: 'N. Frayne' },
    ],
  },
  {
    post: { name: 'reception', place: 'canal-bridge', required: 'receptionist' },
    hours: [
      { from: '08:00', to: '16:00', who: 'I. Dunmore' },
      { from: '16:00', to: '00:00', who: 'T. Brandreth' },
    ],
  },
  {
    post: { name: 'reception', place: 'priory-road', required: 'receptionist' },
    hours: [
      { from: '08:00', to: '15:00', who: 'C. Abbot' },
      { from: '15:00', to: '22:00', who: 'V. Rhys' },
    ],
  },
  {
    post: { name: 'phones', place: 'foundry-lane' },
    hours: [
      { from: '08:00', to: '16:00', who: 'H. Grange' },
      { from: '16:00', to: '00:00', who: 'C. Doyle' },
      { from: '08:00', to: '16:00', who: 'Dr V. Patel' },
      { from: '16:00', to: '00:00', who: 'Dr Achterberg' },
      { from: '16:00', to: '00:00', who: 'Dr N. Osei' },
      { from: '00:00', to: '08:00', who: 'Dr I. Boateng' },
      { from: '08:30', to: '12:00', who: 'R. Vane', only: SUNDAY },
    ],
  },
  {
    post: { name: 'calls', place: 'foundry-lane' },
    hours: [
      { from: '00:00', to: '08:00', who: 'L. Whitlock' },
      { from: '00:00', to: '08:00', who: 'D. Ferris' },
      { from: '08:00', to: '16:00', who: 'K. Bexley' },
      { from: '08:00', to: '16:00', who: 'O. Tamm' },
      { from: '08:00', to: '16:00', who: 'R. Quist' },
      { from: '16:00', to: '00:00', who: 'M. Quill' },
      { from: '16:00', to: '00:00', who: 'S. Pardoe' },
      { from: '16:00', to: '00:00', who: 'J. Abara' },
    ],
  },
  {
    post: { name: 'lead', place: 'foundry-lane' },
    hours: [
      { from: '00:00', to: '08:00', who: 'G. Hale' },
      { from: '08:00', to: '16:00', who: 'K. Lindqvist' },
      { from: '16:00', to: '00:00', who: 'Dana Okafor' },
    ],
  },
  {
    post: { name: 'neighbour', place: 'larkhithe-cross' },
    hours: [{ from: '08:00', to: '00:00', who: 'Dr E. Winslow' }],
  },
];

/** Every turn of the weekend, in order of post and time; the first and last are cut at its edges. */
export function turnsOfTheWeekend(): Turn[] {
  return posts.flatMap(({ post, hours }) =>
    DAYS.flatMap((day) => hours.filter((h) => !h.only || h.only === day).map((h) => turnOf(post, day, h))).filter(
      (turn) => turn.from < turn.to,
    ),
  );
}

function turnOf(post: Post, day: string, h: Hours): Turn {
  const start = atLocal(day, h.from);
  const end = atLocal(h.to <= h.from ? addDays(day, 1) : day, h.to);
  const name = (day === SATURDAY && h.sat) || (day === SUNDAY && h.sun) || (day === MONDAY && h.mon) || h.who;
  const person = name === 'nobody' ? {} : { person: name === 'Dana Okafor' ? 'd.okafor' : signInOf(name) };
  return { post, from: Math.max(start, WEEKEND_FROM) as Instant, to: Math.min(end, WEEKEND_TO) as Instant, ...person };
}

/** Who holds a post at an instant (the first where several do); undefined where nobody does. */
export function onDuty(turns: readonly Turn[], post: string, at: Instant): string | undefined {
  return turns.find((turn) => turn.post.name === post && turn.person && turn.from <= at && at < turn.to)?.person;
}
