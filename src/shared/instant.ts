import { readStamp, stampAsUtc } from './stamp.ts';

/** UTC epoch milliseconds, always whole. */
export type Instant = number & { readonly __instant: unique symbol };

const furthest = 8_640_000_000_000_000;

/**
 * A constant or a stored value that carries its offset (`Z`, `+01:00`, and PostgreSQL's own `+00`).
 * Throws RangeError on anything else: what a person typed goes through `parseTime`.
 */
export function instant(iso: string): Instant {
  const stamp = readStamp(iso);
  if (!stamp?.time || stamp.offset === undefined) throw new RangeError(`Not an instant with an offset: ${iso}`);
  return (stampAsUtc(stamp) - stamp.offset) as Instant;
}

/** Brands a number of epoch milliseconds; RangeError unless it is whole and a date can hold it. */
export function instantFromMs(epochMs: number): Instant {
  if (!Number.isInteger(epochMs) || Math.abs(epochMs) > furthest) throw new RangeError(`Not an instant: ${epochMs}`);
  return epochMs as Instant;
}

/** `2027-03-28T21:47:00.000Z` */
export function toIso(at: Instant): string {
  return new Date(at).toISOString();
}

/** The instant so many milliseconds later (earlier when negative). */
export function plus(at: Instant, ms: number): Instant {
  return (at + ms) as Instant;
}

export const seconds = (n: number): number => n * 1000;
export const minutes = (n: number): number => n * 60_000;
export const hours = (n: number): number => n * 3_600_000;
