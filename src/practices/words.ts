import { atLocal, type Instant, localDate, showDate, showDay, showTimeSeconds } from '#shared';
import type { NoteKind } from './noteWords.ts';
import { noteKinds } from './noteWords.ts';

/** `Fri 2 Apr`, of a date without a time. */
export function dayWords(date: string): string {
  return showDay(atLocal(date, '12:00'));
}

/** `12 Feb 2027`: a written and a review date may lie a year away. */
export function dateWords(date: string): string {
  const [day = '', month = '', year = ''] = showDate(date).split(' ');
  return `${day} ${month.slice(0, 3)} ${year}`;
}

export function writtenWords(at: Instant): string {
  return dateWords(localDate(at));
}

/** `22:53:24`, and the day where it is another. */
export function readWords(at: Instant, now: Instant): string {
  return localDate(at) === localDate(now) ? showTimeSeconds(at) : `${showDay(at)} ${showTimeSeconds(at)}`;
}

/** What a note warns of, worst for the one who goes there first. */
export function kindWords(kinds: readonly NoteKind[]): string[] {
  return ORDER.filter((kind) => kinds.includes(kind)).map((kind) => noteKinds[kind]);
}
const ORDER: readonly NoteKind[] = ['violence-risk', 'dnacpr', 'allergy', 'safeguarding', 'care-plan', 'key-safe'];

/** `Third`, `4th`: how often somebody was in touch. */
export function timesWords(times: number): string {
  const said = ['', 'First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth'][times];
  return said ?? `${times}th`;
}
