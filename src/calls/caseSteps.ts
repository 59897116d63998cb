import { correctionReasons, type Lifecycle, stay } from '#api';
import type { Role } from '#people';
import type { CaseState } from './case.ts';
import { loweringReasons, moveReasons, placeReasons, raisingReasons, redirectReasons } from './codes.ts';

export type CaseStepName =
  | 'open-case'
  | 'take-case'
  | 'release-case'
  | 'start-assessment'
  | 'finish-assessment'
  | 'book-base'
  | 'request-visit'
  | 'assign-visit'
  | 'start-consultation'
  | 'finish-consultation'
  | 'close-case'
  | 'change-priority'
  | 'change-urgency'
  | 'change-place'
  | 'redirect'
  | 'move-case'
  | 'note-repeat'
  | 'correct-case-time';

export const clinicians: readonly Role[] = ['triage-nurse', 'doctor', 'visiting-doctor', 'medical-director'];
const desk: readonly Role[] = ['health-advisor', 'shift-lead'];
const everyone: readonly Role[] = [...clinicians, ...desk, 'receptionist'];
const seen: readonly Role[] = ['doctor', 'visiting-doctor', 'triage-nurse', 'medical-director'];
const awaiting = ['to-book', 'booked', 'sent-elsewhere', 'visit-requested', 'visit-assigned'] as const;
const open = ['to-assess', 'in-assessment', ...awaiting, 'in-consultation', 'advised', 'consulted'] as const;

/** The life of a case: the one table behind its permissions, buttons, refusals and diagram. */
export const caseLifecycle: Lifecycle<CaseState['state'], CaseStepName> = {
  stream: 'case',
  title: 'A case',
  start: 'none',
  states: {
    none: 'is not there',
    'to-assess': 'is waiting to be rung back',
    'in-assessment': 'is being assessed',
    'to-book': 'is waiting to be booked',
    booked: 'is booked at a base',
    'sent-elsewhere': 'was sent to another base',
    'visit-requested': 'is waiting for a car',
    'visit-assigned': 'is waiting for a visit',
    'in-consultation': 'is being seen',
    advised: 'was given advice and is waiting to be closed',
    consulted: 'was seen and is waiting to be closed',
    closed: 'is closed',
  },
  steps: {
    'open-case': {
      from: { none: 'to-assess' },
      event: 'CaseOpened',
      roles: everyone,
      button: 'Open a case',
      done: 'The case is open.',
    },
    'take-case': {
      from: stay(...open),
      event: 'CaseTaken',
      roles: everyone,
      button: 'Take the case',
      done: 'You have the case.',
    },
    'release-case': {
      from: stay(...open),
      event: 'CaseReleased',
      roles: everyone,
      button: 'Give the case back',
      done: 'Nobody has the case now.',
      whoeverHolds: true,
    },
    'start-assessment': {
      from: { 'to-assess': 'in-assessment' },
      event: 'AssessmentStarted',
      roles: clinicians,
      button: 'Start the assessment',
      done: 'The assessment has started.',
    },
    'finish-assessment': {
      from: { 'in-assessment': ['to-book', 'advised'] },
      event: 'AssessmentFinished',
      roles: clinicians,
      button: 'Finish the assessment',
      done: 'The assessment is finished.',
    },
    'book-base': {
      from: { 'to-book': 'booked', booked: 'booked', 'sent-elsewhere': 'booked' },
      event: 'BaseBooked',
      roles: everyone,
      button: 'Book a base',
      done: 'The patient is booked.',
    },
    'request-visit': {
      from: { 'to-book': ['visit-requested', 'visit-assigned'] },
      event: 'VisitRequested',
      roles: everyone,
      button: 'Request a visit',
      done: 'The visit is requested.',
    },
    'assign-visit': {
      from: { 'visit-requested': 'visit-assigned', 'visit-assigned': 'visit-assigned' },
      event: 'VisitAssigned',
      roles: [...desk, 'driver', 'visiting-doctor', 'doctor'],
      button: 'Give the visit to a car',
      done: 'The car has the visit.',
    },
    'start-consultation': {
      from: {
        booked: 'in-consultation',
        'sent-elsewhere': 'in-consultation',
        'visit-requested': 'in-consultation',
        'visit-assigned': 'in-consultation',
      },
      event: 'ConsultationStarted',
      roles: seen,
      button: 'Start the consultation',
      done: 'The consultation has started.',
    },
    'finish-consultation': {
      from: { 'in-consultation': 'consulted' },
      event: 'ConsultationFinished',
      roles: seen,
      button: 'Finish with a note',
      done: 'The note is kept.',
    },
    'close-case': {
      // Earlier too, with a note of why; its clock then counts as missed, and nobody can close a case at work.
      from: Object.fromEntries(['to-assess', ...awaiting, 'advised', 'consulted'].map((state) => [state, 'closed'])),
      event: 'CaseClosed',
      roles: clinicians,
      button: 'Close the case',
      done: 'The case is closed.',
    },
    'change-priority': {
      from: stay('to-assess'),
      event: 'PriorityChanged',
      roles: [...clinicians, ...desk],
      button: 'Change the priority',
      done: 'The priority is changed.',
      reasons: { ...raisingReasons, ...loweringReasons },
      whoeverHolds: true,
    },
    'change-urgency': {
      from: stay(...awaiting),
      event: 'UrgencyChanged',
      roles: clinicians,
      button: 'Change the urgency',
      done: 'The urgency is changed.',
      reasons: { ...raisingReasons, ...loweringReasons },
      whoeverHolds: true,
    },
    'change-place': {
      from: Object.fromEntries(awaiting.map((state) => [state, 'to-book'])),
      event: 'PlaceChanged',
      roles: [...clinicians, ...desk],
      button: 'Base instead of visit, or visit instead of base',
      done: 'The place is changed. It is now to be booked.',
      reasons: placeReasons,
    },
    redirect: {
      from: { 'to-book': 'sent-elsewhere', booked: 'sent-elsewhere', 'sent-elsewhere': 'sent-elsewhere' },
      event: 'Redirected',
      roles: everyone,
      button: 'Send to another base',
      done: 'The patient is sent elsewhere.',
      reasons: redirectReasons,
      whoeverHolds: true,
    },
    'move-case': {
      from: stay(...open),
      event: 'CaseMoved',
      roles: [...clinicians, ...desk],
      button: 'Move to another queue',
      done: 'The case is moved.',
      reasons: moveReasons,
    },
    'note-repeat': {
      from: stay(...open),
      event: 'CaseNotedRepeat',
      roles: everyone,
      button: 'They have rung again',
      done: 'The repeat call is noted.',
      whoeverHolds: true,
    },
    'correct-case-time': {
      from: stay(...open, 'closed'),
      event: 'TimeCorrected',
      roles: ['shift-lead', 'medical-director', 'administrator'],
      button: 'Correct a time',
      done: 'The time is corrected. The figure as first recorded stays beside it.',
      reasons: correctionReasons,
      whoeverHolds: true,
    },
  },
};

const words: { [type: string]: string } = {
  CaseOpened: 'the case was opened',
  PriorityChanged: 'the priority was changed',
  AssessmentStarted: 'the assessment started',
  AssessmentFinished: 'the assessment finished',
  UrgencyChanged: 'the urgency was changed',
  PlaceChanged: 'the place was changed',
  BaseBooked: 'the base was booked',
  VisitRequested: 'the visit was requested',
  VisitAssigned: 'the car was given the visit',
  Redirected: 'the patient was sent elsewhere',
  ConsultationStarted: 'the consultation started',
  ConsultationFinished: 'the consultation finished',
  CaseClosed: 'the case was closed',
};

/** A step as whoever corrects its time must read it: for the opening of a case, it is the answer that counts (NQR 9). */
export function correctionWords(type: string): string {
  return type === 'CaseOpened' ? 'a person answered' : caseStepWords(type);
}

/** A step in words that finish "before ...". */
export function caseStepWords(type: string): string {
  return words[type] ?? 'the last step';
}
