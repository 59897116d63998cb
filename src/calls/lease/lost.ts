import type { StoredEvent } from '#database';
import type { Instant } from '#shared';
import { type CaseState, evolveCase, noCase } from '../case.ts';
import { asCaseEvents } from '../caseStore.ts';

/** When a case was taken out of somebody's hands by itself, where nothing has given it back to them since; else undefined. */
export function lostAt(events: readonly StoredEvent[], account: string): Instant | undefined {
  let state: CaseState = noCase;
  let lost: Instant | undefined;
  asCaseEvents(events).forEach((event, index) => {
    const had = holderOf(state) === account;
    state = evolveCase(state, events[0]?.stream ?? '', event);
    if (had && event.type === 'CaseReleased' && events[index]?.source === 'job') lost = event.occurredAt;
    else if (holderOf(state) === account) lost = undefined;
  });
  return lost;
}

function holderOf(state: CaseState): string | undefined {
  return state.state === 'none' ? undefined : state.holder?.account;
}
