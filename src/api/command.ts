import type { z } from 'zod';
import type { Role } from '#people';
import type { Instant, Result } from '#shared';

export type StreamKind = 'call' | 'case' | 'pass' | 'work' | 'shift' | 'base' | 'message' | 'concern' | 'placed-call';

/** Who asks. `account` is an id, never a name: names are joined to it by the page. */
export type Actor = { account: string; roles: readonly Role[] };

/** What every decision is handed. `now` is the organisation's clock, not the machine's. */
export type Facts = { now: Instant; actor: Actor; tenant: number; service?: number };

/** An event before it is stored: the rest of its envelope (stream, version, who, when recorded) is added on appending. */
export type NewEvent = {
  type: string;
  shape?: number;
  occurredAt: Instant;
  data: Record<string, unknown>;
  /** The version whose occurredAt this event replaces; then `reason` is a code of a closed list. */
  corrects?: number;
  reason?: string;
};

/** The union of a catalogue's events, from a map of event name to the type of its data. */
export type EventOf<Catalogue> = {
  [Type in keyof Catalogue & string]: {
    type: Type;
    shape?: number;
    occurredAt: Instant;
    data: Catalogue[Type];
    corrects?: number;
    reason?: string;
  };
}[keyof Catalogue & string];

/** An event as it stands in the log, as far as a fold needs it. */
export type Happened<Event extends NewEvent> = Event & { version: number; recordedAt: Instant; recordedBy: string };

/** What the commands of one lifecycle have in common. */
export type Kind = { state: unknown; event: NewEvent; facts: Facts; write: unknown };

/** What was decided: events for the log, and rows for the module's own tables (identity, free text), as data. */
export type Decision<K extends Kind = Kind> = { events: K['event'][]; writes?: K['write'][] };

/**
 * One description of something a person or machine can ask for. From it come the form's handler, the JSON route,
 * the OpenAPI entry and the permission. `decide` is pure; a refusal is a value.
 */
export type Command<K extends Kind = Kind, Body extends z.ZodObject = z.ZodObject> = {
  name: string;
  module: string;
  stream: StreamKind;
  /** Begins a stream: the body carries its `id`, and the state is the one of a stream without events. */
  birth?: true;
  /** The id of a birth that follows from what the body says: sent again it is the same, and is answered as done. */
  idFrom?(body: Record<string, unknown>): string;
  /** `/cases/:stream/start-assessment`; a form posts here, JSON to `/api` + path. */
  path: string;
  roles: readonly Role[];
  summary: string;
  /** Strict: a field it does not know is refused by name. */
  body: Body;
  /** Names of the states in which it can be done; the buttons of a page follow from it. */
  allowedAt: readonly string[];
  /** Facts beyond the common ones, by name, which the module's commands.ts loads before deciding. */
  needs?: readonly string[];
  decide(state: K['state'], body: z.output<Body>, facts: K['facts']): Result<Decision<K>>;
};
