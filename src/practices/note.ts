import { addDays, type Instant, localDate, ok, type Problem, type Result, refused, showDate } from '#shared';
import type { EndReason, NoteKind } from './noteWords.ts';
import { practiceSettings } from './settings.ts';

/** Whom a note is about, or somebody who may be that person. */
export type Patient = {
  name: string;
  dateOfBirth?: string;
  nhsNumber?: string;
  nhsNumberVerified?: boolean;
};

/** What a practice says of a patient, as it was written one time. Never overwritten: the next is another. */
export type NoteVersion = {
  version: number;
  kinds: readonly NoteKind[];
  body: string;
  /** How to get in. */
  entry?: string;
  /** The person at the practice who answers for it. */
  owner: string;
  /** The last day on which it may be taken for true without asking. */
  reviewBy: string;
  writtenAt: Instant;
  writtenBy: string;
};

export type SpecialNote = {
  id: string;
  practice: number;
  patient: Patient & { dateOfBirth: string };
  latest: NoteVersion;
  ended?: { reason: EndReason; explanation?: string; at: Instant; by: string };
};

/** Past its review date: shown, and said to be old. */
export function isStale({ reviewBy }: Pick<NoteVersion, 'reviewBy'>, today: string): boolean {
  return reviewBy < today;
}

/** To be looked at again: past its date, or soon to be. */
export function isDue({ reviewBy }: Pick<NoteVersion, 'reviewBy'>, today: string): boolean {
  return reviewBy <= addDays(today, practiceSettings.reviewNoticeDays.value);
}

/** The same day so many months on; the last of a shorter month. */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const counted = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(counted / 12), (counted % 12) + 1];
  const first = `${toYear}-${String(toMonth).padStart(2, '0')}-01`;
  const last = Number(
    addDays(`${toMonth === 12 ? toYear + 1 : toYear}-${String((toMonth % 12) + 1).padStart(2, '0')}-01`, -1).slice(8),
  );
  return `${first.slice(0, 8)}${String(Math.min(day, last)).padStart(2, '0')}`;
}

/** A review date lies ahead, and not further ahead than the setting lets it. */
export function reviewDate(reviewBy: string, now: Instant): Result<string> {
  const today = localDate(now);
  const furthest = monthsAfter(today, practiceSettings.reviewWithinMonths.value);
  if (reviewBy > today && reviewBy <= furthest) return ok(reviewBy);
  const message = `Give a review date from ${showDate(addDays(today, 1))} to ${showDate(furthest)}.`;
  return refused({ field: 'reviewBy', code: 'review-date', message });
}

/** How to get in is written under the key safe, and what is under the key safe says how to get in. */
export function entryProblem({ kinds, entry }: { kinds: readonly NoteKind[]; entry?: string }): Problem | undefined {
  if (kinds.includes('key-safe') === (entry !== undefined)) return undefined;
  return entry === undefined
    ? { field: 'entry', code: 'entry-missing', message: 'Say how to get in, or take the key safe out.' }
    : { field: 'kinds', code: 'key-safe-missing', message: 'Tick the key safe: how to get in is shown only under it.' };
}

export type Match = {
  /** How we know that the note is about this person. */
  by: 'nhs-number' | 'name-and-birth';
  /** What does not agree, so that nobody takes it for another's. */
  differs: readonly ('name' | 'date-of-birth' | 'nhs-number')[];
};

type Known = Patient & { search: string };

/**
 * Whether a note is about this person. Two NHS numbers that were both checked and differ are two people, whatever their names; with
 * a number that agrees, a name or date that does not is said and never hidden (H22).
 */
export function matchOf(note: Known, asked: Known): Match | undefined {
  const sameName = note.search === asked.search;
  const sameBirth = note.dateOfBirth === asked.dateOfBirth;
  if (note.nhsNumber !== undefined && note.nhsNumber === asked.nhsNumber) {
    const births = asked.dateOfBirth !== undefined && !sameBirth;
    return {
      by: 'nhs-number',
      differs: [...(sameName ? [] : ['name' as const]), ...(births ? ['date-of-birth' as const] : [])],
    };
  }
  if (!sameName || !sameBirth || asked.dateOfBirth === undefined) return undefined;
  const bothNumbers = note.nhsNumber !== undefined && asked.nhsNumber !== undefined;
  if (bothNumbers && note.nhsNumberVerified && asked.nhsNumberVerified) return undefined;
  return { by: 'name-and-birth', differs: bothNumbers ? ['nhs-number'] : [] };
}
