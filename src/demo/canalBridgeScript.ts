import { minutes, seconds } from '#shared';
import { castOf } from './castOfTheNight.ts';
import { noteOf } from './notes.ts';
import type { PlaceSlug } from './places.ts';
import { assessed, before, booked, clock, givenTo, phoned, type Script, seenAt, sentElsewhere } from './scripted.ts';
import * as story from './story.ts';

/** Nine people were to be seen at Canal Bridge after 20:00, when it had no doctor any more: seven were sent elsewhere. */
export function canalBridge(script: Script): void {
  for (const row of booking) sevenOf(script, row);
  didNotAttend(script);
  walkIn(script);
  toAHomeVisit(script);
  stillToMove(script);
}

type Row = {
  number: string;
  answered: string;
  advisor: string;
  clinician: string;
  assessed: [string, string];
  urgency: 'urgent' | 'less-urgent';
  slot: string;
  told: string;
  by: string;
  to: PlaceSlug;
  miles: number;
  seen: { by: string; from: string; to: string; note: string; arrived?: string };
};

const winslow = 'e.winslow';
const rourke = 'a.rourke';
const booking: Row[] = [
  {
    number: '104',
    answered: '19:40:20',
    advisor: 'm.quill',
    clinician: 'n.osei',
    assessed: ['19:50:00', '19:58:20'],
    urgency: 'less-urgent',
    slot: '20:10',
    told: '20:39:10',
    by: 't.brandreth',
    to: 'larkhithe-cross',
    miles: 6.4,
    seen: { by: winslow, from: '21:31:00', to: '21:41:00', note: 'Finger drained, antibiotic.' },
  },
  {
    number: '098',
    answered: '20:02:00',
    advisor: 'j.abara',
    clinician: 'c.doyle',
    assessed: ['20:05:10', '20:11:00'],
    urgency: 'urgent',
    slot: '20:20',
    told: '20:37:20',
    by: 't.brandreth',
    to: 'larkhithe-cross',
    miles: 5.8,
    seen: { by: winslow, from: '21:12:00', to: '21:26:00', note: 'Wound closed and dressed.' },
  },
  {
    number: '105',
    answered: '20:06:00',
    advisor: 'm.quill',
    clinician: 'p.iyer',
    assessed: ['20:12:00', '20:19:30'],
    urgency: 'urgent',
    slot: '20:40',
    told: '20:36:05',
    by: 't.brandreth',
    to: 'foundry-lane',
    miles: 2.9,
    seen: { by: rourke, from: '21:05:00', to: '21:16:00', note: 'Ear infection, drinking. Safety net given.' },
  },
  {
    number: '109',
    answered: '19:44:00',
    advisor: 'j.abara',
    clinician: 'n.osei',
    assessed: ['20:18:00', '20:26:00'],
    urgency: 'less-urgent',
    slot: '21:40',
    told: '20:58:15',
    by: 't.brandreth',
    to: 'foundry-lane',
    miles: 2.7,
    seen: { by: rourke, from: '22:20:00', to: '22:31:00', note: 'Scratch on the eye, ointment.' },
  },
  {
    // Arrived 22:31 and was still in the waiting room at 22:47.
    number: '110',
    answered: '19:50:30',
    advisor: 'm.quill',
    clinician: 'p.iyer',
    assessed: ['20:22:00', '20:30:00'],
    urgency: 'less-urgent',
    slot: '22:20',
    told: '21:10:40',
    by: 't.brandreth',
    to: 'larkhithe-cross',
    miles: 6.3,
    seen: { by: winslow, arrived: '22:31:00', from: '22:58:00', to: '23:09:00', note: 'Chest clear. No antibiotic.' },
  },
];

const neverCame = { number: '106', to: 'larkhithe-cross', miles: 5.5 } as const;
const walkedIn = { number: '107', to: 'larkhithe-cross', miles: 6.1 } as const;

/** The seven who were sent elsewhere: where to, and how far from where each of them was. */
export const sevenSent: readonly { number: string; to: PlaceSlug; miles: number }[] = [...booking, neverCame, walkedIn];

function sevenOf(script: Script, row: Row): void {
  const { number, answered, advisor, clinician, urgency, told, by, to, miles, seen } = row;
  const person = phoned(script, {
    number,
    answered,
    by: advisor,
    priority: urgency === 'urgent' ? 'urgent' : 'other',
    place: 'base',
  });
  assessed(
    script,
    person,
    clinician,
    { started: row.assessed[0], finished: row.assessed[1] },
    { place: 'base', urgency },
  );
  booked(script, person, { place: 'canal-bridge', at: row.slot, when: soonAfter(row.assessed[1]), by: clinician });
  sentElsewhere(person, { place: to, miles, told, by });
  const arrived = {
    at: seen.arrived ?? before(seen.from, minutes(6)),
    by: to === 'foundry-lane' ? 'j.holt' : winslow,
  };
  seenAt(script, person, seen.by, { ...seen, arrived }, { place: 'base', note: seen.note });
}

/** The sixth: sent on and never came. Rung back by the doctor there, and better. */
function didNotAttend(script: Script): void {
  const person = phoned(script, {
    number: neverCame.number,
    answered: '19:55:00',
    by: 's.pardoe',
    priority: 'other',
    place: 'base',
  });
  const when = { started: '20:15:00', finished: '20:24:00' };
  assessed(script, person, 'achterberg', when, { place: 'base', urgency: 'less-urgent' });
  booked(script, person, { place: 'canal-bridge', at: '21:00', when: '20:24:25', by: 'achterberg' });
  sentElsewhere(person, { place: neverCame.to, miles: neverCame.miles, told: '20:52:30', by: 'd.okafor' });
  story.tell(person, { at: clock('21:55:00'), actor: winslow, command: 'did-not-attend' });
  script.diary.busy(winslow, { from: clock('22:10:00'), to: clock('22:13:00') });
  story.tell(person, { at: clock('22:10:10'), actor: winslow, command: 'try-contact', body: { result: 'spoke' } });
  const outcome = 'did-not-attend';
  const note = noteOf('Did not attend. Rung back: better, will see own GP.', { complaint: person.complaint, outcome });
  story.tell(person, { at: clock('22:13:00'), actor: winslow, command: 'close-case', body: { outcome, note } });
}

/** The seventh: came to the door at 20:28. */
function walkIn(script: Script): void {
  const at = clock('20:28:00');
  const person = story.open(script.book, {
    name: '2803-107',
    at: clock('20:28:40'),
    by: 't.brandreth',
    priority: 'other',
    route: 'walk-in',
    answeredAt: at,
    number: '2803-107',
    place: 'canal-bridge',
    patient: castOf('107'),
  });
  script.told.push({ openedAt: at, place: 'base', hasCall: false });
  assessed(
    script,
    person,
    'n.osei',
    { taken: '20:28:50', started: '20:29:10', finished: '20:32:30' },
    { place: 'base', urgency: 'less-urgent' },
  );
  booked(script, person, { place: 'canal-bridge', at: '20:50', when: '20:33:00', by: 't.brandreth' });
  sentElsewhere(person, { place: walkedIn.to, miles: walkedIn.miles, told: '20:42:00', by: 't.brandreth' });
  seenAt(
    script,
    person,
    winslow,
    { from: '22:04:00', to: '22:08:40', arrived: { at: '21:50:00', by: winslow } },
    { place: 'base', note: 'Muscle strain. Painkillers, keep moving.' },
  );
}

/** Case 121: would have come to the shut base, which takes no booking; changed to a visit at once. Car 2 is 21 minutes late. */
function toAHomeVisit(script: Script): void {
  const person = phoned(script, {
    number: '121',
    answered: '21:02:40',
    by: 'm.quill',
    priority: 'urgent',
    place: 'base',
  });
  assessed(
    script,
    person,
    'achterberg',
    { started: '21:10:00', finished: '21:20:00' },
    { place: 'base', urgency: 'urgent' },
  );
  story.tell(person, {
    at: clock('21:20:50'),
    actor: 'd.okafor',
    command: 'change-place',
    body: { to: 'visit', reason: 'base-shut', from: 'canal-bridge' },
  });
  story.requestVisit(person, clock('21:21:10'), 'd.okafor');
  givenTo(script, person, {
    car: 'car-2',
    at: '21:30:05',
    by: 'd.okafor',
    doctor: 'n.bellis',
    away: '23:19:00',
    seen: '23:41:00',
  });
  seenAt(
    script,
    person,
    'n.bellis',
    { from: '23:41:00', to: '23:58:00', arrived: { at: before('23:41:00', seconds(60)), by: 'n.bellis' } },
    { place: 'visit', note: { text: 'Fall, no break. Wrist strapped.', action: 'Review falls and the strapping.' } },
  );
}

/** Case 112: rung at 22:05 without reply, so still booked at the shut base at 22:47; moved before 23:00. */
function stillToMove(script: Script): void {
  const person = phoned(script, {
    number: '112',
    answered: '19:58:10',
    by: 's.pardoe',
    priority: 'other',
    place: 'base',
  });
  assessed(
    script,
    person,
    'achterberg',
    { started: '20:26:30', finished: '20:33:00' },
    { place: 'base', urgency: 'less-urgent' },
  );
  booked(script, person, { place: 'canal-bridge', at: '23:30', when: '20:33:40', by: 'achterberg' });
  story.tell(person, {
    at: clock('22:05:00'),
    actor: 't.brandreth',
    command: 'try-contact',
    body: { result: 'no-reply' },
  });
  booked(script, person, { place: 'foundry-lane', at: '23:30', when: '22:56:20', by: 't.brandreth' });
  const when = { from: '23:32:00', to: '23:39:00', arrived: { at: '23:26:00', by: 'n.frayne' } };
  seenAt(script, person, rourke, when, { place: 'base', note: 'Contact rash. Cream.' });
}

const soonAfter = (time: string) => `${time.slice(0, 6)}${String(Number(time.slice(6)) + 25).padStart(2, '0')}`;
