import type { RecordedCaseEvent } from './events.ts';

type Case = { events: readonly RecordedCaseEvent[]; nameOf(account: string): string };

/** What has become of a special note in a case, from its own events: who read it, and whether they found it still true. */
export function noteUseIn({ events, nameOf }: Case, note: string) {
  const of = (type: string) =>
    events.findLast((event) => event.type === type && 'note' in event.data && event.data.note === note);
  const [read, answered] = [of('SpecialNoteRead'), of('SpecialNoteAnswered')];
  const stillTrue = answered?.type === 'SpecialNoteAnswered' ? answered.data.stillTrue : undefined;
  return read && { readAt: read.occurredAt, readBy: nameOf(read.recordedBy), stillTrue };
}
