import type { Lifecycle } from '#api';
import type { Role } from '#people';
import { rejectReasons, rerouteReasons, settleHows } from './codes.ts';
import type { MessageState } from './message.ts';

export type MessageStepName =
  | 'owe-message'
  | 'queue-message'
  | 'record-sent'
  | 'record-failure'
  | 'record-return'
  | 'record-hold-up'
  | 'record-receipt'
  | 'recall-message'
  | 'chase-message'
  | 'record-reminder-failure'
  | 'receive-message'
  | 'read-message'
  | 'act-on-message'
  | 'reject-message'
  | 'retry-message'
  | 'reroute-message'
  | 'settle-message'
  | 'tell-wrong-recipient';

/** Done by Vigil itself, under this role; there is no door to them, so that nobody can say that something was sent. */
export const itself: readonly Role[] = ['shift-lead'];
export const practiceRoles: readonly Role[] = ['practice-manager'];
/** Who owns what did not reach a practice. */
export const owners: readonly Role[] = ['shift-lead', 'medical-director', 'administrator'];

/** The life of a message: the one table behind its permissions, buttons, refusals and diagram. */
export const messageLifecycle: Lifecycle<MessageState['state'], MessageStepName> = {
  stream: 'message',
  title: 'A message to the practice',
  start: 'none',
  states: {
    none: 'is not there',
    due: 'is due, and has nothing to send or nobody to send it to',
    queued: 'is waiting to be sent',
    failed: 'could not be sent',
    sent: 'is sent',
    received: 'is with the practice',
    read: 'is read',
    acted: 'is done',
    'given-back': 'was given back by the practice',
    settled: 'was settled by the service',
  },
  steps: {
    'owe-message': {
      from: { none: ['due', 'queued'] },
      event: 'MessageDue',
      also: ['MessageQueued'],
      roles: itself,
      button: 'Owe a message',
      done: 'The message is due.',
      unattended: true,
    },
    'queue-message': {
      from: {
        due: 'queued',
        queued: ['queued', 'due'],
        failed: ['queued', 'due'],
        sent: ['queued', 'due'],
        received: ['queued', 'due'],
        read: ['queued', 'due'],
        acted: ['queued', 'due'],
        settled: ['queued', 'due'],
      },
      event: 'MessageQueued',
      also: ['MessageReopened'],
      roles: itself,
      button: 'Queue a version',
      done: 'The version is queued.',
      unattended: true,
    },
    'record-sent': {
      from: { queued: 'sent', failed: 'sent', received: 'received', read: 'read', acted: 'acted' },
      event: 'MessageSent',
      roles: itself,
      button: 'Record that it was sent',
      done: 'It is sent.',
      unattended: true,
    },
    'record-failure': {
      from: {
        queued: ['queued', 'failed'],
        failed: 'failed',
        received: 'received',
        read: 'read',
        acted: 'acted',
      },
      event: 'SendFailed',
      roles: itself,
      button: 'Record that it failed',
      done: 'The attempt is recorded.',
      unattended: true,
    },
    'record-return': {
      from: { sent: 'failed', queued: 'queued', failed: 'failed', received: 'received', read: 'read', acted: 'acted' },
      event: 'MessageReturned',
      roles: itself,
      button: 'Record that it came back',
      done: 'That it came back is recorded.',
      unattended: true,
    },
    'record-hold-up': {
      from: { sent: 'sent', queued: 'queued', failed: 'failed', received: 'received', read: 'read', acted: 'acted' },
      event: 'MessageHeldUp',
      roles: itself,
      button: 'Record that it is held up',
      done: 'That it is held up is recorded.',
      unattended: true,
    },
    'record-receipt': {
      from: { queued: 'received', failed: 'received', sent: 'received' },
      event: 'MessageReceived',
      roles: itself,
      button: 'Record a receipt',
      done: 'The receipt is recorded.',
      unattended: true,
    },
    'recall-message': {
      from: {
        due: 'given-back',
        queued: 'given-back',
        failed: 'given-back',
        sent: 'given-back',
        received: 'given-back',
        read: 'given-back',
        acted: 'given-back',
        settled: 'given-back',
      },
      event: 'MessageRejected',
      roles: itself,
      button: 'Take it back',
      done: 'It is taken back.',
      unattended: true,
    },
    'chase-message': {
      from: { sent: 'sent', received: 'received', failed: 'failed', read: 'read' },
      event: 'MessageChased',
      roles: itself,
      button: 'Chase',
      done: 'It is chased.',
      unattended: true,
    },
    'record-reminder-failure': {
      from: { sent: 'sent', received: 'received', failed: 'failed', read: 'read' },
      event: 'ReminderFailed',
      also: ['MessageChased'],
      roles: itself,
      button: 'Record that the reminder failed',
      done: 'The attempt to remind is recorded.',
      unattended: true,
    },
    'receive-message': {
      from: { queued: 'received', failed: 'received', sent: 'received' },
      event: 'MessageReceived',
      roles: practiceRoles,
      button: 'Received',
      done: 'It is received.',
    },
    'read-message': {
      from: { queued: 'read', failed: 'read', sent: 'read', received: 'read' },
      event: 'MessageRead',
      roles: practiceRoles,
      button: 'Read',
      done: 'It is read.',
    },
    'act-on-message': {
      from: { queued: 'acted', failed: 'acted', sent: 'acted', received: 'acted', read: 'acted' },
      event: 'MessageActed',
      roles: practiceRoles,
      button: 'Done',
      done: 'It is done.',
    },
    'reject-message': {
      from: {
        queued: 'given-back',
        failed: 'given-back',
        sent: 'given-back',
        received: 'given-back',
        read: 'given-back',
        acted: 'given-back',
      },
      event: 'MessageRejected',
      roles: practiceRoles,
      button: 'Not ours, or wrong',
      done: 'It goes back to the service, which must find the right practice.',
      reasons: rejectReasons,
    },
    'retry-message': {
      from: { due: 'queued', queued: 'queued', failed: 'queued', sent: 'queued' },
      event: 'MessageQueued',
      roles: owners,
      button: 'Send it again now',
      done: 'It is sent again now.',
    },
    'reroute-message': {
      from: {
        due: ['queued', 'due'],
        queued: ['queued', 'due'],
        failed: ['queued', 'due'],
        sent: ['queued', 'due'],
        received: ['queued', 'due'],
        read: ['queued', 'due'],
        acted: ['queued', 'due'],
        'given-back': ['queued', 'due'],
      },
      event: 'MessageRerouted',
      also: ['MessageQueued'],
      roles: owners,
      button: 'Send it to another practice',
      done: 'It goes to the other practice.',
      reasons: rerouteReasons,
    },
    'settle-message': {
      from: {
        due: 'settled',
        queued: 'settled',
        failed: 'settled',
        sent: 'settled',
        received: 'settled',
        read: 'settled',
        'given-back': 'settled',
      },
      event: 'MessageSettled',
      roles: owners,
      button: 'Settle it',
      done: 'It is settled.',
      reasons: settleHows,
    },
    'tell-wrong-recipient': {
      from: {
        due: 'due',
        queued: 'queued',
        failed: 'failed',
        sent: 'sent',
        received: 'received',
        read: 'read',
        acted: 'acted',
        'given-back': 'given-back',
        settled: 'settled',
      },
      event: 'WrongRecipientTold',
      roles: owners,
      button: 'Whoever had it wrongly has been told',
      done: 'It is written down that they were told.',
    },
  },
};
