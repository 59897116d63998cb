import { type Database, inScope, type Tx } from '#database';
import type { Role } from '#people';
import { type Instant, localDate } from '#shared';
import { isStale, type Match, matchOf, type Patient, type SpecialNote } from './note.ts';
import { notesLike } from './noteStore.ts';
import { type Practice, searchable, standingOf } from './practice.ts';
import { practicesOf } from './practiceStore.ts';
import { type NoteUse, usesOf } from './useStore.ts';

/** Who has to get into a patient's home, or sends somebody there. */
export const entryRoles: readonly Role[] = ['triage-nurse', 'doctor', 'visiting-doctor', 'driver'];

export type ShownNote = Pick<SpecialNote, 'id' | 'patient'> &
  Omit<SpecialNote['latest'], 'entry' | 'writtenBy'> & {
    practice: { name: string; telephone: string; isClosed: boolean };
    match: Match;
    /** Past its review date, or its practice has closed for good: ask before relying on it. */
    stale: boolean;
    /** Somebody who used this version found it untrue, and nobody has found otherwise since. */
    doubted?: { at: Instant; caseNumber: string; case: string };
    /** How to get in; `held-back` from those who need not. */
    entry?: { words: string } | 'held-back';
  };

/** `none` is what a look found; a look that could not be had is never `none` (H22). */
export type SpecialNotes =
  | { state: 'some'; notes: ShownNote[] }
  | { state: 'none' }
  | { state: 'not-loaded'; why: 'too-little-known' | 'failed' };

export type LookUp = { tenant: number; patient: Patient; roles: readonly Role[]; at: Instant };

/** What practices have told of a patient. The caller writes the access record of the case in the same transaction. */
export async function specialNotesFor(tx: Tx, { tenant, patient, roles, at }: LookUp): Promise<SpecialNotes> {
  if (patient.nhsNumber === undefined && patient.dateOfBirth === undefined)
    return { state: 'not-loaded', why: 'too-little-known' };
  const asked = { ...patient, search: searchable(patient.name) };
  const found = (await notesLike(tx, tenant, patient)).flatMap((note) => {
    const match = matchOf({ ...note.patient, search: searchable(note.patient.name) }, asked);
    return match ? [{ note, match }] : [];
  });
  if (found.length === 0) return { state: 'none' };
  const known = new Map((await practicesOf(tx, tenant)).map((practice) => [practice.id, practice]));
  const today = localDate(at);
  const uses = await usesOf(
    tx,
    tenant,
    found.map(({ note }) => note.id),
  );
  return {
    state: 'some',
    notes: found.map(({ note, match }) => ({
      ...shown(note, match, { known, roles, today }),
      ...doubtOf(note, uses),
    })),
  };
}

/** The same in a transaction of its own, for a page that must come up when this cannot be read. */
export async function lookForSpecialNotes(
  db: Database,
  asked: LookUp,
  failed: (error: unknown) => void,
): Promise<SpecialNotes> {
  try {
    return await inScope(db, { tenants: [asked.tenant] }, (tx) => specialNotesFor(tx, asked));
  } catch (error) {
    failed(error);
    return { state: 'not-loaded', why: 'failed' };
  }
}

/** The last answer to whether the version that stands is still true, where it was No. */
function doubtOf({ id, latest }: SpecialNote, uses: readonly NoteUse[]): Pick<ShownNote, 'doubted'> {
  const answer = uses.find(
    ({ note, version, what }) => note === id && version === latest.version && (what === 'true' || what === 'untrue'),
  );
  if (answer?.what !== 'untrue') return {};
  const { at, caseNumber, case: of } = answer;
  return { doubted: { at, caseNumber, case: of } };
}

type Around = { known: ReadonlyMap<number, Practice>; roles: readonly Role[]; today: string };

function shown(
  { id, patient, practice: by, latest }: SpecialNote,
  match: Match,
  { known, roles, today }: Around,
): ShownNote {
  const { entry, writtenBy: _, ...said } = latest;
  const practice = answering(known.get(by), latest.writtenAt, { known, today });
  const maySee = roles.some((role) => entryRoles.includes(role));
  return {
    id,
    patient,
    ...said,
    practice,
    match,
    stale: isStale(latest, today) || practice.isClosed,
    ...(entry === undefined ? {} : { entry: maySee ? { words: entry } : 'held-back' }),
  };
}

/**
 * Who answers for a note now. Once its practice has closed for good nobody does, until the one that took its patients has looked
 * at it: from then on that one does.
 */
function answering(
  practice: Practice | undefined,
  writtenAt: Instant,
  { known, today }: Pick<Around, 'known' | 'today'>,
): ShownNote['practice'] {
  const standing = practice && standingOf(practice, known, today);
  if (standing?.state === 'closed' && localDate(writtenAt) > standing.closedOn) {
    const { name, telephone } = standing.successor;
    return { name, telephone, isClosed: false };
  }
  const { name = 'a practice', telephone = '' } = practice ?? {};
  return { name, telephone, isClosed: standing?.state !== 'open' };
}
