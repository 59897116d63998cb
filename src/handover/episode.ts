import type { codes } from '#calls';
import type { Instant } from '#shared';
import type { Asks } from './codes.ts';

/** A consultation as its note says it, in the order of the note. */
export type NoteSaid = {
  parts: readonly { heading: string; words: string }[];
  by: string;
  at: Instant;
  /** Why it was added after the case had been closed. */
  why?: string;
};

/** Everything of one closed case that a practice is told. */
export type Episode = {
  case: string;
  service: number;
  number: string;
  calledAt: Instant;
  closedAt: Instant;
  /** The event that closed it: what was noted before that is in the first version. */
  closedVersion: number;
  /** The consultation was complete: NQR 2 runs from here. */
  consultedAt: Instant;
  outcome: keyof typeof codes.outcomes;
  /** Where they were seen and when; nowhere for advice. */
  seen?: { at: Instant; where: string };
  patient: {
    name: string;
    born?: string;
    nhsNumber?: string;
    isVerified: boolean;
    /** Left out where the address is restricted: it is in no message. */
    address?: string;
    ringBack?: string;
    isRestricted: boolean;
  };
  practice?: number;
  forPractice: Asks;
  /** What the practice is asked to do. */
  asked?: string;
  /** What the clinician thought, for the one line that says what happened. */
  impression?: string;
  notes: readonly NoteSaid[];
  /** Every note that the outcome needs is whole. */
  isComplete: boolean;
};
