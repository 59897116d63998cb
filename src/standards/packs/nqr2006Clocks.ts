import { hours, minutes, seconds } from '#shared';
import type { CoverRule, Line, SpanRule, TimedTrigger, Trigger } from '../clock/rule.ts';
import type { EntryRoute, Settings } from './pack.ts';

const calendar = 'round-the-clock';

/** NQR 8: from the end of the introductory message, or from when the call was presented if there is none (standards 1.3). */
export const answer: SpanRule = {
  kind: 'span',
  family: 'answer',
  says: 'Starts when the introductory message ends (without a message: when the call is presented), stops when a person answers.',
  birth: 'CallOffered',
  countsAt: { on: 'CallOffered' },
  start: [
    { on: 'CallOffered', where: { message: false } },
    { on: 'CallOffered', where: { message: true }, at: 'messageEndedAt' },
    { on: 'CallQueued' },
  ],
  stop: [{ on: 'CallAnswered' }],
  fail: [{ on: 'CallAbandoned', where: { in: 'queue' }, reason: 'abandoned' }],
  exclude: [
    { on: 'CallVoided', where: { reason: 'phantom' }, reason: 'phantom' },
    { on: 'CallAbandoned', where: { in: 'message' }, reason: 'hung-up-in-message' },
  ],
  attributes: { message: [{ on: 'CallOffered', field: 'message' }] },
  lines: [
    answerLine(true, 60, 'Call answered within 60 s of the message'),
    answerLine(false, 30, 'Call answered within 30 s (no message)'),
  ],
  withoutStart: 'waited-none',
};

function answerLine(message: boolean, limit: number, words: string): Line {
  return { measure: 'answer', clause: 'NQR 8c', words, where: { message }, withinMs: seconds(limit), calendar };
}

/** NQR 9b and 9c; patients who walk in are NQR 10 and never mixed with them. */
export function assessment(policy: Settings['clockStartPolicy']): SpanRule {
  const walkIn = { entryRoute: 'walk-in' };
  return {
    kind: 'span',
    family: 'assessment',
    says: 'Starts when a person answers the call (or the patient walks in, or the case is received), stops when the assessment starts.',
    birth: 'CaseOpened',
    start: startsBy(policy),
    stop: [{ on: 'AssessmentStarted' }],
    fail: [{ on: 'CaseClosed', reason: 'closed-unassessed' }],
    attributes: {
      priority: [
        { on: 'CaseOpened', field: 'priority' },
        { on: 'PriorityChanged', field: 'to' },
      ],
      entryRoute: [{ on: 'CaseOpened', field: 'entryRoute' }],
    },
    lines: [
      {
        ...assessmentLine('walk-in-urgent-in-20', 'NQR 10b', 20),
        words: 'Walked in, urgent, assessed within 20 min',
        where: { ...walkIn, priority: 'urgent' },
      },
      {
        ...assessmentLine('walk-in-other-in-60', 'NQR 10c', 60),
        words: 'Walked in, other, assessed within 60 min',
        where: { ...walkIn, priority: 'other' },
      },
      {
        ...assessmentLine('assessment-urgent-in-20', 'NQR 9b', 20),
        words: 'Urgent, rung back within 20 min',
        where: { priority: 'urgent' },
      },
      {
        ...assessmentLine('assessment-other-in-60', 'NQR 9c', 60),
        words: 'Other, rung back within 60 min',
        where: { priority: 'other' },
      },
    ],
  };
}

/** NQR 10 of somebody whose case was there already: from when they came in at the door. The clock of their call runs on beside it. */
export const walkedIn: SpanRule = {
  kind: 'span',
  family: 'walk-in',
  says: 'Starts when a patient who was to be rung back comes to a base instead, stops when the assessment starts.',
  birth: 'CaseOpened',
  start: [{ on: 'CameToBase', where: { toAssess: true } }],
  stop: [{ on: 'AssessmentStarted' }],
  fail: [{ on: 'CaseClosed', reason: 'closed-unassessed' }],
  attributes: {
    priority: [
      { on: 'CaseOpened', field: 'priority' },
      { on: 'PriorityChanged', field: 'to' },
    ],
  },
  lines: [
    {
      ...assessmentLine('walk-in-urgent-in-20', 'NQR 10b', 20),
      words: 'Walked in, urgent, assessed within 20 min',
      where: { priority: 'urgent' },
    },
    {
      ...assessmentLine('walk-in-other-in-60', 'NQR 10c', 60),
      words: 'Walked in, other, assessed within 60 min',
      where: { priority: 'other' },
    },
  ],
  laps: true,
};

function assessmentLine(measure: string, clause: string, limit: number) {
  return { measure, clause, withinMs: minutes(limit), calendar } as const;
}

/** The first contact: a person answered or the patient walked in, or the case was received, as the contract says. */
export function startsBy(policy: Settings['clockStartPolicy'], only: Pick<Trigger, 'has'> = {}): TimedTrigger[] {
  const routes = Object.keys(policy) as EntryRoute[];
  const received = routes.filter((route) => policy[route] === 'received');
  return [
    { on: 'CaseOpened', where: { entryRoute: received }, ...only },
    { on: 'CaseOpened', at: 'answeredAt', ...only },
  ];
}

const urgencies = [
  { urgency: 'emergency', slug: 'emergency-1h', clause: 'NQR 12a', words: 'emergency, within 1 h', limit: 1 },
  { urgency: 'urgent', slug: 'urgent-2h', clause: 'NQR 12b', words: 'urgent, within 2 h', limit: 2 },
  { urgency: 'less-urgent', slug: 'less-urgent-6h', clause: 'NQR 12c', words: 'less urgent, within 6 h', limit: 6 },
] as const;

const places = [
  { place: 'base', words: 'Seen at a base' },
  { place: 'visit', words: 'Home visit' },
] as const;

/** NQR 12, read as six lines: it runs from the end of the assessment to the start of the consultation, never from a booked time. */
export const faceToFace: SpanRule = {
  kind: 'span',
  family: 'face-to-face',
  says: 'Starts when the telephone assessment ends, stops when the consultation starts: not on arrival, and not at the booked time.',
  birth: 'CaseOpened',
  start: [{ on: 'AssessmentFinished', where: { place: ['base', 'visit'] } }],
  stop: [{ on: 'ConsultationStarted' }],
  fail: [{ on: 'CaseClosed', reason: 'closed-unseen' }],
  attributes: {
    urgency: [
      { on: 'AssessmentFinished', field: 'urgency' },
      { on: 'UrgencyChanged', field: 'to' },
    ],
    place: [
      { on: 'AssessmentFinished', field: 'place' },
      { on: 'PlaceChanged', field: 'to' },
    ],
  },
  lines: places.flatMap(({ place, words }) =>
    urgencies.map((line) => ({
      measure: `face-to-face-${line.slug}-${place}`,
      clause: line.clause,
      words: `${words}, ${line.words}`,
      where: { urgency: line.urgency, place },
      withinMs: hours(line.limit),
      calendar,
    })),
  ),
};

/** Not in any rule book: our own setting, so that no open case is ever without a running deadline. Never a figure. */
export const unfinishedStep: SpanRule = {
  kind: 'span',
  family: 'unfinished-step',
  says: 'Our own safety limit: starts when a step of the case starts or leaves something to do, stops when that is done.',
  birth: 'CaseOpened',
  start: [
    { on: 'AssessmentStarted' },
    { on: 'AssessmentFinished', where: { place: 'advice' } },
    { on: 'ConsultationStarted' },
    { on: 'ConsultationFinished' },
    { on: 'DidNotWait' },
    { on: 'DidNotAttend' },
  ],
  stop: [
    { on: 'AssessmentStarted' },
    { on: 'AssessmentFinished' },
    { on: 'BaseBooked' },
    { on: 'VisitRequested' },
    { on: 'ConsultationStarted' },
    { on: 'ConsultationFinished' },
    { on: 'CaseClosed' },
  ],
  attributes: {},
  lines: [
    {
      measure: 'unfinished-step',
      clause: 'Own',
      words: 'Step finished within 60 min',
      withinMs: minutes(60),
      calendar,
    },
  ],
  laps: true,
};

/** A contract's requirement, hour by hour: booked is not covered, and a part of an hour is not an hour (NQR 7 is its nearest clause). */
export const cover: CoverRule = {
  kind: 'cover',
  family: 'cover',
  says: 'One required hour of one post: covered only if somebody had arrived for every minute of it.',
  birth: 'ShiftRequired',
  arrived: 'CoverArrived',
  left: 'CoverLeft',
  ended: 'ShiftEnded',
  lines: [
    { measure: 'uncovered-base-hours', clause: 'NQR 7', words: 'Base-hour covered', where: { kind: 'base' } },
    { measure: 'uncovered-car-hours', clause: 'NQR 7', words: 'Car-hour covered', where: { kind: 'car' } },
  ],
};
