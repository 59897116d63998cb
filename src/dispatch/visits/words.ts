import { codes } from '#calls';
import { type Instant, showMinutes, showWhen } from '#shared';
import type { TagProps } from '#web';
import { leftTag, soonLateTag } from '../reception/words.ts';
import { isWaiting, type VisitState } from './visitRow.ts';
import type { Visit } from './visitView.ts';

export const stateWords: { readonly [S in VisitState]: string } = {
  'to-request': 'To be requested',
  requested: 'Requested',
  assigned: 'With a car',
  travelling: 'Car on its way',
  arrived: 'Car at the door',
  consulting: 'Being seen',
  'not-there': 'Nobody was there, to ring back',
  finished: 'Finished',
};

/** How it stands against its time: late stays late, also when it is over; what will be late says so, and is not red before it is. */
export function timeTag(visit: Visit, now: Instant): TagProps {
  const { lateMs, startedAt, dueAt } = visit;
  if (lateMs !== undefined) return { state: 'missed', words: `Began late by ${showMinutes(lateMs)}` };
  if (startedAt !== undefined) return { state: 'done', words: `Began in time ${showWhen(startedAt, now)}` };
  if (dueAt === undefined || !isWaiting(visit)) return { state: 'done', words: stateWords[visit.state] };
  return soonLateTag(visit, now) ?? leftTag(dueAt, now);
}

export function whatWords({ urgency, state }: Pick<Visit, 'urgency' | 'state'>): string {
  return `${stateWords[state]}: ${codes.urgencies[urgency].toLowerCase()}`;
}

/** Whether the crew has what it was given, in words and shape. */
export function receiptTag(
  { receipt }: Visit,
  now: Instant,
  nameOf: (account: string) => string,
): TagProps | undefined {
  switch (receipt?.is) {
    case undefined:
      return undefined;
    case 'received':
      return {
        state: 'received',
        words: `Received ${showWhen(receipt.at, now)}, ${receipt.byTelephone ? 'by telephone, ' : ''}${nameOf(receipt.by)}`,
      };
    case 'asked':
      return { state: 'sent', words: `Sent ${showWhen(receipt.since, now)}, not yet received` };
    case 'unacknowledged':
      return { state: 'not-received', words: `Not received for ${showMinutes(now - receipt.since)}: ring the car` };
    case 'other-address':
      return { state: 'not-received', words: 'The address has changed: ring the car' };
    case 'nobody':
      return {
        state: 'nobody',
        words: `Nobody is in the car since ${showWhen(receipt.since, now)}: give it to another`,
      };
  }
}

/** The address where they are is not where they live: a crew that knows the patient would go home. */
export function isAwayFromHome({ patient }: Visit): boolean {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return patient?.homeAddress !== undefined && plain(patient.homeAddress) !== plain(patient.whereNow);
}
