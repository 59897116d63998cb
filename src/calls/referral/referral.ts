import { z } from 'zod';
import { choice, dayText, text, time } from '#api';
import {
  canonicalJson,
  type Instant,
  nhsNumberProblem,
  ok,
  parseNhsNumber,
  type Result,
  refused,
  sha256,
  uuidv7FromKey,
} from '#shared';
import { sexes } from '../codes.ts';
import { codeOf } from './dispositions/index.ts';

/** What NHS 111 sends of a patient whom it has triaged: one JSON object, over the API or as a line of a file. */
export const referralBody = z.strictObject({
  /** The sender's own number of it: sent again it is the same referral. */
  reference: text('the sender’s own reference', 80),
  /** Organisation code of the sender, such as RYA. */
  source: text('the organisation that sends it', 60),
  service: text('the short name of the service', 60).optional(),
  patientName: text('the patient’s name'),
  dateOfBirth: dayText('the date of birth').optional(),
  sex: choice(sexes, 'the patient’s sex').optional(),
  nhsNumber: text('the NHS number', 30).optional(),
  whereNow: text('where the patient is now', 300),
  homeAddress: text('the home address', 300).optional(),
  ringBack: text('the number to ring back', 40),
  callerName: text('the caller’s name').optional(),
  callerRelation: text('who the caller is to the patient', 60).optional(),
  dxCode: text('the disposition code', 60),
  dxText: text('the disposition in words', 300).optional(),
  /** Before a clinician of the sender validated it. */
  initialDx: text('the first disposition code', 60).optional(),
  triagedAt: time('when triage ended'),
  caseSummary: text('the summary of the triage', 8_000),
  pathwaysVersion: text('the release of the triage system', 40).optional(),
  specialNeeds: text('special needs', 1_000).optional(),
  interpreter: text('the language of an interpreter, by its code', 12)
    .regex(/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/, 'Write the language as its code, such as pl.')
    .optional(),
  /** Organisation code of the practice. */
  practice: text('the registered practice, by its code', 20).optional(),
});
export type Referral = z.output<typeof referralBody>;

/** Digest of everything that it says, so that one sent again with other words is told from one sent twice. */
export function digestOf({ service: _, ...said }: Referral): Buffer {
  return sha256(canonicalJson(said));
}

/** The case that it opens: the same for the same words under the same reference, however often it is sent. */
export function caseOf(referral: Referral): string {
  const { source, reference, triagedAt } = referral;
  return uuidv7FromKey(triagedAt, `referral:${source}:${reference}:${digestOf(referral).toString('hex')}`);
}

/** A code that fits an event; what cannot be one is kept as far as it goes. The words stay in their own row. */
export function plainCode(written: string): string {
  const code = codeOf(written)
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 12);
  return code === '' ? 'unknown' : code;
}

/** Nobody is refused for their number: what is none is left out, and said; what fails its check is kept as unverified. */
export function nhsNumberSent(written: string | undefined): { nhsNumber?: string; verified: boolean; said?: string } {
  if (written === undefined) return { verified: false };
  const parsed = parseNhsNumber(written);
  if (!parsed.ok) return { verified: false, said: `NHS number as sent: ${written}` };
  return { nhsNumber: parsed.value.number, verified: parsed.value.verified && nhsNumberProblem(written) === undefined };
}

const AHEAD_MS = 5 * 60_000;
const BACK_MS = 31 * 86_400_000;

/** Two clocks differ by a little: a triage that ended in our near future ended now. */
export function triageEnded(triagedAt: Instant, now: Instant): Result<Instant> {
  if (triagedAt > now + AHEAD_MS) return refused(inFuture);
  if (triagedAt < now - BACK_MS) return refused(tooOld);
  return ok(Math.min(triagedAt, now) as Instant);
}

const field = 'triagedAt';
const inFuture = {
  field,
  code: 'later-than-now',
  message: 'This triage ends in our future. Check the clock and the offset.',
};
const tooOld = {
  field,
  code: 'too-long-ago',
  message: 'This triage ended more than a month ago. Ring us about this patient.',
};
