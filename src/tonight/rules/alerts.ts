import type { Role } from '#people';
import { type Instant, minutes, plus, seconds } from '#shared';

export const alertKinds = {
  'pass-not-confirmed': 'A pass to 999 is not confirmed',
  'no-doctor': 'A base has no doctor',
  'found-shut': 'An open base was found shut',
  'base-past-until': 'A base should be open again',
  census: 'A case is not as its events say',
  'overdue-case': 'A patient is late',
  'overdue-work': 'Something that somebody owes is late',
  'stuck-lease': 'A case is held by somebody who has not touched it',
  'follower-stuck': 'Something that reads the record has stopped',
  'channel-dropped': 'Messages to practices do not go out',
} as const;
export type AlertKind = keyof typeof alertKinds;

/** When an alert of a kind is raised, how often it is said again, and who is told after whom. */
export type AlertRule = { afterMs: number; againMs: number; ladder: readonly Role[]; climbsAfter: number };

const ladder: readonly Role[] = ['shift-lead', 'medical-director', 'administrator'];

/** Settings of the service (decision 0022): the order is that of the list of kinds, the gravest first. */
export const alertRules: { readonly [K in AlertKind]: AlertRule } = {
  'pass-not-confirmed': { afterMs: 0, againMs: minutes(1), ladder, climbsAfter: 2 },
  'no-doctor': { afterMs: minutes(5), againMs: minutes(5), ladder, climbsAfter: 3 },
  'found-shut': { afterMs: 0, againMs: minutes(5), ladder, climbsAfter: 2 },
  'base-past-until': { afterMs: minutes(5), againMs: minutes(10), ladder, climbsAfter: 3 },
  census: { afterMs: 0, againMs: minutes(5), ladder, climbsAfter: 3 },
  'overdue-case': { afterMs: 0, againMs: minutes(5), ladder, climbsAfter: 3 },
  'overdue-work': { afterMs: 0, againMs: minutes(10), ladder, climbsAfter: 3 },
  'stuck-lease': { afterMs: 0, againMs: minutes(5), ladder, climbsAfter: 3 },
  'follower-stuck': {
    afterMs: seconds(60),
    againMs: minutes(5),
    ladder: ['administrator', 'shift-lead'],
    climbsAfter: 2,
  },
  'channel-dropped': { afterMs: 0, againMs: minutes(10), ladder, climbsAfter: 3 },
};

export function alertRule(kind: string): AlertRule {
  return alertRules[(kind in alertRules ? kind : 'census') as AlertKind];
}

/** Something that is so now, and since when: what is at fault, by id, and codes and numbers to say it with. */
export type Fault = { kind: AlertKind; subject: string; since: Instant; detail: Record<string, unknown> };

/** Faults that have lasted long enough to be an alert. */
export function dueAlerts(faults: readonly Fault[], now: Instant): Fault[] {
  return faults.filter(({ kind, since }) => plus(since, alertRules[kind].afterMs) <= now);
}

export type Said = { kind: string; saidAt: Instant; rings: number; step: number; acknowledged: boolean };

/**
 * Whether an alert is to be said again now, and to whom: until a named person has acknowledged it, once an interval, and one
 * role further up after so many times that nobody answered.
 */
export function sayAgain({ kind, saidAt, rings, acknowledged }: Said, now: Instant) {
  const { againMs, ladder: roles, climbsAfter } = alertRule(kind);
  if (acknowledged || now < plus(saidAt, againMs)) return undefined;
  const times = rings + 1;
  return { rings: times, step: Math.min(roles.length - 1, Math.floor((times - 1) / climbsAfter)) };
}

/** The gravest kind first, then those that nobody has acknowledged, then the longest: a storm of one kind hides no graver one. */
export function inGravity<One extends { kind: string; raisedAt: Instant; acknowledged?: unknown }>(
  all: readonly One[],
): One[] {
  const kinds = Object.keys(alertKinds);
  const rank = ({ kind }: One) => (kinds.includes(kind) ? kinds.indexOf(kind) : kinds.length);
  return [...all].sort(
    (a, b) =>
      Number(a.acknowledged !== undefined) - Number(b.acknowledged !== undefined) ||
      rank(a) - rank(b) ||
      a.raisedAt - b.raisedAt,
  );
}
