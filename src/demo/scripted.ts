import { atLocal, type Instant, localParts, minutes, plus, seconds } from '#shared';
import { castOf } from './castOfTheNight.ts';
import type { Place } from './demand.ts';
import type { Diary } from './diary.ts';
import { MONDAY, SUNDAY } from './moments.ts';
import type { Notebook } from './notebook.ts';
import type { Written } from './notes.ts';
import type { MadeUpPatient } from './patients.ts';
import type { Base, Car, PlaceSlug } from './places.ts';
import { turnsOfTheWeekend } from './roster.ts';
import * as story from './story.ts';

/** `22:31:05` is of Easter Sunday; `+00:40` is of the night after it. */
export const clock = (time: string): Instant =>
  time.startsWith('+') ? atLocal(MONDAY, time.slice(1)) : atLocal(SUNDAY, time);

/** Writes scripted cases: each call adds to the notebook and to the diaries of those who are kept busy by it. */
export type Script = {
  book: Notebook;
  diary: Diary;
  /** What has been told, so that the simulated rest of the day can make up the difference. */
  told: { openedAt: Instant; place: Place; hasCall: boolean }[];
};

export type Phoned = {
  number: string;
  /** When a person answered. */
  answered: string;
  by: string;
  priority: 'urgent' | 'other';
  /** Where the case will be sent, as the day's shares count it. */
  place: Place;
  opened?: string;
  ended?: string;
  /** How long it rang after the message. */
  rang?: number;
  patient?: MadeUpPatient;
  /** Left to be counted by the service. */
  unnumbered?: true;
};

export function phoned(script: Script, p: Phoned): story.Case {
  const answeredAt = clock(p.answered);
  const rang = seconds(p.rang ?? 4 + (Number.parseInt(p.number, 10) % 9));
  const patient = p.patient ?? castOf(p.number);
  const offeredAt = plus(answeredAt, -rang - story.MESSAGE_MS);
  const { call } = story.ring(script.book, `2803-${p.number}`, offeredAt, patient.ringBack);
  const openedAt = p.opened ? clock(p.opened) : plus(answeredAt, seconds(100));
  const endedAt = p.ended ? clock(p.ended) : plus(answeredAt, seconds(165));
  story.tellCall(call, { at: answeredAt, actor: p.by, command: 'answer-call' });
  const opened = story.open(script.book, {
    name: `2803-${p.number}`,
    at: openedAt,
    by: p.by,
    priority: p.priority,
    route: 'telephone',
    answeredAt,
    call: call.id,
    ...(p.unnumbered ? {} : { number: `2803-${p.number}` }),
    patient,
  });
  story.tellCall(call, { at: endedAt, actor: p.by, command: 'end-call' });
  script.diary.busy(p.by, { from: answeredAt, to: plus(Math.max(endedAt, openedAt) as Instant, seconds(5)) });
  script.told.push({ openedAt, place: p.place, hasCall: true });
  return opened;
}

/** Taken half a minute before it starts, unless `taken` says when. */
export function assessed(
  script: Script,
  about: story.Case,
  by: string,
  when: { taken?: string; started: string; finished: string },
  result: story.Assessed,
): Instant {
  const started = clock(when.started);
  const taken = when.taken ? clock(when.taken) : plus(started, -seconds(30));
  const finished = clock(when.finished);
  script.diary.busy(by, { from: taken, to: plus(finished, seconds(60)) });
  story.assess(about, by, { taken, started, finished }, result);
  return finished;
}

export function advised(
  script: Script,
  about: story.Case,
  by: string,
  when: { taken?: string; started: string; finished: string },
  said: { note: Written; outcome?: story.Outcome },
): void {
  const finished = assessed(script, about, by, when, { place: 'advice' });
  story.closeWithAdvice(about, plus(finished, seconds(28)), by, { outcome: said.outcome ?? 'advice', note: said.note });
}

export function booked(
  script: Script,
  about: story.Case,
  slot: { place: Base; at: string; when: string; by: string },
): void {
  story.bookBase(about, clock(slot.when), slot.by, { place: slot.place, at: clock(slot.at) });
  script.diary.busy(slotOwner(slot.place), { from: clock(slot.at), to: plus(clock(slot.at), minutes(10)) });
}

/** Booked times of a base are kept in the same diaries as people. */
export const slotOwner = (base: string): string => `slots of ${base}`;

export function sentElsewhere(
  about: story.Case,
  to: { place: PlaceSlug; miles: number; told: string; by: string },
): void {
  story.redirect(about, clock(to.told), to.by, to);
}

/** Some minutes before, in the waiting room; a minute before, at the door. */
export const before = (time: string, ms: number): string => {
  const { hour, minute, second } = localParts(plus(clock(time), -ms));
  const two = (n: number) => String(n).padStart(2, '0');
  return `${time.startsWith('+') ? '+' : ''}${two(hour)}:${two(minute)}:${two(second)}`;
};

/** Where and by whom a patient is met before they are seen. */
type Met = { from: string; to: string; arrived?: { at: string; by: string } };

export function seenAt(
  script: Script,
  about: story.Case,
  by: string,
  when: Met,
  said: { place: 'base' | 'visit'; note: Written },
): number {
  const [started, finished] = [clock(when.from), clock(when.to)];
  const closed = plus(finished, seconds(70));
  script.diary.busy(by, { from: started, to: closed });
  const { arrived } = when;
  if (arrived && said.place === 'base') story.arrive(about, clock(arrived.at), arrived.by);
  if (arrived && said.place === 'visit') story.arriveVisit(about, clock(arrived.at), arrived.by);
  const outcome = said.place === 'base' ? 'seen-at-base' : 'seen-at-home';
  return story.see(about, by, { started, finished, closed }, { note: said.note, outcome });
}

/** Whoever sits in a car: its driver first, who has the telephone. */
function crewOf(car: Car, at: Instant): string | undefined {
  const there = turnsOfTheWeekend().filter(
    ({ post, person, from, to }) => post.place === car && person && from <= at && at < to,
  );
  return (there.find(({ post }) => post.required === 'driver') ?? there[0])?.person;
}

/** A car on its way keeps its doctor from other work. */
export function givenTo(
  script: Script,
  about: story.Case,
  visit: { car: Car; at: string; by: string; doctor: string; away: string; seen: string },
): void {
  story.assignVisit(about, clock(visit.at), visit.by, visit.car);
  const heard = plus(clock(visit.at), seconds(45));
  story.haveVisit(about, heard, crewOf(visit.car, heard) ?? visit.by, visit.car);
  story.setOff(about, clock(visit.away), visit.doctor);
  script.diary.busy(visit.doctor, { from: clock(visit.away), to: clock(visit.seen) });
}
