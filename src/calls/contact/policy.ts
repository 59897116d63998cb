import type { Role } from '#people';
import { type Instant, minutes, plus, showTime } from '#shared';
import type { Source } from '#standards';
import type { Beside } from '../caseBeside.ts';
import type { ContactResult, Priority, Urgency } from '../codes.ts';
import { type Edition, inForce } from '../settings/edition.ts';

/** What must have been tried of a case of one grade. */
export type PolicyLine = {
  /** Tries that count. */
  tries: number;
  /** A try counts only this long after the last one that did. */
  apartMs: number;
  /** From the first try that counts to the last. */
  overMs: number;
  /** Somebody has seen that they are safe, or has looked in vain. */
  welfareCheck: boolean;
  mayClose: readonly Role[];
  source: Source;
};

/** What must have been tried before a case may end with nobody reached: data, a setting of the service, each with its source. */
export type ContactPolicy = { readonly [grade in Priority]: PolicyLine };

/** What a service has set in its place, each line in editions of its own. */
export type PolicyEditions = { readonly [grade in Priority]: readonly Edition<PolicyLine>[] };

/** Results that are a try: the telephone of the right person was rung. A wrong number says nothing of the patient. */
const counts: readonly ContactResult[] = ['no-reply', 'engaged', 'message-left'];

export const contactPolicy: ContactPolicy = {
  urgent: {
    tries: 3,
    apartMs: minutes(10),
    overMs: minutes(20),
    welfareCheck: true,
    mayClose: ['doctor', 'visiting-doctor', 'medical-director'],
    source: {
      tag: ['D'],
      says: 'Ours: no national rule gives a number. A doctor decides, after somebody has been to look.',
    },
  },
  other: {
    tries: 3,
    apartMs: minutes(15),
    overMs: minutes(45),
    welfareCheck: false,
    mayClose: ['triage-nurse', 'doctor', 'visiting-doctor', 'medical-director'],
    source: { tag: ['D'], says: 'Ours: no national rule gives a number. A clinician decides, never a timer.' },
  },
};

/** The policy that was in force at an instant: what the service set, else ours. */
export function policyAt(editions: PolicyEditions | undefined, at: Instant): ContactPolicy {
  if (editions === undefined) return contactPolicy;
  return {
    urgent: inForce(editions.urgent, at, contactPolicy.urgent),
    other: inForce(editions.other, at, contactPolicy.other),
  };
}

/** The line of the policy that a case stands under: the graver of its first priority and of how soon it must be seen. */
export function gradeOf(about: { priority: Priority; urgency?: Urgency; worse?: boolean }): Priority {
  const grave =
    about.priority === 'urgent' || about.worse || about.urgency === 'emergency' || about.urgency === 'urgent';
  return grave ? 'urgent' : 'other';
}

export type Reached = {
  /** Tries that count since the patient was last spoken to or, after that, missed. */
  counted: number;
  /** When the next try would count; undefined where it would now, or where none is needed. */
  nextTryAt?: Instant;
  /** Somebody went to look since then, and found no need of help. */
  isChecked: boolean;
  /** What is still missing, in sentences; empty: the policy is met. */
  missing: readonly string[];
};

type Asked = { beside: Beside; grade: Priority; since?: Instant; policy?: ContactPolicy };

/**
 * How far the policy is met. `since`: only what was tried after it counts (the patient was missed then). Speaking to the
 * patient begins it anew: they were reached, and nobody may say that they were not.
 */
export function reachedBy({ beside, grade, since, policy = contactPolicy }: Asked): Reached {
  const line = policy[grade];
  const from = beginning(beside, since);
  const tried = countedTries(beside, from, line.apartMs);
  const checked = beside.welfare.some(({ at, result }) => at >= from && result !== 'needs-help');
  const [first, last] = [tried[0], tried.at(-1)];
  const short = line.tries - tried.length;
  const span = first === undefined || last === undefined ? 0 : last - first;
  const missing: string[] = [];
  const earliest = last === undefined ? undefined : plus(last, line.apartMs);
  const forSpan = first === undefined ? undefined : plus(first, line.overMs);
  const needsTry = short > 0 || span < line.overMs;
  const onlySpan = short <= 0 && span < line.overMs;
  const nextTryAt = !needsTry ? undefined : onlySpan ? later(earliest, forSpan) : earliest;
  if (short > 0)
    missing.push(`${tried.length} of ${line.tries} tries count: ${short} more, ${apart(line.apartMs)} apart`);
  if (onlySpan) missing.push(`the tries must lie ${line.overMs / minutes(1)} minutes apart from first to last`);
  if (line.welfareCheck && !checked) missing.push('a welfare check by somebody who went to look');
  return { counted: tried.length, ...(nextTryAt === undefined ? {} : { nextTryAt }), isChecked: checked, missing };
}

/**
 * When the tries began that are now made: the first that counts since the patient was last spoken to or, after that, missed. The edition of
 * the policy that was in force then holds until they end, so that no change can undo what was tried, or close what was not (decision 0029).
 */
export function runBegan({ beside, since }: Pick<Asked, 'beside' | 'since'>): Instant | undefined {
  return countedTries(beside, beginning(beside, since), 0)[0];
}

const beginning = (beside: Beside, since?: Instant) => Math.max(since ?? -Infinity, lastSpoken(beside) ?? -Infinity);

/** The whole refusal in one sentence: what is missing, and when the next try would count. */
export function missingWords({ missing, nextTryAt }: Reached, now: Instant): string {
  const when = nextTryAt === undefined || nextTryAt <= now ? '' : ` The next try counts from ${showTime(nextTryAt)}.`;
  return `Nobody may say yet that this patient cannot be reached. Missing: ${missing.join('; ')}.${when}`;
}

/** When each try was made that counts, in their order. */
function countedTries(beside: Beside, from: number, apartMs: number): Instant[] {
  const times: Instant[] = [];
  for (const { result, at } of [...beside.tries].sort((a, b) => a.at - b.at)) {
    const last = times.at(-1);
    if (at < from || !counts.includes(result)) continue;
    if (last === undefined || at - last >= apartMs) times.push(at);
  }
  return times;
}

function lastSpoken(beside: Beside): Instant | undefined {
  const spoken = [...beside.tries, ...beside.comfort].filter(({ result }) => result === 'spoke').map(({ at }) => at);
  return spoken.length === 0 ? undefined : (Math.max(...spoken) as Instant);
}

const apart = (ms: number) => `${ms / minutes(1)} minutes`;
const later = (a: Instant | undefined, b: Instant | undefined) => (a === undefined || (b ?? a) > a ? b : a);
