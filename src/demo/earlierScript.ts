import { atLocal } from '#shared';
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
  story.tell(second, { at: clock('09:26:50'), actor: 'k.bexley', command: 'note-repeat' });
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
