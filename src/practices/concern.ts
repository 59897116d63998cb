import { type Lifecycle, leadsTo } from '#api';
import {
  addDays,
  addWorkingDays,
  atLocal,
  type Instant,
  isWorkingDay,
  localDate,
  ok,
  type Result,
  refused,
  showDay,
} from '#shared';
import type { TagProps } from '#web';
import { type ConcernState, type ConcernStep, concernLifecycle } from './concernSteps.ts';
import { practiceSettings } from './settings.ts';

/** What a practice asks of the service, with a number at once and an answer by a day. */
export type Concern = {
  id: string;
  number: number;
  practice: number;
  /** In the practice's words: whom or what it is about. */
  about: string;
  case?: string;
  body: string;
  state: ConcernState;
  raisedAt: Instant;
  raisedBy: string;
  /** The last day on which an answer is in time. Unknown outside the years of the calendar. */
  dueOn?: string;
  /** Who at the service looks into it. */
  hasBy?: string;
  firstAnsweredAt?: Instant;
  answeredAt?: Instant;
};

export type ConcernLine = { id: string; kind: 'answer' | 'question'; body: string; at: Instant; by: string };

/** `C-0141` */
export function concernNumber(number: number): string {
  return `C-${String(number).padStart(4, '0')}`;
}

/** The last day for an answer to what was asked at an instant. */
export function dueOn(asked: Instant): string | undefined {
  const due = addWorkingDays(localDate(asked), practiceSettings.concernReplyWorkingDays.value);
  return due.known ? due.value : undefined;
}

/** Where a step leads from a state, or why it cannot be taken. */
export function stepFrom(state: ConcernState, step: ConcernStep): Result<ConcernState> {
  const [to] = leadsTo(lifecycle, step, state);
  if (to !== undefined) return ok(to as ConcernState);
  const { button } = lifecycle.steps[step] ?? { button: step };
  const message = `This concern ${concernLifecycle.states[state]}. “${button}” cannot be done to it now. Look at it again.`;
  return refused({ field: 'concern', code: 'wrong-state', message });
}
const lifecycle: Lifecycle = concernLifecycle;

export const isOpen = ({ state }: Pick<Concern, 'state'>) => state !== 'answered' && state !== 'settled';

/** How a concern stands to its day, as a tag: what both sides read. Late is from the day after. */
export function dueTag(
  concern: Pick<Concern, 'state' | 'dueOn' | 'answeredAt' | 'firstAnsweredAt'>,
  today: string,
): TagProps {
  const { state, dueOn: due, answeredAt } = concern;
  if (!isOpen(concern) && answeredAt !== undefined) {
    return {
      state: 'done',
      words: `${state === 'settled' ? 'Settled, answered' : 'Answered'} ${dayAndMonth(answeredAt)}`,
    };
  }
  if (due === undefined) return { state: 'waiting', words: 'Reply due, the day is not known' };
  const day = showDay(atLocal(due, '12:00'));
  if (today > due) return { state: 'late', words: `Reply late, was due ${day}` };
  return { state: workingDaysLeft(today, due) <= soon ? 'due-soon' : 'waiting', words: `Reply due ${day}` };
}

// The last quarter of the limit, as everywhere.
const soon = Math.floor(practiceSettings.concernReplyWorkingDays.value / 4);

function workingDaysLeft(today: string, due: string): number {
  let left = 0;
  for (let date = today; date < due; ) {
    date = addDays(date, 1);
    const working = isWorkingDay(date);
    if (!working.known || working.value) left += 1;
  }
  return left;
}

function dayAndMonth(at: Instant): string {
  return showDay(at).replace(/^\w+ /, '');
}
