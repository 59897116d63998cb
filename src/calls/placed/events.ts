import type { EventOf, Happened } from '#api';

/** What the telephone system tells of a call that we placed. Ids and times only: the number that was dialled is kept nowhere. */
export type PlacedEvents = {
  CallPlaced: { service: number; case: string };
  /** Somebody, or a machine, took it up at the other end. Who that was only the person who rang can say. */
  CallConnected: Record<string, never>;
  CallRangOff: Record<string, never>;
};

export type PlacedEvent = EventOf<PlacedEvents>;
export type RecordedPlacedEvent = Happened<PlacedEvent>;

export const placedEventTypes = [
  'CallPlaced',
  'CallConnected',
  'CallRangOff',
] as const satisfies readonly (keyof PlacedEvents)[];
