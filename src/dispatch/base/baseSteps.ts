import { type Lifecycle, type Role, stay } from '#api';
import type { BaseState } from './base.ts';
import { openReasons, shutReasons } from './events.ts';

export type BaseStepName = 'watch-base' | 'shut-base' | 'open-base' | 'found-shut';

/** Whoever answers for the door: the person at the desk, and those who lead the shift. */
export const doorKeepers: readonly Role[] = ['shift-lead', 'receptionist', 'medical-director', 'administrator'];

/** Whoever leads the shift opens whatever was shut; a desk only what was shut as planned, or by itself. */
export const leads: readonly Role[] = ['shift-lead', 'medical-director', 'administrator'];

/** Everybody who may hear of a shut door: all who work in the service, and the telephone system. */
export const finders: readonly Role[] = [
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
  'telephony',
];

/** The life of a base's door: the one table behind its permissions, buttons, refusals and diagram. */
export const baseLifecycle: Lifecycle<BaseState['state'], BaseStepName> = {
  stream: 'base',
  title: 'A base',
  start: 'none',
  states: { none: 'is not watched yet', open: 'is open', shut: 'is shut' },
  steps: {
    'watch-base': {
      from: { none: 'open' },
      event: 'BaseWatched',
      roles: ['shift-lead'],
      button: 'Watch a base',
      done: 'The base is watched.',
      unattended: true,
    },
    'shut-base': {
      from: { open: 'shut' },
      event: 'BaseShut',
      roles: doorKeepers,
      button: 'Shut this base',
      done: 'The base is shut. No new booking is taken, and the public page says so.',
      reasons: shutReasons,
    },
    'open-base': {
      from: { shut: 'open' },
      event: 'BaseOpened',
      roles: doorKeepers,
      button: 'Open this base again',
      reasons: openReasons,
      done: 'The base is open. Bookings are taken, and the public page says so.',
    },
    'found-shut': {
      from: stay('open', 'shut'),
      event: 'FoundShut',
      roles: finders,
      button: 'Someone found it shut',
      done: 'It is counted: somebody found the base shut.',
    },
  },
};
