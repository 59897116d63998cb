import type { Instant } from '#shared';
import type {
  ComfortResult,
  ContactResult,
  ForPractice,
  LinkKind,
  RepeatReason,
  WelfareBy,
  WelfareResult,
} from './codes.ts';
import type { RecordedCaseEvent } from './events.ts';

export type ContactTry = { result: ContactResult; at: Instant };
export type WelfareCheck = { by: WelfareBy; result: WelfareResult; at: Instant };
export type Comfort = { result: ComfortResult; at: Instant };
export type Link = { to: string; as: LinkKind };
/** The note of the last consultation that was written of, at its newest version. */
export type NoteFact = { id: string; version: number; complete: boolean; forPractice: ForPractice; by: string };
/** A special note of the practice that somebody opened for this case, and whether it was still true. */
export type SpecialNoteFact = { id: string; stillTrue?: boolean };

/** What is known of a case beside where it stands: none of it moves the case along or stops its clocks. */
export type Beside = {
  tries: readonly ContactTry[];
  welfare: readonly WelfareCheck[];
  comfort: readonly Comfort[];
  links: readonly Link[];
  specialNotes: readonly SpecialNoteFact[];
  note?: NoteFact;
  /** They rang back and are worse, or were found to need help: when that was last heard. */
  worseAt?: Instant;
  /** A third contact that was not passed on: who said so, and why. The last one. */
  declined?: { times: number; reason: RepeatReason; by: string; at: Instant };
  /** When somebody last said that the patient is elsewhere, or is reached otherwise. */
  changedAt?: Instant;
  /** How often the identity was put right. */
  replaced: number;
};

export const nothingBeside: Beside = {
  tries: [],
  welfare: [],
  comfort: [],
  links: [],
  specialNotes: [],
  replaced: 0,
};

export type BesideEvent = Extract<
  RecordedCaseEvent,
  {
    type:
      | 'RepeatDeclined'
      | 'ContactTried'
      | 'WelfareChecked'
      | 'ComfortCalled'
      | 'CaseLinked'
      | 'CaseUnlinked'
      | 'PatientReplaced'
      | 'DetailsChanged'
      | 'NoteWritten'
      | 'SpecialNoteRead'
      | 'SpecialNoteAnswered';
  }
>;

const besideTypes: { readonly [Type in BesideEvent['type']]: true } = {
  RepeatDeclined: true,
  ContactTried: true,
  WelfareChecked: true,
  ComfortCalled: true,
  CaseLinked: true,
  CaseUnlinked: true,
  PatientReplaced: true,
  DetailsChanged: true,
  NoteWritten: true,
  SpecialNoteRead: true,
  SpecialNoteAnswered: true,
};

export function isBeside(event: RecordedCaseEvent): event is BesideEvent {
  return event.type in besideTypes;
}

/** What is known after one more such event. */
export function evolveBeside(known: Beside, event: BesideEvent): Beside {
  const at = event.occurredAt;
  switch (event.type) {
    case 'ContactTried':
      return { ...known, tries: [...known.tries, { result: event.data.result, at }] };
    case 'WelfareChecked': {
      const welfare = [...known.welfare, { ...event.data, at }];
      return event.data.result === 'needs-help' ? { ...known, welfare, worseAt: at } : { ...known, welfare };
    }
    case 'ComfortCalled': {
      const comfort = [...known.comfort, { result: event.data.result, at }];
      return event.data.worse ? { ...known, comfort, worseAt: at } : { ...known, comfort };
    }
    case 'CaseLinked':
      return { ...known, links: [...known.links.filter(({ to }) => to !== event.data.to), event.data] };
    case 'CaseUnlinked':
      return { ...known, links: known.links.filter(({ to }) => to !== event.data.to) };
    case 'PatientReplaced':
      return { ...known, replaced: known.replaced + 1 };
    case 'DetailsChanged':
      return { ...known, changedAt: at };
    case 'NoteWritten': {
      const { note: id, version, complete, forPractice } = event.data;
      return { ...known, note: { id, version, complete, forPractice, by: event.recordedBy } };
    }
    case 'SpecialNoteRead':
      if (known.specialNotes.some(({ id }) => id === event.data.note)) return known;
      return { ...known, specialNotes: [...known.specialNotes, { id: event.data.note }] };
    case 'SpecialNoteAnswered': {
      const { note: id, stillTrue } = event.data;
      return { ...known, specialNotes: [...known.specialNotes.filter((one) => one.id !== id), { id, stillTrue }] };
    }
    case 'RepeatDeclined':
      return { ...known, declined: { ...event.data, by: event.recordedBy, at } };
    default:
      return event satisfies never;
  }
}

/** No case closes before its note says all that its outcome asks (caseClosing): from then on it is whole, whatever a version kept earlier was. */
export function withWholeNote(known: Beside): Beside {
  return known.note === undefined ? known : { ...known, note: { ...known.note, complete: true } };
}
