import type { Tx } from '#database';
import { type Instant, localDate } from '#shared';
import { isDue, type SpecialNote } from './note.ts';
import { notesOfPractices } from './noteStore.ts';
import { type NoteRequest, openRequests } from './requestStore.ts';
import { idsOf, type Spoken } from './spokenStore.ts';

/** What a practice has to do about its notes, and all of them. */
export type NotesSummary = {
  notes: readonly SpecialNote[];
  /** The third contact in a month, and no note. */
  asked: readonly NoteRequest[];
  /** Somebody who used a note said that it is no longer true. */
  untrue: readonly NoteRequest[];
  due: readonly SpecialNote[];
};

/** The caller writes the access record in the same transaction: it names patients. */
export async function notesSummary(
  tx: Tx,
  { tenant, spoken, at }: { tenant: number; spoken: Spoken; at: Instant },
): Promise<NotesSummary> {
  const practices = idsOf(spoken);
  const notes = await notesOfPractices(tx, { tenant, practices });
  const requests = await openRequests(tx, tenant, practices);
  const today = localDate(at);
  return {
    notes,
    asked: requests.filter(({ kind }) => kind === 'third-contact'),
    untrue: requests.filter(({ kind }) => kind === 'said-untrue'),
    due: notes.filter(({ latest }) => isDue(latest, today)),
  };
}
