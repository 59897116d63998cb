import { addDays, atLocal, type Instant, isWorkingDay, localDate, showDay, showTime } from '#shared';
import type { TagProps } from '#web';
import { failureCodes, settleHows } from './codes.ts';
import type { MessageLine } from './messageStore.ts';

/** When practices close. */
const CLOSES = '18:30';

/** The last time that the practice closed: at the end of a working day. */
export function lastClosed(now: Instant): Instant {
  let date = localDate(now);
  for (let back = 0; back < 14; back++, date = addDays(date, -1)) {
    const working = isWorkingDay(date);
    const closed = atLocal(date, CLOSES);
    if ((!working.known || working.value) && closed <= now) return closed;
  }
  return atLocal(date, CLOSES);
}

/** The time of today, else the day with it. */
export function whenWords(at: Instant, now: Instant): string {
  return localDate(at) === localDate(now) ? showTime(at) : `${showDay(at)} ${showTime(at)}`;
}

/** It should have reached the practice and has not: tried and refused, or late. */
export function isLost({ state, attempts, dueAt, sentAt }: MessageLine, now: Instant): boolean {
  if (state !== 'queued' && state !== 'failed' && state !== 'due') return false;
  return state === 'failed' || attempts > 0 || (sentAt === undefined && dueAt !== undefined && dueAt < now);
}

/** Asks for something to be done, and nobody has read it. */
export function asksUnread({ state, forPractice }: MessageLine): boolean {
  return forPractice === 'action' && (state === 'sent' || state === 'received');
}

/** Somebody has read what it asks, and nobody has done it. */
export function asksUndone({ state, forPractice }: MessageLine): boolean {
  return forPractice === 'action' && state === 'read';
}

export function isUnread({ state }: Pick<MessageLine, 'state'>): boolean {
  return state === 'queued' || state === 'failed' || state === 'sent' || state === 'received';
}

/** How a message stands, as a tag: what both sides read. */
export function messageTag(line: MessageLine, now: Instant): TagProps {
  const at = (instant: Instant | undefined) => (instant === undefined ? '' : ` ${whenWords(instant, now)}`);
  if (isLost(line, now)) return { state: 'not-received', words: 'Not received' };
  switch (line.state) {
    case 'due':
      return line.practice === undefined
        ? { state: 'nobody', words: 'No practice' }
        : { state: 'waiting', words: line.settled === undefined ? 'No whole note yet' : 'Later note, not sent' };
    case 'queued':
    case 'failed':
      return { state: 'waiting', words: line.sendAt === undefined ? 'Not sent' : `Goes${at(line.sendAt)}` };
    case 'sent':
      if (line.heldUpAt !== undefined) return { state: 'waiting', words: `Held up${at(line.heldUpAt)}` };
      return asksUnread(line)
        ? { state: 'asks-for-action', words: 'Sent, not read' }
        : { state: 'sent', words: `Sent${at(line.sentAt)}` };
    case 'received':
      return asksUnread(line)
        ? { state: 'asks-for-action', words: 'Received, not read' }
        : { state: 'received', words: `Received${at(line.receivedAt)}` };
    case 'read':
      if (asksUndone(line)) return { state: 'asks-for-action', words: 'Read, not done' };
      return { state: 'read', words: `Read${at(line.readAt)}` };
    case 'acted':
      return { state: 'done', words: `Done${at(line.actedAt)}` };
    case 'given-back':
      return { state: 'not-ours', words: 'Not ours, sent back' };
    case 'settled':
      return {
        state: line.settled === 'by-hand' ? 'done' : 'not-needed',
        words: settleHows[line.settled ?? 'by-hand'],
      };
    default:
      return line.state satisfies never;
  }
}

/** "Sent 4 times from Sun 28 Mar 21:10, no answer from its system." */
export function triedWords({ attempts, triedFrom, failure }: MessageLine, of: 'your' | 'its'): string {
  if (attempts === 0 || triedFrom === undefined) return 'It has not been sent yet.';
  const times = attempts === 1 ? 'once' : `${attempts} times`;
  const why = failure === undefined ? '' : `, ${failureCodes[failure].replace(/\bits\b/, of)}`;
  return `Tried ${times} from ${showDay(triedFrom)} ${showTime(triedFrom)}${why}.`;
}

export function dueWords({ dueAt }: MessageLine, now: Instant): string {
  if (dueAt === undefined) return '';
  const when =
    localDate(dueAt) === localDate(now) ? `today ${showTime(dueAt)}` : `${showDay(dueAt)} ${showTime(dueAt)}`;
  return dueAt < now ? `It was due ${when} and is now late.` : `It is due ${when}.`;
}

export type Tally = {
  contacts: number;
  reached: number;
  lost: number;
  toCome: number;
  toRead: number;
  actions: number;
};

export function tallyOf(lines: readonly MessageLine[], now: Instant): Tally {
  const count = (is: (line: MessageLine) => boolean) => lines.filter(is).length;
  const lost = count((line) => isLost(line, now));
  const reached = count(({ sentAt, readAt }) => sentAt !== undefined || readAt !== undefined);
  return {
    contacts: lines.length,
    ...{ reached, lost },
    toCome: Math.max(0, lines.length - reached - lost),
    toRead: count((line) => isUnread(line) && line.state !== 'queued'),
    actions: count(
      ({ forPractice, state }) =>
        forPractice === 'action' && state !== 'given-back' && state !== 'acted' && state !== 'settled',
    ),
  };
}
