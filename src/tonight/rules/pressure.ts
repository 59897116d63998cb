import { type Instant, minutes, plus } from '#shared';

/** What the level goes by: for each input the instants since which one more of its kind has been so, the earliest first. */
export type PressureFacts = {
  now: Instant;
  late: readonly Instant[];
  ringing: readonly Instant[];
  withoutDoctor: readonly Instant[];
  passes: readonly Instant[];
};
export type PressureInput = Exclude<keyof PressureFacts, 'now'>;

export const pressureInputs: { readonly [I in PressureInput]: string } = {
  late: 'patients past their time, rung back or seen',
  ringing: 'calls ringing past 60 s',
  withoutDoctor: 'bases that should have a doctor and have none',
  passes: 'passes to 999 past three minutes',
};

export type Level = 1 | 2 | 3 | 4;
/** At this level as soon as so many of the input have been so for so many minutes. */
export type PressureLine = { level: Level; input: PressureInput; atLeast: number; forMinutes: number };
export type PressureRule = { edition: string; source: string; lines: readonly PressureLine[] };

/**
 * No national rule sets a level for an out-of-hours service of 2006; the four steps and their cards follow the pattern of NHS
 * England's Operational Pressures Escalation Levels (2018). The numbers are a setting of the service, read from here alone.
 */
export const pressureRule: PressureRule = {
  edition: 'pressure-2026-11',
  source: 'Setting of the service, after the pattern of OPEL (NHS England, 2018); not a requirement of the contract',
  lines: [
    { level: 2, input: 'late', atLeast: 3, forMinutes: 0 },
    { level: 3, input: 'late', atLeast: 10, forMinutes: 0 },
    { level: 4, input: 'late', atLeast: 25, forMinutes: 0 },
    { level: 2, input: 'ringing', atLeast: 3, forMinutes: 0 },
    { level: 3, input: 'ringing', atLeast: 8, forMinutes: 0 },
    { level: 4, input: 'ringing', atLeast: 20, forMinutes: 5 },
    { level: 2, input: 'withoutDoctor', atLeast: 1, forMinutes: 5 },
    { level: 3, input: 'withoutDoctor', atLeast: 1, forMinutes: 40 },
    { level: 4, input: 'withoutDoctor', atLeast: 2, forMinutes: 40 },
    { level: 3, input: 'passes', atLeast: 1, forMinutes: 0 },
    { level: 4, input: 'passes', atLeast: 2, forMinutes: 5 },
  ],
};

export type ByRule = {
  level: Level;
  /** Since when it has been so, as far as the facts say; level 1 has no beginning. */
  since?: Instant;
  /** Every line that holds, the highest level first. */
  holds: readonly (PressureLine & { since: Instant })[];
};

/** The level that the rule gives: that of the highest line that holds, since the first of its lines began to hold. */
export function levelByRule(facts: PressureFacts, rule: PressureRule = pressureRule): ByRule {
  const holds = rule.lines
    .flatMap((line) => {
      const nth = [...facts[line.input]].sort((a, b) => a - b)[line.atLeast - 1];
      if (nth === undefined) return [];
      const since = plus(nth, minutes(line.forMinutes));
      return since <= facts.now ? [{ ...line, since }] : [];
    })
    .sort((a, b) => b.level - a.level || a.since - b.since);
  const [first] = holds;
  return first ? { level: first.level, since: first.since, holds } : { level: 1, holds };
}

/** "1 or more bases that should have a doctor and have none, for 40 min" */
export function lineWords({ input, atLeast, forMinutes }: PressureLine): string {
  return `${atLeast} or more ${pressureInputs[input]}${forMinutes > 0 ? `, for ${forMinutes} min` : ''}`;
}

/** A change of the level that was written down. */
export type LevelRow = {
  at: Instant;
  how: 'rule' | 'override' | 'override-ended';
  level: Level;
  by?: string;
  reason?: string;
  until?: Instant;
};
export type Override = { level: Level; by: string; reason: string; at: Instant; until: Instant };
export type Standing = { level: Level; since?: Instant; rule: ByRule; override?: Override };

/** The override that is in force: the last one, until it ends by itself or somebody ends it. */
export function overrideIn(rows: readonly LevelRow[], now: Instant): Override | undefined {
  const last = rows.findLast(({ how }) => how !== 'rule');
  if (last?.how !== 'override' || last.until === undefined || last.until <= now || last.by === undefined) return;
  return { level: last.level, by: last.by, reason: last.reason ?? '', at: last.at, until: last.until };
}

/** How hard the night presses: a named person's word while it lasts, else the rule's. */
export function standingAt(rows: readonly LevelRow[], facts: PressureFacts, rule = pressureRule): Standing {
  const byRule = levelByRule(facts, rule);
  const override = overrideIn(rows, facts.now);
  if (override) return { level: override.level, since: override.at, rule: byRule, override };
  // What went before it, a higher level or an override, says since when level 1 has stood.
  const last = rows.at(-1);
  const lapsed = last?.how === 'override' ? last.until : last?.at;
  const since = byRule.since ?? lapsed;
  return { level: byRule.level, ...(since === undefined ? {} : { since }), rule: byRule };
}
