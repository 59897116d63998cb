import type { Instant } from '#shared';
import type { Action } from './notebook.ts';

/** What the plan says of one call or case up to an instant: its actions and everything its bodies said, the latest last. */
export type Told = { stream: string; actions: Action[]; said: Record<string, unknown>; last: string };

export function toldBy(plan: readonly Action[], kind: 'calls' | 'cases' | 'shifts', at?: Instant): Told[] {
  const streams = new Map<string, Told>();
  for (const action of plan) {
    const isOf = action.path.startsWith(`/${kind}`) || (kind === 'cases' && action.path === '/referrals');
    if (!isOf || (at !== undefined && action.at > at)) continue;
    const told = streams.get(action.stream) ?? { stream: action.stream, actions: [], said: {}, last: '' };
    told.actions.push(action);
    Object.assign(told.said, action.body);
    told.last = action.command;
    streams.set(action.stream, told);
  }
  return [...streams.values()];
}

export const when = (told: Told, command: string): Instant | undefined =>
  told.actions.findLast((action) => action.command === command)?.at;
