import { codes } from '#calls';
import { type Instant, localDate, minutes, showMinutes, showTime } from '#shared';
import type { TagProps } from '#web';
import { willBeLateBy } from '../visits/forecast.ts';
import type { AtBase } from './atBase.ts';

/** How soon they must be seen, as a clinician set it; before that, the first priority. */
export function soonWords({ urgency, priority }: Pick<AtBase, 'urgency' | 'priority'>): string {
  return urgency ? codes.urgencies[urgency] : codes.priorities[priority];
}

/** "Tomas Reed, 47": a name with the age, so that two of one name are told apart. */
export function nameWords(patient: { name: string; dateOfBirth?: string } | undefined, now: Instant): string {
  if (!patient) return 'Not shown';
  const age = patient.dateOfBirth === undefined ? undefined : yearsAt(patient.dateOfBirth, localDate(now));
  return age === undefined ? patient.name : `${patient.name}, ${age}`;
}

export function yearsAt(born: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(born.slice(0, 4));
  return on.slice(5) < born.slice(5) ? years - 1 : years;
}

const SOON_MS = minutes(15);

/** "12 min left" or "Late 3 min" until something is due. */
export function leftTag(due: Instant, now: Instant): TagProps {
  if (due < now) return { state: 'late', words: `Late ${showMinutes(now - due)}` };
  return { state: due - now <= SOON_MS ? 'due-soon' : 'waiting', words: `${showMinutes(due - now)} left` };
}

/** "Will be late 21 min", by the same forecast that the board shows. */
export function soonLateTag(about: { dueAt?: Instant; expectedAt?: Instant }, now: Instant): TagProps | undefined {
  const late = willBeLateBy(about, now);
  return late === undefined ? undefined : { state: 'will-be-late', words: `Will be late ${showMinutes(late)}` };
}

/** They stand at the desk: nobody need ring them. */
export function isInRoom({ state, walkedInAt }: Pick<AtBase, 'state' | 'walkedInAt'>): boolean {
  return state === 'arrived' || (walkedInAt !== undefined && ['to-assess', 'in-assessment', 'to-book'].includes(state));
}

/** What has become of a person at a desk: words and shape; what is late says so while it is. */
export function happenedTags(row: AtBase, now: Instant): TagProps[] {
  const { gone, missed, seenAt, arrivedAt, closed, rungBackAt } = row;
  if (missed) {
    const what = missed.what === 'did-not-wait' ? 'Did not wait' : 'Did not attend';
    if (rungBackAt !== undefined) return [{ state: 'went-away', words: `${what}, rung back ${showTime(rungBackAt)}` }];
    return [{ state: 'went-away', words: `${what} ${showTime(missed.at)}, to ring back` }, ...dueTags(row, now)];
  }
  if (row.state === 'in-consultation' && seenAt !== undefined)
    return [{ state: 'booked', words: `Being seen since ${showTime(seenAt)}` }];
  if (seenAt !== undefined) return [{ state: 'done', words: `Seen ${showTime(seenAt)}` }];
  if (closed) return [{ state: 'done', words: `${codes.outcomes[closed.outcome]} ${showTime(closed.at)}` }];
  const there = gone ? gone.arrivedAt : row.state === 'arrived' ? arrivedAt : undefined;
  if (there !== undefined)
    return [{ state: 'waiting', words: `Arrived ${showTime(there)}, waiting` }, ...dueTags(row, now)];
  if (gone) return [...goneTags(row, gone), ...dueTags(row, now)];
  if (row.state === 'to-assess' || row.state === 'in-assessment')
    return [{ state: 'waiting', words: 'To be assessed first' }, ...dueTags(row, now)];
  if (row.slotAt !== undefined && row.slotAt < now)
    return [{ state: 'not-confirmed', words: 'Not here yet' }, ...dueTags(row, now)];
  return [{ state: 'booked', words: row.slotAt === undefined ? 'Expected' : 'Booked' }, ...dueTags(row, now)];
}

function goneTags({ state }: AtBase, gone: NonNullable<AtBase['gone']>): TagProps[] {
  if (gone.how === 'visit') {
    const words = { 'visit-travelling': 'Car on its way', 'visit-arrived': 'Car at the door' } as const;
    return [{ state: 'booked', words: words[state as keyof typeof words] ?? 'Waiting for a visit' }];
  }
  if (gone.slotAt !== undefined) return [{ state: 'booked', words: `Booked ${showTime(gone.slotAt)}` }];
  return [{ state: 'booked', words: 'On the way' }];
}

/** The limit of NQR 12, which no arrival stops: said once it is near or past. */
function dueTags({ dueAt, expectedAt }: AtBase, now: Instant): TagProps[] {
  if (dueAt === undefined) return [];
  const soonLate = soonLateTag({ dueAt, expectedAt }, now);
  if (soonLate) return [soonLate];
  const tag = leftTag(dueAt, now);
  return tag.state === 'waiting' ? [] : [tag];
}
