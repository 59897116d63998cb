import { type Instant, plus } from '#shared';
import { workKinds } from './kinds.ts';
import type { Need } from './needs.ts';
import { workId } from './work.ts';

const kind = 'ring-back-abandoned';

/** The first ring-back that an abandoned call makes somebody owe, or the next one after `tries` that reached nobody. */
export function ringBack(call: string, at: Instant, tries = 0): Need {
  const subject = tries === 0 ? call : `${call}:${tries + 1}`;
  return { id: workId(kind, subject, at), kind, subject, raisedAt: at, dueAt: plus(at, workKinds[kind].dueMs) };
}

/** Whether a ring-back that ended so is to be made again, after `tries` of them. */
export function ringsAgain(result: string, tries: number): boolean {
  const { again } = workKinds[kind];
  return (again?.results.includes(result) ?? false) && tries < (again?.most ?? 0);
}
