import { type Instant, showDay, showMinutes, showTimeSeconds } from '#shared';

/** What was written with it: a heading and the words, as they were written. */
export type Words = { heading: string; words: string };

/** One thing that happened, in plain words. */
export type Happening = {
  /** Of what it is: which stream and version, or which row. */
  key: string;
  /** When it happened, by what is in force now. */
  at: Instant;
  /** When it had first been said to have happened, where that was corrected later. */
  firstAt?: Instant;
  recordedAt: Instant;
  /** The account that wrote it down. */
  by: string;
  source: string;
  what: string;
  /** Whose it became, where somebody else wrote it down. */
  whose?: string;
  texts?: readonly Words[];
  /** A view of the record: for those alone who may know who looked. */
  isView?: true;
  isCorrection?: true;
};

/** Everything in the order in which it happened; of one moment, in the order in which it was written down. */
export function inOrderOfTime(happenings: readonly Happening[]): Happening[] {
  const order = happenings.map((one, index) => ({ one, index }));
  order.sort((a, b) => a.one.at - b.one.at || a.one.recordedAt - b.one.recordedAt || a.index - b.index);
  return order.map(({ one }) => one);
}

type Event = {
  stream: string;
  version: number;
  type: string;
  occurredAt: Instant;
  recordedAt: Instant;
  recordedBy: string;
  source: string;
  corrects?: number;
  data?: { readonly [name: string]: unknown };
};

/**
 * The events of one stream as happenings. A step whose time was corrected stands where it stands now, and says when it was first said to
 * have been; the correction itself stands where somebody wrote it.
 */
export function happeningsOf<E extends Event>(
  events: readonly E[],
  told: { what(event: E): string; texts?(event: E): readonly Words[] },
): Happening[] {
  const inForce = new Map<number, Instant>();
  for (const event of events) if (event.corrects !== undefined) inForce.set(event.corrects, event.occurredAt);
  const whatOf = (version: number | undefined) => {
    const step = events.find((event) => event.version === version);
    return step === undefined
      ? ''
      : `: “${told.what(step)}” is now said to have been at ${clock(inForce.get(step.version) ?? step.occurredAt)}`;
  };
  return events.map((event) => {
    const isCorrection = event.corrects !== undefined;
    const now = inForce.get(event.version);
    const texts = told.texts?.(event) ?? [];
    return {
      key: `${event.stream} ${event.version}`,
      at: isCorrection ? event.recordedAt : (now ?? event.occurredAt),
      ...(now === undefined || now === event.occurredAt ? {} : { firstAt: event.occurredAt }),
      recordedAt: event.recordedAt,
      by: event.recordedBy,
      source: event.source,
      what: isCorrection ? `${told.what(event)}${whatOf(event.corrects)}` : told.what(event),
      ...whoseOf(event),
      ...(texts.length === 0 ? {} : { texts }),
      ...(isCorrection ? { isCorrection: true as const } : {}),
    };
  });
}

/** A job that was given to somebody by name: by Vigil, or by the shift lead. */
function whoseOf({ type, data, recordedBy }: Event): { whose?: string } {
  const by = type === 'WorkTaken' ? data?.by : undefined;
  return typeof by === 'string' && by !== recordedBy ? { whose: by } : {};
}

/** Every account of a story: whoever wrote something down, and whose something became. */
export function accountsOf(happenings: readonly Happening[]): string[] {
  return [...new Set(happenings.flatMap(({ by, whose }) => (whose === undefined ? [by] : [by, whose])))];
}

/** What happened, with whose it became. */
export function whatOf({ what, whose }: Happening, nameOf: (account: string, source: string) => string): string {
  return whose === undefined ? what : `${what}: ${nameOf(whose, 'page')}`;
}

/** Whether somebody wrote it down well after it happened, in words. */
export function writtenWords({ at, firstAt, recordedAt }: Happening): { written: string; later?: string } {
  const late = recordedAt - (firstAt ?? at);
  if (late < 5_000) return { written: 'at once' };
  return { written: showTimeSeconds(recordedAt), ...(late >= 60_000 ? { later: `${showMinutes(late)} later` } : {}) };
}

/** The post of an account that is no person: it keeps its name where those of people are left out. */
export const MACHINE = 'Machine';

/**
 * The people of a story by name, or, for whoever may not know them, by their post as the first, the second: the same one throughout.
 * `posts`: by account, in words; `names` has the machines' in any case.
 */
export function peopleOf(
  happenings: readonly Happening[],
  about: { names: ReadonlyMap<string, string>; posts: ReadonlyMap<string, string>; withNames: boolean; itself: string },
): (account: string, source: string) => string {
  const told = new Map<string, string>();
  const counts = new Map<string, number>();
  const known = happenings.flatMap(({ by, source, whose }) => [
    ...(source === 'job' ? [] : [by]),
    ...(whose === undefined ? [] : [whose]),
  ]);
  for (const by of known) {
    if (told.has(by)) continue;
    const post = about.posts.get(by) ?? 'Member of staff';
    const nth = (counts.get(post) ?? 0) + 1;
    counts.set(post, nth);
    told.set(by, post === MACHINE ? (about.names.get(by) ?? MACHINE) : `${post} ${nth}`);
  }
  return (account, source) => {
    if (source === 'job' || account === about.itself) return 'Vigil';
    return about.withNames ? (about.names.get(account) ?? 'somebody') : (told.get(account) ?? 'Member of staff');
  };
}

const clock = (at: Instant) => `${showTimeSeconds(at)} on ${showDay(at)}`;
