import type { Instant, Period } from '#shared';

/** What the release follower needs to know of a fact: whoever knows the streams reads it out of their events. */
export type Note =
  /** A base needs a doctor: to be released now, and the cover when the shift has ended. */
  | { note: 'required'; tenant: number; service: number; shift: string; place: number; period: Period }
  /** Something that a period's figures count began: the out-of-hours period around it is to be released. */
  | { note: 'activity'; tenant: number; service: number; at: Instant }
  /** Something was written about a shift, perhaps after its release. */
  | { note: 'about-shift'; tenant: number; shift: string }
  | {
      note: 'redirected';
      tenant: number;
      stream: string;
      version: number;
      from: number;
      to: number;
      miles: number;
      at: Instant;
    }
  /** A time was put right; any release of the days around it may have changed. */
  | { note: 'corrected'; tenant: number; stream: string; version: number; at: Instant }
  /** Something happened; if it is written down after its period was released, the release may have changed. */
  | { note: 'happened'; tenant: number; at: Instant };

export type NoteOf<Kind extends Note['note']> = Extract<Note, { note: Kind }>;

export function notesOfKind<Kind extends Note['note']>(notes: readonly Note[], kind: Kind): NoteOf<Kind>[] {
  return notes.filter((note): note is NoteOf<Kind> => note.note === kind);
}
