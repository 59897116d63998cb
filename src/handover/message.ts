import { dueAfter, type Instant, instant, nextWorkingDayAt, plus } from '#shared';
import type { Asks, ChannelName, FailureCode, RejectReason, SettleHow } from './codes.ts';
import type { RecordedMessageEvent } from './events.ts';
import { type ChaseStep, chaseStep, handoverSettings } from './settings.ts';

/** One message to one practice about one episode, as far as its events tell. */
export type Message = {
  id: string;
  version: number;
  /**
   * `due`: there is nothing to send yet, or nobody to send it to. `queued`: waits for its time, or for the next attempt.
   * `failed`: an exception, though it may still be tried. The rest are what became of it.
   */
  state: 'due' | 'queued' | 'failed' | 'sent' | 'received' | 'read' | 'acted' | 'given-back' | 'settled';
  service: number;
  case: string;
  practice?: number;
  forPractice: Asks;
  consultedAt: Instant;
  /** The version of its words that is to be sent, or was. */
  body?: number;
  /** How many versions there have been, for whichever practice. */
  bodies: number;
  channel?: ChannelName;
  /** When it is sent or tried again by itself: there is something to send as long as this is so. */
  sendAt?: Instant;
  /** Attempts at this version. */
  attempts: number;
  triedFrom?: Instant;
  failure?: FailureCode;
  sentAt?: Instant;
  /** When a mail server last said that it has not got through yet; gone once something is known. */
  heldUpAt?: Instant;
  receivedAt?: Instant;
  readAt?: Instant;
  actedAt?: Instant;
  rejected?: RejectReason;
  settled?: SettleHow;
  /** A version has gone out, whichever and to whom. */
  hasGone?: true;
  /** A version about another patient has gone out, or may have: somebody has to ring whoever had it, whatever is sent since. */
  wentWrong?: true | undefined;
  chased: number;
  /** Attempts at the reminder of the next step, and when the next is made. */
  reminderTries: number;
  remindAgain?: Instant;
};
export type MessageState = { state: 'none' } | Message;

export const noMessage: MessageState = { state: 'none' };

export function replayMessage(id: string, events: readonly RecordedMessageEvent[]): MessageState {
  return events.reduce((state: MessageState, event) => evolveMessage(state, id, event), noMessage);
}

/** The state after one more event. Throws on an event that no command of ours could have written there. */
export function evolveMessage(state: MessageState, id: string, event: RecordedMessageEvent): MessageState {
  if (event.type === 'MessageDue') return due(id, event);
  if (state.state === 'none') throw new Error(`${event.type} before a message was due`);
  const { occurredAt: at } = event;
  const now: Message = { ...state, version: event.version };
  switch (event.type) {
    case 'MessageQueued':
      return queued(now, event);
    case 'MessageSent':
      return {
        ...now,
        state: state.state === 'queued' || state.state === 'failed' ? 'sent' : state.state,
        ...{ sendAt: undefined, failure: undefined, sentAt: at, attempts: event.data.attempt, hasGone: true },
        triedFrom: state.triedFrom ?? at,
      };
    case 'SendFailed':
      return failed(now, event);
    case 'MessageReturned':
      return returned(now, event);
    case 'MessageHeldUp':
      return now.state === 'sent' ? { ...now, heldUpAt: at } : now;
    case 'MessageReceived':
      return { ...now, state: 'received', receivedAt: at };
    case 'MessageRead':
      return { ...now, state: 'read', readAt: at };
    case 'MessageActed':
      return { ...now, state: 'acted', readAt: now.readAt ?? at, actedAt: at };
    case 'MessageRejected':
      return {
        ...{ ...now, state: 'given-back', rejected: event.data.reason, sendAt: undefined },
        ...(event.data.reason === 'wrong-patient' && isOut(state, event.data) ? { wentWrong: true } : {}),
      };
    case 'MessageRerouted':
      return { ...fresh(now), state: 'due', practice: event.data.practice };
    case 'MessageSettled':
      return { ...now, state: 'settled', settled: event.data.how, sendAt: undefined };
    case 'MessageReopened':
      return reopened(now);
    case 'WrongRecipientTold':
      return { ...now, wentWrong: undefined };
    case 'MessageChased':
      return { ...now, chased: event.data.step, reminderTries: 0, remindAgain: undefined };
    case 'ReminderFailed':
      return {
        ...now,
        reminderTries: event.data.attempt,
        remindAgain: event.data.again === undefined ? undefined : instant(event.data.again),
      };
    default:
      return event satisfies never;
  }
}

function due(id: string, { version, data }: RecordedMessageEvent & { type: 'MessageDue' }): Message {
  const { service, case: about, practice, forPractice, consultedAt } = data;
  return {
    ...{
      id,
      version,
      state: 'due',
      service,
      case: about,
      forPractice,
      attempts: 0,
      bodies: 0,
      chased: 0,
      reminderTries: 0,
    },
    ...(practice === undefined ? {} : { practice }),
    consultedAt: instant(consultedAt),
  };
}

/** A new version starts from nothing: nobody has received or read it. */
function queued(message: Message, { data }: RecordedMessageEvent & { type: 'MessageQueued' }): Message {
  const { version: body, channel, sendAt, forPractice } = data;
  const bodies = Math.max(message.bodies, body);
  return { ...fresh(message), state: 'queued', body, bodies, channel, forPractice, sendAt: instant(sendAt) };
}

/**
 * It had ended, or it can go to nobody now, and there is more to say. How it had ended stays: what a patient did not want sent does not go out
 * by itself, and a practice that gave it back is not the one that it is for.
 */
function reopened(message: Message): Message {
  const { rejected, settled } = message;
  const { practice, ...nobody } = fresh(message);
  const kept = rejected === undefined && practice !== undefined ? { practice } : {};
  return { ...nobody, ...kept, state: 'due', ...(settled === undefined ? {} : { settled }) };
}

/** What was said of another patient is known outside, by whatever way. */
function isOut({ hasGone, state, settled }: Message, { mayBeOut }: { mayBeOut?: true }): boolean {
  return Boolean(hasGone || mayBeOut || (state === 'settled' && settled === 'by-hand'));
}

function fresh(message: Message): Message {
  const { id, version, state, service, case: about, practice, forPractice, consultedAt, bodies } = message;
  const kept = {
    ...(message.hasGone ? { hasGone: message.hasGone } : {}),
    ...(message.wentWrong ? { wentWrong: message.wentWrong } : {}),
    id,
    version,
    state,
    service,
    case: about,
    forPractice,
    consultedAt,
    bodies,
    attempts: 0,
    chased: 0,
    reminderTries: 0,
  };
  return practice === undefined ? kept : { ...kept, practice };
}

function failed(message: Message, { data, occurredAt }: RecordedMessageEvent & { type: 'SendFailed' }): Message {
  const { attempt, code, again } = data;
  const waiting = message.state === 'queued' || message.state === 'failed';
  const isException = again === undefined || attempt >= handoverSettings.exceptionAfter;
  return {
    ...message,
    state: waiting ? (isException ? 'failed' : 'queued') : message.state,
    ...{ attempts: attempt, failure: code, triedFrom: message.triedFrom ?? occurredAt },
    sendAt: again === undefined ? undefined : instant(again),
  };
}

/** Given back by its mail server: an exception, unless it is on its way again by now or the practice has it. */
function returned(message: Message, { data }: RecordedMessageEvent & { type: 'MessageReturned' }): Message {
  if (message.state !== 'sent') return message;
  const { code: failure } = data;
  return { ...message, state: 'failed', failure, sentAt: undefined, sendAt: undefined, heldUpAt: undefined };
}

/** When NQR 2 wants it sent; undefined outside the calendar. */
export function dueOf(consultedAt: Instant): Instant | undefined {
  const morning = nextWorkingDayAt(consultedAt, '08:00');
  return morning.known ? morning.value : undefined;
}

/** When a version leaves: once the note has settled, but not so late that it misses its morning; never before now. */
export function sendTime({
  consultedAt,
  editedAt,
  now,
}: {
  consultedAt: Instant;
  editedAt: Instant;
  now: Instant;
}): Instant {
  const settled = plus(editedAt, handoverSettings.settleMs);
  const due = dueOf(consultedAt);
  const latest = due === undefined ? now : plus(due, -handoverSettings.marginMs);
  return Math.max(now, Math.min(settled, latest)) as Instant;
}

/** When the attempt after this one is made. */
export function nextAttempt(attempt: number, now: Instant): Instant {
  const waits = handoverSettings.retryMs;
  return plus(now, waits[Math.min(attempt, waits.length) - 1] ?? 0);
}

/**
 * The practice has it, or a named person here has ended it. That its system has it (`received`) is nobody there seeing it: what asks for
 * action and is still unread once it has been chased is open again.
 */
export function isAcknowledged({
  state,
  forPractice,
  isPastFirstChase = false,
}: Pick<Message, 'state' | 'forPractice'> & { isPastFirstChase?: boolean }): boolean {
  if (state === 'received') return forPractice === 'information' || !isPastFirstChase;
  return state === 'read' || state === 'acted' || state === 'settled';
}

/** It has been sent and nobody has read it yet, or nobody has done what it asks. */
function isChased({ state, body, forPractice }: Message): boolean {
  if (body === undefined) return false;
  if (state === 'read') return forPractice === 'action';
  return state === 'sent' || state === 'received' || state === 'failed';
}

/** What is done next about a message that nobody reads, or nobody acts on, and when; undefined where nothing is. */
export function nextChase(message: Message): (ChaseStep & { at: Instant; step: number }) | undefined {
  const step = chaseStep(message.forPractice, message.chased);
  if (!step || !isChased(message)) return undefined;
  const { sentAt, triedFrom, readAt } = message;
  const from = Math.max(dueOf(message.consultedAt) ?? 0, sentAt ?? triedFrom ?? 0, readAt ?? 0) as Instant;
  const at = dueAfter('working-day', from, step.afterMs);
  if (!at.known) return undefined;
  return { ...step, at: Math.max(at.value, message.remindAgain ?? 0) as Instant, step: message.chased + 1 };
}
