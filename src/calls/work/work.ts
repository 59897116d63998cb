import type { Role } from '#api';
import { type Instant, instant, uuidv7FromKey } from '#shared';
import type { RecordedWorkEvent, WithdrawalReason } from './events.ts';
import type { WorkKind } from './kinds.ts';

type Raised = {
  id: string;
  version: number;
  service: number;
  kind: WorkKind;
  case?: string;
  call?: string;
  place?: number;
  message?: string;
  raisedAt: Instant;
  dueAt: Instant;
  forRoles: readonly Role[];
};

/** Something owed to a patient: until it is done or withdrawn it has a deadline and roles that owe it, taken or not. */
export type WorkState =
  | { state: 'none' }
  | (Raised & { state: 'open' })
  | (Raised & { state: 'taken'; by: string; since: Instant })
  | (Raised & { state: 'done'; result: string; endedAt: Instant })
  | (Raised & { state: 'withdrawn'; reason: WithdrawalReason; endedAt: Instant });

export type Work = Exclude<WorkState, { state: 'none' }>;
export type OpenWork = Extract<WorkState, { state: 'open' | 'taken' }>;

export const noWork: WorkState = { state: 'none' };

export function isOwed(state: WorkState): state is OpenWork {
  return state.state === 'open' || state.state === 'taken';
}

/** The same kind about the same subject from the same moment is one item, however often it is raised. */
export function workId(kind: WorkKind, subject: string, raisedAt: Instant): string {
  return uuidv7FromKey(raisedAt, `${kind}:${subject}`);
}

export function replayWork(id: string, events: readonly RecordedWorkEvent[]): WorkState {
  return events.reduce((state: WorkState, event) => evolveWork(state, id, event), noWork);
}

/** The state after one more event. Throws on an event that no command of ours could have written there. */
export function evolveWork(state: WorkState, id: string, event: RecordedWorkEvent): WorkState {
  const { version, occurredAt: at } = event;
  if (event.type === 'WorkRaised') {
    const { dueAt, ...raised } = event.data;
    return { state: 'open', id, version, ...raised, raisedAt: at, dueAt: instant(dueAt) };
  }
  if (state.state === 'none') throw new Error(`${event.type} before the work was raised`);
  const kept = { ...common(state), version };
  switch (event.type) {
    case 'WorkTaken':
      return { ...kept, state: 'taken', by: event.data.by, since: at };
    case 'WorkReleased':
      return { ...kept, state: 'open' };
    case 'WorkDone':
      return { ...kept, state: 'done', result: event.data.result, endedAt: at };
    case 'WorkWithdrawn':
      return { ...kept, state: 'withdrawn', reason: event.data.reason, endedAt: at };
    default:
      return event satisfies never;
  }
}

function common(state: Work): Raised {
  const { id, version, service, kind, raisedAt, dueAt, forRoles, ...rest } = state;
  const { case: of, call, place, message } = rest;
  return {
    id,
    version,
    service,
    kind,
    raisedAt,
    dueAt,
    forRoles,
    ...(of === undefined ? {} : { case: of }),
    ...(call === undefined ? {} : { call }),
    ...(place === undefined ? {} : { place }),
    ...(message === undefined ? {} : { message }),
  };
}
