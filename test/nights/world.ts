import { attempt, type Command, type Happened, type Kind } from '#api';
import {
  type CallKind,
  type CaseKind,
  type CaseLine,
  type CaseState,
  evolveCall,
  evolveCase,
  isOpen,
  noCall,
  noCase,
  type PassKind,
  perform,
  placeOf,
  queueOf,
  type WorkKindOf,
} from '#calls';
import type { baseCommands } from '#dispatch';
import { type Instant, instant } from '#shared';
import { defaultPack } from '#standards';
import { leaseUntil } from '../../src/calls/lease/lease.ts';
import { evolvePass, noPass, type Pass } from '../../src/calls/pass/pass.ts';
import { newlyPromised, shutDoor } from '../../src/calls/shutDoor.ts';
import type { WrittenNote } from '../../src/calls/triage/noteStore.ts';
import { evolveWork, noWork } from '../../src/calls/work/work.ts';
import { evolveBase, noBase } from '../../src/dispatch/base/base.ts';
import { evolveMessage, noMessage } from '../../src/handover/message.ts';
import type { MessageKind } from '../../src/handover/messageCommand.ts';

/** One night in memory: every stream of it, and what is kept beside them, as the stores keep it. */
export const SERVICE = 1;
export const TENANT = 1;
/** The clocks go back at 01:00 UTC on Sunday 25 October 2026: from Saturday 19:00 by the wall to Sunday 19:00 are 25 hours. */
export const NIGHT_FROM = instant('2026-10-24T18:00:00Z');
export const NIGHT_TO = instant('2026-10-25T19:00:00Z');

type BaseKind = (typeof baseCommands)[number] extends Command<infer K> ? K : never;
export type Kinds = {
  call: CallKind;
  case: CaseKind;
  pass: PassKind;
  work: WorkKindOf;
  base: BaseKind;
  message: MessageKind;
};
export type Of = keyof Kinds;
type States = { [K in Of]: Kinds[K]['state'] };
type EventIn = { [K in Of]: Happened<Kinds[K]['event']> };

export type Source = 'person' | 'job';
/** Who writes what nobody presses: what is not theirs was a person's act. */
export const BY_ITSELF = 'vigil';
export type Stream<K extends Of> = { id: string; state: States[K]; events: EventIn[K][] };
export type Logged = { of: Of; stream: string; version: number; type: string; source: Source };
export type Lease = { account: string; expiresAt: Instant; steppedAt: Instant };

export type World = {
  now: Instant;
  streams: { readonly [K in Of]: Map<string, Stream<K>> };
  /** In the order in which they were committed. */
  log: Logged[];
  /** What somebody was told is done, kept outside of all this: stream to its last version. */
  acknowledged: Map<string, { of: Of; version: number }>;
  leases: Map<string, Lease>;
  /** The number that a call came from. */
  lines: Map<string, string>;
  /** The calls in which somebody rang again about a case. */
  rangBack: Map<string, string[]>;
  notes: Map<string, { note: string; body: WrittenNote['body']; complete: boolean; at: Instant }[]>;
};

export function aWorld(): World {
  return {
    now: NIGHT_FROM,
    streams: {
      call: new Map(),
      case: new Map(),
      pass: new Map(),
      work: new Map(),
      base: new Map(),
      message: new Map(),
    },
    log: [],
    acknowledged: new Map(),
    leases: new Map(),
    lines: new Map(),
    rangBack: new Map(),
    notes: new Map(),
  };
}

export const folds: {
  readonly [K in Of]: { none: States[K]; evolve(state: States[K], id: string, event: EventIn[K]): States[K] };
} = {
  call: { none: noCall, evolve: evolveCall },
  case: { none: noCase, evolve: evolveCase },
  pass: { none: noPass, evolve: evolvePass },
  work: { none: noWork, evolve: evolveWork },
  base: { none: noBase, evolve: evolveBase as never },
  message: { none: noMessage, evolve: evolveMessage },
};
export const rule = { id: 1, clocks: defaultPack.clocks };

export function streamOf<K extends Of>(world: World, of: K, id: string): Stream<K> | undefined {
  return world.streams[of].get(id) as Stream<K> | undefined;
}
export function all<K extends Of>(world: World, of: K): Stream<K>[] {
  return [...world.streams[of].values()] as Stream<K>[];
}

type Written<K extends Of> = { id: string; by: string; source: Source; events: readonly Kinds[K]['event'][] };

/** The one way into the log: the events of one decision, all or none, numbered on from what is there. */
export function commit<K extends Of>(world: World, of: K, { id, by, source, events }: Written<K>): void {
  const stream = streamOf(world, of, id) ?? { id, state: folds[of].none, events: [] };
  (world.streams[of] as Map<string, Stream<K>>).set(id, stream);
  for (const event of events) {
    const version = stream.events.length + 1;
    const recorded = { ...event, version, recordedAt: world.now, recordedBy: by } as EventIn[K];
    stream.state = folds[of].evolve(stream.state, id, recorded);
    stream.events.push(recorded);
    world.log.push({ of, stream: id, version, type: event.type, source });
  }
}

export type Asked<K extends Of> = {
  id: string;
  command: Command<Kinds[K]>;
  body: Record<string, unknown>;
  facts: Kinds[K]['facts'];
  source?: Source;
};

/** One command of a stream that is no case; the answer is whether it was done. */
export function ask<K extends Exclude<Of, 'case'>>(
  world: World,
  of: K,
  { id, command, body, facts, source = 'person' }: Asked<K>,
): boolean {
  const state = streamOf(world, of, id)?.state ?? folds[of].none;
  const decision = attempt(command as unknown as Command<Kind>, { state, facts }, body);
  if (!decision.ok) return false;
  const events = decision.value.events as Kinds[K]['event'][];
  commit(world, of, { id, by: source === 'job' ? BY_ITSELF : facts.actor.account, source, events });
  for (const write of decision.value.writes ?? []) {
    const line = write as { table: string; call?: string; number?: string };
    if (line.table === 'call-line') world.lines.set(line.call ?? '', line.number ?? '');
  }
  return true;
}

/** One command of a case, with what its stage does beside: the shut door, the lease, the notes, the calls about it. */
export function askCase(world: World, { id, command, body, facts, source = 'person' }: Asked<'case'>): boolean {
  const state = streamOf(world, 'case', id)?.state ?? noCase;
  const performed = perform(command, { id, state, facts }, body);
  if (!performed.ok) return false;
  const { events, writes, state: after } = performed.value;
  const promise = newlyPromised(state, after);
  if (promise && shutDoor(promise, shutBases(world), String)) return false;
  commit(world, 'case', { id, by: source === 'job' ? BY_ITSELF : facts.actor.account, source, events });
  lease(world, { before: state, after, actor: facts.actor.account });
  for (const write of writes) {
    if (write.table !== 'note') continue;
    const { note, body: words, complete } = write;
    const written = { note, body: words, complete, at: world.now };
    world.notes.set(id, [...(world.notes.get(id) ?? []), written]);
  }
  for (const event of events)
    if (event.type === 'RangBack' && event.data.call)
      world.rangBack.set(id, [...(world.rangBack.get(id) ?? []), event.data.call]);
  return true;
}

export function shutBases(world: World) {
  const shut = new Map<number, { by: string; since: Instant; until?: Instant }>();
  for (const { state } of all(world, 'base')) if (state.state === 'shut') shut.set(state.place, state);
  return shut;
}

/** As the row of a lease follows from a decision: a step of the holder renews it, giving back ends it. */
export function lease(world: World, about: { before: CaseState; after: CaseState; actor: string }): void {
  const { before, after, actor } = about;
  const [had, has] = [holderOf(before), holderOf(after)];
  if (after.state === 'none' || (had === undefined && has === undefined)) return;
  if (has === undefined) return void world.leases.delete(after.id);
  if (has === had && has !== actor) return;
  const expiresAt = leaseUntil(world.now, { state: after.state, isPlayed: false });
  world.leases.set(after.id, { account: has, expiresAt, steppedAt: world.now });
}

export function holderOf(state: CaseState): string | undefined {
  return isOpen(state) ? state.holder?.account : undefined;
}

/** A case as the lists know it. */
export function lineOf({ id, state }: Stream<'case'>): CaseLine | undefined {
  if (state.state === 'none') return undefined;
  const heldBy = holderOf(state);
  const place = placeOf(state);
  return {
    ...{ id, number: state.number, state: state.state, priority: state.priority, openedAt: state.answeredAt },
    ...{ repeatTimes: state.repeatTimes, tries: state.beside.tries.length },
    ...(isOpen(state) ? { queue: queueOf(state) } : {}),
    ...('place' in state && state.place ? { placeKind: state.place } : {}),
    ...('urgency' in state && state.urgency ? { urgency: state.urgency } : {}),
    ...(heldBy === undefined ? {} : { heldBy }),
    ...(place === undefined ? {} : { place }),
    ...(state.state === 'booked' ? { slotAt: state.slotAt } : {}),
  };
}

/** The passes that run for a patient: for the case, for its first call, or for one in which they rang back. */
export function passesFor(world: World, id: string): Pass[] {
  const state = streamOf(world, 'case', id)?.state;
  const call = state && state.state !== 'none' ? state.call : undefined;
  const subjects = new Set([id, ...(call === undefined ? [] : [call]), ...(world.rangBack.get(id) ?? [])]);
  return all(world, 'pass').flatMap(({ state: pass }) =>
    pass.state === 'running' && [pass.case, pass.call].some((one) => one !== undefined && subjects.has(one))
      ? [pass]
      : [],
  );
}
