import type { z } from 'zod';
import { choice, ticked, whole } from '#api';
import type { Role } from '#people';
import { minutes } from '#shared';
import type { Source } from '#standards';
import type { PolicyLine } from '../contact/policy.ts';
import type { LeaseLengths } from '../lease/lease.ts';

export const settingKinds = {
  'contact-urgent': 'When nobody answers: urgent',
  'contact-other': 'When nobody answers: other',
  lease: 'Who has a case, and for how long',
} as const;
export type SettingKind = keyof typeof settingKinds;

/** Who may say that a patient cannot be reached. Closed, so that no edition leaves it to nobody, or to somebody who is no clinician. */
export const closers = {
  clinicians: {
    words: 'A nurse or a doctor',
    roles: ['triage-nurse', 'doctor', 'visiting-doctor', 'medical-director'],
  },
  doctors: { words: 'A doctor', roles: ['doctor', 'visiting-doctor', 'medical-director'] },
  'medical-director': { words: 'The medical director', roles: ['medical-director'] },
} as const satisfies Record<string, { words: string; roles: readonly Role[] }>;
export type Closers = keyof typeof closers;

/** What a service can set of the policy, as it is asked for and kept. No edition asks for less than two tries, five minutes apart (decision 0029). */
export const contactValues = {
  tries: whole('how many tries', 2, 10),
  apartMinutes: whole('how many minutes apart', 5, 120),
  overMinutes: whole('over how many minutes', 5, 720),
  welfareCheck: ticked('that somebody goes to look').default(false),
  closers: choice(closers, 'who may close'),
};
export type ContactValues = z.output<z.ZodObject<typeof contactValues>>;

/** The same of leases. A stuck one is looked at no sooner than one without a sign of life would have ended. */
export const leaseValues = {
  lapseMinutes: whole('after how many minutes of silence', 3, 60),
  consultingMinutes: whole('after how many minutes while they are with the patient', 15, 240),
  stuckMinutes: whole('after how many minutes without a step', 15, 240),
};
export type LeaseValues = z.output<z.ZodObject<typeof leaseValues>>;

export function policyLine(values: ContactValues, source: Source): PolicyLine {
  const { tries, apartMinutes, overMinutes, welfareCheck } = values;
  const mayClose = closers[values.closers].roles;
  return { tries, apartMs: minutes(apartMinutes), overMs: minutes(overMinutes), welfareCheck, mayClose, source };
}

export function contactValuesOf({ tries, apartMs, overMs, welfareCheck, mayClose }: PolicyLine): ContactValues {
  return {
    tries,
    apartMinutes: apartMs / minutes(1),
    overMinutes: overMs / minutes(1),
    welfareCheck,
    closers: closersOf(mayClose),
  };
}

/** Which of the three it is: never fewer people than the line names. */
export function closersOf(mayClose: readonly Role[]): Closers {
  if (mayClose.includes('triage-nurse')) return 'clinicians';
  return mayClose.includes('doctor') ? 'doctors' : 'medical-director';
}

export function leaseLengths({ lapseMinutes, consultingMinutes, stuckMinutes }: LeaseValues): LeaseLengths {
  return {
    lapseMs: minutes(lapseMinutes),
    consultingMs: minutes(consultingMinutes),
    stuckMs: minutes(stuckMinutes),
  };
}

export function leaseValuesOf({ lapseMs, consultingMs, stuckMs }: LeaseLengths): LeaseValues {
  return {
    lapseMinutes: lapseMs / minutes(1),
    consultingMinutes: consultingMs / minutes(1),
    stuckMinutes: stuckMs / minutes(1),
  };
}

/** A policy in one sentence, as it stands on every page that goes by it. */
export function policyWords(line: PolicyLine): string {
  const { tries, apartMinutes, overMinutes, welfareCheck } = contactValuesOf(line);
  const look = welfareCheck ? ', then a welfare check' : '';
  return `${tries} tries, each ${apartMinutes} minutes after the last, over ${overMinutes} minutes or more${look}; closed by ${closerWords(line)}`;
}

export function closerWords({ mayClose }: PolicyLine): string {
  const { words } = closers[closersOf(mayClose)];
  return words.charAt(0).toLowerCase() + words.slice(1);
}
