import type { Instant } from '#shared';
import type { OpenCase } from './case.ts';
import type { CaseKind } from './caseCommand.ts';
import type { Urgency } from './codes.ts';

const higher: { readonly [U in Urgency]: Urgency } = {
  'less-urgent': 'urgent',
  urgent: 'emergency',
  emergency: 'emergency',
};

/** One step up of whatever the case is waited for by: its first priority, or how soon the patient is to be seen. */
export function raises(state: OpenCase, reason: 'repeat-contact' | 'got-worse', at: Instant): CaseKind['event'][] {
  if ((state.state === 'to-assess' || state.state === 'advised') && state.priority === 'other') {
    return [{ type: 'PriorityChanged', occurredAt: at, data: { from: 'other', to: 'urgent', reason } }];
  }
  if (!('urgency' in state)) return [];
  const [from, to] = [state.urgency, higher[state.urgency]];
  return from === to ? [] : [{ type: 'UrgencyChanged', occurredAt: at, data: { from, to, reason } }];
}

/** A raising is a step that clocks read: never before the last one, however early the caller was heard. */
export function raisedAt(state: OpenCase, at: Instant): Instant {
  const last = state.steps.at(-1)?.at ?? at;
  return last > at ? last : at;
}
