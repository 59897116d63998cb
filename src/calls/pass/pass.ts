import type { TimedStep } from '#api';
import { type Instant, minutes, plus } from '#shared';
import type { PassSetting, RecordedPassEvent, StandDownReason } from './events.ts';

type Begun = {
  id: string;
  version: number;
  service: number;
  at: PassSetting;
  case?: string;
  call?: string;
  place?: number;
  /** Whoever pressed. */
  by: string;
  /** The steps that the clock reads, with the times now in force. */
  steps: readonly TimedStep[];
};

/** A patient passed to 999: running until 999 says that it has taken it, or a clinician says that it was not needed. */
export type PassState =
  | { state: 'none' }
  | (Begun & { state: 'running' })
  | (Begun & { state: 'taken' })
  | (Begun & { state: 'stood-down'; reason: StandDownReason });

export type Pass = Exclude<PassState, { state: 'none' }>;

export const noPass: PassState = { state: 'none' };

/** NQR 9a and 10a: three minutes from the moment it is known. The contract's own edition, where it has the line, decides. */
export const PASS_WITHIN_MS = minutes(3);

export function replayPass(id: string, events: readonly RecordedPassEvent[]): PassState {
  return events.reduce((state: PassState, event) => evolvePass(state, id, event), noPass);
}

/** The state after one more event. Throws on an event that no command of ours could have written there. */
export function evolvePass(state: PassState, id: string, event: RecordedPassEvent): PassState {
  if (event.type === 'PassNeeded') return begun(id, event);
  if (state.state === 'none') throw new Error(`${event.type} before the pass was begun`);
  const now = { ...state, version: event.version };
  switch (event.type) {
    case 'PassNamed':
      return event.data.case === undefined ? now : { ...now, case: event.data.case };
    case 'PassConfirmed':
      return { ...common(now), state: 'taken', steps: [...state.steps, stepOf(event)] };
    case 'PassStoodDown':
      return { ...common(now), state: 'stood-down', reason: event.data.reason, steps: [...state.steps, stepOf(event)] };
    case 'TimeCorrected':
      return {
        ...now,
        steps: state.steps.map((step) => (step.version === event.corrects ? { ...step, at: event.occurredAt } : step)),
      };
    default:
      return event satisfies never;
  }
}

export function isRunning(state: PassState): state is Pass & { state: 'running' } {
  return state.state === 'running';
}

export function neededAt(pass: Pass): Instant {
  return pass.steps[0]!.at;
}

/** When it ended, either way. */
export function endedAt(pass: Pass): Instant | undefined {
  return pass.steps[1]?.at;
}

export function dueOf(pass: Pass): Instant {
  return plus(neededAt(pass), PASS_WITHIN_MS);
}

/**
 * For whom it is, as far as that is known: the case, else the call, else whoever pressed, who has yet to say. At most one pass
 * runs for each: pressing again leads to it, and starts no second clock.
 */
export function subjectOf(pass: Pick<Begun, 'case' | 'call' | 'by'>): string {
  return pass.case ?? pass.call ?? pass.by;
}

function begun(id: string, event: RecordedPassEvent & { type: 'PassNeeded' }): PassState {
  const { version, recordedBy: by, data } = event;
  return { state: 'running', id, version, ...data, by, steps: [stepOf(event)] };
}

function common(pass: Pass): Begun {
  const { id, version, service, at, by, steps } = pass;
  const { case: of, call, place } = pass;
  return {
    id,
    version,
    service,
    at,
    by,
    steps,
    ...(of === undefined ? {} : { case: of }),
    ...(call === undefined ? {} : { call }),
    ...(place === undefined ? {} : { place }),
  };
}

function stepOf(event: RecordedPassEvent): TimedStep {
  return { version: event.version, type: event.type, at: event.occurredAt };
}
