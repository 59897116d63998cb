import type { EventOf, Happened } from '#api';
import type { Asks, ChannelName, FailureCode, RejectReason, RerouteReason, SettleHow } from './codes.ts';

/** One message to one practice about one episode. Ids, codes and times only; what it says is in a table of its own. */
export type MessageEvents = {
  /** A case was closed. `practice`: to whom; absent where nobody is known. NQR 2 runs from `consultedAt`. */
  MessageDue: { service: number; case: string; practice?: number; forPractice: Asks; consultedAt: string };
  /** A version is ready: whole, never only what has changed. */
  MessageQueued: { version: number; channel: ChannelName; sendAt: string; forPractice: Asks };
  MessageSent: { attempt: number };
  /** `again`: when it is tried again by itself; absent where that would be no use. */
  SendFailed: { attempt: number; code: FailureCode; again?: string };
  /**
   * The mail server that had it gave it back: nobody tries it again. `arrived`: the practice had it by another way, so that nothing is owed;
   * otherwise NQR 2 runs again from `consultedAt`. `status`: the enhanced status code, as it was given.
   */
  MessageReturned: { version: number; code: FailureCode; status?: string; arrived: boolean; consultedAt: string };
  /** The mail server has not got through yet and goes on trying. */
  MessageHeldUp: { version: number; status?: string };
  MessageReceived: Nothing;
  MessageRead: { by: string };
  MessageActed: { by: string };
  /** By the practice; or by Vigil, of a case about another patient. `mayBeOut`: it was at its channel, or somebody died there with it. */
  MessageRejected: { reason: RejectReason; consultedAt: string; mayBeOut?: true };
  MessageRerouted: { practice: number; reason: RerouteReason };
  MessageSettled: { how: SettleHow };
  /** A later note, of what had ended or can go to nobody now: a version goes out after it (`sends`), or somebody has to say what becomes of it. */
  MessageReopened: { sends: boolean };
  /** Whoever had it wrongly has been told so, by hand. */
  WrongRecipientTold: Nothing;
  /** The reminder of a step could not be sent. `again`: when it is tried again; absent where somebody here is asked to ring instead. */
  ReminderFailed: { step: number; attempt: number; code: FailureCode; again?: string };
  /** Nobody has read it, or (`read`) nobody has done what it asks: the practice was reminded, or somebody here was asked to ring. */
  MessageChased: { step: number; does: 'remind' | 'ask-somebody'; read?: true };
};

type Nothing = Record<string, never>;

export type MessageEvent = EventOf<MessageEvents>;
export type RecordedMessageEvent = Happened<MessageEvent>;

/** By name, for packs, which name events by string. */
export const messageEventTypes = [
  'MessageDue',
  'MessageQueued',
  'MessageSent',
  'SendFailed',
  'MessageReturned',
  'MessageHeldUp',
  'MessageReceived',
  'MessageRead',
  'MessageActed',
  'MessageRejected',
  'MessageRerouted',
  'MessageSettled',
  'MessageReopened',
  'WrongRecipientTold',
  'ReminderFailed',
  'MessageChased',
] as const satisfies readonly (keyof MessageEvents)[];
