import { type Instant, instant } from '#shared';
import type { RecordedBaseEvent, ShutReason } from './events.ts';

export type Found = { at: Instant; by: string; case?: string };

type Watched = {
  id: string;
  version: number;
  service: number;
  place: number;
  /** Who reported that its door was shut, the earliest first. */
  found: readonly Found[];
};
/** Since when and by whom it is as it is. */
type Stands = { since: Instant; by: string };

export type Shutting = Stands & { reason: ShutReason; sendTo?: number; until?: Instant };
export type OpenBase = Watched & { state: 'open' } & Partial<Stands>;
export type ShutBase = Watched & { state: 'shut' } & Shutting;

/** A base is open until a named person shuts it. */
export type BaseState = { state: 'none' } | OpenBase | ShutBase;

export const noBase: BaseState = { state: 'none' };

/** As many as a page or a board will ever tell of; all of them stay in the log. */
const MOST_FOUND = 50;

export function replayBase(id: string, events: readonly RecordedBaseEvent[]): BaseState {
  return events.reduce((state: BaseState, event) => evolveBase(state, id, event), noBase);
}

/** The state after one more event. Throws on an event that no command of ours could have written there. */
export function evolveBase(state: BaseState, id: string, event: RecordedBaseEvent): BaseState {
  if (event.type === 'BaseWatched') {
    const { service, place } = event.data;
    return { state: 'open', id, version: event.version, service, place, found: [] };
  }
  if (state.state === 'none') throw new Error(`${event.type} before the base was watched`);
  const stands = { since: event.occurredAt, by: event.recordedBy };
  const now = { ...state, version: event.version };
  switch (event.type) {
    case 'BaseShut': {
      const { reason, sendTo, until } = event.data;
      return {
        ...kept(now),
        ...stands,
        state: 'shut',
        reason,
        ...(sendTo === undefined ? {} : { sendTo }),
        ...(until === undefined ? {} : { until: instant(until) }),
      };
    }
    case 'BaseOpened':
      return { ...kept(now), ...stands, state: 'open' };
    case 'FoundShut': {
      const report = {
        at: event.occurredAt,
        by: event.recordedBy,
        ...(event.data.case ? { case: event.data.case } : {}),
      };
      return { ...now, found: [...state.found, report].sort((a, b) => a.at - b.at).slice(-MOST_FOUND) };
    }
    default:
      return event satisfies never;
  }
}

function kept({ id, version, service, place, found }: Watched): Watched {
  return { id, version, service, place, found };
}

/** A slot that may not be booked at a base that stands so: every one, or those before it opens again as planned. */
export function takesNoBooking(base: Pick<Shutting, 'until'>, slot: Instant | undefined): boolean {
  return base.until === undefined || slot === undefined || slot < base.until;
}
