import { minutes } from '#shared';

/**
 * Ours, settings to be: nobody publishes a time within which the patients of a base that was shut must be told. A patient is told at least
 * half an hour before they would set out in vain; whoever is booked sooner, or stands at the door, within ten minutes of the shutting.
 */
export const moveRule = {
  beforeSlotMs: minutes(30),
  afterShuttingMs: minutes(10),
  source: 'Ours: no national rule gives a time. Decision 0021.',
} as const;

/** H17: a crew that has not said within this time that it has a visit is marked, so that somebody rings it. */
export const receiptRule = { withinMs: minutes(2), source: 'Ours, H17. Decision 0021.' } as const;
