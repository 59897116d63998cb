import { showTime } from '#shared';
import { loweringReasons, priorities, urgencies } from './codes.ts';
import type { CaseEvent, RecordedCaseEvent } from './events.ts';

type Changed = Extract<RecordedCaseEvent, { type: 'PriorityChanged' | 'UrgencyChanged' }>;

/** Each time that somebody lowered a case: both people, both times and the reason, in one sentence. The last one last. */
export function loweredWords(events: readonly RecordedCaseEvent[], nameOf: (account: string) => string): string[] {
  return events.flatMap((event, index) => {
    if (!isLowering(event)) return [];
    const words: { readonly [code: string]: string } = event.type === 'PriorityChanged' ? priorities : urgencies;
    const setter = events.slice(0, index).findLast((one) => sets(one, event.type));
    const [from, to] = [event.data.from, event.data.to].map((code) => (words[code] ?? code).toLowerCase());
    const who = `${nameOf(event.recordedBy)} lowered it from ${from} to ${to} at ${showTime(event.occurredAt)}`;
    const why = loweringReasons[event.data.reason as keyof typeof loweringReasons];
    const before =
      setter === undefined ? '' : `; ${nameOf(setter.recordedBy)} had set it at ${showTime(setter.occurredAt)}`;
    return [`${who} (${why.toLowerCase()})${before}.`];
  });
}

const grades = { other: 0, urgent: 1, 'less-urgent': 0, emergency: 2 } as const;

function isLowering(event: RecordedCaseEvent): event is Changed {
  if (event.type !== 'PriorityChanged' && event.type !== 'UrgencyChanged') return false;
  return grades[event.data.to] < grades[event.data.from];
}

/** What gave it the value that it had: the opening or the end of the assessment, or a change before this one. */
function sets({ type, data }: CaseEvent, changed: Changed['type']): boolean {
  if (changed === 'PriorityChanged') return type === 'CaseOpened' || type === 'PriorityChanged';
  return type === 'UrgencyChanged' || (type === 'AssessmentFinished' && 'urgency' in data);
}
