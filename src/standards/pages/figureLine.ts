import { type Instant, localParts, type Period, showCount, showDecimal, showPercent } from '#shared';
import type { Change } from '../figures/changes.ts';
import type { Figure } from '../figures/figure.ts';
import type { Band, FigureRule } from '../packs/pack.ts';
import { ceilingWords, isMidnight } from './words.ts';

/** One figure in the words of a page; the CSV says the same. An empty text is a cell that the line has no use for. */
export type FigureLine = {
  measure: string;
  group: string;
  words: string;
  clause: string;
  period: Period;
  count: string;
  of: string;
  value: string;
  /** The fraction or the number itself, for pictures; null where there is none. */
  amount: number | null;
  band: Band | null;
  /** A count has no band; a share of a day or an hour is not banded. */
  isBanded: boolean;
  bandNote?: string;
  late: string;
  first: string;
  change?: Change;
  excluded: number | null;
  unmeasurable: number | null;
  /** Said instead of a figure that nothing reports: a gap is in words. */
  gap?: string;
  /** Nothing at all was recorded at that time, before or after everything that was: a gap, never zero. */
  isSilent?: boolean;
  /** Which way is worse: fewer met, or more over a ceiling; absent for a plain count. */
  worse?: 'less' | 'more';
};

export const notReported = 'Unmeasurable until a telephone system reports it';

/** Bands are of whole months, or of the month so far; a day or an hour is not banded. */
export function isBandedPeriod({ from, to }: Period, asOf: Instant): boolean {
  const startsMonth = isMidnight(from) && localParts(from).day === 1;
  const endsMonth = isMidnight(to) && localParts(to).day === 1;
  return startsMonth && (endsMonth || (from <= asOf && to > asOf - 86_400_000));
}

export type Ask = {
  rules: readonly FigureRule[];
  asOf: Instant;
  changes?: readonly Change[];
  /** From the first to the last thing that was ever recorded; absent where nothing was. */
  span?: { first: Instant; last: Instant };
};

/** The lines of figures that are in the order of the rules, then of the periods; figures of other rules are left out. */
export function figureLines(
  figures: readonly (Figure & { within: Period })[],
  { rules, asOf, changes = [], span }: Ask,
): FigureLine[] {
  const byMeasure = new Map(rules.map((rule) => [rule.measure, rule]));
  return figures.flatMap((figure) => {
    const rule = byMeasure.get(figure.measure);
    if (!rule) return [];
    const change = changes.find(
      ({ measure, period }) => measure === rule.measure && period.from === figure.period.from,
    );
    const line = figureLine(figure, { rule, change, asOf });
    return [isOutside(figure.within, span) && !line.gap ? { ...line, ...silent } : line];
  });
}

function isOutside({ from, to }: Period, span: Ask['span']): boolean {
  return span !== undefined && (to <= span.first || from > span.last);
}

const silent = { isSilent: true, count: '', of: '', value: 'no record', late: '', first: '', amount: null } as const;

function figureLine(
  figure: Figure & { within: Period },
  { rule, change, asOf }: { rule: FigureRule; change: Change | undefined; asOf: Instant },
): FigureLine {
  const banded = 'band' in rule && rule.band !== undefined && isBandedPeriod(figure.within, asOf);
  return {
    measure: rule.measure,
    group: rule.group,
    words: rule.words,
    clause: rule.clause,
    period: figure.within,
    amount: figure.value,
    band: banded ? figure.band : null,
    isBanded: banded,
    bandNote: 'band' in rule && rule.band ? ceilingWords(rule.band, rule.kind === 'hours') : undefined,
    ...('band' in rule && rule.band
      ? { worse: rule.band.kind === 'ceiling' ? ('more' as const) : ('less' as const) }
      : {}),
    excluded: figure.excluded,
    unmeasurable: figure.unmeasurable,
    change,
    ...numbers(figure, rule),
  };
}

type Numbers = Pick<FigureLine, 'count' | 'of' | 'value' | 'late' | 'first' | 'gap'>;

function numbers(figure: Figure, rule: FigureRule): Numbers {
  if (rule.kind === 'not-reported')
    return { count: '', of: '', value: 'no figure', late: '', first: '', gap: notReported };
  if (rule.kind === 'calls' && rule.band === undefined) {
    const show = rule.show === 'mean-wait' || rule.show === 'p95-wait' ? inSeconds : counted;
    const now = show(figure.value);
    const isCount = show === counted;
    return {
      count: isCount ? now : '',
      of: '',
      value: isCount ? '' : now,
      late: '',
      first: show(figure.asFirstRecorded.value),
    };
  }
  const unit = rule.kind === 'hours' ? inHours : counted;
  const share = (numbers: Figure['asFirstRecorded']) =>
    numbers.value === null ? nothing(rule) : showPercent(numbers.value);
  const first = figure.asFirstRecorded;
  return {
    count: unit(figure.numerator),
    of: unit(figure.denominator),
    value: share(figure),
    late: rule.kind === 'hours' ? 'hours' : counted(figure.late),
    first: `${unit(first.numerator)} of ${unit(first.denominator)}${first.value === null ? '' : `, ${showPercent(first.value)}`}`,
  };
}

const none = { within: 'no cases', calls: 'no calls', hours: 'no hours' } as const;

function nothing(rule: Exclude<FigureRule, { kind: 'not-reported' }>): string {
  return rule.kind === 'within' && rule.of === 'messages' ? 'no messages' : none[rule.kind];
}

const counted = (value: number | null) => (value === null ? 'none' : showCount(value));
const inSeconds = (value: number | null) => (value === null ? 'no calls' : `${showDecimal(value)} s`);
const inHours = (value: number | null) => (value === null ? 'none' : `${showDecimal(value)} h`);
