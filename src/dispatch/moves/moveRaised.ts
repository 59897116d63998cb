import type { CaseLine, RecordedCaseEvent } from '#calls';
import { type Instant, plus } from '#shared';
import { moveBy } from './moveBy.ts';

export type MoveRaised = { subject: string; raisedAt: Instant; dueAt: Instant };

/**
 * The work of moving a patient away from a base that is shut: one for each time that they were sent to it or came to it. Whoever was moved and
 * comes to the shut door after all is somebody's job again; what a person said is not needed stays so until then.
 */
export function moveRaised(
  line: Pick<CaseLine, 'id' | 'slotAt'>,
  { base, shutAt }: { base: number; shutAt: Instant },
  events: readonly RecordedCaseEvent[],
): MoveRaised {
  const there = events.findLast((event) => leadsThere(event, base));
  const since = Math.max(shutAt, there?.recordedAt ?? shutAt) as Instant;
  const subject = there === undefined ? `${line.id}:${base}` : `${line.id}:${base}:${there.version}`;
  // Of two things in one moment the later one counts: what they were sent there by is no reason to think that they have gone.
  return { subject, raisedAt: since === shutAt ? since : plus(since, 1), dueAt: moveBy(line.slotAt, since) };
}

function leadsThere(event: RecordedCaseEvent, base: number): boolean {
  if (event.type === 'BaseBooked' || event.type === 'PatientArrived' || event.type === 'CameToBase')
    return event.data.place === base;
  return event.type === 'Redirected' && event.data.to === base;
}
