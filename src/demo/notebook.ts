import { type Instant, uuidv7FromKey } from '#shared';

/** One request of the night: who asks for what, at which moment of the organisation's clock. */
export type Action = {
  at: Instant;
  /** Sign-in name. */
  actor: string;
  /** Idempotency key: the same plan sent twice is answered and not done twice. */
  key: string;
  /** The call, case, shift or notice that it is about. */
  stream: string;
  /** Other streams that wait for it, and that it waits for. */
  with?: readonly string[];
  /** The service itself begins the stream, in its own time: asked again until it is there. */
  awaits?: true;
  /** It is found under this address, in this list, by what it says, and its id stands for `:found` in the path. */
  find?: { path: string; list: string; where: { [field: string]: unknown } };
  /** The service names what is begun: whatever follows on this stream is sent under that id, and nothing overtakes it. */
  givesId?: true;
  command: string;
  /** Under `/api`. */
  path: string;
  body: Record<string, unknown>;
};

export type Entry = Omit<Action, 'key'>;

/** Where a night is written down: gives ids that depend on seed and service alone, and hands the actions back in time order. */
export type Notebook = {
  /** Short name of the service, which births name. */
  service: string;
  id(at: Instant, name: string): string;
  write(entry: Entry): void;
  actions(): Action[];
};

export function openNotebook(about: { seed: number | string; service: string }): Notebook {
  const written: Action[] = [];
  const times = new Map<string, number>();
  const own = `${about.service}/${about.seed}`;
  return {
    service: about.service,
    id: (at, name) => uuidv7FromKey(at, `${own}/${name}`),
    write(entry) {
      const name = `${entry.stream}/${entry.command}`;
      const before = times.get(name) ?? 0;
      times.set(name, before + 1);
      written.push({ ...entry, key: uuidv7FromKey(entry.at, `${own}/${name}/${before}`) });
    },
    // The sort is stable: what was written first at one instant stays first.
    actions: () => [...written].sort((a, b) => a.at - b.at),
  };
}
