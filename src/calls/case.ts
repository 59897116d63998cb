import type { TimedStep } from '#api';
import { type Instant, instant } from '#shared';
import { type Beside, type BesideEvent, evolveBeside, isBeside, nothingBeside, withWholeNote } from './caseBeside.ts';
import type { EntryRoute, FaceToFace, Outcome, Place, Priority, Queue, Urgency } from './codes.ts';
import type { RecordedCaseEvent } from './events.ts';

/** How it came: what the opening said beside its route and priority. */
export type Entry = {
  practice?: number;
  /** The language that an interpreter is needed for (NQR 13). */
  interpreter?: string;
  dx?: string;
  referredBy?: EntryRoute;
  dueBy?: Instant;
  /** The base that the patient walked into. */
  place?: number;
  arrivedAt?: Instant;
};

type Opened = {
  id: string;
  version: number;
  service: number;
  number: string;
  call?: string;
  entryRoute: EntryRoute;
  /** NQR 9 runs from here: a person answered, the patient arrived, or the case was received. */
  answeredAt: Instant;
  priority: Priority;
  entry: Entry;
  beside: Beside;
  repeatTimes: number;
  holder?: { account: string; since: Instant };
  /** Whoever it was taken from, by another person or by itself, and who has not taken it again: what they go on typing is not the case's any more. */
  takenFrom: readonly string[];
  /** The queue that somebody moved it to, where it is not the one of its state. */
  movedTo?: Queue;
  /** The steps that clocks read, with the times now in force. */
  steps: readonly TimedStep[];
};
type Assessed = Opened & { place: FaceToFace; urgency: Urgency };

/** One patient's case, from the call to its end. Each state has only the fields that are true of it. */
export type OpenCase =
  | (Opened & { state: 'to-assess' | 'in-assessment' })
  | (Assessed & { state: 'to-book' })
  | (Assessed & { state: 'booked'; base: number; slotAt: Instant })
  | (Assessed & { state: 'sent-elsewhere'; base: number; from: number; miles: number })
  | (Assessed & { state: 'arrived'; base: number; slotAt?: Instant })
  /** Did not wait, did not come, or was not there: somebody must find out how they are. */
  | (Assessed & { state: 'to-ring-back'; missed: 'did-not-wait' | 'did-not-attend' })
  | (Assessed & { state: 'visit-requested' })
  | (Assessed & { state: 'visit-assigned' | 'visit-travelling' | 'visit-arrived'; car: number })
  | (Assessed & { state: 'in-consultation'; at?: number })
  | (Opened & { state: 'advised' })
  | (Assessed & { state: 'consulted'; note: string });
export type ClosedCase = Opened & { state: 'closed'; outcome: Outcome; place?: Place; urgency?: Urgency };
export type CaseState = { state: 'none' } | OpenCase | ClosedCase;

export const noCase: CaseState = { state: 'none' };

export function isOpen(state: CaseState): state is OpenCase {
  return state.state !== 'none' && state.state !== 'closed';
}

/** The one queue that owns it: of its state, unless somebody has moved it. */
export function queueOf(state: OpenCase): Queue {
  return state.movedTo ?? naturalQueue(state);
}

export function naturalQueue(state: OpenCase): Queue {
  switch (state.state) {
    case 'to-assess':
      return `to-assess-${state.priority}`;
    case 'in-assessment':
    case 'to-book':
    case 'in-consultation':
      return state.state;
    case 'to-ring-back':
      return 'to-book';
    case 'booked':
    case 'sent-elsewhere':
    case 'arrived':
      return 'base';
    case 'visit-requested':
    case 'visit-assigned':
    case 'visit-travelling':
    case 'visit-arrived':
      return 'visit';
    case 'advised':
    case 'consulted':
      return 'to-close';
    default:
      return state satisfies never;
  }
}

/** Where a patient is or is to be seen: the base or the car, where one has been named. */
export function placeOf(state: CaseState): number | undefined {
  if (state.state === 'none') return undefined;
  if ('base' in state) return state.base;
  if ('car' in state) return state.car;
  if (state.state === 'in-consultation') return state.at;
  const isUnbooked = state.state === 'to-assess' || state.state === 'in-assessment' || state.state === 'to-book';
  return isUnbooked ? standsAt(state) : undefined;
}

const thereOrNot: readonly string[] = ['CaseOpened', 'CameToBase', 'Redirected', 'DidNotWait', 'PlaceChanged'];

/** The base that they walked into, or were sent on to before anybody had assessed them; not once they have left it. */
export function standsAt(state: OpenCase): number | undefined {
  const last = state.steps.findLast(({ type }) => thereOrNot.includes(type))?.type;
  return last === 'DidNotWait' || last === 'PlaceChanged' ? undefined : state.entry.place;
}

/** The base where somebody waits to be assessed: there, and not on the telephone. */
export function waitsAt(state: CaseState): number | undefined {
  if (state.state !== 'to-assess' && state.state !== 'in-assessment') return undefined;
  return isSentOn(state) ? undefined : standsAt(state);
}

/** Sent on to a base, and not there yet. */
export function isSentOn(state: OpenCase): boolean {
  return state.steps.findLast(({ type }) => thereOrNot.includes(type))?.type === 'Redirected';
}

/** The steps whose time can be corrected, the first as when a person answered: the case was typed in after that. */
export function stepsToCorrect(state: CaseState): readonly TimedStep[] {
  if (state.state === 'none') return [];
  return state.steps.map((step, index) => (index === 0 ? { ...step, at: state.answeredAt } : step));
}

/** When a step happened, corrections applied; the last one of its type. */
export function timeOf(state: CaseState, type: RecordedCaseEvent['type']): Instant | undefined {
  return state.state === 'none' ? undefined : state.steps.findLast((step) => step.type === type)?.at;
}

export function replayCase(id: string, events: readonly RecordedCaseEvent[]): CaseState {
  return events.reduce((state: CaseState, event) => evolveCase(state, id, event), noCase);
}

/** The state after one more event. Throws on an event that no command of ours could have written there. */
export function evolveCase(state: CaseState, id: string, event: RecordedCaseEvent): CaseState {
  if (event.type === 'CaseOpened') return opened(id, event);
  if (state.state === 'none') throw new Error(`${event.type} before the case was opened`);
  const now = { ...state, version: event.version };
  if (isBeside(event)) {
    return {
      ...now,
      entry: withPractice(state.entry, practiceAfter(state.entry, event)),
      beside: evolveBeside(state.beside, event),
    };
  }
  switch (event.type) {
    case 'CaseTaken':
      return {
        ...now,
        holder: { account: event.data.by, since: event.occurredAt },
        takenFrom: without(state.takenFrom, event.data.by),
      };
    case 'CaseReleased':
      return { ...now, holder: undefined, takenFrom: takenFromAfter(state, event.recordedBy) };
    case 'CaseNotedRepeat':
      return { ...now, repeatTimes: event.data.times };
    case 'TimeCorrected':
      return {
        ...now,
        answeredAt: event.corrects === state.steps[0]?.version ? event.occurredAt : state.answeredAt,
        steps: state.steps.map((step) => (step.version === event.corrects ? { ...step, at: event.occurredAt } : step)),
      };
    case 'CaseMoved':
      return moved(now, event.data.to);
    case 'RangBack':
      if (event.data.worse) return again({ ...now, beside: { ...now.beside, worseAt: event.occurredAt } });
      return event.data.passedOn ? again(now) : now;
    case 'InterpreterConnected':
      return timed(now, event);
    case 'PriorityChanged':
      return timed({ ...now, priority: event.data.to }, event);
    case 'UrgencyChanged':
      return timed({ ...assessed(now), urgency: event.data.to }, event);
    default:
      return onward(timed(now, event), event);
  }
}

/** A practice that was said in words alone takes the place of the one from the directory, and is looked up by its words. */
function practiceAfter(entry: Entry, event: BesideEvent): number | undefined {
  if (event.type === 'PatientReplaced') return event.data.practice;
  const isOther = event.type === 'DetailsChanged' && event.data.of.includes('practice');
  return isOther ? event.data.practice : entry.practice;
}

type Onward = Exclude<
  RecordedCaseEvent,
  | BesideEvent
  | {
      type:
        | 'CaseOpened'
        | 'RangBack'
        | 'InterpreterConnected'
        | 'CaseTaken'
        | 'CaseReleased'
        | 'CaseNotedRepeat'
        | 'TimeCorrected'
        | 'CaseMoved'
        | 'PriorityChanged'
        | 'UrgencyChanged';
    }
>;

/** Steps that take the case to another state, and so to the queue of that state. */
function onward(state: OpenCase | ClosedCase, event: Onward): CaseState {
  const kept = common(state);
  // Handing a case on ends the hold; the person who saw or advised the patient keeps it until it is closed.
  const handedOn = { ...kept, holder: undefined };
  switch (event.type) {
    case 'AssessmentStarted':
      return { ...kept, ...begunBy(kept, event), state: 'in-assessment' };
    case 'AssessmentFinished': {
      const { place, urgency } = event.data;
      if (place === 'advice') return { ...kept, state: 'advised' };
      if (urgency === undefined) throw new Error('an assessment that sends a patient on has an urgency');
      return { ...handedOn, state: 'to-book', place, urgency };
    }
    case 'PlaceChanged':
      return { ...handedOn, ...how(state), state: 'to-book', place: event.data.to };
    case 'BaseBooked':
      return { ...handedOn, ...how(state), state: 'booked', base: event.data.place, slotAt: instant(event.data.at) };
    case 'Redirected': {
      const { from, to, miles } = event.data;
      // Whoever walked in and was not assessed stays to be assessed, wherever they are by then.
      if (state.state === 'to-assess' || state.state === 'in-assessment')
        return { ...kept, entry: { ...kept.entry, place: to }, state: state.state };
      return { ...handedOn, ...how(state), state: 'sent-elsewhere', base: to, from, miles };
    }
    case 'PatientArrived': {
      const slot = state.state === 'booked' ? { slotAt: state.slotAt } : {};
      return { ...handedOn, ...how(state), state: 'arrived', base: event.data.place, ...slot };
    }
    case 'CameToBase': {
      const entry = { ...kept.entry, place: event.data.place, arrivedAt: event.occurredAt };
      // Whoever was given advice and comes all the same is to be assessed again, by somebody new.
      if (event.data.toAssess) return { ...(state.state === 'to-assess' ? kept : handedOn), entry, state: 'to-assess' };
      return { ...kept, entry, state: 'in-assessment' };
    }
    case 'DidNotWait':
      // Somebody who walked in and left before any assessment is still to be rung back, in the queue of their priority.
      if (state.state === 'to-assess') return { ...handedOn, state: 'to-assess' };
      return { ...handedOn, ...how(state), state: 'to-ring-back', missed: 'did-not-wait' };
    case 'DidNotAttend':
      return { ...handedOn, ...how(state), state: 'to-ring-back', missed: 'did-not-attend' };
    case 'VisitRequested': {
      const { car } = event.data;
      if (car === undefined) return { ...handedOn, ...how(state), state: 'visit-requested' };
      return { ...handedOn, ...how(state), state: 'visit-assigned', car };
    }
    case 'VisitAssigned':
      return { ...handedOn, ...how(state), state: 'visit-assigned', car: event.data.car };
    case 'VisitSetOff':
      return { ...handedOn, ...how(state), state: 'visit-travelling', car: event.data.car };
    case 'VisitArrived':
      return { ...handedOn, ...how(state), state: 'visit-arrived', car: event.data.car };
    case 'ConsultationStarted':
      return {
        ...kept,
        ...how(state),
        state: 'in-consultation',
        ...at(placeOf(state)),
        ...begunBy(kept, event),
      };
    case 'ConsultationFinished':
      return { ...kept, ...how(state), state: 'consulted', note: event.data.note };
    case 'CaseClosed': {
      const { outcome } = event.data;
      const closed = { ...handedOn, ...('urgency' in state ? how(state) : {}), state: 'closed', outcome } as const;
      return { ...closed, beside: withWholeNote(state.beside) };
    }
    default:
      return event satisfies never;
  }
}

function opened(id: string, event: RecordedCaseEvent & { type: 'CaseOpened' }): CaseState {
  const { service, number, call, entryRoute, priority, repeat } = event.data;
  return {
    state: 'to-assess',
    id,
    version: event.version,
    service,
    number,
    ...(call === undefined ? {} : { call }),
    entryRoute,
    answeredAt: instant(event.data.answeredAt),
    priority,
    entry: entryOf(event.data),
    beside: nothingBeside,
    repeatTimes: repeat ?? 1,
    takenFrom: [],
    steps: [{ version: event.version, type: event.type, at: event.occurredAt }],
  };
}

function entryOf({ practice, interpreter, dx, referredBy, dueBy, place, arrivedAt }: OpenedData): Entry {
  return {
    ...(practice === undefined ? {} : { practice }),
    ...(interpreter === undefined ? {} : { interpreter }),
    ...(dx === undefined ? {} : { dx }),
    ...(referredBy === undefined ? {} : { referredBy }),
    ...(dueBy === undefined ? {} : { dueBy: instant(dueBy) }),
    ...(place === undefined ? {} : { place }),
    ...(arrivedAt === undefined ? {} : { arrivedAt: instant(arrivedAt) }),
  };
}
/** The practice is the patient's: with another patient it is another, or none that is known. */
function withPractice({ practice: _, ...entry }: Entry, practice: number | undefined): Entry {
  return practice === undefined ? entry : { ...entry, practice };
}
type OpenedData = (RecordedCaseEvent & { type: 'CaseOpened' })['data'];

/** Somebody who was given advice, and for whom that is not the end of it, is to be assessed again, by somebody new. */
function again(state: OpenCase | ClosedCase): CaseState {
  if (state.state !== 'advised') return state;
  // Whoever had walked in left the base with the advice: it is from elsewhere that they ring.
  const { place: _, ...entry } = state.entry;
  return { ...common(state), entry, holder: undefined, state: 'to-assess' };
}

/** A transfer: the new queue's people start with it in nobody's hands; state and start of every clock stay. */
function moved(state: OpenCase | ClosedCase, to: Queue): CaseState {
  const own = state.state === 'closed' || naturalQueue(state) === to;
  return { ...state, holder: undefined, movedTo: own ? undefined : to };
}

function timed<S extends OpenCase | ClosedCase>(state: S, event: RecordedCaseEvent): S {
  return { ...state, steps: [...state.steps, { version: event.version, type: event.type, at: event.occurredAt }] };
}

function assessed(state: OpenCase | ClosedCase): Extract<OpenCase, { urgency: Urgency }> {
  if (state.state === 'closed' || !('urgency' in state)) throw new Error('this case has no urgency yet');
  return state;
}

function how(state: OpenCase | ClosedCase): { place: FaceToFace; urgency: Urgency } {
  const { place, urgency } = assessed(state);
  return { place, urgency };
}

/** Whoever starts on a case that nobody holds takes it by doing so. */
function begunBy(kept: Opened, { recordedBy, occurredAt }: RecordedCaseEvent): Pick<Opened, 'holder' | 'takenFrom'> {
  if (kept.holder) return { holder: kept.holder, takenFrom: kept.takenFrom };
  return { holder: { account: recordedBy, since: occurredAt }, takenFrom: without(kept.takenFrom, recordedBy) };
}

/** Given back by somebody else than whoever had it: taken from them. */
function takenFromAfter({ holder, takenFrom }: Opened, by: string): readonly string[] {
  if (!holder || holder.account === by) return takenFrom;
  return [...without(takenFrom, holder.account), holder.account];
}

const without = (accounts: readonly string[], one: string) => accounts.filter((account) => account !== one);

function at(place: number | undefined): { at?: number } {
  return place === undefined ? {} : { at: place };
}

/** What is true in every state; a move to another queue ends with the next step. */
function common(state: Opened): Opened {
  const { id, version, service, number, call, entryRoute, answeredAt, priority } = state;
  const { entry, beside, repeatTimes, holder, takenFrom, steps } = state;
  return {
    id,
    version,
    service,
    number,
    call,
    entryRoute,
    answeredAt,
    priority,
    entry,
    beside,
    repeatTimes,
    holder,
    takenFrom,
    steps,
  };
}
