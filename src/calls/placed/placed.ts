import type { Instant } from '#shared';
import type { RecordedPlacedEvent } from './events.ts';

/** A call to a patient as the telephone system saw it. */
export type PlacedCall = {
  id: string;
  version: number;
  service: number;
  case: string;
  placedAt: Instant;
  connectedAt?: Instant;
  endedAt?: Instant;
};
export type PlacedState = { state: 'none' } | (PlacedCall & { state: 'ringing' | 'connected' | 'ended' });

export const notPlaced: PlacedState = { state: 'none' };

export function replayPlaced(id: string, events: readonly RecordedPlacedEvent[]): PlacedState {
  return events.reduce((state: PlacedState, event) => evolvePlaced(state, id, event), notPlaced);
}

/** The state after one more event. Throws on an event that no command of ours could have written there. */
export function evolvePlaced(state: PlacedState, id: string, event: RecordedPlacedEvent): PlacedState {
  const { version, occurredAt: at } = event;
  if (event.type === 'CallPlaced') return { state: 'ringing', id, version, ...event.data, placedAt: at };
  if (state.state === 'none') throw new Error(`${event.type} before the call was placed`);
  switch (event.type) {
    case 'CallConnected':
      return { ...state, version, state: 'connected', connectedAt: at };
    case 'CallRangOff':
      return { ...state, version, state: 'ended', endedAt: at };
    default:
      return event satisfies never;
  }
}
