import { type CaseSaid, type CaseState, isOpen, queueOf } from '#calls';
import type { Clock } from '#standards';
import { earliest } from '#standards';

/** What may be wrong with a case, and the words that finish "Case 2803-117 ...". */
export const faults = {
  'no-row': 'is on no list: its events have no row',
  unreadable: 'has events that cannot be read',
  'no-events': 'is on a list, and has no events',
  'said-closed': 'is shown as closed, and is open',
  'said-open': 'is shown as open, and is closed',
  'no-queue': 'is in no queue',
  'other-queue': 'is in another queue than its events say',
  'other-holder': 'is held by another person than its events say',
  'no-deadline': 'has no running deadline',
  'other-deadline': 'has another deadline than its events say',
  'priority-lower': 'has a lower priority than its events say',
} as const;
export type Fault = keyof typeof faults;

/** What is asked of every open case, in the words of the census' own tile. */
export const checks: readonly { words: string; broken: readonly Fault[] }[] = [
  { words: 'In exactly one queue', broken: ['no-queue', 'other-queue'] },
  { words: 'Held by one person at most', broken: ['other-holder'] },
  { words: 'With a deadline running', broken: ['no-deadline', 'other-deadline'] },
  { words: 'With the priority that its events say', broken: ['priority-lower'] },
  {
    words: 'On the lists and in the log alike',
    broken: ['no-row', 'no-events', 'said-closed', 'said-open', 'unreadable'],
  },
];

export function faultWords(fault: string): string {
  return fault in faults ? faults[fault as Fault] : 'is not as its events say';
}

/** One case from both sides: what its events give, folded anew, and what is stored of it. */
export type Counted = {
  /** `none` where there are no events. */
  state: CaseState;
  folded: readonly Clock[];
  row?: CaseSaid;
  clocks: readonly Clock[];
};

/** Everything in which the tables disagree with the events. Pure: the census process hands in both. */
export function faultsIn({ state, folded, row, clocks }: Counted): Fault[] {
  if (state.state === 'none') return row ? ['no-events'] : [];
  if (!isOpen(state)) return row?.isOpen ? ['said-open'] : [];
  if (!row) return ['no-row'];
  if (!row.isOpen) return ['said-closed'];
  const found: Fault[] = [];
  if (row.queue === null) found.push('no-queue');
  else if (row.queue !== queueOf(state)) found.push('other-queue');
  if (row.heldBy !== (state.holder?.account ?? null)) found.push('other-holder');
  if (row.priority === 'other' && state.priority === 'urgent') found.push('priority-lower');
  const [should, does] = [earliest(folded), earliest(clocks)];
  if (!does || row.dueAt === null) found.push('no-deadline');
  else if (does.dueAt !== should?.dueAt || row.dueAt !== does.dueAt) found.push('other-deadline');
  return found;
}
