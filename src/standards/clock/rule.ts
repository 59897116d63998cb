import type { Calendar } from '#shared';

/** A code, count or flag that an event carries in its data. */
export type Value = string | number | boolean;
/** Every field named must have the value, or one of the values. */
export type Where = Readonly<Record<string, Value | readonly Value[]>>;

/** An event by name; packs name events by string, and a test holds each name to the modules' catalogues. */
export type Trigger = {
  on: string;
  where?: Where;
  /** A field that must be there, whatever it says. */
  has?: string;
};
/** `at`: the field of data that holds the instant (UTC, ISO 8601); without it, when the event occurred. */
export type TimedTrigger = Trigger & { at?: string };
export type ReasonedTrigger = Trigger & {
  reason: string;
  /** Holds only until the limit has passed; after it the clock is missed, or letting go late would improve the figure. */
  withinLimit?: true;
};
export type AttributeSource = { on: string; field: string };

type LineWords = { measure: string; clause: string; words: string; where?: Readonly<Record<string, Value>> };
/** Due within a length of its start. */
export type LimitLine = LineWords & { withinMs: number; calendar: Calendar };
/** Due at an instant, however long that is after its start. */
export type DueLine = LineWords & { due: Due };
/** `field`: of the event that starts it (UTC, ISO 8601). Else a time of day, local, of the next working day. */
export type Due = { field: string } | { nextWorkingDayAt: string; policy: NextWorkingDay };
/** `this-morning`: a Tuesday 03:00 is due on Tuesday; `literal`: on the working day after its date. */
export type NextWorkingDay = 'this-morning' | 'literal';
/** One line of a rule book: the measure, the clause and the limit for those whose attributes match. */
export type Line = LimitLine | DueLine;

/** A clock that starts on one event and stops on another. Yields at most one clock a lap, whichever line it is under. */
export type SpanRule = {
  kind: 'span';
  family: string;
  /** One sentence for the clock's own page: what starts it and what stops it. */
  says: string;
  /** The event that begins the streams which this rule reads. It carries `service`. */
  birth: string;
  /** What decides the period in which the clock counts; without it, the clock's start. */
  countsAt?: TimedTrigger;
  start: readonly TimedTrigger[];
  stop: readonly Trigger[];
  /** Ends the clock as missed, whatever the time. */
  fail?: readonly ReasonedTrigger[];
  exclude?: readonly ReasonedTrigger[];
  /** Ends the clock with nothing that could be measured. */
  unmeasurable?: readonly ReasonedTrigger[];
  attributes: Readonly<Record<string, readonly AttributeSource[]>>;
  lines: readonly Line[];
  /** May run again after it has stopped. */
  laps?: boolean;
  /** A stop without a start, or before it: a fault in the record, or (for a call answered at once) no wait at all. */
  withoutStart?: 'unmeasurable' | 'waited-none';
};

export type CoverLine = LineWords;

/** One clock for each local hour of a required shift: was somebody there for every minute of it? */
export type CoverRule = {
  kind: 'cover';
  family: string;
  says: string;
  /** Carries `service`, `place`, `from` and `to`. */
  birth: string;
  arrived: string;
  left: string;
  ended: string;
  lines: readonly CoverLine[];
};

export type ClockRule = SpanRule | CoverRule;

/** What a fold needs of a rule: the clock rules of one edition, and the id under which that edition is stored. */
export type ClockRules = { id: number; clocks: readonly ClockRule[] };
