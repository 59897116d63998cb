import type { ClockRule, NextWorkingDay } from '../clock/rule.ts';

/** Where a fact comes from: `F` found in a public source, `M` from memory (confirm before relying on it), `D` our own design. */
export type Provenance = `F${number}` | 'M-high' | 'M-med' | 'M-low' | 'D';
export type Source = { tag: readonly Provenance[]; says: string };

/** Points short of a requirement of 100 %, or a ceiling that must not be passed; both on unrounded values. */
export type BandRule =
  | { kind: 'points-short'; requirementPercent: number; fullWithin: number; partialWithin: number; source: Source }
  | { kind: 'ceiling'; mostPercent: number; source: Source };

export type Band = 'full' | 'partial' | 'non' | 'met' | 'not-met' | 'no-activity';

export type FigureGroup = 'Telephone' | 'Seen at a base' | 'Seen at home' | 'Messages and cover';

type FigureLine = {
  measure: string;
  clause: string;
  /** Plain words, first on every page; the clause comes after. */
  words: string;
  group: FigureGroup;
  source: Source;
};

/** Which people of a clock family a telephone figure counts, and against whom. */
export type CallsShow =
  | 'abandoned-share'
  | 'answered-in-time'
  | 'offered'
  | 'answered'
  | 'abandoned'
  | 'mean-wait'
  | 'p95-wait';

export type FigureRule =
  /** Clocks met, over all that count: people who waited, or messages. */
  | (FigureLine & { kind: 'within'; band: BandRule; of?: 'messages' })
  /** Counted from the clocks of `clock`; only shares have a band. */
  | (FigureLine & { kind: 'calls'; clock: string; show: CallsShow; band?: BandRule })
  /** Hours (decimal) uncovered over hours required. */
  | (FigureLine & { kind: 'hours'; clock: string; band: BandRule })
  /** No source reports it yet: a gap, never zero. */
  | (FigureLine & { kind: 'not-reported'; band: BandRule });

export type AbandonedDefinition = 'nqr' | 'mds' | 'iuc' | 'wales';
export type EntryRoute = 'telephone' | 'nhs-111' | 'health-professional' | 'walk-in' | 'other-service';
/** `answered`: a person answered, or the patient arrived; `received`: the case reached this service. */
export type ClockStart = 'answered' | 'received';

/** Handed to the practice's channel; received there; read there by a named person. */
export type MessageCounts = 'sent' | 'received' | 'read';

/** What a contract may set otherwise; the defaults are the pack's. */
export type Settings = {
  abandonedDefinition: AbandonedDefinition;
  /** A hang-up counts as abandoned only after more than this, where the definition has a threshold. */
  abandonedAfterMs: number;
  clockStartPolicy: Readonly<Record<EntryRoute, ClockStart>>;
  /** Otherwise unmeasurable clocks leave the denominator. */
  unmeasurableCountsAsMissed: boolean;
  /** NQR 2: which working day 08:00 is of. */
  messageDue: NextWorkingDay;
  /** NQR 2: what ends the wait for a message. */
  messageCountsWhen: MessageCounts;
  /** NQR 2, of a patient who has no practice to send to. */
  withoutPractice: 'unmeasurable' | 'excluded';
  /** NQR 2, of a message that a mail server took and gave back. */
  messageReturned: 'not-sent' | 'sent';
};

export type Clause = { clause: string; says: string; source: Source };

/** One dated edition of a rule book, whole: what is stored in table `rule` as its body. */
export type Pack = {
  slug: string;
  edition: string;
  title: string;
  /** Local dates, half open; null: no end. */
  valid: { from: string; to: string | null };
  clauses: readonly Clause[];
  settings: Settings;
  settingSources: Readonly<Record<keyof Settings, Source>>;
  clocks: readonly ClockRule[];
  figures: readonly FigureRule[];
};

/** A pack edition as stored: the id of its row, and the SHA-256 of its body in hexadecimal. */
export type Rule = Pack & { id: number; digest: string };
