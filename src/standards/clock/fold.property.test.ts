import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nqr } from '../examples.ts';
import { anyHistory, base, caseHistory } from '../histories.ts';
import { amended, type Clock, earliest, overdue, settled } from './clock.ts';
import { foldClocks } from './fold.ts';

const runs = { numRuns: 400 };

const families = nqr.clocks.map(({ lines }) => new Set(lines.map(({ measure }) => measure)));
const familyOf = (clock: Clock) => `${families.findIndex((family) => family.has(clock.measure))} ${clock.lap}`;
const byFamily = (clocks: readonly Clock[]) => new Map(clocks.map((clock) => [familyOf(clock), clock]));

/** What a clock says now, without its memory of the past. */
function present({
  through: _,
  firstOutcome: _o,
  firstCountedMs: _c,
  firstThrough: _t,
  firstReason: _r,
  ...now
}: Clock) {
  return now;
}

describe('the fold, over any history', () => {
  it('says now what a history without corrections, but with the corrected times, would say', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const times = new Map(
          events.flatMap(({ corrects, occurredAt }) =>
            corrects === undefined ? [] : [[corrects, occurredAt] as const],
          ),
        );
        const plain = events
          .filter(({ corrects }) => corrects === undefined)
          .map((event) => ({ ...event, occurredAt: times.get(event.version) ?? event.occurredAt }));
        expect(foldClocks(nqr, events).map(present)).toEqual(foldClocks(nqr, plain).map(present));
      }),
      runs,
    );
  });

  it('remembers what stood after the shortest prefix that settled a clock, and which event changed it last', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const prefixes = events.map((_, index) => byFamily(foldClocks(nqr, events.slice(0, index + 1))));
        for (const [family, clock] of prefixes.at(-1) ?? []) {
          const settledAt = prefixes.findIndex((prefix) => settled(prefix.get(family)?.outcome ?? 'open'));
          const first = prefixes[settledAt]?.get(family);
          expect([clock.firstThrough, clock.firstOutcome, clock.firstCountedMs, clock.firstReason]).toEqual(
            first ? [settledAt + 1, first.outcome, first.countedMs, first.reason] : [null, null, null, null],
          );
          const rows = prefixes.map((prefix) =>
            JSON.stringify(prefix.has(family) ? present(prefix.get(family)!) : null),
          );
          expect(clock.through).toBe(rows.findLastIndex((row, index) => row !== rows[index - 1]) + 1);
        }
      }),
      runs,
    );
  });

  it('never changes what was first recorded, whatever is corrected later', () => {
    fc.assert(
      fc.property(anyHistory, fc.nat(), fc.integer({ min: -300, max: 300 }), (events, which, minute) => {
        const target = events[which % events.length]!;
        fc.pre(target.corrects === undefined);
        const correction = {
          version: events.length + 1,
          type: 'TimeCorrected',
          corrects: target.version,
          reason: 'clock-wrong',
          data: {},
        };
        const at = { occurredAt: (base + minute * 60_000) as typeof base, recordedAt: base, recordedBy: 'x' };
        const after = byFamily(foldClocks(nqr, [...events, { ...correction, ...at }]));
        for (const [family, { firstOutcome, firstCountedMs, firstThrough }] of byFamily(foldClocks(nqr, events))) {
          if (firstOutcome !== null)
            expect(after.get(family)).toMatchObject({ firstOutcome, firstCountedMs, firstThrough });
        }
      }),
      runs,
    );
  });

  it('never moves the start of a clock by a transfer, a release or a queue', () => {
    const moves = new Set(['CaseTaken', 'CaseReleased', 'CaseMoved']);
    fc.assert(
      fc.property(caseHistory, (events) => {
        const still = events.filter(({ type, corrects }) => !moves.has(type) && corrects === undefined);
        const moved = events.filter(({ corrects }) => corrects === undefined);
        expect(foldClocks(nqr, moved).map(({ startedAt, dueAt, outcome }) => [startedAt, dueAt, outcome])).toEqual(
          foldClocks(nqr, still).map(({ startedAt, dueAt, outcome }) => [startedAt, dueAt, outcome]),
        );
      }),
      runs,
    );
  });

  it('has one clock a lap and family, each settled by an event or running, and overdue exactly when open past due', () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 0, max: 400 }), (events, minute) => {
        const asOf = (base + minute * 60_000) as typeof base;
        const clocks = foldClocks(nqr, events);
        expect(byFamily(clocks).size).toBe(clocks.length);
        for (const clock of clocks) {
          expect(clock.countsAt).not.toBeNull();
          expect(settled(clock.outcome)).toBe(clock.stoppedAt !== null);
          expect(overdue(clock, asOf)).toBe(clock.outcome === 'open' && clock.dueAt !== null && clock.dueAt < asOf);
          // Without a correction, only an exclusion after the fact, or an hour of cover told out of order, can amend.
          const corrected = events.some(({ corrects }) => corrects !== undefined);
          if (!corrected && clock.outcome !== 'excluded' && clock.part === null) expect(amended(clock)).toBe(false);
        }
        expect(earliest(clocks)?.dueAt).toBe(
          clocks
            .filter(({ outcome, dueAt }) => outcome === 'open' && dueAt !== null)
            .map(({ dueAt }) => dueAt)
            .sort((a, b) => a! - b!)[0] ?? undefined,
        );
      }),
      runs,
    );
  });
});
