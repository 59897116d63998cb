import type { StoredEvent } from '#database';
import { caseStepWords } from '../caseSteps.ts';
import {
  loweringReasons,
  moveReasons,
  outcomes,
  placeReasons,
  places,
  priorities,
  queues,
  raisingReasons,
  redirectReasons,
  urgencies,
} from '../codes.ts';

const reasons: { [code: string]: string } = {
  ...raisingReasons,
  ...loweringReasons,
  ...moveReasons,
  ...placeReasons,
  ...redirectReasons,
};
const say = (list: { [code: string]: string }, code: unknown) => list[String(code)] ?? String(code);

/** What one event of a case says, in plain words; places and people by name. */
export function eventWords(
  { type, data, reason }: StoredEvent,
  names: { place(id: number): string; person(id: string): string },
): string {
  switch (type) {
    case 'CaseOpened':
      return `Case opened, ${say(priorities, data.priority).toLowerCase()}`;
    case 'CaseTaken':
      return `Taken by ${names.person(String(data.by))}`;
    case 'CaseReleased':
      return 'Given back';
    case 'CaseMoved':
      return `Moved to “${say(queues, data.to)}”: ${say(reasons, data.reason)}`;
    case 'CaseNotedRepeat':
      return `They rang again: contact ${String(data.times)}`;
    case 'PriorityChanged':
      return `Priority changed from ${say(priorities, data.from).toLowerCase()} to ${say(priorities, data.to).toLowerCase()}: ${say(reasons, data.reason)}`;
    case 'UrgencyChanged':
      return `Urgency changed from ${say(urgencies, data.from).toLowerCase()} to ${say(urgencies, data.to).toLowerCase()}: ${say(reasons, data.reason)}`;
    case 'AssessmentFinished':
      return `Assessment finished: ${say(places, data.place).toLowerCase()}${data.urgency ? `, ${say(urgencies, data.urgency).toLowerCase()}` : ''}`;
    case 'BaseBooked':
      return `Booked at ${names.place(Number(data.place))}`;
    case 'VisitRequested':
      return data.car ? `Visit requested, given to ${names.place(Number(data.car))}` : 'Visit requested';
    case 'VisitAssigned':
      return `Given to ${names.place(Number(data.car))}`;
    case 'Redirected':
      return `Sent from ${names.place(Number(data.from))} to ${names.place(Number(data.to))}, ${String(data.miles)} miles: ${say(reasons, data.reason)}`;
    case 'PlaceChanged':
      return `Changed from ${say(places, data.from).toLowerCase()} to ${say(places, data.to).toLowerCase()}: ${say(reasons, data.reason)}`;
    case 'CaseClosed':
      return `Closed: ${say(outcomes, data.outcome)}`;
    case 'TimeCorrected':
      return `Time corrected: ${(reason ?? '').replaceAll('-', ' ')}`;
    default:
      return capitalised(caseStepWords(type));
  }
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const SOURCES: { [source: string]: string } = {
  page: 'Screen',
  api: 'Other system',
  device: 'Tablet',
  import: 'Import',
  play: 'Demo',
  job: 'By itself',
};
export const sourceWords = (source: string) => SOURCES[source] ?? source;
