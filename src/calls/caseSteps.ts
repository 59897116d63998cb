import { correctionReasons, type Lifecycle, stay } from '#api';
import type { Role } from '#people';
import type { CaseState } from './case.ts';
import {
  loweringReasons,
  moveReasons,
  placeReasons,
  raisingReasons,
  redirectReasons,
  repeatReasons,
  replaceReasons,
  unlinkReasons,
} from './codes.ts';

export type CaseStepName =
  | 'open-case'
  | 'receive-referral'
  | 'take-case'
  | 'release-case'
  | 'start-assessment'
  | 'finish-assessment'
  | 'finish-and-book'
  | 'finish-and-visit'
  | 'finish-and-close'
  | 'book-base'
  | 'arrive'
  | 'come-to-base'
  | 'did-not-wait'
  | 'did-not-attend'
  | 'request-visit'
  | 'assign-visit'
  | 'set-off'
  | 'arrive-visit'
  | 'start-consultation'
  | 'finish-consultation'
  | 'close-case'
  | 'change-priority'
  | 'change-urgency'
  | 'change-place'
  | 'redirect'
  | 'move-case'
  | 'note-repeat'
  | 'decline-repeat'
  | 'connect-interpreter'
  | 'try-contact'
  | 'welfare-check'
  | 'comfort-call'
  | 'write-note'
  | 'read-special-note'
  | 'answer-special-note'
  | 'link-case'
  | 'unlink-case'
  | 'replace-patient'
  | 'change-details'
  | 'correct-case-time';

export const clinicians: readonly Role[] = ['triage-nurse', 'doctor', 'visiting-doctor', 'medical-director'];
const desk: readonly Role[] = ['health-advisor', 'shift-lead'];
const everyone: readonly Role[] = [...clinicians, ...desk, 'receptionist'];
const seen: readonly Role[] = ['doctor', 'visiting-doctor', 'triage-nurse', 'medical-director'];
const onTheRoad: readonly Role[] = ['driver', 'visiting-doctor', 'doctor', ...desk];
const travelling = ['visit-assigned', 'visit-travelling', 'visit-arrived'] as const;
const awaiting = [
  'to-book',
  'booked',
  'sent-elsewhere',
  'arrived',
  'to-ring-back',
  'visit-requested',
  ...travelling,
] as const;
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
    arrived: 'is in the waiting room',
    'to-ring-back': 'was missed and is to be rung back',
    'visit-requested': 'is waiting for a car',
    'visit-assigned': 'is waiting for a visit',
    'visit-travelling': 'has a car on its way',
    'visit-arrived': 'has a car at the door',
    'in-consultation': 'is being seen',
    advised: 'was given advice and is waiting to be closed',
    consulted: 'was seen and is waiting to be closed',
    closed: 'is closed',
  },
  steps: {
    'open-case': {
      from: { none: 'to-assess' },
      event: 'CaseOpened',
      also: ['RepeatDeclined', 'CaseLinked'],
      roles: everyone,
      button: 'Open a case',
      done: 'The case is open.',
    },
    'receive-referral': {
      from: { none: 'to-assess' },
      event: 'CaseOpened',
      also: ['CaseLinked'],
      roles: [...everyone, 'telephony'],
      button: 'Receive a referral',
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
    'finish-and-book': {
      from: { 'in-assessment': 'booked' },
      event: 'BaseBooked',
      also: ['AssessmentFinished', 'Redirected'],
      roles: clinicians,
      button: 'Finish and book a base',
      done: 'The assessment is finished and the patient is booked.',
    },
    'finish-and-visit': {
      from: { 'in-assessment': ['visit-requested', 'visit-assigned'] },
      event: 'VisitRequested',
      also: ['AssessmentFinished'],
      roles: clinicians,
      button: 'Finish and request a visit',
      done: 'The assessment is finished and the visit is requested.',
    },
    'finish-and-close': {
      from: { 'in-assessment': 'closed', 'in-consultation': 'closed' },
      event: 'CaseClosed',
      also: ['AssessmentFinished', 'ConsultationFinished'],
      roles: clinicians,
      button: 'Finish and close',
      done: 'The case is closed.',
    },
    'book-base': {
      from: {
        'to-book': 'booked',
        booked: 'booked',
        'sent-elsewhere': 'booked',
        arrived: 'booked',
        'to-ring-back': 'booked',
      },
      event: 'BaseBooked',
      also: ['Redirected'],
      roles: everyone,
      button: 'Book a base',
      done: 'The patient is booked.',
    },
    arrive: {
      from: { 'to-book': 'arrived', booked: 'arrived', 'sent-elsewhere': 'arrived', 'to-ring-back': 'arrived' },
      event: 'PatientArrived',
      roles: everyone,
      button: 'The patient has arrived',
      done: 'The patient is in the waiting room.',
      whoeverHolds: true,
    },
    'come-to-base': {
      // Not once somebody sees them: what has come since is another case, linked.
      from: {
        'to-assess': 'to-assess',
        'in-assessment': 'in-assessment',
        advised: 'to-assess',
        ...Object.fromEntries(awaiting.map((state) => [state, 'arrived'])),
      },
      event: 'CameToBase',
      also: [
        'PlaceChanged',
        'PatientArrived',
        'CaseNotedRepeat',
        'PriorityChanged',
        'UrgencyChanged',
        'DetailsChanged',
      ],
      roles: everyone,
      button: 'They have come to a base',
      done: 'They are at the base. What they said is kept.',
      whoeverHolds: true,
    },
    'did-not-wait': {
      from: { arrived: 'to-ring-back', 'to-assess': 'to-assess' },
      event: 'DidNotWait',
      roles: everyone,
      button: 'The patient did not wait',
      done: 'The case stays open: somebody is to ring them.',
      whoeverHolds: true,
    },
    'did-not-attend': {
      from: { booked: 'to-ring-back', 'sent-elsewhere': 'to-ring-back', 'visit-arrived': 'to-ring-back' },
      event: 'DidNotAttend',
      roles: [...everyone, 'driver'],
      button: 'The patient is not there',
      done: 'The case stays open: somebody is to ring them.',
      whoeverHolds: true,
    },
    'request-visit': {
      from: {
        'to-book': ['visit-requested', 'visit-assigned'],
        'to-ring-back': ['visit-requested', 'visit-assigned'],
      },
      event: 'VisitRequested',
      roles: everyone,
      button: 'Request a visit',
      done: 'The visit is requested.',
    },
    'assign-visit': {
      from: Object.fromEntries(['visit-requested', ...travelling].map((state) => [state, 'visit-assigned'])),
      event: 'VisitAssigned',
      // Not by drivers: whoever drives says what their own car does, and no more.
      roles: [...desk, 'visiting-doctor', 'doctor'],
      button: 'Give the visit to a car',
      done: 'The car has the visit.',
    },
    'set-off': {
      from: { 'visit-assigned': 'visit-travelling' },
      event: 'VisitSetOff',
      roles: onTheRoad,
      button: 'The car sets off',
      done: 'The car is on its way.',
      whoeverHolds: true,
    },
    'arrive-visit': {
      from: { 'visit-assigned': 'visit-arrived', 'visit-travelling': 'visit-arrived' },
      event: 'VisitArrived',
      roles: onTheRoad,
      button: 'The car is at the door',
      done: 'The car has arrived.',
      whoeverHolds: true,
    },
    'start-consultation': {
      from: Object.fromEntries(
        ['booked', 'sent-elsewhere', 'arrived', 'visit-requested', ...travelling].map((state) => [
          state,
          'in-consultation',
        ]),
      ),
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
      from: {
        // Walked in and not assessed yet: sent on, and still to be assessed.
        ...stay('to-assess', 'in-assessment'),
        ...Object.fromEntries(
          ['to-book', 'booked', 'sent-elsewhere', 'arrived', 'to-ring-back'].map((state) => [state, 'sent-elsewhere']),
        ),
      },
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
      // Worse after advice: it is to be assessed again.
      from: { ...stay(...open), advised: ['advised', 'to-assess'] },
      event: 'CaseNotedRepeat',
      also: ['RangBack', 'RepeatDeclined', 'PriorityChanged', 'UrgencyChanged', 'CaseLinked'],
      roles: everyone,
      button: 'They have rung again',
      done: 'The repeat call is noted.',
      whoeverHolds: true,
    },
    'decline-repeat': {
      from: stay(...open),
      event: 'RepeatDeclined',
      // Whoever takes the call or is a clinician: by name, and nobody at a counter or on a line (decision 0028).
      roles: [...clinicians, ...desk],
      button: 'Do not pass a third contact to a clinician',
      done: 'It is written down, with your name and the reason.',
      reasons: repeatReasons,
      whoeverHolds: true,
    },
    'connect-interpreter': {
      from: stay(...open),
      event: 'InterpreterConnected',
      roles: everyone,
      button: 'An interpreter is on the line',
      done: 'The interpreter is connected.',
      whoeverHolds: true,
    },
    'try-contact': {
      from: stay(...open),
      event: 'ContactTried',
      also: ['CaseReleased'],
      // Reception rings those whom a shut base leaves to be moved.
      roles: everyone,
      button: 'They were rung',
      done: 'The try is written down.',
    },
    'welfare-check': {
      from: stay(...open),
      event: 'WelfareChecked',
      also: ['PriorityChanged', 'UrgencyChanged'],
      roles: [...clinicians, ...desk],
      button: 'A welfare check was made',
      done: 'The welfare check is written down.',
      whoeverHolds: true,
    },
    'comfort-call': {
      from: stay('to-assess', ...awaiting),
      event: 'ComfortCalled',
      also: ['PriorityChanged', 'UrgencyChanged'],
      roles: everyone,
      button: 'A comfort call was made',
      done: 'The comfort call is written down. No clock has stopped.',
      whoeverHolds: true,
    },
    'write-note': {
      from: stay(...open, 'closed'),
      event: 'NoteWritten',
      roles: clinicians,
      button: 'Write the note',
      done: 'This version of the note is kept.',
    },
    'read-special-note': {
      from: stay(...open, 'closed'),
      event: 'SpecialNoteRead',
      roles: everyone,
      button: 'Read the special note',
      done: 'It is written down that you read it.',
      whoeverHolds: true,
    },
    'answer-special-note': {
      from: stay(...open, 'closed'),
      event: 'SpecialNoteAnswered',
      roles: clinicians,
      button: 'Say whether the special note is still true',
      done: 'The practice is told.',
      whoeverHolds: true,
    },
    'link-case': {
      from: stay(...open, 'closed'),
      event: 'CaseLinked',
      roles: [...clinicians, ...desk],
      button: 'Link to another case',
      done: 'The cases are linked. Both stay.',
      whoeverHolds: true,
    },
    'unlink-case': {
      from: stay(...open, 'closed'),
      event: 'CaseUnlinked',
      roles: [...clinicians, ...desk],
      button: 'Take a link away',
      done: 'They are not linked any more.',
      reasons: unlinkReasons,
      whoeverHolds: true,
    },
    'replace-patient': {
      from: stay(...open, 'closed'),
      event: 'PatientReplaced',
      roles: [...clinicians, 'shift-lead'],
      button: 'Put right who the patient is',
      done: 'The patient is put right. What was shown before is kept.',
      reasons: replaceReasons,
      whoeverHolds: true,
    },
    'change-details': {
      from: stay(...open),
      event: 'DetailsChanged',
      // Whoever hears it: the call taker, the desk, the nurse, the crew at the wrong door.
      roles: [...everyone, 'driver'],
      button: 'Another number, place or caller',
      done: 'It is changed. What stood before is kept.',
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
