import type { Source } from '#standards';

/**
 * How soon. `minutes` from the end of triage; `hours` runs on through nights and holidays; the other two are days of the working
 * calendar. The 7200 that the directory of services stores for "next working day" is a mark and never five days (standards 9.1).
 */
export type Frame =
  | { minutes: number }
  | { hours: number }
  | { nextWorkingDay: true }
  | { workingDays: number }
  | { none: true };

export type Family =
  | 'ambulance'
  | 'validation'
  | 'emergency-department'
  | 'be-seen'
  | 'speak-to'
  | 'community'
  | 'dental'
  | 'pharmacy'
  | 'information';

/** One code of one edition: what the triage of NHS 111 ended in. */
export type Disposition = { code: string; words: string; family: Family; within: Frame; source: Source };

/** Codes change with each release of the triage system: an edition holds from a day, and a referral is read by the one of its day. */
export type Edition = { edition: string; from: string; dispositions: readonly Disposition[] };

/** The same code however it is written: some systems write it in capitals; leading noughts count. */
export function codeOf(written: string): string {
  return written.trim().replace(/^dx/i, 'Dx');
}
