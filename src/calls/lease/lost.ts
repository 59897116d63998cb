import type { StoredEvent } from '#database';
import { type CaseState, evolveCase, noCase } from '../case.ts';
import { asCaseEvents } from '../caseStore.ts';
import type { Lost } from './lease.ts';

/** When and how a case was taken out of somebody's hands, where they have not taken it again since; else undefined. */
export function lostAt(events: readonly StoredEvent[], account: string): Lost | undefined {
  let state: CaseState = noCase;
  let lost: Lost | undefined;
  asCaseEvents(events).forEach((event, index) => {
    const had = holderOf(state) === account;
    state = evolveCase(state, events[0]?.stream ?? '', event);
    if (had && event.type === 'CaseReleased' && event.recordedBy !== account) {
      lost = { at: event.occurredAt, by: event.recordedBy, lapsed: events[index]?.source === 'job' };
    } else if (holderOf(state) === account) lost = undefined;
  });
  return lost;
}

function holderOf(state: CaseState): string | undefined {
  return state.state === 'none' ? undefined : state.holder?.account;
}
