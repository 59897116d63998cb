import type { Instant } from '#shared';
import type { Folded } from './clock.ts';
import type { Line, TimedTrigger, Trigger, Value, Where } from './rule.ts';

export type Attributes = Record<string, Value | undefined>;

/** The first of the triggers (all of this event's type) whose conditions the event's data meets. */
export function match<T extends Trigger>(triggers: readonly T[], data: Folded['data']): T | undefined {
  for (const trigger of triggers)
    if ((!trigger.where || meets(trigger.where, data)) && (!trigger.has || isThere(data[trigger.has]))) return trigger;
  return undefined;
}

function meets(where: Where, data: Folded['data']): boolean {
  for (const field in where) {
    const wanted = where[field];
    const value = data[field] as Value;
    if (Array.isArray(wanted) ? !wanted.includes(value) : wanted !== value) return false;
  }
  return true;
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** An event, when it happened, and whether a correction says so. */
export type Happening = { event: Folded; at: Instant; isCorrected: boolean };

/** Whoever corrects the opening of a case corrects when a person answered (NQR 9), not when somebody typed. */
const replacedByCorrection = 'answeredAt';

/** The instant that a trigger speaks of; null when the event should carry it and does not. */
export function timeOf(trigger: TimedTrigger, { event, at, isCorrected }: Happening): Instant | null {
  if (!trigger.at || (isCorrected && trigger.at === replacedByCorrection)) return at;
  return instantIn(event.data[trigger.at]);
}

const offset = /(Z|[+-]\d\d:\d\d)$/;

/** UTC milliseconds of an ISO text with an offset; null for anything else: a missing time is a gap, not a fault of ours. */
export function instantIn(value: unknown): Instant | null {
  if (typeof value !== 'string' || !offset.test(value)) return null;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? null : (ms as Instant);
}

export function valueIn(value: unknown): Value | undefined {
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? value : undefined;
}

export type Chosen = { line: Line; missing: string | null };

/**
 * The line in force. While an attribute is not known, the strictest line that could still apply: a missing entry must
 * never buy time. `missing` names that attribute.
 */
export function lineFor(lines: readonly Line[], attributes: Attributes): Chosen | undefined {
  let strictest: Chosen | undefined;
  for (const line of lines) {
    const missing = unknownIn(line, attributes);
    if (missing === false) continue;
    if (missing === null) return { line, missing };
    if (!strictest || limitOf(line) < limitOf(strictest.line)) strictest = { line, missing };
  }
  return strictest;
}

/** A line that is due at an instant of its own is taken for the strictest. */
function limitOf(line: Line): number {
  return 'due' in line ? 0 : line.withinMs;
}

/** False when the line cannot apply, else the name of an attribute that it needs and nobody has entered, or null. */
function unknownIn(line: Line, attributes: Attributes): string | null | false {
  let missing: string | null = null;
  for (const name in line.where) {
    const value = attributes[name];
    if (value === undefined) missing = name;
    else if (value !== line.where[name]) return false;
  }
  return missing;
}
