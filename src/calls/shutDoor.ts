import type { Tx } from '#database';
import { type Instant, type Problem, showTime } from '#shared';
import { type CaseState, isSentOn, placeOf } from './case.ts';

/** A base that is shut now: who shut it and when, and from when bookings are taken again. */
export type ShutBase = { by: string; since: Instant; until?: Instant };

/** Bases that are shut, by place: what this module is told by whoever keeps the doors and the public notices. */
export type ShutBases = (tx: Tx, about: { tenant: number; service: number }) => Promise<ReadonlyMap<number, ShutBase>>;

/** The base and time that a decision has newly promised to a patient. */
export function newlyPromised(before: CaseState, after: CaseState): { base: number; slotAt?: Instant } | undefined {
  const [was, is] = [promised(before), promised(after)];
  return is && (was?.base !== is.base || was.slotAt !== is.slotAt) ? is : undefined;
}

function promised(state: CaseState): { base: number; slotAt?: Instant } | undefined {
  if (state.state === 'booked') return { base: state.base, slotAt: state.slotAt };
  if (state.state === 'sent-elsewhere') return { base: state.base };
  if (state.state !== 'to-assess' && state.state !== 'in-assessment') return undefined;
  const base = isSentOn(state) ? placeOf(state) : undefined;
  return base === undefined ? undefined : { base };
}

/** Why nobody is sent to a base that is shut, whichever command would send them: a patient at a locked door at night (H15). */
export function shutDoor(
  promise: { base: number; slotAt?: Instant },
  shut: ReadonlyMap<number, ShutBase>,
  nameOf: (place: number) => string,
): Problem | undefined {
  const door = shut.get(promise.base);
  if (!door) return undefined;
  const { by, since, until } = door;
  if (until !== undefined && promise.slotAt !== undefined && promise.slotAt >= until) return undefined;
  const opens = until === undefined ? '' : ` until ${showTime(until)}`;
  const message = `${nameOf(promise.base)} is shut${opens}: ${by} shut it at ${showTime(since)}. Choose another base.`;
  return { field: 'place', code: 'base-shut', message };
}
