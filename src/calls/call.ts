import type { TimedStep } from '#api';
import { type Instant, instant } from '#shared';
import type { NoCaseReason } from './codes.ts';
import type { RecordedCallEvent } from './events.ts';

type Offered = {
  id: string;
  version: number;
  service: number;
  message: boolean;
  /** Absent while the message is still playing, and for a service that plays none. */
  messageEndedAt?: Instant;
  steps: readonly TimedStep[];
  /** It was about no patient: somebody has said so, and why. */
  settled?: NoCaseReason;
};

/** A telephone call, from being presented to its end. */
export type CallState =
  | { state: 'none' }
  | (Offered & { state: 'in-message' | 'ringing' | 'voided' | 'ended' })
  | (Offered & { state: 'answered'; by: string })
  | (Offered & { state: 'abandoned'; in: 'queue' | 'message' });

export const noCall: CallState = { state: 'none' };

/** The state after one more event. Throws on an event that no command of ours could have written there. */
export function evolveCall(state: CallState, id: string, event: RecordedCallEvent): CallState {
  if (event.type === 'CallOffered') return offered(id, event);
  if (state.state === 'none') throw new Error(`${event.type} before the call was offered`);
  if (event.type === 'TimeCorrected') return corrected(state, event);
  // No step: no clock reads it.
  if (event.type === 'CallSettled') return { ...state, version: event.version, settled: event.data.reason };
  const base = { ...common(state), version: event.version, steps: [...state.steps, stepOf(event)] };
  switch (event.type) {
    case 'CallQueued':
      return { ...base, state: 'ringing', messageEndedAt: event.occurredAt };
    case 'CallAnswered':
      return { ...base, state: 'answered', by: event.recordedBy };
    case 'CallAbandoned':
      return { ...base, state: 'abandoned', in: event.data.in };
    case 'CallEnded':
      return { ...base, state: 'ended' };
    case 'CallVoided':
      return { ...base, state: 'voided' };
    default:
      return event satisfies never;
  }
}

export function replayCall(id: string, events: readonly RecordedCallEvent[]): CallState {
  return events.reduce((state: CallState, event) => evolveCall(state, id, event), noCall);
}

/** When a person answered, corrections applied; undefined for a call that nobody has answered. */
export function answeredAt(state: CallState): Instant | undefined {
  return state.state === 'none' ? undefined : state.steps.findLast((step) => step.type === 'CallAnswered')?.at;
}

function offered(id: string, event: RecordedCallEvent & { type: 'CallOffered' }): CallState {
  const { service, message, messageEndedAt } = event.data;
  const ended = messageEndedAt === undefined ? {} : { messageEndedAt: instant(messageEndedAt) };
  const state = message && messageEndedAt === undefined ? 'in-message' : 'ringing';
  return { state, id, version: event.version, service, message, ...ended, steps: [stepOf(event)] };
}

function corrected<S extends Exclude<CallState, { state: 'none' }>>(state: S, event: RecordedCallEvent): S {
  const steps = state.steps.map((step) => (step.version === event.corrects ? { ...step, at: event.occurredAt } : step));
  const queued = state.steps.find((step) => step.type === 'CallQueued');
  const moved = queued !== undefined && queued.version === event.corrects ? { messageEndedAt: event.occurredAt } : {};
  return { ...state, ...moved, version: event.version, steps };
}

function common(state: Exclude<CallState, { state: 'none' }>): Offered {
  const { id, version, service, message, messageEndedAt, steps, settled } = state;
  return {
    ...{ id, version, service, message, steps },
    ...(messageEndedAt === undefined ? {} : { messageEndedAt }),
    ...(settled === undefined ? {} : { settled }),
  };
}

function stepOf(event: RecordedCallEvent): TimedStep {
  return { version: event.version, type: event.type, at: event.occurredAt };
}
