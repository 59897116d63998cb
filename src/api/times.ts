import { type Instant, ok, type Problem, type Result, refused, showDay, showTimeSeconds } from '#shared';

/** A step that a clock may read, with the time now in force for it (corrections applied). */
export type TimedStep = { version: number; type: string; at: Instant };

/** Between which instants something must have happened; `after` says in words what the earlier one was. */
export type Bounds = { now: Instant; notBefore?: Instant; after: string };

/** When something happened: now unless said, never later than the organisation's clock nor before what it follows. */
export function whenItHappened(said: Instant | undefined, bounds: Bounds): Result<Instant> {
  const problem = outside(said ?? bounds.now, bounds, 'occurredAt');
  return problem ? refused(problem) : ok(said ?? bounds.now);
}

/** The first rule that a time breaks, in words; undefined when it keeps them. */
export function outside(at: Instant, bounds: Bounds, field: string): Problem | undefined {
  if (at > bounds.now) {
    const message = `${clock(at)} is later than the clock, which says ${clock(bounds.now)}. Give the time at which it happened.`;
    return { field, code: 'later-than-now', message };
  }
  if (bounds.notBefore !== undefined && at < bounds.notBefore) {
    const message = `${clock(at)} is before ${bounds.after}, at ${clock(bounds.notBefore)}. Give a time from then on, or correct that time first.`;
    return { field, code: 'before-previous-step', message };
  }
  return undefined;
}

/** Why a recorded time was wrong. */
export const correctionReasons = {
  'paper-record': 'A paper record shows another time',
  'wrong-time-typed': 'The wrong time was typed',
  'clock-wrong': 'A clock was wrong',
  'entered-late': 'It was entered late',
} as const;

export type Limits = {
  now: Instant;
  floor?: Instant;
  floorWords?: string;
  ceiling?: Instant;
  ceilingWords?: string;
  words: (type: string) => string;
};

export type Correction = { version: number; to: Instant; reason: keyof typeof correctionReasons };

/**
 * The event that replaces the time of one step: its own occurredAt is the time now in force. It must stay between the steps on either side, or the order in which
 * things happened would be rewritten by the back door. `words` names steps; `floor` is what the first must follow,
 * `ceiling` what it must come before.
 */
export function correction(
  asked: Correction,
  steps: readonly TimedStep[],
  about: Limits,
): Result<{
  type: 'TimeCorrected';
  occurredAt: Instant;
  corrects: number;
  reason: string;
  data: Record<string, never>;
}> {
  const index = steps.findIndex((step) => step.version === asked.version);
  const step = steps[index];
  if (!step) {
    const message = `Step ${asked.version} has no time that can be corrected. Choose one of ${steps.map((s) => s.version).join(', ')}.`;
    return refused({ field: 'version', code: 'not-correctable', message });
  }
  if (asked.to === step.at) {
    return refused({
      field: 'to',
      code: 'no-change',
      message: 'That is the time it already has. Give the right time.',
    });
  }
  const previous = steps[index - 1];
  const bounds = {
    now: about.now,
    notBefore: previous?.at ?? about.floor,
    after: previous ? about.words(previous.type) : (about.floorWords ?? 'it began'),
  };
  const problem = outside(asked.to, bounds, 'to') ?? afterNext(asked.to, nextLimit(index, steps, about));
  if (problem) return refused(problem);
  return ok({ type: 'TimeCorrected', occurredAt: asked.to, corrects: step.version, reason: asked.reason, data: {} });
}

type Limit = { at: Instant; words: string };

function nextLimit(index: number, steps: readonly TimedStep[], about: Limits): Limit | undefined {
  const next = steps[index + 1];
  const ceiling = index === 0 && about.ceiling !== undefined ? about.ceiling : undefined;
  if (ceiling !== undefined && (!next || ceiling <= next.at))
    return { at: ceiling, words: about.ceilingWords ?? 'it ended' };
  return next ? { at: next.at, words: about.words(next.type) } : undefined;
}

function afterNext(at: Instant, next: Limit | undefined): Problem | undefined {
  if (!next || at <= next.at) return undefined;
  const message = `${clock(at)} is after ${next.words}, at ${clock(next.at)}. Give an earlier time, or correct that time first.`;
  return { field: 'to', code: 'after-next-step', message };
}

function clock(at: Instant): string {
  return `${showTimeSeconds(at)} on ${showDay(at)}`;
}
