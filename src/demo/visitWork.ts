import { hours, type Instant, minutes, plus, seconds } from '#shared';
import { drawMinutes } from './demand.ts';
import { notesOf } from './notes.ts';
import type { Car } from './places.ts';
import { openPool } from './pool.ts';
import { driverOf, leadAt, ofPost, type Patient, type Scene } from './scene.ts';
import * as story from './story.ts';

const LIMIT = { emergency: hours(1), urgent: hours(2), 'less-urgent': hours(6) } as const;

/** Two cars: the visit that is due first goes to the doctor who has been idle longest. */
export function visitWork(scene: Scene): (now: Instant, patient: Patient, by: string) => void {
  const { agenda, diary, turns } = scene;
  const pool = openPool({
    agenda,
    diary,
    turns: ofPost(turns, 'car-doctor'),
    everyMs: seconds(60),
    overrunMs: minutes(35),
  });
  return (now, { about, comer }, by) => {
    const { random } = comer;
    story.requestVisit(about, now, by);
    const travelMs = drawMinutes(random, 7, 18);
    const seenMs = drawMinutes(random, 10, 20);
    const [givenMs, closingMs] = [seconds(25 + random.int(0, 60)), seconds(70)];
    pool.add(now, {
      due: plus(now, LIMIT[comer.urgency]),
      takesMs: givenMs + travelMs + seenMs + closingMs,
      begin(at, { person = '', post }) {
        const given = plus(at, givenMs);
        const started = plus(given, travelMs);
        const finished = plus(started, seenMs);
        const driver = driverOf(turns, post.place, given) ?? person;
        story.assignVisit(about, given, leadAt(turns, given), post.place as Car);
        story.haveVisit(about, plus(given, seconds(30)), driver, post.place as Car);
        story.setOff(about, plus(given, seconds(50)), driver);
        story.arriveVisit(about, plus(started, -seconds(40)), driver);
        story.see(
          about,
          person,
          { started, finished, closed: plus(finished, closingMs) },
          { note: notesOf(random, 'seen-at-home'), outcome: 'seen-at-home' },
        );
      },
    });
  };
}
