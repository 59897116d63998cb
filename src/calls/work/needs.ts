import { type Instant, plus } from '#shared';
import { type CaseState, evolveCase, isOpen, noCase, type OpenCase } from '../case.ts';
import { nextTryAt, reachedOf } from '../caseClosing.ts';
import type { PolicyEditions } from '../contact/policy.ts';
import type { RecordedCaseEvent } from '../events.ts';
import type { WithdrawalReason } from './events.ts';
import { type WorkKind, workKinds } from './kinds.ts';
import { workId } from './work.ts';

/** What a case makes somebody owe, from the event that made it so. */
export type Need = { id: string; kind: WorkKind; subject: string; raisedAt: Instant; dueAt: Instant; place?: number };

/** How something owed came to an end by what happened on the case. */
export type Ending =
  | { type: 'WorkDone'; data: { result: string } }
  | { type: 'WorkWithdrawn'; data: { reason: WithdrawalReason } };
/** An ending with when it happened: a comfort call is made when it is made, not when that is read. */
export type Ended = Ending & { at: Instant };

/** Something owed on a case: what must be known of it to see that an event ends it. */
export type Owed = { kind: WorkKind; place?: number };

/** Everything that the history of a case has made somebody owe, in order, and how it ended, where it has. `editions`: of the contact policy. */
export function needsOf(
  id: string,
  events: readonly RecordedCaseEvent[],
  editions?: PolicyEditions,
): (Need & { ending?: Ended })[] {
  let state: CaseState = noCase;
  const needs: (Need & { ending?: Ended })[] = [];
  for (const event of events) {
    state = evolveCase(state, id, event);
    for (const need of needs) need.ending ??= endedAt(need, event);
    if (isOpen(state)) needs.push(...raisedBy(state, event, editions));
  }
  return needs;
}

function raisedBy(state: OpenCase, event: RecordedCaseEvent, editions?: PolicyEditions): Need[] {
  const at = event.occurredAt;
  const need = (kind: WorkKind, more: { dueAt?: Instant; place?: number } = {}): Need => {
    const subject = `${state.id}:${event.version}`;
    const dueAt = more.dueAt ?? plus(at, workKinds[kind].dueMs);
    return { id: workId(kind, subject, at), kind, subject, raisedAt: at, ...more, dueAt };
  };
  if (event.type === 'DidNotWait' || event.type === 'DidNotAttend') {
    return [need('ring-did-not-wait', { place: event.data.place })];
  }
  if (event.type !== 'ContactTried' || event.data.result === 'spoke') return [];
  if (event.data.result === 'wrong-number') return [need('wrong-number')];
  const judging = { editions, now: at };
  const next = nextTryAt(state, judging);
  if (next !== undefined)
    return [need('failed-contact', { dueAt: next > at ? next : plus(at, workKinds['failed-contact'].dueMs) })];
  // The tries are made: where the policy asks for it, somebody has still to look.
  const { reached, line } = reachedOf(state, judging);
  return line.welfareCheck && reached.missing.length > 0 ? [need('welfare-check')] : [];
}

/** Steps after which the patient is in somebody's hands: nobody need ring to find out. */
const atWork: readonly string[] = [
  'AssessmentStarted',
  'PatientArrived',
  'CameToBase',
  'VisitArrived',
  'ConsultationStarted',
];
/** Steps that say where a patient is to be seen now. */
const moved: readonly string[] = ['Redirected', 'PlaceChanged', 'VisitRequested', 'VisitAssigned'];

/** How this event ends it and when, never before it was raised. */
export function endedAt(owed: Owed & { raisedAt: Instant }, event: RecordedCaseEvent): Ended | undefined {
  const ending = endedBy(owed, event);
  return ending && { ...ending, at: Math.max(event.occurredAt, owed.raisedAt) as Instant };
}

/** Whether this event ends it, and how. An event before it was raised ends nothing: the caller sees to that. */
function endedBy(owed: Owed, event: RecordedCaseEvent): Ending | undefined {
  if (event.type === 'CaseClosed') return owed.kind === 'message-exception' ? undefined : withdrawn('case-closed');
  const own = endings[owed.kind]?.(event, owed);
  if (own) return own;
  // Whoever comes to the very base that is shut still has to be told where to go.
  const came = event.type === 'PatientArrived' || event.type === 'CameToBase';
  // Nor does being assessed there, on the telephone or not, move them from the door.
  if (owed.kind === 'move-booked' && event.type === 'AssessmentStarted') return undefined;
  if (owed.kind === 'move-booked' && came && event.data.place === owed.place) return undefined;
  return onCase.has(owed.kind) && atWork.includes(event.type) ? withdrawn('dealt-with') : undefined;
}

const onCase = new Set<WorkKind>([
  'move-booked',
  'ring-did-not-wait',
  'comfort-call',
  'failed-contact',
  'welfare-check',
  'wrong-number',
  'visit-without-crew',
]);

type Ends = (event: RecordedCaseEvent, owed: Owed) => Ending | undefined;

const endings: { readonly [K in WorkKind]?: Ends } = {
  'move-booked': (event, { place }) =>
    (moved.includes(event.type) && !(event.type === 'Redirected' && event.data.to === place)) ||
    (event.type === 'BaseBooked' && event.data.place !== place)
      ? done('moved')
      : event.type === 'DidNotAttend' ||
          event.type === 'DidNotWait' ||
          (event.type === 'AssessmentFinished' && event.data.place === 'advice')
        ? withdrawn('dealt-with')
        : undefined,
  'ring-did-not-wait': (event) =>
    event.type === 'ContactTried'
      ? done(event.data.result === 'spoke' ? 'reached' : 'tried')
      : moved.includes(event.type) || event.type === 'BaseBooked'
        ? withdrawn('dealt-with')
        : undefined,
  'failed-contact': (event) =>
    event.type === 'ContactTried'
      ? done(event.data.result === 'spoke' ? 'reached' : 'tried')
      : // They were told of another base: somebody spoke to them.
        event.type === 'Redirected'
        ? withdrawn('dealt-with')
        : undefined,
  'welfare-check': (event) =>
    event.type === 'WelfareChecked'
      ? done(event.data.result)
      : event.type === 'ContactTried' && event.data.result === 'spoke'
        ? withdrawn('dealt-with')
        : undefined,
  'wrong-number': (event) =>
    event.type === 'PatientReplaced' || (event.type === 'DetailsChanged' && event.data.of.includes('ring-back'))
      ? done('found')
      : event.type === 'ContactTried' && event.data.result === 'wrong-number'
        ? done('not-found')
        : // Only an answer by the patient shows that a number is theirs: one that rings unanswered may be a stranger's as well.
          hasSpoken(event)
          ? done('found')
          : undefined,
  'comfort-call': (event) =>
    event.type === 'ComfortCalled'
      ? done(event.data.result)
      : event.type === 'ContactTried' && event.data.result === 'spoke'
        ? done('spoke')
        : undefined,
  // Another car, asked for anew without one, or no visit any more; that somebody is in the same car again is not of the case.
  'visit-without-crew': (event) =>
    event.type === 'VisitAssigned' || (event.type === 'VisitRequested' && event.data.car !== undefined)
      ? done('given')
      : event.type === 'PlaceChanged' || event.type === 'DidNotAttend' || event.type === 'VisitRequested'
        ? withdrawn('dealt-with')
        : undefined,
  'stuck-lease': (event) =>
    event.type === 'CaseReleased' || event.type === 'CaseTaken'
      ? done('released')
      : event.type === 'AssessmentFinished' || event.type === 'ConsultationFinished' || event.type === 'NoteWritten'
        ? done('still-at-work')
        : undefined,
};

function hasSpoken(event: RecordedCaseEvent): boolean {
  return (event.type === 'ContactTried' || event.type === 'ComfortCalled') && event.data.result === 'spoke';
}

function done(result: string): Ending {
  return { type: 'WorkDone', data: { result } };
}

function withdrawn(reason: WithdrawalReason): Ending {
  return { type: 'WorkWithdrawn', data: { reason } };
}
