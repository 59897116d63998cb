import type { StoredEvent } from '#database';
import { NotFound } from '#shared';

/** One kind of stream: its first event, the events that it may have, what it is called, and how it is told from its events. */
export type KindOfStream<State, Recorded> = {
  birth: string;
  types: readonly string[];
  /** `shift`, `pass to 999`: as in "is no …" and "is no event of a …". */
  called: string;
  none: State;
  replay(id: string, events: readonly Recorded[]): State;
};

/** Its fold: NotFound for a stream of another kind; throws on an event that this edition of the product does not know. */
export function streamFold<State, Recorded>(kind: KindOfStream<State, Recorded>) {
  const known = new Set(kind.types);
  return (events: readonly StoredEvent[]): State => {
    const [birth] = events;
    if (!birth) return kind.none;
    if (birth.type !== kind.birth) throw new NotFound(`${birth.stream} is no ${kind.called}`);
    const foreign = events.find(({ type }) => !known.has(type));
    if (foreign) throw new Error(`${foreign.type} is no event of a ${kind.called}`);
    return kind.replay(birth.stream, events as unknown as Recorded[]);
  };
}
