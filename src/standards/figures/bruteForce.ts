import type { Instant, Period } from '#shared';
import { type Clock, overdue } from '../clock/clock.ts';

/** The figures worked out again, one clock at a time and word for word from the clauses: what the SQL is held to. */
export type Expected = {
  numerator: number | null;
  denominator: number | null;
  excluded: number;
  unmeasurable: number;
  late: number | null;
  value: number | null;
};
const telephone = new Set(
  'calls-answered-in-60 calls-abandoned offered answered abandoned mean-wait-seconds p95-wait-seconds'.split(' '),
);
type State = Pick<Clock, 'outcome' | 'reason' | 'countedMs'>;

export function expectedFigure(
  measure: string,
  clocks: readonly Clock[],
  { period, asOf, first }: { period: Period; asOf: Instant; first: boolean },
): Expected {
  const inside = clocks.filter((clock) => {
    const at = first ? (clock.firstCountsAt ?? clock.countsAt) : clock.countsAt;
    return at !== null && at >= period.from && at < period.to;
  });
  const stateOf = (clock: Clock): State & { late: boolean } => {
    const state: State =
      first && clock.firstOutcome
        ? { outcome: clock.firstOutcome, reason: clock.firstReason, countedMs: clock.firstCountedMs }
        : clock;
    return { ...state, late: state.outcome === 'missed' || (state.outcome === 'open' && overdue(clock, asOf)) };
  };
  if (measure === 'uncovered-base-hours') {
    const required = inside.filter((clock) => clock.measure === measure && clock.startedAt! < asOf);
    const [uncovered, all] = [required.filter((clock) => stateOf(clock).late), required].map((list) =>
      list.reduce((sum, { countedMs }) => sum + countedMs!, 0),
    ) as [number, number];
    return {
      numerator: uncovered / 3_600_000,
      denominator: all / 3_600_000,
      excluded: 0,
      unmeasurable: 0,
      late: null,
      value: all === 0 ? null : uncovered / all,
    };
  }
  const isCalls = telephone.has(measure);
  const states = inside.filter((clock) => clock.measure === (isCalls ? 'answer' : measure)).map(stateOf);
  const common = {
    excluded: states.filter(({ outcome }) => outcome === 'excluded').length,
    unmeasurable: states.filter(({ outcome }) => outcome === 'unmeasurable').length,
  };
  if (!isCalls)
    return {
      ...common,
      ...share(
        states.filter(({ outcome }) => outcome === 'met').length,
        states.filter(({ outcome, late }) => late || outcome === 'met' || outcome === 'unmeasurable').length,
      ),
      late: states.filter(({ late }) => late).length,
    };
  const gaveUp = states.filter(({ outcome, reason }) => outcome === 'missed' && reason === 'abandoned');
  const answered = states.filter(
    ({ outcome, reason }) => outcome === 'met' || (outcome === 'missed' && reason !== 'abandoned'),
  );
  const waits = answered.map(({ countedMs }) => countedMs!).sort((a, b) => a - b);
  const plain = (value: number | null) => ({ ...common, numerator: null, denominator: null, late: null, value });
  const ringing = states.filter(({ outcome, late }) => outcome === 'open' && late).length;
  const tooLong = gaveUp.filter(({ countedMs }) => countedMs! > 30_000).length;
  const inTime = answered.filter(({ outcome }) => outcome === 'met').length;
  if (measure === 'calls-answered-in-60')
    return { ...common, ...share(inTime, answered.length), late: answered.length - inTime + ringing };
  if (measure === 'calls-abandoned')
    return { ...common, ...share(tooLong, answered.length + gaveUp.length), late: tooLong };
  if (measure === 'offered') return plain(answered.length + gaveUp.length);
  if (measure === 'answered') return plain(answered.length);
  if (measure === 'abandoned') return plain(gaveUp.length);
  if (waits.length === 0) return plain(null);
  if (measure === 'mean-wait-seconds') return plain(waits.reduce((sum, wait) => sum + wait, 0) / waits.length / 1000);
  return plain(waits[Math.ceil((95 * waits.length) / 100) - 1]! / 1000);
}

function share(numerator: number, denominator: number) {
  return { numerator, denominator, value: denominator === 0 ? null : numerator / denominator };
}
