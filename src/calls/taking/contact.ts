import type { StoredEvent } from '#database';
import { type Instant, instant, showTime } from '#shared';
import { outcomes } from '../codes.ts';
import { searchable } from '../patientSearch.ts';

/** Somebody as far as the caller has said: whoever may be looked for among earlier contacts. */
export type Asked = { name?: string; dateOfBirth?: string; nhsNumber?: string; ringBack?: string };
/** Somebody as an earlier case has them. */
export type Known = { name: string; dateOfBirth?: string; nhsNumber?: string; ringBack: string };

/** `same-number`: another person, as it seems, who was rung back on the same number; shown, and not counted. */
export type Sameness = 'same' | 'same-number';

/**
 * Whether an earlier contact was this patient's. Two NHS numbers that differ are two people. One of name and date of birth is enough
 * where the number to ring back agrees: the safer mistake is to count one contact too many.
 */
export function samenessOf(asked: Asked, known: Known): Sameness | undefined {
  const sameNumber = asked.ringBack !== undefined && asked.ringBack === known.ringBack;
  if (asked.nhsNumber !== undefined && known.nhsNumber !== undefined) {
    if (asked.nhsNumber === known.nhsNumber) return 'same';
    return sameNumber ? 'same-number' : undefined;
  }
  const sameName = asked.name !== undefined && searchable(asked.name) === searchable(known.name);
  const sameBirth = asked.dateOfBirth !== undefined && asked.dateOfBirth === known.dateOfBirth;
  if (sameName && sameBirth) return 'same';
  if (!sameNumber) return undefined;
  const birthsDiffer = asked.dateOfBirth !== undefined && known.dateOfBirth !== undefined && !sameBirth;
  if (sameBirth || (sameName && !birthsDiffer)) return 'same';
  return 'same-number';
}

/** One contact, as far as counting needs it. */
export type Found = {
  case: string;
  number: string;
  at: Instant;
  /** A ring-back about a case that was open then, or the call that opened one. */
  rangBack: boolean;
  how: string;
  isOpen: boolean;
  sameness: Sameness;
};

export type Contact = Found & {
  /** What was decided, in words; absent while nothing is. */
  decided?: string;
  /** The first sentence of what was written. */
  said?: string;
  /** Who decided, by account. */
  by?: string;
};

/** Which contact of the window this one is. */
export function contactsWith(earlier: readonly Found[]): number {
  return earlier.filter(({ sameness }) => sameness === 'same').length + 1;
}

/** What a case's events say was decided: `Seen at Priory Road 15:20`, `Advice given`; undefined while nothing is. */
export function decidedWords(
  events: readonly StoredEvent[],
  placeName: (id: number) => string | undefined,
): string | undefined {
  const closed = events.findLast(({ type }) => type === 'CaseClosed');
  const outcome = closed && String(closed.data.outcome);
  if (outcome === 'seen-at-base' || outcome === 'seen-at-home') return seenWords(outcome, events, placeName);
  if (outcome) return outcomes[outcome as keyof typeof outcomes] ?? outcome;
  return undefined;
}

function seenWords(
  outcome: 'seen-at-base' | 'seen-at-home',
  events: readonly StoredEvent[],
  placeName: (id: number) => string | undefined,
): string {
  const begun = events.findLast(({ type }) => type === 'ConsultationStarted');
  const at = begun ? ` ${showTime(instant(new Date(begun.occurredAt).toISOString()))}` : '';
  if (outcome === 'seen-at-home') return `Seen at home${at}`;
  const where = events.findLast(({ type }) => ['BaseBooked', 'PatientArrived', 'Redirected'].includes(type));
  const place = where && Number(where.data.place ?? where.data.to);
  return `Seen at ${(place !== undefined && placeName(place)) || 'a base'}${at}`;
}

/** Who decided: whoever last saw, assessed or wrote of the patient. */
export function deciderOf(events: readonly StoredEvent[]): string | undefined {
  const types = ['ConsultationFinished', 'NoteWritten', 'AssessmentFinished'];
  return types.map((type) => events.findLast((event) => event.type === type)?.recordedBy).find(Boolean);
}

const LONGEST = 100;

/** The first sentence of a note, cut at a word where it is long. */
export function firstSentence(text: string): string {
  const [line = ''] = text.trim().split('\n');
  const sentence = /^.*?[.!?](?=\s|$)/.exec(line)?.[0] ?? line;
  if (sentence.length <= LONGEST) return /[.!?…]$/.test(sentence) || sentence === '' ? sentence : `${sentence}.`;
  return `${sentence.slice(0, LONGEST).replace(/\s+\S*$/, '')}…`;
}
