import { correctionReasons } from '#api';
import type { StoredEvent, Tx } from '#database';
import { instant, minutes, showDay, showMinutes, showTime, showTimeSeconds, uuidv7FromKey } from '#shared';
import type { StreamTeller } from '#standards';
import { replayCall } from './call.ts';
import { callLifecycle, callStepWords } from './callSteps.ts';
import { stepsToCorrect } from './case.ts';
import { type BesideEvent, isBeside } from './caseBeside.ts';
import { caseLifecycle } from './caseSteps.ts';
import { correctionWords } from './caseStepWords.ts';
import { asCaseEvents, foldCase, textsOf } from './caseStore.ts';
import * as codes from './codes.ts';
import type { CaseEvent, CaseEvents, RecordedCallEvent, RecordedCaseEvent } from './events.ts';
import { farWords } from './miles.ts';

/** A case on the page of one of its clocks. */
export const caseTeller: StreamTeller = {
  birth: 'CaseOpened',
  kind: 'Case',
  isPatientData: true,
  title: ({ data }) => `Case ${data.number}`,
  href: (stream) => `/cases/${stream}`,
  what: (event, place) => {
    const [told] = asCaseEvents([event]);
    return told ? caseWhat(told, (id) => place(id) ?? 'a place that is gone') : event.type;
  },
  reasons: {
    ...codes.raisingReasons,
    ...codes.loweringReasons,
    ...codes.moveReasons,
    ...codes.placeReasons,
    ...codes.redirectReasons,
    ...codes.repeatReasons,
    ...codes.unlinkReasons,
    ...codes.replaceReasons,
    ...correctionReasons,
  },
  correction: {
    roles: caseLifecycle.steps['correct-case-time'].roles,
    action: (stream) => `/cases/${stream}/correct-time`,
    reasons: correctionReasons,
    steps: (events) =>
      stepsToCorrect(foldCase(events)).map(({ version, type, at }) => ({
        version,
        at,
        words: capital(correctionWords(type)),
      })),
  },
  explanations,
};

/** A telephone call on the page of its clock. */
export const callTeller: StreamTeller = {
  birth: 'CallOffered',
  kind: 'Call',
  isPatientData: false,
  title: ({ occurredAt }) => `Call of ${showDay(occurredAt)} ${showTimeSeconds(occurredAt)}`,
  what: (event) => callWhat(event as unknown as RecordedCallEvent),
  reasons: { ...correctionReasons, ...codes.noCaseReasons },
  correction: {
    roles: callLifecycle.steps['correct-call-time'].roles,
    action: (stream) => `/calls/${stream}/correct-time`,
    reasons: correctionReasons,
    steps: (events) => {
      const state = replayCall(events[0]?.stream ?? '', events as unknown as RecordedCallEvent[]);
      const steps = state.state === 'none' || !(state.state in correctable) ? [] : state.steps;
      return steps.map(({ version, type, at }) => ({ version, at, words: capital(callStepWords(type)) }));
    },
  },
  explanations,
};

const correctable = callLifecycle.steps['correct-call-time'].from;

/** The id of a correction's text follows from the stream, the version it was decided on and the time of recording. */
async function explanations(tx: Tx, events: readonly StoredEvent[]): Promise<ReadonlyMap<number, string>> {
  const [birth] = events;
  const corrections = events.filter(({ corrects }) => corrects !== undefined);
  if (!birth || corrections.length === 0) return new Map();
  const texts = new Map((await textsOf(tx, birth.tenant, birth.stream)).map(({ id, body }) => [id, body]));
  const found = corrections.map(({ stream, version, recordedAt }) => {
    const id = uuidv7FromKey(recordedAt, `${stream}:${version - 1}:correction`);
    return [version, texts.get(id)] as const;
  });
  return new Map(found.flatMap(([version, body]) => (body === undefined ? [] : [[version, body]])));
}

function callWhat(event: RecordedCallEvent): string {
  switch (event.type) {
    case 'CallOffered':
      return event.data.messageEndedAt === undefined
        ? 'Call presented'
        : `Call presented. The message ended at ${showTimeSeconds(instant(event.data.messageEndedAt))}`;
    case 'CallQueued':
      return 'Message ended';
    case 'CallAnswered':
      return 'Call answered';
    case 'CallAbandoned':
      return event.data.in === 'queue' ? 'The caller gave up' : 'The caller hung up in the message';
    case 'CallEnded':
      return 'Call ended';
    case 'CallSettled':
      return `About no patient: ${lower(codes.noCaseReasons[event.data.reason])}`;
    case 'CallVoided':
      return 'Not a real call';
    case 'TimeCorrected':
      return 'Time corrected';
    default:
      return event satisfies never;
  }
}

const lower = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const faceToFace = { base: 'base', visit: 'home visit' } as const;

function caseWhat(event: RecordedCaseEvent, place: (id: number) => string): string {
  switch (event.type) {
    case 'CaseOpened': {
      const came = event.data.entryRoute === 'telephone' ? 'Call answered' : codes.entryRoutes[event.data.entryRoute];
      const { priority, chosen, repeat } = event.data;
      const raised =
        chosen === undefined
          ? ''
          : `, as contact ${repeat ?? 1} in 96 hours (${lower(codes.priorities[chosen])} was chosen)`;
      return `Case opened: ${lower(codes.priorities[priority])}${raised}. ${came} at ${showTimeSeconds(instant(event.data.answeredAt))}`;
    }
    case 'AssessmentStarted':
      return 'Telephone assessment started';
    case 'AssessmentFinished': {
      const { place: where, urgency } = event.data;
      if (where === 'advice') return 'Assessment ended: advice';
      return `Assessment ended: ${faceToFace[where]}${urgency ? `, ${lower(codes.urgencies[urgency])}` : ''}`;
    }
    case 'BaseBooked':
      return `Booked at ${place(event.data.place)} for ${showTime(instant(event.data.at))}${lateWords(event.data.lateMin)}`;
    case 'VisitRequested':
      return event.data.car === undefined ? 'Visit asked for' : `Visit asked for, of ${place(event.data.car)}`;
    case 'VisitAssigned':
      return `Given to ${place(event.data.car)}`;
    case 'PatientArrived':
      return `Arrived at ${place(event.data.place)}`;
    case 'CameToBase':
      return `Walked in at ${place(event.data.place)}, where nobody had sent them`;
    case 'DidNotWait':
      return `Did not wait at ${place(event.data.place)}: to be rung back`;
    case 'DidNotAttend':
      return `Was not there (${place(event.data.place)}): to be rung back`;
    case 'VisitSetOff':
      return `${place(event.data.car)} set off`;
    case 'VisitArrived':
      return `${place(event.data.car)} at the door`;
    case 'Redirected':
      return `Sent from ${place(event.data.from)} to ${place(event.data.to)}, ${farWords(event.data)}: ${lower(codes.redirectReasons[event.data.reason])}`;
    case 'ConsultationStarted':
      return event.data.place === 'visit' ? 'Consultation at home started' : 'Consultation at the base started';
    case 'ConsultationFinished':
      return 'Consultation finished, note written';
    case 'CaseClosed':
      return `Closed: ${lower(codes.outcomes[event.data.outcome])}`;
    default:
      return isBesideWords(event) ? besideWhat(event) : changed(event);
  }
}

function lateWords(lateMin: number | undefined): string {
  return lateMin === undefined ? '' : `, ${showMinutes(minutes(lateMin))} after they are to be seen`;
}

type BesideWords = BesideEvent | Extract<RecordedCaseEvent, { type: 'RangBack' | 'InterpreterConnected' }>;

function isBesideWords(event: RecordedCaseEvent): event is BesideWords {
  return isBeside(event) || event.type === 'RangBack' || event.type === 'InterpreterConnected';
}

function besideWhat(event: BesideWords): string {
  switch (event.type) {
    case 'RepeatDeclined':
      return `Contact ${event.data.times} not passed to a clinician: ${lower(codes.repeatReasons[event.data.reason])}`;
    case 'RangBack':
      return event.data.worse ? 'They rang back and are worse' : rangBackWords(event.data.passedOn);
    case 'InterpreterConnected':
      return 'Interpreter connected';
    case 'ContactTried':
      return `Rung, try ${event.data.try}: ${lower(codes.contactResults[event.data.result])}`;
    case 'WelfareChecked':
      return `Welfare check by ${lower(codes.welfareBy[event.data.by])}: ${lower(codes.welfareResults[event.data.result])}`;
    case 'ComfortCalled':
      return `Comfort call: ${lower(codes.comfortResults[event.data.result])}${event.data.worse ? ', and they are worse' : ''}`;
    case 'CaseLinked':
      return `Linked to another case: ${lower(codes.linkKinds[event.data.as])}`;
    case 'CaseUnlinked':
      return `Link to another case taken away: ${lower(codes.unlinkReasons[event.data.reason])}`;
    case 'PatientReplaced':
      return `Who the patient is was put right: ${lower(codes.replaceReasons[event.data.reason])}`;
    case 'DetailsChanged':
      return `Changed: ${event.data.of.map((one) => lower(codes.detailKinds[one])).join(', ')}`;
    case 'NoteWritten':
      return noteWords(event.data);
    case 'SpecialNoteRead':
      return 'Special note read';
    case 'SpecialNoteAnswered':
      return event.data.stillTrue ? 'Special note is still true' : 'Special note is no longer true';
    default:
      return event satisfies never;
  }
}

const rangBackWords = (passedOn = false) =>
  passedOn ? 'They rang back: passed to a clinician as a third contact' : 'They rang back and are no worse';

function noteWords({ version, complete, forPractice }: CaseEvents['NoteWritten']): string {
  const what = version === 1 ? 'Note written' : `Note written anew, version ${version}`;
  return `${what}${complete ? '' : ', not complete yet'}. For the practice: ${lower(codes.forPractice[forPractice])}`;
}

type Changing = Exclude<
  Extract<
    CaseEvent,
    { type: `${string}Changed` | 'CaseMoved' | 'CaseTaken' | 'CaseReleased' | 'CaseNotedRepeat' | 'TimeCorrected' }
  >,
  { type: 'DetailsChanged' }
>;

function changed(event: Changing): string {
  switch (event.type) {
    case 'CaseTaken':
      return 'Case taken';
    case 'CaseReleased':
      return 'Case given back';
    case 'CaseMoved':
      return `Moved to “${codes.queues[event.data.to]}”: ${lower(codes.moveReasons[event.data.reason])}`;
    case 'CaseNotedRepeat':
      return `They have rung again: ${event.data.times} times in all`;
    case 'PriorityChanged':
      return `Priority changed to ${lower(codes.priorities[event.data.to])}: ${lower(reasonWords[event.data.reason])}`;
    case 'UrgencyChanged':
      return `Urgency changed to ${lower(codes.urgencies[event.data.to])}: ${lower(reasonWords[event.data.reason])}`;
    case 'PlaceChanged':
      return `Changed to a ${faceToFace[event.data.to]}: ${lower(codes.placeReasons[event.data.reason])}`;
    case 'TimeCorrected':
      return 'Time corrected';
    default:
      return event satisfies never;
  }
}

const reasonWords = { ...codes.raisingReasons, ...codes.loweringReasons };
