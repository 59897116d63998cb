export type { Clock, KernelEvent, Outcome, SettledOutcome, Standing } from './clock/clock.ts';
export { amended, earliest, overdue, settled, standing } from './clock/clock.ts';
export type { ClockRule, ClockRules, CoverRule, Line, SpanRule } from './clock/rule.ts';
export type { Band, BandRule, FigureGroup, FigureRule, Pack, Rule, Settings, Source } from './packs/pack.ts';
