import { leadsTo } from '#api';
import type { Instant, Problem } from '#shared';
import { type CaseState, isOpen, queueOf } from './case.ts';
import { caseLifecycle } from './caseSteps.ts';
import { loweringReasons, queues } from './codes.ts';
import type { CaseEvent } from './events.ts';

/** One decision, about to be written: the state before, the events, the state after, and, once folded, the clocks. */
export type Change = {
  before: CaseState;
  after: CaseState;
  events: readonly CaseEvent[];
  clocks?: readonly { outcome: string; dueAt: Instant | null }[];
};

/** What must be true of every case after every decision. Each rule answers whether it is kept. */
export const caseRules: { readonly [rule: string]: (change: Change) => boolean } = {
  'an open case is in exactly one owning queue': ({ after }) => !isOpen(after) || queueOf(after) in queues,
  'a closed case is in no queue and in nobody’s hands': ({ after }) =>
    after.state !== 'closed' || (after.holder === undefined && after.movedTo === undefined),
  'a case passes from one person to another only by being given back': ({ before, after, events }) => {
    const [had, has] = [holderOf(before), holderOf(after)];
    return had === undefined || has === undefined || had === has || events.some(({ type }) => type === 'CaseReleased');
  },
  'a priority never falls without a named reason': ({ before, after, events }) =>
    !fell(before, after, 'priority') || events.some(lowers('PriorityChanged')),
  'an urgency never falls without a named reason': ({ before, after, events }) =>
    !fell(before, after, 'urgency') || events.some(lowers('UrgencyChanged')),
  'a case goes only where the table leads': ({ before, after, events }) =>
    events.every(({ type }) => stepsOf(type).length > 0) &&
    (before.state === after.state || events.some(({ type }) => goes(type, before.state, after.state))),
  'the times of its steps never run backwards': ({ after }) => {
    if (after.state === 'none') return true;
    const times = [after.answeredAt, ...after.steps.map(({ at }) => at)];
    return times.every((at, index) => index === 0 || (times[index - 1] ?? at) <= at);
  },
  'an open case has a running deadline': ({ after, clocks }) =>
    !isOpen(after) || !clocks || clocks.some(({ outcome, dueAt }) => outcome === 'open' && dueAt !== null),
};

export function brokenRules(change: Change): string[] {
  return Object.entries(caseRules).flatMap(([rule, kept]) => (kept(change) ? [] : [rule]));
}

/**
 * The last check before a decision is written. A broken rule is a fault of ours: tests throw on it (`strict`), a
 * running service refuses the command and so leaves the case where it was.
 */
export function faultsOf(change: Change, strict: boolean): Problem[] {
  const broken = brokenRules(change);
  if (broken.length > 0 && strict) throw new Error(`A decision broke the rules: ${broken.join('; ')}`);
  return broken.map((rule) => ({
    code: 'rule-broken',
    message: `Nothing was changed, because it would break a rule of safety: ${rule}. Tell the shift lead.`,
  }));
}

const grades = { other: 0, urgent: 1, 'less-urgent': 0, emergency: 2 } as const;

function fell(before: CaseState, after: CaseState, what: 'priority' | 'urgency'): boolean {
  const [was, is] = [before, after].map((state) =>
    what in state ? (state as Record<string, unknown>)[what] : undefined,
  );
  if (was === undefined || is === undefined) return false;
  return grades[is as keyof typeof grades] < grades[was as keyof typeof grades];
}

function lowers(type: 'PriorityChanged' | 'UrgencyChanged') {
  return (event: CaseEvent) => event.type === type && (event.data as { reason: string }).reason in loweringReasons;
}

function holderOf(state: CaseState): string | undefined {
  return state.state === 'none' ? undefined : state.holder?.account;
}

/** The steps that may write an event of a type: worked out once from the table. */
const writers = new Map<string, string[]>();
for (const [name, { event, also = [] }] of Object.entries(caseLifecycle.steps)) {
  for (const type of [event, ...also]) writers.set(type, [...(writers.get(type) ?? []), name]);
}

function stepsOf(type: string): readonly string[] {
  return writers.get(type) ?? [];
}

function goes(type: string, from: string, to: string): boolean {
  return stepsOf(type).some((name) => leadsTo(caseLifecycle, name, from).includes(to));
}
