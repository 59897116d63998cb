import { seconds } from '#shared';
import { castOf, ivy } from './castOfTheNight.ts';
import type { Place } from './demand.ts';
import { advised, assessed, before, booked, clock, givenTo, phoned, type Script, seenAt } from './scripted.ts';
import * as story from './story.ts';

/** A case that is waiting to be rung at the instant of the pictures; the simulated night goes on with it. */
export type HandedOn = {
  about: story.Case;
  answered: string;
  from: string;
  priority?: 'urgent' | 'other';
  place?: Place;
};

/** Sunday evening as the pictures show it at 22:47:12, and what the scripted people do just after. */
export function sundayEvening(script: Script): HandedOn[] {
  visits(script);
  bases(script);
  lastBeforeTheBoard(script);
  urgentRingBacks(script);
  return [...callsRinging(script), ...otherRingBacks(script)];
}

type Visit = {
  number: string;
  answered: string;
  advisor: string;
  clinician: string;
  assessed: [string, string];
  urgency: 'urgent' | 'less-urgent';
  car: 'car-1' | 'car-2';
  given: string;
  doctor: string;
  away: string;
  seen: [string, string];
  note: string;
  /** Rung while they waited longer than they were told. */
  rung?: { at: string; by: string };
};

const bellis = { car: 'car-2', doctor: 'n.bellis' } as const;
const kemble = { car: 'car-1', doctor: 's.kemble' } as const;
const visitsOfTheEvening: Visit[] = [
  {
    number: '099',
    answered: '19:33:00',
    advisor: 'm.quill',
    clinician: 'p.iyer',
    assessed: ['19:52:00', '20:04:00'],
    urgency: 'urgent',
    ...bellis,
    given: '20:10:30',
    away: '21:49:40',
    seen: ['22:01:30', '22:44:50'],
    note: 'Catheter changed.',
  },
  {
    number: '103',
    answered: '20:09:40',
    advisor: 's.pardoe',
    clinician: 'c.doyle',
    assessed: ['20:20:30', '20:31:05'],
    urgency: 'urgent',
    ...bellis,
    given: '20:40:20',
    away: '22:46:05',
    seen: ['22:58:00', '23:17:40'],
    note: 'Water infection, antibiotic. Home to watch her.',
    rung: { at: '22:37:20', by: 'j.holt' },
  },
  {
    number: '113',
    answered: '20:40:00',
    advisor: 'j.abara',
    clinician: 'n.osei',
    assessed: ['20:50:00', '21:00:00'],
    urgency: 'less-urgent',
    ...kemble,
    given: '22:05:00',
    away: '22:12:00',
    seen: ['22:39:20', '23:02:50'],
    note: 'Gastroenteritis, drinking again.',
  },
  {
    number: '115',
    answered: '21:12:00',
    advisor: 'j.abara',
    clinician: 'c.doyle',
    assessed: ['21:25:00', '21:36:00'],
    urgency: 'less-urgent',
    ...kemble,
    given: '22:20:10',
    away: '23:04:00',
    seen: ['23:16:00', '23:33:00'],
    note: 'Heart failure, water tablet increased.',
  },
  {
    number: '120',
    answered: '21:40:00',
    advisor: 's.pardoe',
    clinician: 'p.iyer',
    assessed: ['21:50:00', '22:02:00'],
    urgency: 'less-urgent',
    car: 'car-1',
    doctor: 'p.oduya',
    given: '22:30:40',
    away: '+00:18:00',
    seen: ['+00:40:00', '+00:58:00'],
    note: 'Pressure sore, dressed. District nurse asked.',
  },
];

function visits(script: Script): void {
  for (const v of visitsOfTheEvening) {
    const about = phoned(script, {
      number: v.number,
      answered: v.answered,
      by: v.advisor,
      priority: v.urgency === 'urgent' ? 'urgent' : 'other',
      place: 'visit',
    });
    const finished = assessed(
      script,
      about,
      v.clinician,
      { started: v.assessed[0], finished: v.assessed[1] },
      { place: 'visit', urgency: v.urgency },
    );
    story.requestVisit(about, (finished + seconds(30)) as typeof finished, v.clinician);
    givenTo(script, about, {
      car: v.car,
      at: v.given,
      by: 'd.okafor',
      doctor: v.doctor,
      away: v.away,
      seen: v.seen[0],
    });
    if (v.rung) story.comfort(about, clock(v.rung.at), v.rung.by);
    const arrived = { at: before(v.seen[0], seconds(60)), by: v.doctor };
    seenAt(script, about, v.doctor, { from: v.seen[0], to: v.seen[1], arrived }, { place: 'visit', note: v.note });
  }
}

/** Two wait at Foundry Lane at 22:47: 117, due 23:20, and 118. */
function bases(script: Script): void {
  const cope = phoned(script, {
    number: '117',
    answered: '21:00:30',
    by: 's.pardoe',
    priority: 'urgent',
    place: 'base',
  });
  assessed(script, cope, 'n.osei', { started: '21:08:00', finished: '21:20:00' }, { place: 'base', urgency: 'urgent' });
  booked(script, cope, { place: 'foundry-lane', at: '22:50', when: '21:20:30', by: 'n.osei' });
  seenAt(
    script,
    cope,
    'a.rourke',
    { from: '22:55:00', to: '23:06:00', arrived: { at: '22:41:00', by: 'j.holt' } },
    { place: 'base', note: 'Tonsillitis, can drink. Antibiotic.' },
  );
  const lund = phoned(script, {
    number: '118',
    answered: '21:20:00',
    by: 's.pardoe',
    priority: 'other',
    place: 'base',
  });
  assessed(
    script,
    lund,
    'achterberg',
    { started: '21:34:00', finished: '21:43:00' },
    { place: 'base', urgency: 'less-urgent' },
  );
  booked(script, lund, { place: 'foundry-lane', at: '23:10', when: '21:43:30', by: 'achterberg' });
  const met = { from: '23:12:00', to: '23:23:00', arrived: { at: '23:04:00', by: 'n.frayne' } };
  seenAt(script, lund, 'a.rourke', met, { place: 'base', note: 'Ligament strain. Rest, and support for a week.' });
}

/** Finished, or just begun, as the clock comes to 22:47. */
function lastBeforeTheBoard(script: Script): void {
  const bray = phoned(script, {
    number: '123',
    answered: '21:52:00',
    by: 'm.quill',
    priority: 'other',
    place: 'advice',
  });
  advised(
    script,
    bray,
    'achterberg',
    { started: '22:31:00', finished: '22:44:50' },
    { note: 'Take the next dose as usual.' },
  );
  const nolan = phoned(script, {
    number: '128',
    answered: '21:56:00',
    by: 'j.abara',
    priority: 'other',
    place: 'advice',
  });
  advised(
    script,
    nolan,
    'p.iyer',
    { started: '22:29:00', finished: '22:45:10' },
    { note: 'Mastitis: antibiotic to the pharmacy. Keep feeding.' },
  );
  const feeney = phoned(script, {
    number: '130',
    answered: '21:58:30',
    by: 's.pardoe',
    priority: 'other',
    place: 'base',
  });
  assessed(
    script,
    feeney,
    'n.osei',
    { started: '22:38:00', finished: '22:51:00' },
    { place: 'base', urgency: 'less-urgent' },
  );
  booked(script, feeney, { place: 'foundry-lane', at: '23:45', when: '22:51:30', by: 'n.osei' });
  seenAt(
    script,
    feeney,
    'a.rourke',
    { from: '23:46:00', to: '23:55:00', arrived: { at: '23:38:00', by: 'n.frayne' } },
    { place: 'base', note: 'Shingles, antiviral.' },
  );
  const hale = phoned(script, {
    number: '133',
    answered: '22:44:50',
    opened: '22:45:50',
    ended: '22:47:20',
    by: 'm.quill',
    priority: 'urgent',
    place: 'ambulance',
  });
  const when = { taken: '22:46:20', started: '22:46:35', finished: '22:50:10' };
  // Pressed by the call taker as the case was opened: at 22:47:12 it runs, and 999 has it in time.
  const pass = { needed: clock('22:45:52'), taken: clock('22:48:20') };
  story.passTo999(hale, pass, { by: 'm.quill', confirmedBy: 'c.doyle' });
  advised(script, hale, 'c.doyle', when, {
    note: 'Stroke suspected. Ambulance called, crew on the way.',
    outcome: 'ambulance-999',
  });
}

/** Three urgent cases wait at 22:47: one is late. */
function urgentRingBacks(script: Script): void {
  const sharrow = phoned(script, {
    number: '124',
    answered: '22:24:00',
    by: 'm.quill',
    priority: 'urgent',
    place: 'advice',
  });
  advised(
    script,
    sharrow,
    'p.iyer',
    { taken: '22:46:12', started: '22:47:40', finished: '22:52:20' },
    { note: 'Mild croup, settled. Steroid dose, ring back at once if drooling.' },
  );
  const abbs = phoned(script, {
    number: '126',
    answered: '22:32:00',
    by: 'j.abara',
    priority: 'urgent',
    place: 'advice',
  });
  advised(
    script,
    abbs,
    'achterberg',
    { started: '22:49:10', finished: '22:56:30' },
    { note: 'Pulse regular now, no pain. ECG at own GP on Tuesday.' },
  );
  const third = phoned(script, {
    number: '131',
    answered: '22:41:30',
    opened: '22:43:40',
    ended: '22:44:05',
    rang: 21,
    by: 'm.quill',
    priority: 'urgent',
    place: 'visit',
    patient: ivy,
  });
  assessed(
    script,
    third,
    'p.iyer',
    { taken: '22:53:00', started: '22:53:20', finished: '22:59:30' },
    { place: 'visit', urgency: 'urgent' },
  );
  story.requestVisit(third, clock('22:59:50'), 'p.iyer');
  givenTo(script, third, {
    car: 'car-1',
    at: '23:02:10',
    by: 'd.okafor',
    doctor: 's.kemble',
    away: '23:34:10',
    seen: '23:52:00',
  });
  seenAt(
    script,
    third,
    's.kemble',
    { from: '23:52:00', to: '+00:12:00', arrived: { at: '23:51:00', by: 's.kemble' } },
    { place: 'visit', note: worseCopd },
  );
  const small = {
    ...castOf('134'),
    name: 'Nell Hobday',
    dateOfBirth: '2021-06-02',
    callerName: 'Jo Hobday',
    callerRelation: 'parent',
  };
  const hobday = phoned(script, {
    number: '134',
    unnumbered: true,
    answered: '22:44:40',
    opened: '22:47:50',
    ended: '22:48:20',
    by: 's.pardoe',
    priority: 'urgent',
    place: 'advice',
    patient: small,
  });
  advised(
    script,
    hobday,
    'achterberg',
    { taken: '22:57:32', started: '22:57:50', finished: '23:05:30' },
    { note: 'Viral wheeze, inhaler with spacer.' },
  );
}

const worseCopd = {
  text: 'COPD worse, stayed at home. Steroids continued, oxygen 88 to 92 %.',
  action: 'Review this week: third contact in 96 hours.',
  observations: {
    breaths: 22,
    oxygen: 89,
    oxygenScale: '2',
    onOxygen: 'no',
    pulse: 98,
    temperature: 37.9,
    systolic: 132,
    diastolic: 78,
    consciousness: 'alert',
  },
  medicines: [{ name: 'Prednisolone', dose: '30 mg', route: 'by mouth', how: 'advised' }],
};

/** At 22:47:12 three advisors are on calls and two callers wait, one for 34 s. */
function callsRinging(script: Script): HandedOn[] {
  const chaser = story.ring(script.book, 'chaser before the board', clock('22:43:42'));
  story.tellCall(chaser.call, { at: clock('22:44:12'), actor: 'j.abara', command: 'answer-call' });
  story.tellCall(chaser.call, {
    at: clock('22:47:35'),
    actor: 'j.abara',
    command: 'no-case',
    body: { reason: 'question' },
  });
  script.diary.busy('j.abara', { from: clock('22:44:12'), to: clock('22:47:38') });
  const ringing = (number: string, answered: string, rang: number, by: string): HandedOn => {
    const about = phoned(script, { number, unnumbered: true, answered, rang, by, priority: 'other', place: 'advice' });
    return { about, answered, from: '22:58:30' };
  };
  // They ring from 22:46:38 and 22:46:59.
  return [ringing('135', '22:47:28', 50, 'm.quill'), ringing('136', '22:47:41', 42, 'j.abara')];
}

/** Six others wait at 22:47, the longest for 39 minutes. */
function otherRingBacks(script: Script): HandedOn[] {
  const waiting: [string, string, string][] = [
    ['119', '22:08:00', 's.pardoe'],
    ['122', '22:14:00', 'j.abara'],
    ['125', '22:18:00', 's.pardoe'],
    ['127', '22:24:40', 'j.abara'],
    ['129', '22:31:00', 's.pardoe'],
    ['132', '22:39:00', 'j.abara'],
  ];
  return waiting.map(([number, answered, by]) => {
    const about = phoned(script, { number, answered, by, priority: 'other', place: 'advice' });
    return { about, answered, from: '22:58:30' };
  });
}
