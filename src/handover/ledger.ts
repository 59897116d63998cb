import type { ClosedLine } from '#calls';
import { addDays, atLocal, type Instant, localDate, type Period } from '#shared';
import type { FailureCode } from './codes.ts';
import { isAcknowledged, type Message } from './message.ts';

/** A closed case whose message nobody has acknowledged yet. */
export type Open = {
  case: string;
  number: string;
  message: string;
  state: Message['state'];
  /** Why it could not be sent, or came back. */
  failure?: FailureCode;
};
/** How the acknowledged stand: a machine's receipt is not a person, and reading is not doing. */
export type Told = { received: number; read: number; acted: number; settled: number };
/** What should not be: a case that was closed and owes no message, or a message about no closed case. */
export type Difference = { what: 'no-message' | 'no-closed-case'; case: string; number?: string; message?: string };

export type Ledger = {
  closed: number;
  acknowledged: number;
  /** The acknowledged apart; absent in runs that were kept before they were told apart. */
  told?: Told;
  open: Open[];
  differences: Difference[];
};

/**
 * Closed cases are acknowledged messages and open exceptions, and nothing else. The two sides are read from two places: the cases from
 * theirs, the messages from ours. Each difference is listed by its id.
 */
export function ledgerOf(closed: readonly Pick<ClosedLine, 'id' | 'number'>[], messages: readonly Standing[]): Ledger {
  const byCase = new Map(messages.map((message) => [message.case, message]));
  const told: Told = { received: 0, read: 0, acted: 0, settled: 0 };
  const ledger: Ledger = { closed: closed.length, acknowledged: 0, told, open: [], differences: [] };
  for (const { id, number } of closed) {
    const message = byCase.get(id);
    byCase.delete(id);
    if (!message) ledger.differences.push({ what: 'no-message', case: id, number });
    else if (isAcknowledged(message)) {
      ledger.acknowledged += 1;
      told[message.state as keyof Told] += 1;
    } else ledger.open.push(openOf(message, number));
  }
  for (const [about, { id }] of byCase) ledger.differences.push({ what: 'no-closed-case', case: about, message: id });
  return ledger;
}

export type Standing = Pick<Message, 'id' | 'case' | 'state' | 'forPractice'> & {
  failure?: FailureCode;
  /** It has been chased, so that a receipt of its system alone does not answer for it any more. */
  isPastFirstChase?: boolean;
};

function openOf({ id: message, case: about, state, failure }: Standing, number: string): Open {
  const why = state === 'failed' && failure !== undefined ? { failure } : {};
  return { case: about, number, message, state, ...why };
}

export function isBalanced({ closed, acknowledged, open, differences }: Ledger): boolean {
  return differences.length === 0 && closed === acknowledged + open.length;
}

/** A night is named after its evening and ends at 08:00, when practices open. */
export function nightOf(night: string): Period {
  return { from: atLocal(night, '08:00'), to: atLocal(addDays(night, 1), '08:00') };
}

export function nightAt(at: Instant): string {
  const date = localDate(at);
  return at < atLocal(date, '08:00') ? addDays(date, -1) : date;
}

/** The night that is to be reckoned by now: the last that ended, five minutes after its end. */
export function lastNight(now: Instant): string {
  const night = nightAt(now);
  const reckonable = now >= atLocal(night, '08:05');
  return addDays(night, reckonable ? -1 : -2);
}
