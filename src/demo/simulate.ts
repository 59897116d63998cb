import { type Instant, minutes, plus, type Random, seconds } from '#shared';
import { openAgenda } from './agenda.ts';
import { baseWork } from './baseWork.ts';
import type { Comer, OtherCall } from './demand.ts';
import { demand, drawMinutes } from './demand.ts';
import type { HandedOn } from './eveningScript.ts';
import { BOARD, onSunday, WEEKEND_TO } from './moments.ts';
import { notesOf } from './notes.ts';
import { aPatient, telephone } from './patients.ts';
import { openPool, type Waiting } from './pool.ts';
import { onDuty, type Turn } from './roster.ts';
import { ofPost, type Patient, type Scene } from './scene.ts';
import { clock, type Script } from './scripted.ts';
import * as story from './story.ts';
import { visitWork } from './visitWork.ts';

/**
 * The rest of the weekend: people ring as the shape of the day says, and wait for whoever is on duty and free. A small
 * discrete-event simulation; the scripted cases are in the notebook and the diaries already.
 */
export function simulate(
  script: Script,
  about: { random: Random; turns: readonly Turn[]; handedOn: readonly HandedOn[] },
): void {
  const agenda = openAgenda();
  const { random, turns } = about;
  const scene: Scene = { book: script.book, diary: script.diary, turns, agenda, random, waiting: new Set() };
  const phones = phoneWork(scene);
  const { comers, others } = demand(random.fork('demand'), script.told);
  const advisors = openPool({
    agenda,
    diary: script.diary,
    turns: ofPost(turns, 'calls'),
    everyMs: seconds(3),
    overrunMs: minutes(6),
  });
  for (const comer of comers)
    agenda.at(comer.at, () =>
      rings(scene, advisors, { name: comer.name, at: comer.at, number: patientOf(comer).ringBack }, (at, by, call) =>
        opens(scene, phones, { comer, at, by, call }),
      ),
    );
  for (const other of others)
    agenda.at(other.at, () => (other.kind === 'abandoned' ? givesUp(scene, other) : asksAgain(scene, advisors, other)));
  for (const waiting of about.handedOn) agenda.at(clock(waiting.from), (now) => phones(now, handed(waiting, random)));
  agenda.run(WEEKEND_TO);
}

function handed({ about, answered, priority = 'other', place = 'advice' }: HandedOn, random: Random): Patient {
  const own = random.fork(`handed ${about.id}`);
  const comer: Comer = {
    name: about.id,
    at: clock(answered),
    route: 'telephone',
    priority,
    place,
    urgency: 'less-urgent',
    random: own,
  };
  return { about, comer };
}

const patientOf = (comer: Comer) => aPatient(comer.random.fork('patient'));

type Answered = (at: Instant, by: string, call: story.Call, until: Instant) => Instant;

/** The call waits for an advisor; `answered` says what they do with it and until when it keeps them. */
function rings(
  scene: Scene,
  advisors: ReturnType<typeof openPool>,
  who: { name: string; at: Instant; number?: string },
  answered: Answered,
): void {
  const { call, ringsFrom } = story.ring(scene.book, who.name, who.at, who.number);
  const takesMs = drawMinutes(scene.random.fork(`talk ${who.name}`), 3.2, 6.5);
  scene.agenda.at(ringsFrom, (now) => {
    advisors.add(now, {
      due: ringsFrom,
      takesMs,
      begin(at, { person = '' }) {
        // A hand to the telephone.
        const picked = plus(at, seconds(2 + (takesMs % 5)));
        story.tellCall(call, { at: picked, actor: person, command: 'answer-call' });
        const until = plus(at, takesMs - seconds(20));
        answered(picked, person, call, until);
        story.tellCall(call, { at: until, actor: person, command: 'end-call' });
      },
    });
  });
}

/** Hangs up before anybody answers; rung back within minutes, but for the last before the pictures. */
function givesUp(scene: Scene, other: OtherCall): void {
  const own = other.random.fork('ring back');
  const number = own.next() < 0.85 ? telephone(own) : undefined;
  const { call, ringsFrom } = story.ring(scene.book, other.name, other.at, number);
  const patience = seconds(6 + Math.min(240, Math.round(other.random.exponential(38))));
  const abandoned = plus(ringsFrom, patience);
  story.tellCall(call, { at: abandoned, actor: 'telephone-system', command: 'abandon-call' });
  const at = plus(abandoned, seconds(150 + own.int(0, 330)));
  const by = onDuty(scene.turns, 'calls', at);
  if (by === undefined || (abandoned <= BOARD && at > BOARD)) return;
  const result = number === undefined ? 'no-number' : 'no-help-needed';
  story.ringBackAbandoned(call, abandoned, { at, by, result });
}

/**
 * Somebody who waits asks how long it will be: no new case, but a contact about theirs. Whoever waits longest and has not asked yet; where
 * nobody waits, it was about nobody.
 */
function asksAgain(scene: Scene, advisors: ReturnType<typeof openPool>, other: OtherCall): void {
  rings(scene, advisors, { name: other.name, at: other.at }, (at, by, call, until) => {
    const [about] = scene.waiting;
    if (!about) return story.asksAboutNobody(call, plus(until, seconds(5)), by);
    scene.waiting.delete(about);
    story.asksAgain(about, plus(at, seconds(45)), by, call);
    return at;
  });
}

function opens(
  scene: Scene,
  phones: ReturnType<typeof phoneWork>,
  who: { comer: Comer; at: Instant; by: string; call: story.Call },
): Instant {
  const { comer, by } = who;
  const at = plus(who.at, seconds(80 + comer.random.int(0, 60)));
  const { priority, route, name } = comer;
  const patient = patientOf(comer);
  scene.agenda.at(at, () => {
    const about = story.open(scene.book, {
      name,
      at,
      by,
      priority,
      route,
      answeredAt: who.at,
      call: who.call.id,
      patient,
    });
    if (priority === 'other' && comer.random.next() < 0.03) getsWorse({ about, comer }, by);
    phones(at, { about, comer });
    scene.waiting.add(about);
  });
  return at;
}

/** Seconds after it was opened, before anybody has rung: the caller says that it has become worse. */
function getsWorse(patient: Patient, by: string): void {
  const at = plus(patient.about.openedAt, seconds(15));
  story.tell(patient.about, { at, actor: by, command: 'change-priority', body: { to: 'urgent', reason: 'got-worse' } });
  patient.comer.priority = 'urgent';
}

/** Clinicians on the telephone: the case that is due first is rung first. */
function phoneWork(scene: Scene): (now: Instant, patient: Patient) => void {
  const { agenda, diary } = scene;
  const pool = openPool({
    agenda,
    diary,
    turns: ofPost(scene.turns, 'phones'),
    everyMs: seconds(20),
    overrunMs: minutes(8),
  });
  const toBase = baseWork(scene);
  const toVisit = visitWork(scene);
  return (now, patient) => {
    const { about, comer } = patient;
    const longMs = drawMinutes(comer.random, 6, 15);
    const reached = plus(now, noReplyMs(comer, now));
    const item: Waiting = {
      due: plus(comer.at, comer.priority === 'urgent' ? minutes(20) : minutes(60)),
      takesMs: longMs + seconds(100),
      begin(at, { person = '' }) {
        const taken = plus(at, seconds(16));
        const started = plus(taken, seconds(8 + comer.random.int(0, 32)));
        const finished = plus(started, longMs);
        const place = comer.place === 'ambulance' ? 'advice' : comer.place;
        const result: story.Assessed = place === 'advice' ? { place } : { place, urgency: comer.urgency };
        story.assess(about, person, { taken, started, finished }, result);
        const next = plus(finished, seconds(20 + comer.random.int(0, 20)));
        agenda.at(place === 'advice' ? at : plus(next, minutes(3)), () => scene.waiting.delete(about));
        if (place === 'advice') {
          const outcome = comer.place === 'ambulance' ? 'ambulance-999' : 'advice';
          if (outcome === 'ambulance-999') passes(about, started, finished, person);
          return story.closeWithAdvice(about, next, person, { outcome, note: notesOf(comer.random, outcome) });
        }
        agenda.at(next, () => (place === 'base' ? toBase(next, patient, person) : toVisit(next, patient, person)));
      },
    };
    agenda.at(reached, (at) => pool.add(at, item));
  };
}

/** A minute or two into the talk, and 999 has it before the talk is over; one in ten takes longer than three minutes. */
function passes(about: story.Case, started: Instant, finished: Instant, by: string): void {
  const needed = plus(started, seconds(45));
  const count = finished / 1000;
  const takes = count % 10 === 0 ? seconds(200) : seconds(40 + (count % 80));
  story.passTo999(about, { needed, taken: Math.min(plus(needed, takes), finished) as Instant }, { by });
}

/** One in sixteen does not pick up at first and is rung again, the less urgent later; not in the scripted evening. */
function noReplyMs({ random, priority }: Comer, now: Instant): number {
  const again = random.next() < 1 / 16 && !(now >= onSunday('20:30') && now <= BOARD);
  if (!again) return 0;
  return priority === 'urgent' ? drawMinutes(random, 12, 26) : drawMinutes(random, 20, 75);
}
