import type { EventOf, Happened } from '#api';

/** Why a base was shut, by a named person. */
export const shutReasons = {
  'no-doctor': 'There is no doctor',
  'no-staff': 'There are too few people to keep it open safely',
  unsafe: 'It is not safe to be there',
  building: 'The building cannot be used',
  planned: 'Closing time, as planned',
  notice: 'Posted as a public notice',
} as const;

export type ShutReason = keyof typeof shutReasons;

/** Why a base is opened again, by a named person. */
export const openReasons = {
  staffed: 'Its doctor and its people are there',
  'safe-again': 'What was wrong there is put right',
  planned: 'Opening time, as planned',
  'shut-wrongly': 'It was shut by mistake',
  notice: 'Posted as a public notice',
} as const;

export type OpenReason = keyof typeof openReasons;

/** One base, from the day on which somebody first shut it or found it shut. Times in data are UTC, ISO 8601. */
export type BaseEvents = {
  BaseWatched: { service: number; place: number };
  /** No new bookings from here on; `until`: those after it may be made, because it opens again as planned. */
  BaseShut: { reason: ShutReason; sendTo?: number; until?: string };
  /** Bases that were opened before anybody was asked why have no reason. */
  BaseOpened: { reason?: OpenReason };
  /** Somebody stood before a shut door, whatever the record says of it. */
  FoundShut: { case?: string };
};

export type BaseEvent = EventOf<BaseEvents>;
export type RecordedBaseEvent = Happened<BaseEvent>;

export const baseEventTypes = [
  'BaseWatched',
  'BaseShut',
  'BaseOpened',
  'FoundShut',
] as const satisfies readonly (keyof BaseEvents)[];
