import type { Stage } from '#api';
import type { Tx } from '#database';
import { practiceByOds } from '#practices';
import { type Instant, ok, plus } from '#shared';
import type { CaseKind } from '../caseCommand.ts';
import { phoneDigits } from '../caseIdentity.ts';
import { contactsIn, isRestrictedAlready } from '../taking/contactsStore.ts';
import { windowFrom } from '../taking/settings.ts';
import type { CaseWrite } from '../writes.ts';
import type { ReferralFacts, ReferralKind, ReferralWrite } from './receiveReferral.ts';
import { caseOf, nhsNumberSent, type Referral } from './referral.ts';
import { openCaseOf, referralRows, sentBefore } from './referralStore.ts';

/** A referral opens a case: what a case's stage does, and the referral's own rows beside it. */
export function referralStage(cases: Stage<CaseKind>): Stage<ReferralKind> {
  return {
    ...cases,
    async facts(tx, asked) {
      const { setting, body } = asked;
      const opening = await cases.facts(tx, { ...asked, body: {} });
      const { tenant, service } = setting;
      if (service === undefined || !asked.needs.includes('referral')) return opening;
      return { ...opening, ...(await referralFacts(tx, body as Referral, { tenant, service, now: setting.now })) };
    },
    async rows(decided, tx) {
      const { setting, decision } = decided;
      const { tenant, account: by, now: at } = setting;
      const writes = decision.writes ?? [];
      const own = writes.filter((write): write is ReferralWrite => write.table === 'referral');
      const rest = writes.filter((write): write is CaseWrite => write.table !== 'referral');
      const rows = await cases.rows({ ...decided, decision: { ...decision, writes: rest } }, tx);
      if (!rows.ok) return rows;
      const service = cases.serviceOf(decided.state) ?? 0;
      return ok([...rows.value, ...own.flatMap((write) => referralRows(write, { tenant, service, by, at }))]);
    },
  };
}

async function referralFacts(
  tx: Tx,
  referral: Referral,
  about: { tenant: number; service: number; now: Instant },
): Promise<Partial<ReferralFacts>> {
  const { source, reference, practice: code, patientName, dateOfBirth } = referral;
  const practice = code === undefined ? undefined : await practiceByOds(tx, { tenant: about.tenant, code });
  const { nhsNumber } = nhsNumberSent(referral.nhsNumber);
  const patient = { nhsNumber, patientName, dateOfBirth, ringBack: phoneDigits(referral.ringBack) };
  const same = await openCaseOf(tx, { ...about, patient, besides: caseOf(referral) });
  const asked = { name: patientName, dateOfBirth, nhsNumber };
  return {
    contacts: await contactsIn(tx, {
      tenant: about.tenant,
      asked: { ...asked, ringBack: patient.ringBack },
      from: windowFrom(about.now),
      to: plus(about.now, 1),
    }),
    sentBefore: await sentBefore(tx, { ...about, source, reference }),
    ...(practice ? { practice: practice.id } : {}),
    ...(same ? { same } : {}),
    restrictedAlready: await isRestrictedAlready(tx, { tenant: about.tenant, asked }),
  };
}
