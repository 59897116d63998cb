import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HeldLine, holdSmallNumbers, isSmall, type Line, NOTHING, type Numbers } from './smallNumbers.ts';

/** Callers of one kind each; every telephone line is a sum of some of these. */
const kinds = ['inTime', 'late', 'ringing', 'unknown', 'abandoned', 'gaveUp', 'hungUp', 'phantom'] as const;
type Callers = Record<(typeof kinds)[number], number>;
type Kinds = readonly (keyof Callers)[];

const answered: Kinds = ['inTime', 'late', 'unknown'];
const queue: Kinds = ['abandoned', 'gaveUp'];
const parts = {
  'calls-answered-in-60': { numerator: ['inTime'], denominator: answered, late: ['late', 'ringing'] },
  'calls-abandoned': { numerator: ['abandoned'], denominator: [...answered, ...queue], late: ['abandoned'] },
  offered: { value: [...answered, ...queue] },
  answered: { value: answered },
  abandoned: { value: queue },
} as const satisfies Record<string, Partial<Record<'numerator' | 'denominator' | 'late' | 'value', Kinds>>>;
type Measure = keyof typeof parts;
const excluded: Kinds = ['hungUp', 'phantom'];

const sum = (callers: Callers, of: Kinds | undefined) => (of ?? []).reduce((total, kind) => total + callers[kind], 0);

function linesOf(now: Callers, first: Callers): Line[] {
  return (Object.keys(parts) as Measure[]).map((measure) => {
    const of: { numerator?: Kinds; denominator?: Kinds; late?: Kinds; value?: Kinds } = parts[measure];
    const numbers = (callers: Callers): Numbers =>
      of.value
        ? { ...NOTHING, value: sum(callers, of.value) }
        : share(sum(callers, of.numerator), sum(callers, of.denominator));
    return {
      measure,
      kind: of.value ? 'count' : 'share',
      family: 'answer',
      ...numbers(now),
      excluded: sum(now, excluded),
      unmeasurable: now.unknown,
      late: of.late ? sum(now, of.late) : null,
      band: of.value ? null : 'full',
      asFirstRecorded: numbers(first),
    };
  });
}

function share(numerator: number, denominator: number): Numbers {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}

/** Everything that the release shows, as sums over the kinds of caller now and as first recorded. */
function shown(lines: readonly HeldLine[]): number[][] {
  const vectors: number[][] = [];
  const show = (value: number | null, of: Kinds | undefined, offset: number) => {
    if (value === null || !of) return;
    const vector = new Array(kinds.length * 2).fill(0);
    for (const kind of of) vector[offset + kinds.indexOf(kind)] = 1;
    vectors.push(vector);
  };
  for (const line of lines) {
    const of: { numerator?: Kinds; denominator?: Kinds; late?: Kinds; value?: Kinds } = parts[line.measure as Measure];
    show(line.excluded, excluded, 0);
    show(line.unmeasurable, ['unknown'], 0);
    show(line.late, of.late, 0);
    for (const [numbers, offset] of [[line, 0] as const, [line.asFirstRecorded, kinds.length] as const]) {
      show(numbers.numerator, of.numerator, offset);
      show(numbers.denominator, of.denominator, offset);
      show(numbers.value, of.value, offset);
    }
  }
  return vectors;
}

/** Row echelon form; what can be worked out from the shown sums is what reduces to nothing. */
function basisOf(vectors: readonly number[][]): number[][] {
  const basis: number[][] = [];
  for (const vector of vectors) {
    const rest = reduced(vector, basis);
    if (rest.some((x) => Math.abs(x) > 1e-9)) basis.push(rest);
  }
  return basis;
}

function reduced(vector: readonly number[], basis: readonly number[][]): number[] {
  let rest = [...vector];
  for (const row of basis) {
    const pivot = row.findIndex((x) => Math.abs(x) > 1e-9);
    const times = (rest[pivot] ?? 0) / (row[pivot] ?? 1);
    rest = rest.map((x, index) => x - times * (row[index] ?? 0));
  }
  return rest;
}

const some = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 }));
const callers: fc.Arbitrary<Callers> = fc.record(
  Object.fromEntries(kinds.map((kind) => [kind, some])) as Record<keyof Callers, typeof some>,
);
/** As first recorded: a few people were then counted as of another kind. */
const night = fc.record({ now: callers, first: fc.oneof(callers, fc.constant(undefined)) }).map(({ now, first }) => ({
  now,
  first: first ?? now,
}));

describe('small numbers in one release', () => {
  it('an attacker with all the sums can work out no group of 1 to 4 callers', () => {
    fc.assert(
      fc.property(night, ({ now, first }) => {
        const basis = basisOf(shown(holdSmallNumbers(linesOf(now, first))));
        for (let set = 1; set < 2 ** kinds.length; set += 1) {
          const group = kinds.filter((_, index) => set & (1 << index));
          for (const [from, offset] of [[now, 0] as const, [first, kinds.length] as const]) {
            const vector = new Array(kinds.length * 2).fill(0);
            for (const kind of group) vector[offset + kinds.indexOf(kind)] = 1;
            if (reduced(vector, basis).every((x) => Math.abs(x) < 1e-9)) expect(isSmall(sum(from, group))).toBe(false);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('nor by how many a line has moved since it was first recorded', () => {
    fc.assert(
      fc.property(night, ({ now, first }) => {
        for (const line of holdSmallNumbers(linesOf(now, first))) {
          for (const name of ['numerator', 'denominator'] as const) {
            const [one, other] = [line[name], line.asFirstRecorded[name]];
            if (one !== null && other !== null) expect(isSmall(Math.abs(one - other))).toBe(false);
          }
        }
      }),
    );
  });

  it('a line that is held says nothing but that', () => {
    fc.assert(
      fc.property(night, ({ now, first }) => {
        for (const line of holdSmallNumbers(linesOf(now, first)).filter(({ held }) => held)) {
          const { numerator, denominator, value, late, excluded, unmeasurable, band, asFirstRecorded } = line;
          expect([numerator, denominator, value, late, excluded, unmeasurable, band]).toEqual(new Array(7).fill(null));
          expect(asFirstRecorded).toEqual(NOTHING);
        }
      }),
    );
  });

  const line = (about: Partial<Line>): Line => ({
    measure: 'assessment-other-in-60',
    kind: 'share',
    family: 'assessment-other-in-60',
    ...share(100, 110),
    excluded: 0,
    unmeasurable: 0,
    late: 10,
    band: 'partial',
    asFirstRecorded: share(100, 110),
    ...about,
  });
  const heldOf = (about: Partial<Line>) => holdSmallNumbers([line(about)])[0];

  it.each([
    ['nothing', {}, null, null],
    ['a small numerator', { ...share(3, 110), late: 107 }, 'small numbers', 'small numbers'],
    ['a small rest', { ...share(106, 110), late: 4 }, 'small numbers', 'small numbers'],
    ['a rest of 5', { ...share(105, 110), late: 5, asFirstRecorded: share(105, 110) }, null, null],
    ['everybody in time', { ...share(110, 110), late: 0, asFirstRecorded: share(110, 110) }, null, null],
    ['a late line of which few are not measurable', { late: 8, unmeasurable: 2 }, 'small numbers', 'small numbers'],
    ['one time corrected', { asFirstRecorded: share(99, 110) }, null, 'small numbers'],
    ['nobody at all', { ...share(0, 0), late: 0, asFirstRecorded: share(0, 0) }, null, null],
  ] as const)('%s', (_, about, held, firstHeld) => {
    expect(heldOf(about)).toMatchObject({ held, firstHeld });
  });

  it('never holds hours, however few', () => {
    const hours = { kind: 'hours', ...share(4, 16), late: null, asFirstRecorded: share(3, 16) } as const;
    expect(heldOf(hours)).toMatchObject({ numerator: 4, denominator: 16, held: null, firstHeld: null });
  });

  it('never holds messages, however few: they are nobody', () => {
    const messages = {
      kind: 'messages',
      ...share(4, 6),
      late: 2,
      unmeasurable: 1,
      asFirstRecorded: share(3, 6),
    } as const;
    expect(heldOf(messages)).toMatchObject({ numerator: 4, late: 2, unmeasurable: 1, held: null, firstHeld: null });
  });

  it('shows with a different threshold what that allows', () => {
    const settings = { largestHeld: 2, source: 'a contract' };
    expect(holdSmallNumbers([line({ ...share(107, 110), late: 3 })], settings)[0]?.held).toBeNull();
    expect(holdSmallNumbers([line({ ...share(108, 110), late: 2 })], settings)[0]?.held).toBe('small numbers');
  });
});
