import { atLocal, type Instant, minutes, plus, type Random, seconds } from '#shared';
import { drawMinutes } from './demand.ts';
import { BOARD, dayOf, onSunday, SUNDAY } from './moments.ts';
import { notesOf } from './notes.ts';
import type { Base } from './places.ts';
import { openPool, type Pool } from './pool.ts';
import { deskOf, leadAt, ofPost, type Patient, type Scene } from './scene.ts';
import { slotOwner } from './scripted.ts';
import * as story from './story.ts';

const SLOT_MS = minutes(15);

/** Bases where the simulated patients are seen: when each takes bookings, and its part of them. */
const bases: { place: Base; part: number; last: string; opens?: string }[] = [
  { place: 'canal-bridge', part: 0.3, opens: '08:00', last: '23:15' },
  { place: 'priory-road', part: 0.25, opens: '08:00', last: '21:00' },
  { place: 'foundry-lane', part: 0.45, last: '24:00' },
];
/** On Easter Sunday Canal Bridge has no doctor from 20:00; its evening bookings are the scripted ones. */
const CANAL_BRIDGE_LAST = onSunday('18:45');
/** The scripted evening has Foundry Lane to itself, so that four wait at bases at the instant of the pictures. */
const LATEST = onSunday('20:30');
const SCRIPTED = { from: onSunday('21:45'), to: onSunday('23:50') };

/** Books the patient at a base, who comes at that time, waits for its doctor and is seen. */
export function baseWork(scene: Scene): (now: Instant, patient: Patient, by: string) => void {
  const pools = new Map(bases.map(({ place }) => [place, doctorsOf(scene, place)]));
  return (now, patient, by) => {
    const { comer, about } = patient;
    const wish = clearOfTheBoard(now, plus(now, leadMs(comer.random, comer.urgency)));
    const place = chosen(comer.random.next(), wish);
    const slot = firstFree(scene, place, wish);
    story.bookBase(about, now, by, { place, at: slot });
    scene.agenda.at(slot, () => {
      story.arrive(about, slot, deskOf(scene.turns, place, slot) ?? leadAt(scene.turns, slot));
      arrives(pools.get(place), slot, patient);
    });
  };
}

function doctorsOf({ agenda, diary, turns }: Scene, place: Base): Pool {
  return openPool({
    agenda,
    diary,
    turns: ofPost(turns, 'base-doctor', place),
    everyMs: seconds(30),
    overrunMs: minutes(25),
  });
}

function arrives(pool: Pool | undefined, slot: Instant, { about, comer }: Patient): void {
  const { random } = comer;
  const seenMs = random.next() < 0.05 ? drawMinutes(random, 20, 28) : drawMinutes(random, 7, 13);
  pool?.add(slot, {
    due: slot,
    takesMs: seenMs + seconds(170),
    begin(at, { person = '' }) {
      const started = plus(at, seconds(40 + random.int(0, 60)));
      const finished = plus(started, seenMs);
      story.see(
        about,
        person,
        { started, finished, closed: plus(finished, seconds(50)) },
        { note: notesOf(random, 'seen-at-base'), outcome: 'seen-at-base' },
      );
    },
  });
}

/** Whoever is booked before the instant of the pictures is seen before it: the scripted four wait there alone. */
function clearOfTheBoard(now: Instant, wish: Instant): Instant {
  if (now > BOARD || wish < LATEST || now < onSunday('12:00')) return wish;
  return Math.max(plus(now, minutes(10)), LATEST - ((wish - LATEST) % minutes(90))) as Instant;
}

/** How long from now the patient can or should come; one urgent patient in twenty cannot come within the two hours. */
function leadMs(random: Random, urgency: story.Urgency): number {
  if (urgency === 'emergency') return drawMinutes(random, 8, 25);
  if (urgency === 'less-urgent') return drawMinutes(random, 40, 190);
  return random.next() < 0.05 ? drawMinutes(random, 115, 150) : drawMinutes(random, 20, 70);
}

function chosen(draw: number, at: Instant): Base {
  let left = draw;
  for (const { place, part } of bases) {
    left -= part;
    if (left < 0 && takes(place, at)) return place;
  }
  return 'foundry-lane';
}

function takes(place: Base, at: Instant): boolean {
  const base = bases.find((one) => one.place === place);
  if (!base || place === 'foundry-lane') return place === 'foundry-lane' && !(at >= SCRIPTED.from && at < SCRIPTED.to);
  const day = dayOf(at);
  if (place === 'canal-bridge' && day === SUNDAY && at > CANAL_BRIDGE_LAST) return false;
  return at >= atLocal(day, base.opens ?? '00:00') && at <= atLocal(day, base.last);
}

function firstFree({ diary }: Scene, place: Base, from: Instant): Instant {
  for (let at = (Math.ceil(from / SLOT_MS) * SLOT_MS) as Instant; ; at = plus(at, SLOT_MS)) {
    const slot = { from: at, to: plus(at, SLOT_MS) };
    const free = diary.isFree(slotOwner(place), slot);
    if (!free || (place === 'foundry-lane' && !takes(place, at))) continue;
    diary.busy(slotOwner(place), slot);
    return at;
  }
}
