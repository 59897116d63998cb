import type { Fragment, Source, StoredEvent, Tx } from '#database';
import type { Instant, Result } from '#shared';
import type { Command, Decision, Kind } from './command.ts';

/** Where a command is being carried out: one stream of one organisation. */
export type Setting = {
  tenant: number;
  service?: number;
  stream: string;
  now: Instant;
  account: string;
  /** Where it came from: a page, another system, an import, a played night. */
  source?: Source;
};

/** Everything that a module's stores need in order to write the rows that follow from a decision. */
export type Decided<K extends Kind = Kind> = {
  setting: Setting;
  before: readonly StoredEvent[];
  after: readonly StoredEvent[];
  state: K['state'];
  decision: Decision<K>;
};

/** What a module gives so that the commands of one lifecycle can be carried out: its fold, its facts and its stores. */
export type Stage<K extends Kind = Kind> = {
  fold(events: readonly StoredEvent[]): K['state'];
  /** Facts that the command `needs`, loaded in the same transaction. */
  facts(
    tx: Tx,
    asked: { needs: readonly string[]; body: Record<string, unknown>; state: K['state']; setting: Setting },
  ): Promise<object>;
  /**
   * Rows of the module's own tables and clocks, joined to the events in the one write statement; or, where an invariant would
   * break by what is about to be written, the problems that refuse the command.
   */
  rows(decided: Decided<K>, tx: Tx): Promise<Result<readonly (Fragment | undefined)[]>>;
  /** The service that a stream belongs to. */
  serviceOf(state: K['state']): number | undefined;
  /** Whether a view or change of it is of patient data and writes an access record. */
  patientData: boolean;
};

export type Registered<K extends Kind = Kind> = { command: Command<K>; stage: Stage<K> };
