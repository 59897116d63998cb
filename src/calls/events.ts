import type { EventOf, Happened } from '#api';
import type {
  EntryRoute,
  FaceToFace,
  MoveReason,
  Outcome,
  Place,
  PlaceReason,
  Priority,
  PriorityReason,
  Queue,
  RedirectReason,
  Urgency,
  UrgencyReason,
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
  };
  CaseTaken: { by: string };
  CaseReleased: Nothing;
  CaseMoved: { to: Queue; reason: MoveReason };
  CaseNotedRepeat: { times: number };
  PriorityChanged: { from: Priority; to: Priority; reason: PriorityReason };
  AssessmentStarted: Nothing;
  AssessmentFinished: { place: Place; urgency?: Urgency };
  UrgencyChanged: { from: Urgency; to: Urgency; reason: UrgencyReason };
  PlaceChanged: { from: FaceToFace; to: FaceToFace; reason: PlaceReason };
  BaseBooked: { place: number; at: string };
  VisitRequested: { car?: number };
  VisitAssigned: { car: number };
  /** Sent elsewhere because a base is shut; `miles` from where the patient was. */
  Redirected: { from: number; to: number; miles: number; reason: RedirectReason };
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
  'CallVoided',
  'TimeCorrected',
] as const satisfies readonly (keyof CallEvents)[];

export const caseEventTypes = [
  'CaseOpened',
  'CaseTaken',
  'CaseReleased',
  'CaseMoved',
  'CaseNotedRepeat',
  'PriorityChanged',
  'AssessmentStarted',
  'AssessmentFinished',
  'UrgencyChanged',
  'PlaceChanged',
  'BaseBooked',
  'VisitRequested',
  'VisitAssigned',
  'Redirected',
  'ConsultationStarted',
  'ConsultationFinished',
  'CaseClosed',
  'TimeCorrected',
] as const satisfies readonly (keyof CaseEvents)[];
