export type { Clock, KernelEvent, Outcome, SettledOutcome, Standing } from './clock/clock.ts';
export { amended, earliest, overdue, settled, standing } from './clock/clock.ts';
export { eventNames } from './clock/compile.ts';
export { type Did, type Explained, explain, inWords } from './clock/explain.ts';
export { foldClocks } from './clock/fold.ts';
export type { ClockRule, ClockRules, CoverRule, Line, SpanRule } from './clock/rule.ts';
export { bodyDigest, defaultPack, packBySlug, packs } from './packs/index.ts';
export { nqr2006With } from './packs/nqr2006.ts';
export type { Band, BandRule, FigureGroup, FigureRule, Pack, Rule, Settings, Source } from './packs/pack.ts';
