import { seconds } from '#shared';
import { interpreter, message, pass, work } from './nqr2006BesideClocks.ts';
import { answer, assessment, cover, faceToFace, unfinishedStep, walkedIn } from './nqr2006Clocks.ts';
import { nqr2006Figures } from './nqr2006Figures.ts';
import type { Clause, Pack, Settings } from './pack.ts';

const defaults: Settings = {
  abandonedDefinition: 'nqr',
  abandonedAfterMs: seconds(30),
  clockStartPolicy: {
    telephone: 'answered',
    'nhs-111': 'received',
    'health-professional': 'answered',
    'walk-in': 'answered',
    'other-service': 'answered',
  },
  unmeasurableCountsAsMissed: true,
  messageDue: 'this-morning',
  messageCountsWhen: 'sent',
  withoutPractice: 'unmeasurable',
  messageReturned: 'not-sent',
};

const settingSources: Pack['settingSources'] = {
  abandonedDefinition: {
    tag: ['M-med', 'F10', 'F16', 'F17', 'F9'],
    says: 'NQR as usually reported; also the NHS 111 minimum data set, the IUC collection, and Wales (standards 1.5).',
  },
  abandonedAfterMs: { tag: ['M-med', 'F10'], says: 'More than 30 s in the queue; exactly 30 s is not more than 30 s.' },
  clockStartPolicy: {
    tag: ['M-med'],
    says: 'NQR 9 runs from the answer by a person; where NHS 111 took the call, from when the case was received here.',
  },
  unmeasurableCountsAsMissed: {
    tag: ['D'],
    says: 'A missing time is not a pass: it stays in the denominator as not met unless the contract says otherwise.',
  },
  messageDue: {
    tag: ['F3', 'M-med'],
    says: 'By 08:00 on the next working day; the night belongs to the day that follows it, so Tuesday 03:00 is due on Tuesday.',
  },
  messageCountsWhen: {
    tag: ['M-high'],
    says: 'NQR 2 asks that details are sent; a contract may ask that they are received, or read.',
  },
  messageReturned: {
    tag: ['D', 'M-high'],
    says: 'NQR 2 asks that details are sent to the practice; a letter that came back undelivered was not. A contract may count what left.',
  },
  withoutPractice: {
    tag: ['D'],
    says: 'Nobody to send to is listed and never silently met; a contract may leave such patients out.',
  },
};

const clauses: readonly Clause[] = [
  {
    clause: 'NQR 2',
    says: 'Details of every consultation sent to the patient’s practice by 08:00 on the next working day.',
    source: { tag: ['F3'], says: 'Standards 1.3; which morning that is, 1.4.' },
  },
  {
    clause: 'NQR 7',
    says: 'Capacity matched to predictable demand, with contingency for the rest.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 8',
    says: 'Telephone access: engaged, abandoned, time to answer.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 8a',
    says: 'No more than 0.1 % of calls engaged.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 8b',
    says: 'No more than 5 % of calls abandoned.',
    source: { tag: ['M-high', 'M-med'], says: 'Standards 1.3; what counts as abandoned, 1.5.' },
  },
  {
    clause: 'NQR 8c',
    says: 'Answered by a person within 60 s of the end of the introductory message; within 30 s where there is none.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 9a',
    says: 'Life-threatening conditions identified on the telephone passed to the ambulance service within 3 minutes.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 9b',
    says: 'Urgent: definitive clinical assessment started within 20 minutes of the call being answered.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 9c',
    says: 'All other: definitive clinical assessment started within 60 minutes of the call being answered.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 10a',
    says: 'Walked in with a life-threatening condition: passed to the most appropriate acute response within 3 minutes.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 10b',
    says: 'Walked in, urgent: assessment started within 20 minutes of arrival.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 10c',
    says: 'Walked in, all other: assessment started within 60 minutes of arrival.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 12a',
    says: 'Emergency: face-to-face consultation started within 1 hour of the end of the assessment.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 12b',
    says: 'Urgent: face-to-face consultation started within 2 hours of the end of the assessment.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 12c',
    says: 'Less urgent: face-to-face consultation started within 6 hours of the end of the assessment.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'NQR 13',
    says: 'Who cannot communicate in English is connected to an interpreter within 15 minutes of the first contact.',
    source: { tag: ['M-high'], says: 'Standards 1.3.' },
  },
  {
    clause: 'Own',
    says: 'A safety limit of ours, not of any contract: no open case and no piece of work is without a deadline.',
    source: { tag: ['D'], says: 'Vigil.' },
  },
];

/** The edition under a contract's own settings. */
export function nqr2006With(chosen: Partial<Settings>) {
  const settings = { ...defaults, ...chosen };
  return {
    slug: 'nqr-2006',
    edition: '2006-07.2',
    title: 'National Quality Requirements for out-of-hours services, July 2006',
    valid: { from: '2006-07-01', to: null },
    clauses,
    settings,
    settingSources,
    clocks: [
      answer,
      assessment(settings.clockStartPolicy),
      walkedIn,
      faceToFace,
      unfinishedStep,
      interpreter(settings.clockStartPolicy),
      pass,
      work,
      message(settings),
      cover,
    ],
    figures: nqr2006Figures,
  } satisfies Pack;
}

export const nqr2006: Pack = nqr2006With({});
