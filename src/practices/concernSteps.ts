import type { Lifecycle } from '#api';

export type ConcernState = 'raised' | 'in-hand' | 'answered' | 'asked-again' | 'settled';
type From = ConcernState | 'none';

/** Who answers for the service. */
export const answerers = ['shift-lead', 'medical-director', 'privacy-officer'] as const;

/** The life of a concern, from its number to its end. Each step writes an audit row under the name of its `event`. */
export const concernLifecycle = {
  stream: 'concern',
  title: 'Concern',
  start: 'none',
  states: {
    none: 'is not there',
    raised: 'waits for somebody to take it in hand',
    'in-hand': 'is being looked into by a named person',
    answered: 'has an answer that the practice can read',
    'asked-again': 'is not settled by the answer, and waits for another',
    settled: 'is settled, in the words of the practice',
  },
  steps: {
    'raise-concern': {
      from: { none: 'raised' },
      event: 'ConcernRaised',
      roles: ['practice-manager'],
      button: 'Send',
      done: 'The concern has a number',
    },
    'take-concern': {
      from: { raised: 'in-hand', 'in-hand': 'in-hand', 'asked-again': 'in-hand' },
      event: 'ConcernTaken',
      roles: answerers,
      button: 'I look into it',
      done: 'It is in your hands',
    },
    'answer-concern': {
      from: { raised: 'answered', 'in-hand': 'answered', 'asked-again': 'answered' },
      event: 'ConcernAnswered',
      roles: answerers,
      button: 'Send the answer',
      done: 'The practice can read the answer',
    },
    'ask-again': {
      from: { answered: 'asked-again' },
      event: 'ConcernAskedAgain',
      roles: ['practice-manager'],
      button: 'This does not answer it',
      done: 'The service has to answer again',
    },
    'settle-concern': {
      from: { answered: 'settled' },
      event: 'ConcernSettled',
      roles: ['practice-manager'],
      button: 'Settled',
      done: 'The concern is settled',
    },
  },
} as const satisfies Lifecycle<From>;

export type ConcernStep = keyof typeof concernLifecycle.steps;

/** The names under which a concern's steps stand in the audit. */
export const concernChanges = Object.values(concernLifecycle.steps).map(({ event }) => event);
