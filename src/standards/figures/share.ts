import type { AbandonedDefinition, FigureRule, Settings } from '../packs/pack.ts';
import type { CountedAs } from './tally.ts';

/**
 * Which clocks of its family a figure counts: numerator, denominator, those who were late, and those left out for a
 * stated reason. The one place where a figure's meaning stands; SQL, lists and changes all follow it.
 */
export type Share = {
  measure: string;
  numerator: readonly CountedAs[];
  denominator: readonly CountedAs[];
  late: readonly CountedAs[];
  excluded: readonly CountedAs[];
};

const inQueue: readonly CountedAs[] = ['abandoned', 'gave-up'];
const leftOut: readonly CountedAs[] = ['excluded', 'hung-up'];

/** Undefined for a figure that nothing reports yet. */
export function shareOf(rule: FigureRule, settings: Settings): Share | undefined {
  if (rule.kind === 'not-reported') return undefined;
  const gaps: CountedAs[] = settings.unmeasurableCountsAsMissed ? ['unmeasurable'] : [];
  if (rule.kind === 'within') {
    const late = ['missed', 'overdue', ...inQueue] as const;
    return {
      measure: rule.measure,
      numerator: ['met'],
      denominator: ['met', ...late, ...gaps],
      late,
      excluded: leftOut,
    };
  }
  if (rule.kind === 'hours') {
    const late = ['missed', 'overdue', ...gaps] as const;
    return { measure: rule.clock, numerator: late, denominator: ['met', 'open', ...late], late, excluded: leftOut };
  }
  return { measure: rule.clock, ...callsShare(rule, settings, gaps) };
}

type CallsRule = Extract<FigureRule, { kind: 'calls' }>;

function callsShare({ show }: CallsRule, settings: Settings, gaps: CountedAs[]): Omit<Share, 'measure'> {
  const answered: CountedAs[] = ['met', 'missed', 'unmeasurable'];
  const none = { late: [], excluded: leftOut, denominator: [] };
  switch (show) {
    case 'answered-in-time':
      return {
        numerator: ['met'],
        denominator: ['met', 'missed', ...gaps],
        late: ['missed', 'overdue'],
        excluded: leftOut,
      };
    case 'abandoned-share':
      return abandonedShare(settings.abandonedDefinition, answered);
    case 'offered':
      return { ...none, numerator: [...answered, ...inQueue] };
    case 'answered':
      return { ...none, numerator: answered };
    case 'abandoned':
      return { ...none, numerator: inQueue };
    case 'mean-wait':
    case 'p95-wait':
      return { ...none, numerator: ['met', 'missed'] };
  }
}

/** Standards 1.5: the same word with other numerators and denominators; a contract says which. */
function abandonedShare(definition: AbandonedDefinition, answered: CountedAs[]): Omit<Share, 'measure'> {
  const presented = [...answered, ...inQueue];
  const about = { denominator: presented, excluded: leftOut };
  switch (definition) {
    case 'nqr':
    case 'mds':
      return { ...about, numerator: ['abandoned'], late: ['abandoned'] };
    case 'iuc':
      return { ...about, numerator: inQueue, late: inQueue };
    case 'wales':
      return { numerator: inQueue, late: inQueue, denominator: [...presented, 'hung-up'], excluded: ['excluded'] };
  }
}
