import { correctionReasons, type Lifecycle, stay } from '#api';
import type { Role } from '#people';
import { withdrawalReasons } from './events.ts';
import type { ShiftState } from './shift.ts';

export type ShiftStepName =
  | 'require-shift'
  | 'book-cover'
  | 'confirm-cover'
  | 'withdraw-cover'
  | 'record-arrival'
  | 'record-leaving'
  | 'end-shift'
  | 'correct-shift-time';

const planners: readonly Role[] = ['rota-manager', 'shift-lead'];
const onTheNight: readonly Role[] = [
  ...planners,
  'receptionist',
  'driver',
  'doctor',
  'visiting-doctor',
  'triage-nurse',
];

/** The life of a shift: the one table behind its permissions, buttons, refusals and diagram. */
export const shiftLifecycle: Lifecycle<ShiftState['state'], ShiftStepName> = {
  stream: 'shift',
  title: 'A shift',
  start: 'none',
  states: {
    none: 'is not there',
    unfilled: 'has nobody',
    booked: 'is booked and not confirmed',
    confirmed: 'is confirmed',
    attended: 'has somebody there',
    ended: 'has ended',
  },
  steps: {
    'require-shift': {
      from: { none: 'unfilled' },
      event: 'ShiftRequired',
      roles: [...planners, 'administrator'],
      button: 'Require a shift',
      done: 'The shift is required.',
    },
    'book-cover': {
      from: { unfilled: 'booked', attended: 'attended' },
      event: 'CoverBooked',
      roles: planners,
      button: 'Book somebody',
      done: 'They are booked, and have still to confirm.',
    },
    'confirm-cover': {
      from: { booked: 'confirmed', attended: 'attended' },
      event: 'CoverConfirmed',
      roles: onTheNight,
      button: 'Confirm',
      done: 'It is confirmed.',
    },
    'withdraw-cover': {
      from: { booked: 'unfilled', confirmed: 'unfilled', attended: 'attended' },
      event: 'CoverWithdrawn',
      roles: onTheNight,
      button: 'Withdraw',
      done: 'They are withdrawn. The shift needs somebody.',
      reasons: withdrawalReasons,
    },
    'record-arrival': {
      from: { unfilled: 'attended', booked: 'attended', confirmed: 'attended', attended: 'attended', ended: 'ended' },
      event: 'CoverArrived',
      roles: onTheNight,
      button: 'Somebody has come',
      done: 'Their arrival is recorded.',
    },
    'record-leaving': {
      from: { attended: ['unfilled', 'booked', 'confirmed', 'attended'], ended: 'ended' },
      event: 'CoverLeft',
      roles: onTheNight,
      button: 'Somebody has left',
      done: 'Their leaving is recorded.',
    },
    'end-shift': {
      from: { unfilled: 'ended', booked: 'ended', confirmed: 'ended', attended: 'ended' },
      event: 'ShiftEnded',
      roles: planners,
      button: 'End the shift',
      done: 'The shift has ended.',
      unattended: true,
    },
    'correct-shift-time': {
      from: stay('unfilled', 'booked', 'confirmed', 'attended', 'ended'),
      event: 'TimeCorrected',
      roles: ['shift-lead', 'medical-director', 'administrator'],
      button: 'Correct a time',
      done: 'The time is corrected. The figure as first recorded stays beside it.',
      reasons: correctionReasons,
    },
  },
};

const words: { [type: string]: string } = {
  CoverArrived: 'somebody came',
  CoverLeft: 'somebody left',
  ShiftEnded: 'the shift ended',
};

/** A step in words that finish "before ...". */
export function shiftStepWords(type: string): string {
  return words[type] ?? 'the last step';
}
