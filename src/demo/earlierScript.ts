import { atLocal, plus, seconds } from '#shared';
import { castOf, ivy } from './castOfTheNight.ts';
import { onMonday, SATURDAY } from './moments.ts';
import { advised, assessed, clock, givenTo, phoned, type Script, seenAt } from './scripted.ts';
import * as story from './story.ts';

/** Before the weekend begins: Ivy Pellworth's first contact of three, on Saturday afternoon. */
export function saturdayAfternoon(script: Script): void {
  const at = (time: string) => atLocal(SATURDAY, time);
  const { call } = story.ring(script.book, '2703-052', at('14:09:34'));
  story.tellCall(call, { at: at('14:10:00'), actor: 'k.bexley', command: 'answer-call' });
  const first = story.open(script.book, {
    name: '2703-052',
    at: at('14:11:30'),
    by: 'k.bexley',
    priority: 'other',
    route: 'telephone',
    answeredAt: at('14:10:00'),
    call: call.id,
    number: '2703-052',
    patient: { ...ivy, complaint: 'Cough and more short of breath than usual, two days.' },
  });
  story.tellCall(call, { at: at('14:12:40'), actor: 'k.bexley', command: 'end-call' });
  const when = { taken: at('14:22:00'), started: at('14:22:30'), finished: at('14:31:00') };
  story.assess(first, 'e.lomax', when, { place: 'base', urgency: 'less-urgent' });
  story.bookBase(first, at('14:31:40'), 'e.lomax', { place: 'priory-road', at: at('15:15') });
  story.arrive(first, at('15:12:00'), 'v.rhys');
  const seen = { started: at('15:20:00'), finished: at('15:33:00'), closed: at('15:34:00') };
  story.see(first, 'a.rourke', seen, {
    note: 'Chest infection. Antibiotic and rescue pack. Ring back if worse.',
    outcome: 'seen-at-base',
  });
}

/** The days before: Samuel Pike's first two contacts of this month, and Owen Latch's back. All three ended with advice. */
export function weekBefore(script: Script): void {
  earlierAdvice(script, {
    day: '2027-03-23',
    time: '19:05',
    number: '2303-021',
    who: '096',
    note: 'Dizzy. Sit before standing, own GP if it stays.',
  });
  earlierAdvice(script, {
    day: '2027-03-25',
    time: '20:40',
    number: '2503-033',
    who: '096',
    note: 'Dizzy again. Blood pressure to be looked at by own GP.',
  });
  earlierAdvice(script, {
    day: '2027-03-26',
    time: '20:15',
    number: '2603-040',
    who: '107',
    note: 'Back strain. Keep moving, paracetamol.',
  });
}

type Earlier = { day: string; time: string; number: string; who: string; note: string };

function earlierAdvice(script: Script, { day, time, number, who, note }: Earlier): void {
  const answeredAt = atLocal(day, time);
  const at = (after: number) => plus(answeredAt, seconds(after));
  const { call } = story.ring(script.book, number, at(-30));
  story.tellCall(call, { at: answeredAt, actor: 'm.quill', command: 'answer-call' });
  const patient = castOf(who);
  const opening = { name: number, at: at(90), by: 'm.quill', priority: 'other', route: 'telephone', number } as const;
  const about = story.open(script.book, { ...opening, answeredAt, call: call.id, patient });
  story.tellCall(call, { at: at(150), actor: 'm.quill', command: 'end-call' });
  story.assess(about, 'p.iyer', { taken: at(900), started: at(930), finished: at(1500) }, { place: 'advice' });
  story.closeWithAdvice(about, at(1560), 'p.iyer', { outcome: 'advice', note });
}

/** Easter Sunday until the evening: what later pages speak of. */
export function sundayByDay(script: Script): void {
  const second = phoned(script, {
    number: '019',
    answered: '09:25:00',
    by: 'k.bexley',
    priority: 'other',
    place: 'advice',
    patient: { ...ivy, complaint: 'Not better on the antibiotic. Asks whether to start the rescue pack.' },
  });
  advised(
    script,
    second,
    'r.vane',
    { started: '09:41:30', finished: '09:52:00' },
    { note: 'Start rescue pack, ring back if worse.' },
  );
  amendedVisit(script);
  const pike = phoned(script, {
    number: '096',
    answered: '19:31:00',
    by: 's.pardoe',
    priority: 'other',
    place: 'advice',
    patient: castOf('096'),
  });
  advised(
    script,
    pike,
    'c.doyle',
    { started: '19:52:00', finished: '20:01:00' },
    {
      note: {
        text: 'Dizzy from the new tablet. Stop it, see own GP on Tuesday.',
        action: 'Stop the new tablet; see him on Tuesday.',
      },
    },
  );
  takenUp(script, pike);
}

/** His note could not be sent: the administrator has it, and it stays theirs until the practice has it. */
function takenUp({ book }: Script, about: story.Case): void {
  const find = {
    path: `/work?service=${book.service}&case=${about.id}`,
    list: 'work',
    where: { kind: 'message-exception' },
  };
  const [command, at] = ['take-work', clock('22:06:00')] as const;
  const stream = book.id(at, `taken up ${about.id}`);
  book.write({ at, actor: 'y.castell', stream, awaits: true, find, command, path: '/work/:found/take-work', body: {} });
}

/** Case 081: its visit was recorded as started at 21:24:10, and put right from the paper sheet the next morning. */
function amendedVisit(script: Script): void {
  const visit = phoned(script, {
    number: '081',
    answered: '18:41:10',
    opened: '18:43:30',
    ended: '18:44:10',
    by: 'm.quill',
    priority: 'urgent',
    place: 'visit',
  });
  assessed(
    script,
    visit,
    'p.iyer',
    { taken: '18:52:00', started: '18:52:30', finished: '19:02:05' },
    { place: 'visit', urgency: 'urgent' },
  );
  story.requestVisit(visit, clock('19:02:40'), 'p.iyer');
  givenTo(script, visit, {
    car: 'car-2',
    at: '19:10:22',
    by: 'd.okafor',
    doctor: 'n.bellis',
    away: '20:52:00',
    seen: '21:24:10',
  });
  // The tablet had no signal: nobody said when the car arrived.
  const started = seenAt(
    script,
    visit,
    'n.bellis',
    { from: '21:24:10', to: '21:48:30' },
    { place: 'visit', note: 'Chest pain ruled out. Observations normal. Own GP this week.' },
  );
  const corrected = {
    version: started,
    to: new Date(clock('20:58:00')).toISOString(),
    reason: 'paper-record',
    explanation: 'Paper sheet says 20:58. Tablet had no signal.',
  };
  const put = { at: onMonday('09:12:00'), actor: 'k.lindqvist', command: 'correct-case-time', body: corrected };
  story.tell(visit, put, 'correct-time');
}
