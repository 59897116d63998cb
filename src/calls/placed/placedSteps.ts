import type { Lifecycle } from '#api';
import type { PlacedState } from './placed.ts';

export type PlacedStepName = 'place-call' | 'connect-call' | 'ring-off';

/** The life of a call to a patient. Only the telephone system tells it: what a person says of a try stands on the case. */
export const placedLifecycle: Lifecycle<PlacedState['state'], PlacedStepName> = {
  stream: 'placed-call',
  title: 'A call to a patient',
  start: 'none',
  states: {
    none: 'is not there',
    ringing: 'is ringing',
    connected: 'is connected',
    ended: 'has ended',
  },
  steps: {
    'place-call': {
      from: { none: 'ringing' },
      event: 'CallPlaced',
      roles: ['telephony'],
      button: 'A call was placed',
      done: 'The call is ringing.',
    },
    'connect-call': {
      from: { ringing: 'connected' },
      event: 'CallConnected',
      roles: ['telephony'],
      button: 'It was taken up',
      done: 'The call is connected.',
    },
    'ring-off': {
      from: { ringing: 'ended', connected: 'ended' },
      event: 'CallRangOff',
      roles: ['telephony'],
      button: 'It ended',
      done: 'The call has ended.',
    },
  },
};
