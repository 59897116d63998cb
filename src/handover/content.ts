import { codes } from '#calls';
import { type Instant, localDate, showDate, showDay, showNhsNumber, showTime, toIso } from '#shared';
import type { Asks } from './codes.ts';
import type { Episode } from './episode.ts';

/** What a message says, as data: what the practice's system reads, and what text and page are made from. */
export type Content = {
  message: string;
  version: number;
  /** A later version is whole: it takes the place of those before. */
  replaces: number | null;
  service: string;
  practice: { code: string; name: string };
  case: string;
  forPractice: Asks;
  asked: string | null;
  happened: string;
  patient: {
    name: string;
    born: string | null;
    age: number | null;
    nhsNumber: string | null;
    nhsNumberVerified: boolean;
    address: string | null;
    ringBack: string | null;
    addressRestricted: boolean;
  };
  calledAt: string;
  closedAt: string;
  outcome: string;
  died: boolean;
  notes: { by: string; at: string; why: string | null; parts: { heading: string; words: string }[] }[];
};

export type About = { message: string; version: number; service: string; practice: { code: string; name: string } };

/** Exactly the note, with what stands before it: for action or information, and what happened. */
export function contentOf(episode: Episode, { message, version, service, practice }: About): Content {
  const { patient, outcome } = episode;
  const died = outcome === 'death-verified';
  return {
    message,
    version,
    replaces: version > 1 ? version - 1 : null,
    service,
    practice: { code: practice.code, name: practice.name },
    case: episode.number,
    forPractice: episode.forPractice,
    asked: episode.asked ?? null,
    happened: happened(episode),
    patient: {
      name: patient.name,
      born: patient.born ?? null,
      age: patient.born === undefined ? null : ageOn(patient.born, episode.calledAt),
      nhsNumber: patient.nhsNumber ?? null,
      nhsNumberVerified: patient.isVerified,
      address: patient.isRestricted ? null : (patient.address ?? null),
      ringBack: patient.isRestricted ? null : (patient.ringBack ?? null),
      addressRestricted: patient.isRestricted,
    },
    calledAt: toIso(episode.calledAt),
    closedAt: toIso(episode.closedAt),
    outcome,
    died,
    notes: episode.notes.map(({ by, at, why, parts }) => ({
      by,
      at: toIso(at),
      why: why ?? null,
      parts: parts.map(({ heading, words }) => ({ heading, words })),
    })),
  };
}

/** "Seen at Foundry Lane 01:05. Ear infection." */
function happened({ outcome, seen, impression }: Episode): string {
  const first = seen ? `${seen.where} ${showTime(seen.at)}` : codes.outcomes[outcome];
  const seenAndMore = seen && !seenOutcomes.has(outcome) ? `${first}. ${codes.outcomes[outcome]}` : first;
  const thought = impression?.replace(/\s+/g, ' ').trim();
  return [seenAndMore, thought].filter(Boolean).map(withStop).join(' ');
}

const seenOutcomes = new Set<string>(['seen-at-base', 'seen-at-home']);

const withStop = (words = '') => (/[.!?]$/.test(words) ? words : `${words}.`);

/** In whole years on the day of an instant. */
export function ageOn(born: string, at: Instant): number {
  const [year, monthDay] = [Number(born.slice(0, 4)), born.slice(5)];
  const today = localDate(at);
  return Number(today.slice(0, 4)) - year - (today.slice(5) < monthDay ? 1 : 0);
}

export function bornWords({ born, age }: Content['patient']): string {
  return born === null ? 'date of birth not known' : `born ${showDate(born)}, ${age}`;
}

export function nhsNumberWords({ nhsNumber, nhsNumberVerified }: Content['patient']): string {
  if (nhsNumber === null) return 'NHS number not known';
  return `NHS number ${showNhsNumber(nhsNumber as never)}${nhsNumberVerified ? '' : ', not verified'}`;
}

export function dayAndTime(iso: string): string {
  const at = Date.parse(iso) as Instant;
  return `${showDay(at)} ${showTime(at)}`;
}
