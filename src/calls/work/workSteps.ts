import type { Lifecycle, Role } from '#api';
import { withdrawalReasons } from './events.ts';
import type { WorkState } from './work.ts';

export type WorkStepName = 'raise-work' | 'take-work' | 'release-work' | 'do-work' | 'withdraw-work';

/** Everybody who may be owed to do one of the kinds; each item says which of them. */
export const workers: readonly Role[] = [
  'health-advisor',
  'triage-nurse',
  'doctor',
  'visiting-doctor',
  'receptionist',
  'shift-lead',
  'medical-director',
  'administrator',
];

/** The life of a work item: the one table behind its permissions, buttons, refusals and diagram. */
export const workLifecycle: Lifecycle<WorkState['state'], WorkStepName> = {
  stream: 'work',
  title: 'A work item',
  start: 'none',
  states: {
    none: 'is not there',
    open: 'is owed, and nobody has taken it',
    taken: 'is owed, and somebody has taken it',
    done: 'is done',
    withdrawn: 'is needed no more',
  },
  steps: {
    'raise-work': {
      from: { none: 'open' },
      event: 'WorkRaised',
      roles: ['shift-lead'],
      button: 'Raised by Vigil itself',
      done: 'It is on the list.',
      unattended: true,
    },
    'take-work': {
      from: { open: 'taken', taken: 'taken' },
      event: 'WorkTaken',
      roles: workers,
      button: 'Take it',
      done: 'It is yours.',
    },
    'release-work': {
      from: { taken: 'open' },
      event: 'WorkReleased',
      roles: workers,
      button: 'Give it back',
      done: 'Nobody has it now.',
    },
    'do-work': {
      from: { open: 'done', taken: 'done' },
      event: 'WorkDone',
      roles: workers,
      button: 'Done',
      done: 'It is done.',
    },
    'withdraw-work': {
      from: { open: 'withdrawn', taken: 'withdrawn' },
      event: 'WorkWithdrawn',
      roles: ['shift-lead', 'medical-director'],
      button: 'Not needed any more',
      done: 'It is withdrawn.',
      reasons: withdrawalReasons,
    },
  },
};
