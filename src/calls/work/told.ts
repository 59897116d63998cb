import { instant, showTime } from '#shared';
import type { StreamTeller } from '#standards';
import { type RecordedWorkEvent, withdrawalReasons } from './events.ts';
import { workKinds } from './kinds.ts';

/** A work item on the page of its clock. Its times are the record's own: there is nothing to correct. */
export const workTeller: StreamTeller = {
  birth: 'WorkRaised',
  kind: 'Work',
  isPatientData: false,
  title: (birth) => workKinds[(birth as unknown as RecordedWorkEvent & { type: 'WorkRaised' }).data.kind].words,
  href: (stream) => `/work/${stream}`,
  what: (event) => workWhat(event as unknown as RecordedWorkEvent),
  reasons: withdrawalReasons,
  correction: { roles: [], action: (stream) => `/work/${stream}`, reasons: {}, steps: () => [] },
};

export function workWhat(event: RecordedWorkEvent): string {
  switch (event.type) {
    case 'WorkRaised':
      return `${workKinds[event.data.kind].words}: due ${showTime(instant(event.data.dueAt))}`;
    case 'WorkTaken':
      return 'Somebody has taken it';
    case 'WorkReleased':
      return 'Given back';
    case 'WorkDone':
      return 'Done';
    case 'WorkWithdrawn':
      return 'Not needed any more';
    default:
      return event satisfies never;
  }
}
