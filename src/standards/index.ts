export type { Clock, KernelEvent, Outcome, SettledOutcome, Standing } from './clock/clock.ts';
export { amended, earliest, overdue, settled, standing } from './clock/clock.ts';
export { eventNames } from './clock/compile.ts';
export { type Did, type Explained, explain, inWords } from './clock/explain.ts';
export { foldClocks } from './clock/fold.ts';
export type { ClockRule, ClockRules, CoverRule, Line, SpanRule } from './clock/rule.ts';
export type { StoredClock } from './clockRow.ts';
export {
  type ClockChange,
  clockRows,
  clocksOf,
  newClockRows,
  openClocks,
  type WaitsAsked,
  waitsSince,
} from './clockStore.ts';
export { bandOf } from './figures/band.ts';
export type { Change } from './figures/changes.ts';
export type { Figure, FigureAsk } from './figures/figure.ts';
export {
  type Behind,
  clocksBehindFigure,
  computeFigures,
  figureRules,
  figuresAndChanges,
  type Only,
  peopleLate,
} from './figures/figureStore.ts';
export type { CountedAs } from './figures/tally.ts';
export { bodyDigest, defaultPack, packBySlug, packs } from './packs/index.ts';
export { nqr2006With } from './packs/nqr2006.ts';
export type { Band, BandRule, FigureGroup, FigureRule, Pack, Rule, Settings, Source } from './packs/pack.ts';
export { type Rebuilt, rebuildClocks } from './rebuild.ts';
export { createRuleBook, defaultRule, ensureRules, type RuleBook, ruleFor, storeRule } from './ruleStore.ts';
export { clocksSettledSince } from './settledStore.ts';
export type { NameOfPlace, StreamTeller } from './teller.ts';
export { type ClockVerdict, type Mismatch, verifyClocks } from './verify.ts';
