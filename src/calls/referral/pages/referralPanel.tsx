import { showTime } from '#shared';
import { Tag } from '#web';
import type { Referrer } from '../referrerStore.ts';
import type { ReferralShown } from './referrals.tsx';

/** On the page of a case: how it came, what was decided before, and whom to ring past the switchboard. */
export function ReferralPanel({ referral, referrer }: { referral?: ReferralShown; referrer?: Referrer }) {
  if (!referral && !referrer) return null;
  return (
    <section class="panel" aria-labelledby="referral-heading">
      <h2 id="referral-heading">{referral ? 'Referred by NHS 111' : 'Sent by'}</h2>
      {referral && (
        <>
          <p>
            <strong>{referral.words}</strong> <span class="second">{referral.dxCode}</span>, triaged{' '}
            {showTime(referral.triagedAt)}
            {referral.dueAt && `, by ${showTime(referral.dueAt)}`}. From {referral.source}, {referral.reference}.
          </p>
          {referral.isUnknown && (
            <p>
              <Tag state="asks-for-action" words="Unknown code: treated as urgent" /> Read the words of the referral.
            </p>
          )}
          {referral.initialDx && <p class="second">First decided: {referral.initialDx}, before a clinician looked.</p>}
          {referral.duplicateOf && (
            <p>
              The same patient had an open case: <a href={`/cases/${referral.duplicateOf}`}>see both</a>. The higher
              priority holds for both.
            </p>
          )}
        </>
      )}
      {referrer && (
        <p>
          <strong>{referrer.name}</strong>
          {[referrer.role, referrer.organisation].filter(Boolean).map((words) => `, ${words}`)}
          {referrer.number && (
            <>
              . Ring them on <strong>{referrer.number}</strong>
            </>
          )}
        </p>
      )}
    </section>
  );
}
