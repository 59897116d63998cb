import type { Tx } from '#database';
import { readDisposition } from './dispositions/index.ts';
import { asksOf } from './frame.ts';
import type { ReferralShown } from './pages/referrals.tsx';
import { type ReferralLine, referralOf } from './referralStore.ts';
import { type Referrer, referrerOf } from './referrerStore.ts';

/** A referral with its code in words, by the edition of its day. */
export function shownReferral(line: ReferralLine): ReferralShown {
  const read = readDisposition(line.dxCode, line.triagedAt);
  return {
    ...line,
    words: read.known?.words ?? 'A disposition that we do not know',
    isUnknown: read.known === undefined,
    passes: asksOf(read, line.triagedAt).passTo999 === true,
  };
}

export type HowItCame = { referral?: ReferralShown; referrer?: Referrer };

/** How a case came, for its page. The caller records that somebody looked; `identified` may see who sent them. */
export async function howItCame(
  tx: Tx,
  { tenant, id, identified }: { tenant: number; id: string; identified: boolean },
): Promise<HowItCame> {
  const line = await referralOf(tx, tenant, id);
  const referrer = identified ? await referrerOf(tx, tenant, id) : undefined;
  return { ...(line ? { referral: shownReferral(line) } : {}), ...(referrer ? { referrer } : {}) };
}
