import type { Role } from '#api';
import type { StoredEvent, Tx } from '#database';
import type { Instant } from '#shared';

/** The name of a place by its id; undefined where it is not known any more. */
export type NameOfPlace = (place: number) => string | undefined;

/**
 * How the streams of another module are told on the pages of their clocks. This module names events by string and knows
 * no words for them: the module that writes a stream gives them, and `src/modules.ts` brings the two together.
 */
export type StreamTeller = {
  /** The event that begins such a stream. */
  birth: string;
  /** What a list of them is headed: "Case", "Call", "Post". */
  kind: string;
  /** Identities stand behind it: looking at it writes an access record. */
  isPatientData: boolean;
  /** "Case 2803-081", from the birth alone; never a name of a patient. */
  title(birth: StoredEvent, place: NameOfPlace): string;
  /** Its own page, where it has one. */
  href?(stream: string): string;
  /** What happened, in words: "Assessment ended: home visit, urgent". */
  what(event: StoredEvent, place: NameOfPlace): string;
  /** The reason codes of its events, in words. */
  reasons: Readonly<Record<string, string>>;
  correction: {
    roles: readonly Role[];
    /** Where the form posts `version`, `to`, `reason` and `explanation`. */
    action(stream: string): string;
    reasons: Readonly<Record<string, string>>;
    /** The steps whose time can be corrected, with the time now in force. */
    steps(events: readonly StoredEvent[]): { version: number; words: string; at: Instant }[];
  };
  /** What was written to explain each correction, by version of the correction. */
  explanations?(tx: Tx, events: readonly StoredEvent[]): Promise<ReadonlyMap<number, string>>;
};

export function tellerOf(tellers: readonly StreamTeller[], birth: StoredEvent | undefined): StreamTeller | undefined {
  return tellers.find((teller) => teller.birth === birth?.type);
}
