import type { EventOf, Happened, Role } from '#api';
import type { WorkKind } from './kinds.ts';

/** Why an item needs nobody any more. */
export const withdrawalReasons = {
  'case-closed': 'The case is closed',
  'dealt-with': 'The patient is being dealt with',
  'rang-again': 'They have rung again and were answered',
  'base-open-again': 'The base is open again',
  'raised-by-mistake': 'It was raised by mistake',
} as const;
export type WithdrawalReason = keyof typeof withdrawalReasons;

/** Ids, codes and times only. */
export type WorkEvents = {
  WorkRaised: {
    service: number;
    kind: WorkKind;
    case?: string;
    call?: string;
    place?: number;
    message?: string;
    dueAt: string;
    /** Who owes it: anybody of these may take it, and it is never nobody's. */
    forRoles: readonly Role[];
  };
  WorkTaken: { by: string };
  WorkReleased: Record<string, never>;
  WorkDone: { result: string };
  WorkWithdrawn: { reason: WithdrawalReason };
};

export type WorkEvent = EventOf<WorkEvents>;
export type RecordedWorkEvent = Happened<WorkEvent>;

export const workEventTypes = [
  'WorkRaised',
  'WorkTaken',
  'WorkReleased',
  'WorkDone',
  'WorkWithdrawn',
] as const satisfies readonly (keyof WorkEvents)[];
