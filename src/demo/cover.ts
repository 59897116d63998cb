import { atLocal, type Instant, minutes, plus, type Random, seconds, toIso } from '#shared';
import type { Diary } from './diary.ts';
import { MONDAY, SUNDAY, WEEKEND_TO } from './moments.ts';
import type { Notebook } from './notebook.ts';
import type { Turn } from './roster.ts';
import { leadAt } from './scene.ts';

const ASKED_FROM = atLocal('2027-03-15', '10:00');
const BOOKED_FROM = atLocal('2027-03-19', '10:00');
const CONFIRMED_FROM = atLocal('2027-03-25', '14:00');
const ROTA = 'f.ogden';

/** Every shift that is asked for, who was booked and confirmed, and when they came and went. */
export function cover(book: Notebook, about: { diary: Diary; turns: readonly Turn[]; random: Random }): void {
  const asked = about.turns.filter((turn) => turn.post.required);
  for (const [index, turn] of asked.entries()) {
    const shift = required(book, turn, index);
    const told = (at: Instant, actor: string, command: string, body: object = {}) =>
      book.write({ at, actor, stream: shift, command, path: `/shifts/${shift}/${command}`, body: { ...body } });
    if (turn.person) worked({ ...about, turn, index, told });
    else nobodyCame(told);
    // Nobody says that a shift is over: the service ends it by its time.
  }
}

type Told = (at: Instant, actor: string, command: string, body?: object) => void;

function required(book: Notebook, { post, from, to }: Turn, index: number): string {
  const at = plus(ASKED_FROM, seconds(20 * index));
  const id = book.id(at, `shift/${post.place}/${post.required}/${from}`);
  const body = {
    id,
    service: book.service,
    place: post.place,
    role: post.required,
    from: toIso(from),
    to: toIso(to),
  };
  book.write({ at, actor: ROTA, stream: id, command: 'require-shift', path: '/shifts', body });
  return id;
}

type Shift = { diary: Diary; turns: readonly Turn[]; random: Random; turn: Turn; index: number; told: Told };

function worked({ diary, turns, random, turn, index, told }: Shift): void {
  const person = { person: turn.person };
  const own = random.fork(`cover ${turn.post.place} ${turn.post.required} ${turn.from}`);
  const { arrives, confirmed } = timesOf(turn, plus(CONFIRMED_FROM, seconds(30 * index)), own.int(180, 840));
  told(plus(BOOKED_FROM, seconds(30 * index)), ROTA, 'book-cover', person);
  told(
    confirmed,
    confirmed > BOOKED_FROM && confirmed > turn.from - minutes(60) ? leadAt(turns, confirmed) : ROTA,
    'confirm-cover',
    person,
  );
  told(arrives, leadAt(turns, arrives), 'record-arrival', person);
  told(leavesAt(diary, turn), leadAt(turns, leavesAt(diary, turn)), 'record-leaving', person);
}

/** Most confirm in the week before and come some minutes early; the pictures and one late driver are the exceptions. */
function timesOf(turn: Turn, confirmed: Instant, earlySeconds: number): { arrives: Instant; confirmed: Instant } {
  const usual = { arrives: plus(turn.from, -seconds(earlySeconds)), confirmed };
  if (isTurn(turn, 'car-2', 'driver', atLocal(MONDAY, '00:00'))) {
    return { arrives: atLocal(SUNDAY, '23:52:30'), confirmed: atLocal(SUNDAY, '23:31:00') };
  }
  if (isTurn(turn, 'canal-bridge', 'doctor', atLocal(SUNDAY, '08:00')))
    return { ...usual, arrives: atLocal(SUNDAY, '07:52') };
  if (isTurn(turn, 'car-2', 'driver', atLocal(MONDAY, '16:00')))
    return { ...usual, arrives: atLocal(MONDAY, '16:09:10') };
  return usual;
}

/** The evening of Easter Sunday at Canal Bridge: booked once, given up at 18:05, and nobody found. */
function nobodyCame(told: Told): void {
  const person = 'l.fenn';
  told(atLocal('2027-03-24', '16:20'), ROTA, 'book-cover', { person });
  told(atLocal(SUNDAY, '18:05'), 'd.okafor', 'withdraw-cover', { person, reason: 'sick' });
}

function isTurn({ post, from }: Turn, place: string, role: string, at: Instant): boolean {
  return post.place === place && post.required === role && from === at;
}

/** People stay for whom they have begun to see. The doctor of Canal Bridge left at 20:00 on Sunday, with nobody waiting. */
function leavesAt(diary: Diary, turn: Turn): Instant {
  if (isTurn(turn, 'canal-bridge', 'doctor', atLocal(SUNDAY, '08:00'))) return turn.to;
  if (turn.to === WEEKEND_TO) return plus(turn.to, seconds(60));
  const last = diary.lastWork(turn.person ?? '', turn) ?? turn.to;
  return plus(Math.max(last, turn.to) as Instant, seconds(30 + ((turn.from / 1000 / 60) % 90)));
}
