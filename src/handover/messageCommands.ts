import type { Command } from '#api';
import type { MessageKind } from './messageCommand.ts';
import { actOnMessage, readMessage, receiveMessage, rejectMessage } from './practiceSide.ts';
import {
  chaseMessage,
  oweMessage,
  queueMessage,
  recallMessage,
  recordFailure,
  recordHoldUp,
  recordReceipt,
  recordReminderFailure,
  recordReturn,
  recordSent,
} from './sending.ts';
import { rerouteMessage, retryMessage, settleMessage, tellWrongRecipient } from './staffSide.ts';

/** Done by Vigil itself: no form and no address leads to them, so that nobody can write down that something was sent. */
export const ownCommands = {
  oweMessage,
  queueMessage,
  recordSent,
  recordFailure,
  recordReturn,
  recordHoldUp,
  recordReceipt,
  recallMessage,
  chaseMessage,
  recordReminderFailure,
};

/** What can be asked from outside. */
export const messageCommands: readonly Command<MessageKind>[] = [
  receiveMessage,
  readMessage,
  actOnMessage,
  rejectMessage,
  retryMessage,
  rerouteMessage,
  settleMessage,
  tellWrongRecipient,
];
