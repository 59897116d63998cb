import { correctionReasons, type Lifecycle, type Role, stay } from '#api';
import type { CallState } from './call.ts';
import { noCaseReasons } from './codes.ts';

export type CallStepName =
  | 'offer-call'
  | 'queue-call'
  | 'answer-call'
  | 'abandon-call'
  | 'end-call'
  | 'no-case'
  | 'void-call'
  | 'correct-call-time';

const telephony: readonly Role[] = ['telephony', 'health-advisor'];

/** The life of a telephone call: the one table behind its permissions, buttons, refusals and diagram. */
export const callLifecycle: Lifecycle<CallState['state'], CallStepName> = {
  stream: 'call',
  title: 'A call',
  start: 'none',
  states: {
    none: 'is not there',
    'in-message': 'is hearing the introductory message',
    ringing: 'is ringing',
    answered: 'has been answered',
    abandoned: 'was given up by the caller',
    ended: 'has ended',
    voided: 'was no call at all',
  },
  steps: {
    'offer-call': {
      from: { none: ['in-message', 'ringing'] },
      event: 'CallOffered',
      roles: telephony,
      button: 'Record a call coming in',
      done: 'The call is offered.',
    },
    'queue-call': {
      from: { 'in-message': 'ringing' },
      event: 'CallQueued',
      roles: telephony,
      button: 'The message has ended',
      done: 'The call is ringing.',
      unattended: true,
    },
    'answer-call': {
      from: { 'in-message': 'answered', ringing: 'answered' },
      event: 'CallAnswered',
      roles: [...telephony, 'shift-lead'],
      button: 'Answer the call',
      done: 'You have the call.',
    },
    'abandon-call': {
      from: { 'in-message': 'abandoned', ringing: 'abandoned' },
      event: 'CallAbandoned',
      roles: telephony,
      button: 'The caller hung up',
      done: 'The call is recorded as given up by the caller.',
    },
    'end-call': {
      from: { answered: 'ended' },
      event: 'CallEnded',
      roles: [...telephony, 'shift-lead'],
      button: 'End the call',
      done: 'The call has ended.',
    },
    'no-case': {
      from: { answered: 'ended', ended: 'ended' },
      event: 'CallSettled',
      also: ['CallEnded'],
      roles: [...telephony, 'shift-lead'],
      button: 'No case: it is about no patient',
      done: 'It is written down that no case comes of this call, and why.',
      reasons: noCaseReasons,
    },
    'void-call': {
      from: { 'in-message': 'voided', ringing: 'voided' },
      event: 'CallVoided',
      // Only an import knows: nobody can be asked to say so of a live call.
      roles: [],
      button: 'No call at all',
      done: 'The call is left out of every figure.',
      unattended: true,
    },
    'correct-call-time': {
      from: stay('in-message', 'ringing', 'answered', 'abandoned', 'ended'),
      event: 'TimeCorrected',
      roles: ['shift-lead', 'medical-director', 'administrator'],
      button: 'Correct a time',
      done: 'The time is corrected. The figure as first recorded stays beside it.',
      reasons: correctionReasons,
    },
  },
};

const words: { [type: string]: string } = {
  CallOffered: 'the call was presented',
  CallQueued: 'the message ended',
  CallAnswered: 'it was answered',
  CallAbandoned: 'the caller hung up',
  CallEnded: 'it ended',
};

/** A step in words that finish "before ...". */
export function callStepWords(type: string): string {
  return words[type] ?? 'the last step';
}
