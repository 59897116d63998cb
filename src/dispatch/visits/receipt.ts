import { type Instant, plus, sha256 } from '#shared';
import { receiptRule } from '../settings.ts';
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

/** Whether the crew has the visit: said so, still asked, or asked for too long; with another address than now, it has the wrong one. */
export type Receipt =
  | { is: 'received'; at: Instant; by: string }
  | { is: 'asked'; since: Instant }
  | { is: 'unacknowledged'; since: Instant }
  | { is: 'other-address'; since: Instant };

/** The digest of an address as it stood on a crew's screen: the row that keeps it holds no address. */
export function addressDigest(address: string): string {
  return sha256(address.trim().replace(/\s+/g, ' ').toLowerCase()).toString('hex');
}

export function receiptOf(
  given: Given,
  about: { id: string; address?: string; reports: readonly Report[]; now: Instant },
): Receipt {
  const { id, address, reports, now } = about;
  const said = reports.findLast(
    (one) => one.kind === 'have' && one.case === id && one.told === given.told && one.car === given.car,
  );
  if (!said) return { is: now > plus(given.at, receiptRule.withinMs) ? 'unacknowledged' : 'asked', since: given.at };
  if (address !== undefined && said.shown !== undefined && said.shown !== addressDigest(address))
    return { is: 'other-address', since: said.at };
  return { is: 'received', at: said.at, by: said.by };
}
