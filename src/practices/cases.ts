import type { Tx } from '#database';
import type { Instant } from '#shared';
import type { Patient } from './note.ts';

/** What this module has to know of a case, which stands above it: handed down by whoever puts the modules together. */
export type CaseKnown = { number: string; patient: Patient; practice?: number; practiceText?: string };

export type Cases = {
  caseOf(tx: Tx, about: { tenant: number; case: string }): Promise<CaseKnown | undefined>;
  /** What somebody wrote who found a special note untrue: `event` is the version of their answer in the case. */
  untrueWords(tx: Tx, about: { tenant: number; case: string; event: number; at: Instant }): Promise<string | undefined>;
  /** How often a person was in touch from one instant until another, this one counted. */
  contactsOf(tx: Tx, about: { tenant: number; patient: Patient; from: Instant; to: Instant }): Promise<number>;
};
