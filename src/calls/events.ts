import type { EventOf, Happened } from '#api';
import type {
  ComfortResult,
  ContactResult,
  DetailKind,
  EntryRoute,
  FaceToFace,
  ForPractice,
  LinkKind,
  MoveReason,
  NoCaseReason,
  Outcome,
  Place,
  PlaceReason,
  Priority,
  PriorityReason,
  Queue,
  RedirectReason,
  RepeatReason,
  ReplaceReason,
  UnlinkReason,
  Urgency,
  UrgencyReason,
  WelfareBy,
  WelfareResult,
} from './codes.ts';

/** Ids, codes and times only; names, numbers and free text have tables of their own. Times in data are UTC, ISO 8601. */
export type CallEvents = {
  /** Presented. The answer clock starts at messageEndedAt, or, without a message, when presented. */
  CallOffered: { service: number; message: boolean; messageEndedAt?: string };
  /** The message has ended; only when that was not yet known as the call was offered. */
  CallQueued: Nothing;
  CallAnswered: Nothing;
  CallAbandoned: { in: 'queue' | 'message' };
  CallEnded: Nothing;
  /** It was about no patient: nobody waits for a case from it. */
  CallSettled: { reason: NoCaseReason };
  CallVoided: { reason: 'phantom' };
  TimeCorrected: Nothing;
};

export type CaseEvents = {
  CaseOpened: {
    service: number;
    call?: string;
    /** When a person answered (or the patient arrived, or the case was received): NQR 9 runs from here. */
    answeredAt: string;
    entryRoute: EntryRoute;
    priority: Priority;
    number: string;
    /** The registered practice, from the directory. */
    practice?: number;
    /** The language that an interpreter is needed for, by its ISO 639 code (NQR 13). */
    interpreter?: string;
    /** The disposition that another service came to, and the end of the frame that it gave. */
    dx?: string;
    referredBy?: EntryRoute;
    dueBy?: string;
    /** The base that the patient walked into, and when they came in at the door. */
    place?: number;
    arrivedAt?: string;
    /** Which contact of the last 96 hours this is, as it was counted here. */
    repeat?: number;
    /** The first priority that was chosen, where a third contact made it another. */
    chosen?: Priority;
  };
  /** A third contact within 96 hours was not passed to a clinician, and why. */
  RepeatDeclined: { times: number; reason: RepeatReason };
  InterpreterConnected: Nothing;
  CaseTaken: { by: string };
  CaseReleased: Nothing;
  CaseMoved: { to: Queue; reason: MoveReason };
  CaseNotedRepeat: { times: number };
  /** `passedOn`: a third contact, so that a clinician hears of it, also where advice was given already. */
  RangBack: { call?: string; worse: boolean; passedOn?: boolean };
  ContactTried: { result: ContactResult; try: number };
  WelfareChecked: { by: WelfareBy; result: WelfareResult };
  /** A promise kept, not a step: it never stops a clock. */
  ComfortCalled: { result: ComfortResult; worse: boolean };
  CaseLinked: { to: string; as: LinkKind };
  CaseUnlinked: { to: string; reason: UnlinkReason };
  /** Another person's identity stands in the rows from here on; what happened, and its clocks, stay. */
  PatientReplaced: { reason: ReplaceReason; practice?: number };
  /** The same patient is elsewhere, or is reached otherwise: what changed is in the rows, what stood before beside them. */
  DetailsChanged: { of: readonly DetailKind[]; practice?: number };
  NoteWritten: { note: string; version: number; complete: boolean; forPractice: ForPractice };
  SpecialNoteRead: { note: string };
  SpecialNoteAnswered: { note: string; stillTrue: boolean };
  PriorityChanged: { from: Priority; to: Priority; reason: PriorityReason };
  AssessmentStarted: Nothing;
  AssessmentFinished: { place: Place; urgency?: Urgency };
  UrgencyChanged: { from: Urgency; to: Urgency; reason: UrgencyReason };
  /** `base`: the one that they were to go to, where it was not booked and so is in no event before this. */
  PlaceChanged: { from: FaceToFace; to: FaceToFace; reason: PlaceReason; base?: number };
  /** `lateMin`: whole minutes after the time by which they are to be seen (NQR 12), where a clinician booked it all the same. */
  BaseBooked: { place: number; at: string; lateMin?: number };
  PatientArrived: { place: number };
  /** Came by themselves before anybody had assessed them: `toAssess`, unless a clinician is at it on the telephone. */
  CameToBase: { place: number; toAssess: boolean };
  /** They came and went away again, or never came; for a visit, nobody was there. The case stays open. */
  DidNotWait: { place: number };
  DidNotAttend: { place: number };
  VisitRequested: { car?: number };
  VisitAssigned: { car: number };
  VisitSetOff: { car: number };
  VisitArrived: { car: number };
  /** Sent elsewhere because a base is shut; `miles` from where the patient was. `measured`: what their postcode gave, whatever was said. */
  Redirected: {
    from: number;
    to: number;
    miles: number;
    measured?: number;
    measuredFrom?: 'postcode' | 'outward-code';
    reason: RedirectReason;
  };
  ConsultationStarted: { place: FaceToFace };
  ConsultationFinished: { note: string };
  CaseClosed: { outcome: Outcome };
  TimeCorrected: Nothing;
};

type Nothing = Record<string, never>;

export type CallEvent = EventOf<CallEvents>;
export type CaseEvent = EventOf<CaseEvents>;
export type RecordedCallEvent = Happened<CallEvent>;
export type RecordedCaseEvent = Happened<CaseEvent>;

/** By name, for those who must name events by string (packs): a test holds every name to this list. */
export const callEventTypes = [
  'CallOffered',
  'CallQueued',
  'CallAnswered',
  'CallAbandoned',
  'CallEnded',
  'CallSettled',
  'CallVoided',
  'TimeCorrected',
] as const satisfies readonly (keyof CallEvents)[];

export const caseEventTypes = [
  'CaseOpened',
  'CaseTaken',
  'CaseReleased',
  'CaseMoved',
  'CaseNotedRepeat',
  'RepeatDeclined',
  'RangBack',
  'InterpreterConnected',
  'ContactTried',
  'WelfareChecked',
  'ComfortCalled',
  'CaseLinked',
  'CaseUnlinked',
  'PatientReplaced',
  'DetailsChanged',
  'NoteWritten',
  'SpecialNoteRead',
  'SpecialNoteAnswered',
  'PriorityChanged',
  'AssessmentStarted',
  'AssessmentFinished',
  'UrgencyChanged',
  'PlaceChanged',
  'BaseBooked',
  'PatientArrived',
  'CameToBase',
  'DidNotWait',
  'DidNotAttend',
  'VisitRequested',
  'VisitAssigned',
  'VisitSetOff',
  'VisitArrived',
  'Redirected',
  'ConsultationStarted',
  'ConsultationFinished',
  'CaseClosed',
  'TimeCorrected',
] as const satisfies readonly (keyof CaseEvents)[];
