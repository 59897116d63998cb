import type { StoredEvent } from '#database';
import type { Instant } from '#shared';

/** Something beside the cases that somebody has to do by a time: a pass to 999, a work item, a message to a practice. */
export type Errand = {
  stream: string;
  kind: 'pass' | 'work' | 'message';
  what: string;
  work?: string;
  case?: string;
  call?: string;
  holder?: { by: string; since: Instant };
  startedAt: Instant;
};
export type DueErrand = Errand & { dueAt: Instant };

/** What a work item is, in the words of a row. */
export const workWords: { readonly [kind: string]: string } = {
  'ring-back-abandoned': 'Ring back a lost call',
  'move-booked': 'Move a booked patient',
  'ring-did-not-wait': 'Ring who did not wait',
  'comfort-call': 'Comfort call',
  'welfare-check': 'Welfare check',
  'failed-contact': 'Ring again',
  'message-exception': 'Message not delivered',
  'stuck-lease': 'Look at a held case',
  'wrong-number': 'Find the right number',
  'open-base': 'Open a base again',
  'visit-without-crew': 'Find a car for a visit',
};

/** As the log tells of it: nothing of this module's own is needed to say who has it. Undefined once it is over. */
export function errandOf(events: readonly StoredEvent[]): Errand | undefined {
  const [birth] = events;
  if (!birth) return undefined;
  const data = birth.data as { kind?: string; case?: string; call?: string };
  const about = {
    stream: birth.stream,
    startedAt: birth.occurredAt,
    ...(data.case === undefined ? {} : { case: data.case }),
    ...(data.call === undefined ? {} : { call: data.call }),
  };
  const types = events.map(({ type }) => type);
  switch (birth.type) {
    case 'PassNeeded': {
      if (types.includes('PassConfirmed') || types.includes('PassStoodDown')) return undefined;
      return { ...about, kind: 'pass', what: 'Pass to 999', holder: { by: birth.recordedBy, since: birth.occurredAt } };
    }
    case 'WorkRaised': {
      if (types.includes('WorkDone') || types.includes('WorkWithdrawn')) return undefined;
      const last = events.findLast(({ type }) => type === 'WorkTaken' || type === 'WorkReleased');
      const by = last?.type === 'WorkTaken' ? String(last.data.by ?? last.recordedBy) : undefined;
      const work = data.kind ?? '';
      return {
        ...about,
        kind: 'work',
        work,
        what: workWords[work] ?? 'Work to do',
        ...(last && by ? { holder: { by, since: last.occurredAt } } : {}),
      };
    }
    case 'MessageDue':
      return types.includes('MessageSent') || types.includes('MessageSettled')
        ? undefined
        : { ...about, kind: 'message', what: 'Message to a practice' };
    default:
      return undefined;
  }
}
