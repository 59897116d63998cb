import { canonicalJson, type Instant, type Period, sha256, toIso, withOffset } from '#shared';
import type { Band, FigureRule, Rule } from '../packs/pack.ts';
import { bandOf } from './band.ts';
import { type Share, shareOf } from './share.ts';
import { type As, type Counts, clocksIn, msIn, type Tally } from './tally.ts';

/** The JSON of `vigil figures`; keys in this order. `value` is a fraction, or the count or seconds themselves. */
export type Figure = {
  service: string;
  measure: string;
  clause: string;
  /** Local time with offset, half open. */
  period: { from: string; to: string };
  origin: 'computed';
  numerator: number | null;
  denominator: number | null;
  excluded: number | null;
  unmeasurable: number | null;
  /** People past due. */
  late: number | null;
  value: number | null;
  asFirstRecorded: { numerator: number | null; denominator: number | null; value: number | null };
  band: Band | null;
  /** Rule book, edition, and the beginning of its digest, since a contract's settings are part of it. */
  rule: string;
  asOf: string;
  /** SHA-256, hexadecimal, of everything above but `asOf`. */
  digest: string;
};

export type FigureAsk = {
  tenant: number;
  service: { id: number; slug: string };
  pack: Rule;
  /** In order, not overlapping; gaps between them are left out. */
  periods: readonly Period[];
  asOf: Instant;
};

type Numbers = Figure['asFirstRecorded'];
type Cell = { rule: FigureRule; tallies: readonly Tally[]; p95: Record<As, number | null> };
type Count = Pick<
  Figure,
  'numerator' | 'denominator' | 'excluded' | 'unmeasurable' | 'late' | 'value' | 'asFirstRecorded' | 'band'
>;

/** Every figure of the pack for every period: in the order of the pack, then of the periods. */
export function figuresFrom(ask: FigureAsk, counts: Counts): Figure[] {
  return cells(ask, counts).map(({ cell, period }) => figureOf(ask, cell, period));
}

/** What has been counted for each figure and period, in the order of the figures. */
export function cells({ pack, periods }: FigureAsk, counts: Counts): { cell: Cell; period: Period }[] {
  const tallies = new Map<string, Tally[]>();
  for (const tally of counts.tallies) tallies.set(keyOf(tally), [...(tallies.get(keyOf(tally)) ?? []), tally]);
  const p95 = new Map(counts.p95.map((row) => [keyOf(row), row]));
  return pack.figures.flatMap((rule) => {
    const measure = shareOf(rule, pack.settings)?.measure ?? '';
    return periods.map((period, index) => {
      const key = keyOf({ measure, period: index });
      const { now = null, first = null } = p95.get(key) ?? {};
      return { period, cell: { rule, tallies: tallies.get(key) ?? [], p95: { now, first } } };
    });
  });
}

function keyOf({ measure, period }: { measure: string; period: number }): string {
  return `${measure} ${period}`;
}

function figureOf({ service, pack, asOf }: FigureAsk, cell: Cell, period: Period): Figure {
  const { measure, clause } = cell.rule;
  const count = countOf(cell, pack);
  const said = {
    service: service.slug,
    measure,
    clause,
    period: { from: withOffset(period.from), to: withOffset(period.to) },
    origin: 'computed' as const,
    ...count,
    rule: `${pack.slug}@${pack.edition}#${pack.digest.slice(0, 8)}`,
  };
  return { ...said, asOf: toIso(asOf), digest: sha256(canonicalJson(said)).toString('hex') };
}

const gap: Numbers = { numerator: null, denominator: null, value: null };
const notReported: Count = {
  numerator: null,
  denominator: null,
  excluded: null,
  unmeasurable: null,
  late: null,
  value: null,
  asFirstRecorded: gap,
  band: null,
};

function countOf({ rule, tallies, p95 }: Cell, pack: Rule): Count {
  const share = shareOf(rule, pack.settings);
  if (!share || rule.kind === 'not-reported') return notReported;
  const read = (as: As) => numbers({ rule, tallies, p95 }, share, as);
  const { numerator, denominator, value } = read('now');
  const isShare = 'band' in rule && rule.band !== undefined;
  return {
    numerator,
    denominator,
    excluded: clocksIn(tallies, 'now', share.excluded),
    unmeasurable: clocksIn(tallies, 'now', ['unmeasurable']),
    late: isShare && rule.kind !== 'hours' ? clocksIn(tallies, 'now', share.late) : null,
    value,
    asFirstRecorded: read('first'),
    band: bandAs({ rule, tallies, p95 }, share, 'now'),
  };
}

/** The band of what stands now, or of what was first recorded; null for counts and seconds. */
export function bandAs({ rule, tallies }: Cell, share: Share, as: As): Band | null {
  if (!('band' in rule) || rule.band === undefined) return null;
  const total = rule.kind === 'hours' ? msIn : clocksIn;
  return bandOf(rule.band, total(tallies, as, share.numerator), total(tallies, as, share.denominator));
}

const hour = 3_600_000;

function numbers({ rule, tallies, p95 }: Cell, share: Share, as: As): Numbers {
  if (rule.kind === 'calls' && rule.band === undefined)
    return { ...gap, value: plainValue({ rule, tallies, p95 }, share, as) };
  const inHours = rule.kind === 'hours';
  const total = inHours ? msIn : clocksIn;
  const [numerator, denominator] = [total(tallies, as, share.numerator), total(tallies, as, share.denominator)];
  const unit = inHours ? hour : 1;
  return {
    numerator: numerator / unit,
    denominator: denominator / unit,
    value: denominator === 0 ? null : numerator / denominator,
  };
}

/** A count, or seconds. */
function plainValue({ rule, tallies, p95 }: Cell, share: Share, as: As): number | null {
  const show = rule.kind === 'calls' ? rule.show : undefined;
  const clocks = clocksIn(tallies, as, share.numerator);
  if (show === 'mean-wait') return clocks === 0 ? null : msIn(tallies, as, share.numerator) / clocks / 1000;
  if (show === 'p95-wait') return p95[as] === null ? null : p95[as] / 1000;
  return clocks;
}
