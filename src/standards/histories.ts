import fc from 'fast-check';
import type { KernelEvent } from './clock/clock.ts';
import { at, messageDue, needed, offered, opened, raised, required, type Told } from './examples.ts';

/** Random streams for property tests. */
export const base = at('18:00');
type Drawn = { type: string; data: Record<string, unknown> };

const drawn = (...facts: [string, Record<string, unknown>?][]) =>
  fc.constantFrom(...facts.map(([type, data = {}]): Drawn => ({ type, data })));
const callFact = drawn(
  ['CallQueued'],
  ['CallAnswered'],
  ['CallAbandoned', { in: 'queue' }],
  ['CallAbandoned', { in: 'message' }],
  ['CallEnded'],
  ['CallVoided', { reason: 'phantom' }],
);
const caseFact = drawn(
  ['CaseTaken', { by: 'x' }],
  ['CaseReleased'],
  ['CaseMoved', { to: 'to-assess-other' }],
  ['PriorityChanged', { from: 'urgent', to: 'other' }],
  ['PriorityChanged', { from: 'other', to: 'urgent' }],
  ['AssessmentStarted'],
  ['AssessmentFinished', { place: 'advice' }],
  ['AssessmentFinished', { place: 'base', urgency: 'urgent' }],
  ['AssessmentFinished', { place: 'visit' }],
  ['UrgencyChanged', { from: 'urgent', to: 'less-urgent' }],
  ['UrgencyChanged', { from: 'less-urgent', to: 'emergency' }],
  ['PlaceChanged', { from: 'base', to: 'visit' }],
  ['ConsultationStarted', { place: 'base' }],
  ['ConsultationFinished', { note: 'n' }],
  ['DidNotWait', { place: 7 }],
  ['BaseBooked', { place: 7 }],
  ['InterpreterConnected'],
  ['CaseClosed', { outcome: 'done' }],
);
const shiftFact = drawn(
  ['CoverBooked', { person: 'a' }],
  ['CoverArrived', { person: 'a' }],
  ['CoverArrived', { person: 'b' }],
  ['CoverLeft', { person: 'a' }],
  ['CoverLeft', { person: 'b' }],
  ['ShiftEnded'],
);
const passFact = drawn(['PassConfirmed'], ['PassStoodDown', { reason: 'better' }]);
const workFact = drawn(['WorkTaken', { by: 'x' }], ['WorkReleased'], ['WorkDone'], ['WorkWithdrawn']);
const consultedAt = '2027-03-28T17:00:00.000Z';
const messageFact = drawn(
  ['MessageQueued', { version: 1 }],
  ['MessageSent', { attempt: 1 }],
  ['SendFailed', { attempt: 1 }],
  ['MessageRead'],
  ['MessageReturned', { version: 1, code: 'returned', arrived: false, consultedAt }],
  ['MessageReturned', { version: 1, code: 'returned', arrived: true, consultedAt }],
  ['MessageRejected', { reason: 'not-ours', consultedAt }],
  ['MessageSettled', { how: 'declined' }],
  ['MessageSettled', { how: 'no-practice' }],
  ['MessageSettled', { how: 'by-hand' }],
);

const birth = {
  call: fc.constantFrom(
    offered('18:00'),
    offered('18:00', { message: true }),
    offered('18:00', { message: true, messageEndedAt: '2027-03-28T17:00:20.000Z' }),
  ),
  case: fc.constantFrom(
    opened('18:00'),
    opened('18:00', { priority: 'other' }),
    opened('18:00', { entryRoute: 'nhs-111' }),
    opened('18:00', { answeredAt: undefined }),
    opened('18:00', { interpreter: 'pl' }),
  ),
  pass: fc.constantFrom(needed('18:00'), needed('18:00', { at: 'base' })),
  work: fc.constantFrom(raised('18:00', '18:30'), raised('18:00', '18:30', { dueAt: undefined })),
  message: fc.constantFrom(messageDue('18:05', { consultedAt })),
  shift: fc.constantFrom(required('18:00', '22:00'), required('18:30', '20:15')),
};

type Step = { fact: Drawn; minute: number; corrects: number | null };

/** Any facts in any order, times not always in order, and now and then a correction of an earlier one. */
function history(births: fc.Arbitrary<Told>, facts: fc.Arbitrary<Drawn>) {
  const step = fc.record({
    fact: facts,
    minute: fc.integer({ min: 0, max: 300 }),
    corrects: fc.option(fc.nat(20), { freq: 4 }),
  });
  return fc.tuple(births, fc.array(step, { maxLength: 14 })).map(([[type, time, data = {}], steps]) => {
    const first = { version: 1, type, occurredAt: at(time), recordedAt: at(time), recordedBy: 'x', data };
    return grown(first, steps);
  });
}

function grown(first: KernelEvent, steps: readonly Step[]): KernelEvent[] {
  const events = [first];
  for (const step of steps) events.push(nextEvent(events, step));
  return events;
}

function nextEvent(events: readonly KernelEvent[], { fact, minute, corrects }: Step): KernelEvent {
  const occurredAt = (base + minute * 60_000) as typeof base;
  const about = { version: events.length + 1, occurredAt, recordedAt: occurredAt, recordedBy: 'x' };
  const target = corrects === null ? undefined : events[corrects % events.length];
  if (!target || target.corrects !== undefined) return { ...about, ...fact };
  return { ...about, type: 'TimeCorrected', corrects: target.version, reason: 'paper-record', data: {} };
}

export const caseHistory = history(birth.case, caseFact);
export const anyHistory = fc.oneof(
  history(birth.call, callFact),
  history(birth.case, caseFact),
  history(birth.shift, shiftFact),
  history(birth.pass, passFact),
  history(birth.work, workFact),
  history(birth.message, messageFact),
);
