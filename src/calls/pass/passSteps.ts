import { correctionReasons, type Lifecycle, stay } from '#api';
import type { Role } from '#people';
import { standDownReasons } from './events.ts';
import type { PassState } from './pass.ts';

export type PassStepName = 'need-pass' | 'name-pass' | 'confirm-pass' | 'stand-down-pass' | 'correct-pass-time';

/** Everybody who may have the patient, or whoever speaks for them, in front of them. */
export const passRoles: readonly Role[] = [
  'health-advisor',
  'triage-nurse',
  'doctor',
  'visiting-doctor',
  'driver',
  'shift-lead',
  'rota-manager',
  'receptionist',
  'medical-director',
  'administrator',
];
const clinicians: readonly Role[] = ['triage-nurse', 'doctor', 'visiting-doctor', 'medical-director'];

/** The life of a pass to 999: the one table behind its permissions, buttons, refusals and diagram. */
export const passLifecycle: Lifecycle<PassState['state'], PassStepName> = {
  stream: 'pass',
  title: 'A pass to 999',
  start: 'none',
  states: {
    none: 'is not there',
    running: 'is running: 999 has not taken it yet',
    taken: 'was taken by 999',
    'stood-down': 'was stood down by a clinician',
  },
  steps: {
    'need-pass': {
      from: { none: 'running' },
      event: 'PassNeeded',
      roles: passRoles,
      button: 'Life-threatening: pass to 999',
      done: 'The three minutes are running. Ring 999 now.',
    },
    'name-pass': {
      from: stay('running', 'taken'),
      event: 'PassNamed',
      roles: passRoles,
      button: 'Say whom it is for',
      done: 'It is on their case.',
    },
    'confirm-pass': {
      from: { running: 'taken' },
      event: 'PassConfirmed',
      roles: passRoles,
      button: '999 has taken it',
      done: '999 has taken it.',
    },
    'stand-down-pass': {
      from: { running: 'stood-down' },
      event: 'PassStoodDown',
      roles: clinicians,
      button: 'Stand down: 999 is not needed',
      done: 'It is stood down.',
      reasons: standDownReasons,
    },
    'correct-pass-time': {
      from: stay('running', 'taken', 'stood-down'),
      event: 'TimeCorrected',
      roles: ['shift-lead', 'medical-director', 'administrator'],
      button: 'Correct a time',
      done: 'The time is corrected. The figure as first recorded stays beside it.',
      reasons: correctionReasons,
    },
  },
};

const words: { [type: string]: string } = {
  PassNeeded: 'it was known to be life-threatening',
  PassConfirmed: '999 took it',
  PassStoodDown: 'it was stood down',
};

/** A step in words that finish "before ...". */
export function passStepWords(type: string): string {
  return words[type] ?? 'the last step';
}
