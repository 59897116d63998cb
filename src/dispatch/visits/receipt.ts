import { type Instant, plus, sha256 } from '#shared';
import { receiptRule } from '../settings.ts';
import type { Aboard } from './aboard.ts';
import type { Given } from './visitRow.ts';

/** What a crew has said of a visit that it was given. */
export type Report = {
  case: string;
  car: number;
  told: number;
  kind: 'have' | 'know-gone';
  shown?: string;
  at: Instant;
  by: string;
};

/**
 * Whether the crew has the visit: said so, still asked, or asked for too long; with another address than now, it has the wrong one. A car that
 * nobody is in has nothing: what was said by people who have left it is not known to whoever comes next.
 */
export type Receipt =
  | { is: 'received'; at: Instant; by: string; byTelephone?: true }
  | { is: 'asked'; since: Instant }
  | { is: 'unacknowledged'; since: Instant }
  | { is: 'other-address'; since: Instant }
  | { is: 'nobody'; since: Instant };

/** The digest of an address as it stood on a crew's screen: the row that keeps it holds no address. */
export function addressDigest(address: string): string {
  return sha256(address.trim().replace(/\s+/g, ' ').toLowerCase()).toString('hex');
}

export type ReceiptAbout = {
  id: string;
  address?: string;
  /** When where they are was last changed. */
  movedAt?: Instant;
  reports: readonly Report[];
  aboard: Aboard;
  now: Instant;
};

export function receiptOf(given: Given, { id, address, movedAt, reports, aboard, now }: ReceiptAbout): Receipt {
  const said = reports.findLast(
    (one) =>
      one.kind === 'have' &&
      one.case === id &&
      one.told === given.told &&
      one.car === given.car &&
      isKnownAboard(one, aboard),
  );
  if (!said) return asked(given, aboard, now);
  // A program need not say which address it showed: then the time of the change decides.
  const isOther =
    said.shown === undefined
      ? movedAt !== undefined && movedAt > said.at
      : address !== undefined && said.shown !== addressDigest(address);
  if (isOther) return { is: 'other-address', since: Math.max(said.at, movedAt ?? said.at) as Instant };
  const byTelephone = isByTelephone(said, aboard);
  return { is: 'received', at: said.at, by: said.by, ...(byTelephone ? { byTelephone } : {}) };
}

/** Said by somebody who was never in the car: it was heard by telephone or radio. */
export function isByTelephone({ by }: Report, { ever }: Aboard): boolean {
  return !ever.has(by);
}

/** Whether somebody who is in the car now has said it, or was in it when it was read back by telephone. */
function isKnownAboard(report: Report, aboard: Aboard): boolean {
  const seats = [...aboard.crew, ...aboard.booked];
  return isByTelephone(report, aboard)
    ? seats.some(({ since }) => since <= report.at)
    : seats.some(({ person }) => person === report.by);
}

/** Whoever came into the car after it was given the visit is asked from when they came. */
function asked(given: Given, { crew, emptySince }: Aboard, now: Instant): Receipt {
  if (crew.length === 0) return { is: 'nobody', since: Math.max(given.at, emptySince ?? given.at) as Instant };
  const since = Math.max(given.at, Math.min(...crew.map((seat) => seat.since))) as Instant;
  return { is: now > plus(since, receiptRule.withinMs) ? 'unacknowledged' : 'asked', since };
}
