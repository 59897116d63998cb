import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plus, split, toIso } from '#shared';
import { keyOf } from '../clockRow.ts';
import { at, nqr } from '../examples.ts';
import { expectedFigure } from '../figures/bruteForce.ts';
import { anyHistory, base, caseHistory } from '../histories.ts';
import {
  amended,
  type Clock,
  changedAfterLimit,
  earliest,
  type KernelEvent,
  movedByCorrection,
  otherLine,
  overdue,
  settled,
} from './clock.ts';
import { foldClocks } from './fold.ts';

const runs = { numRuns: 400 };

const families = nqr.clocks.map(({ lines }) => new Set(lines.map(({ measure }) => measure)));
const familyOf = (clock: Clock) => `${families.findIndex((family) => family.has(clock.measure))} ${clock.lap}`;
const isLeft = ({ reason }: Clock) => reason === movedByCorrection;
/** The clock of each family and lap, under the line that it is on. */
const byFamily = (clocks: readonly Clock[]) =>
  new Map(clocks.filter((clock) => !isLeft(clock)).map((clock) => [familyOf(clock), clock]));
const byRow = (clocks: readonly Clock[]) => new Map(clocks.map((clock) => [keyOf(clock), clock]));
/** What was first recorded of each family and lap, with the line under which it was. */
const firsts = (clocks: readonly Clock[]) =>
  new Map(
    clocks
      .filter(({ firstOutcome, firstReason }) => firstOutcome !== null && firstReason !== otherLine)
      .map((clock) => [
        familyOf(clock),
        {
          measure: clock.measure,
          outcome: clock.firstOutcome,
          countedMs: clock.firstCountedMs,
          reason: clock.firstReason,
          through: clock.firstThrough,
          countsAt: clock.firstCountsAt ?? clock.countsAt,
        },
      ]),
  );

/** What a clock says now, without its memory of the past. */
function present({
  through: _,
  firstOutcome: _o,
  firstCountedMs: _c,
  firstThrough: _t,
  firstReason: _r,
  firstCountsAt: _a,
  ...now
}: Clock) {
  return now;
}

/** The events as they would have been told had nobody needed to correct them: the answer too is when it really was. */
function answeredWhen(times: ReadonlyMap<number, KernelEvent['occurredAt']>) {
  return (event: KernelEvent): KernelEvent => {
    const answered = times.get(event.version);
    if (event.type !== 'CaseOpened' || answered === undefined) return event;
    return { ...event, data: { ...event.data, answeredAt: toIso(answered) } };
  };
}

/** Settled, or missed from now on because this event changed its line too late. */
function firstRecorded(clock: Clock | undefined, { version, corrects }: KernelEvent): boolean {
  if (!clock) return false;
  const isPinned = clock.outcome === 'open' && clock.reason === changedAfterLimit;
  return settled(clock.outcome) || (isPinned && corrects === undefined && clock.through === version);
}

function correctionOf(events: readonly KernelEvent[], corrects: number, minute: number): KernelEvent {
  const about = { version: events.length + 1, type: 'TimeCorrected', corrects, reason: 'clock-wrong', data: {} };
  return { ...about, occurredAt: plus(base, minute * 60_000), recordedAt: base, recordedBy: 'x' };
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
        const now = foldClocks(nqr, events).filter((clock) => !isLeft(clock));
        expect(now.map(present)).toEqual(foldClocks(nqr, plain.map(answeredWhen(times))).map(present));
      }),
      runs,
    );
  });

  it('remembers what stood after the shortest prefix that settled a clock, and which event changed it last', () => {
    fc.assert(
      fc.property(anyHistory, (events) => {
        const folded = events.map((_, index) => foldClocks(nqr, events.slice(0, index + 1)));
        const prefixes = folded.map(byFamily);
        const remembered = firsts(folded.at(-1) ?? []);
        for (const family of prefixes.at(-1)?.keys() ?? []) {
          const settledAt = prefixes.findIndex((prefix, index) => firstRecorded(prefix.get(family), events[index]!));
          const first = prefixes[settledAt]?.get(family);
          const outcome = first?.outcome === 'open' ? 'missed' : first?.outcome;
          const { measure, reason, countsAt } = first ?? {};
          if (!first) expect(remembered.has(family)).toBe(false);
          else
            expect(remembered.get(family)).toMatchObject({
              ...{ measure, outcome, reason, countsAt, through: settledAt + 1 },
              ...(first.outcome === 'open' ? {} : { countedMs: first.countedMs }),
            });
        }
        const rows = folded.map(byRow);
        for (const [key, clock] of rows.at(-1) ?? []) {
          const texts = rows.map((row) => JSON.stringify(row.has(key) ? present(row.get(key)!) : null));
          expect(clock.through).toBe(texts.findLastIndex((text, index) => text !== texts[index - 1]) + 1);
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
        const after = firsts(foldClocks(nqr, [...events, correctionOf(events, target.version, minute)]));
        for (const [family, first] of firsts(foldClocks(nqr, events))) expect(after.get(family)).toEqual(first);
      }),
      runs,
    );
  });

  it('keeps every figure as first recorded, by line and by hour, through any correction of settled clocks', () => {
    const hours = split({ from: at('12:00'), to: at('2027-03-29 00:00') }, 'hour');
    const lines = nqr.figures.map(({ measure }) => measure).filter((measure) => measure !== 'calls-engaged');
    const figuresOf = (clocks: readonly Clock[]) =>
      lines.flatMap((measure) =>
        hours.map((period) => {
          const expected = expectedFigure(measure, clocks, { period, asOf: at('23:59'), first: true });
          return [measure, expected.numerator, expected.denominator, expected.value];
        }),
      );
    const corrections = fc.array(fc.tuple(fc.nat(), fc.integer({ min: -300, max: 300 })), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(anyHistory, corrections), { minLength: 1, maxLength: 4 }), (streams) => {
        const before: Clock[] = [];
        const after: Clock[] = [];
        for (const [events, changes] of streams) {
          // An open clock has no first record yet: as first recorded it counts as it stands now.
          const settledThen = new Set(firsts(foldClocks(nqr, events)).keys());
          const targets = events.filter(({ corrects }) => corrects === undefined);
          const corrected = [...events];
          for (const [which, minute] of changes)
            corrected.push(correctionOf(corrected, targets[which % targets.length]!.version, minute));
          const settledIn = (told: readonly KernelEvent[]) =>
            foldClocks(nqr, told).filter((clock) => settledThen.has(familyOf(clock)));
          before.push(...settledIn(events));
          after.push(...settledIn(corrected));
        }
        expect(figuresOf(after)).toEqual(figuresOf(before));
      }),
      { numRuns: 150 },
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
        expect(byFamily(clocks).size).toBe(clocks.filter((clock) => !isLeft(clock)).length);
        expect(byRow(clocks).size).toBe(clocks.length);
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
