import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instantOfLocal, instantsOfLocal, offsetAt } from './zone.ts';

const hour = 3_600_000;
const zones = ['Europe/London', 'America/New_York', 'Africa/Casablanca', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];

function temporalOffset(epochMs: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
}

function transitions(fromYear: number, toYear: number): number[] {
  const found: number[] = [];
  let next = Temporal.Instant.fromEpochMilliseconds(Date.UTC(fromYear, 0, 1))
    .toZonedDateTimeISO('Europe/London')
    .getTimeZoneTransition('next');
  while (next && next.year <= toYear) {
    found.push(next.epochMilliseconds);
    next = next.getTimeZoneTransition('next');
  }
  return found;
}

describe('the table of offsets', () => {
  it('agrees with Temporal at every hour of the three days either side of each transition, 1998 to 2030', () => {
    const changes = transitions(1998, 2030);
    expect(changes).toHaveLength(66);
    for (const change of changes) {
      for (let at = change - 72 * hour; at <= change + 72 * hour; at += hour) {
        expect(offsetAt(at, 'Europe/London')).toBe(temporalOffset(at, 'Europe/London'));
      }
      expect(offsetAt(change - 1, 'Europe/London')).toBe(temporalOffset(change - 1, 'Europe/London'));
      expect(offsetAt(change, 'Europe/London')).not.toBe(offsetAt(change - 1, 'Europe/London'));
    }
  });

  it('agrees with Temporal every seven hours from 1998 to 2030', () => {
    const wrong: number[] = [];
    for (let at = Date.UTC(1998, 0, 1); at < Date.UTC(2031, 0, 1); at += 7 * hour) {
      if (offsetAt(at, 'Europe/London') !== temporalOffset(at, 'Europe/London')) wrong.push(at);
    }
    expect(wrong).toEqual([]);
  });

  it('agrees with Temporal in other zones, some of them odd', () => {
    const at = fc.integer({ min: Date.UTC(1973, 0, 1), max: Date.UTC(2060, 0, 1) });
    fc.assert(
      fc.property(at, fc.constantFrom(...zones), (ms, zone) => offsetAt(ms, zone) === temporalOffset(ms, zone)),
      { numRuns: 500 },
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => offsetAt(0, 'Europe/Larkhithe')).toThrow(RangeError);
  });
});

describe('local time', () => {
  it('is found as Temporal finds it, in gaps and overlaps too', () => {
    const near = fc
      .tuple(fc.constantFrom(...transitions(1998, 2030)), fc.integer({ min: -240, max: 240 }))
      .map(([change, step]) => change + step * 60_000);
    fc.assert(
      fc.property(near, fc.constantFrom(...zones), (localMs, zone) => {
        const plain = Temporal.PlainDateTime.from(new Date(localMs).toISOString().slice(0, 23));
        expect(instantOfLocal(localMs, zone)).toBe(plain.toZonedDateTime(zone).epochMilliseconds);
      }),
      { numRuns: 500 },
    );
  });

  it('has no instant in the gap of March and two in the overlap of October', () => {
    expect(instantsOfLocal(Date.UTC(2027, 2, 28, 1, 30), 'Europe/London')).toEqual([]);
    const twice = [Date.UTC(2027, 9, 31, 0, 30), Date.UTC(2027, 9, 31, 1, 30)];
    expect(instantsOfLocal(Date.UTC(2027, 9, 31, 1, 30), 'Europe/London')).toEqual(twice);
    expect(instantsOfLocal(Date.UTC(2027, 9, 31, 2), 'Europe/London')).toHaveLength(1);
  });
});
