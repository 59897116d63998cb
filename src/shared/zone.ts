import { Temporal } from 'temporal-polyfill';

/** UTC instants from which an offset holds, ascending; both in milliseconds. */
type Segment = { from: number; offset: number };

// A table a stretch of about 397 days (2^35 ms): Temporal costs 7 microseconds a question, and an import asks it
// some 100,000 times, while a stretch has two or three segments.
const stretch = 2 ** 35;
const zones = new Map<string, Map<number, Segment[]>>();

/** The zone's offset from UTC at an instant, in milliseconds; RangeError for a zone that does not exist. */
export function offsetAt(epochMs: number, zone: string): number {
  const segments = segmentsOf(Math.floor(epochMs / stretch), zone);
  let at = segments.length - 1;
  while (at > 0 && (segments[at] as Segment).from > epochMs) at -= 1;
  return (segments[at] as Segment).offset;
}

/** The instants whose local time is `localMs` (as if UTC): none in a gap, two in an overlap, earlier first. */
export function instantsOfLocal(localMs: number, zone: string): number[] {
  const before = localMs - offsetAt(localMs - 86_400_000, zone);
  const after = localMs - offsetAt(localMs + 86_400_000, zone);
  if (before === after) return [before];
  return [before, after].filter((epochMs) => epochMs + offsetAt(epochMs, zone) === localMs);
}

/** Temporal's "compatible": a time in a gap moves forward by the gap, a time that happens twice is its first. */
export function instantOfLocal(localMs: number, zone: string): number {
  return instantsOfLocal(localMs, zone)[0] ?? localMs - offsetAt(localMs - 86_400_000, zone);
}

function segmentsOf(index: number, zone: string): Segment[] {
  const table = zones.get(zone) ?? new Map<number, Segment[]>();
  const known = table.get(index);
  if (known) return known;
  const segments = askTemporal(index, zone);
  zones.set(zone, table.set(index, segments));
  return segments;
}

function askTemporal(index: number, zone: string): Segment[] {
  const start = Temporal.Instant.fromEpochMilliseconds(index * stretch).toZonedDateTimeISO(zone);
  const segments = [{ from: index * stretch, offset: start.offsetNanoseconds / 1_000_000 }];
  let next = start.getTimeZoneTransition('next');
  while (next && next.epochMilliseconds < (index + 1) * stretch) {
    segments.push({ from: next.epochMilliseconds, offset: next.offsetNanoseconds / 1_000_000 });
    next = next.getTimeZoneTransition('next');
  }
  return segments;
}
