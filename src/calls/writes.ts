import type { LinkKind, Sex, WithWhom } from './codes.ts';
import type { NoteWrite } from './triage/noteStore.ts';

/** Rows for this module's own tables, decided as data: names and free text never go into an event. */
export type CaseWrite = PersonWrite | TextWrite | NoteWrite | LinkWrite | TakenWrite | ReferrerWrite;

export type PersonWrite = {
  table: 'person';
  patientName: string;
  dateOfBirth?: string;
  sex?: Sex;
  nhsNumber?: string;
  nhsNumberVerified: boolean;
  callerName?: string;
  callerRelation?: string;
  /** Digits only, so that equality finds it. */
  ringBack: string;
  whereNow: string;
  practice?: string;
  /** Where they live, where that is not where they are now. */
  homeAddress?: string;
  withWhom?: WithWhom;
  /** Shown only to those who need it to get there. */
  addressRestricted: boolean;
  /** The identity that this one takes the place of stays as it was, beside it. */
  replaces?: { version: number };
};

/** Who sent a patient, and how to ring them past the switchboard. */
export type ReferrerWrite = { table: 'referrer'; name: string; role?: string; organisation?: string; number?: string };

/** The number that a call came from, as digits: whom to ring back where nobody answered. */
export type CallLineWrite = { table: 'call-line'; call: string; number: string };

/** `subject` is the case, or for a correction the call, that it is about. */
export type TextWrite = {
  table: 'text';
  id: string;
  subject: string;
  kind: TextKind;
  body: string;
};

export type TextKind = 'complaint' | 'note' | 'correction' | 'move' | 'repair' | 'contact' | 'repeat';

/** A link stands in a row of its own too, so that the other case can be asked who points at it. */
export type LinkWrite = { table: 'link'; to: string; as: LinkKind | 'taken-away' };

/** What a call taker asked beside who the patient is. */
export type TakenWrite = {
  table: 'taken';
  /** Digits, as the first number to ring back. */
  secondNumber?: string;
  /** The number to ring back was read back to the caller. */
  readBack: boolean;
  /** The language to speak with them, by its code, where it is not English; whether with an interpreter is in the opening. */
  language?: string;
};
