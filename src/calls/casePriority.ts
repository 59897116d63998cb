import { z } from 'zod';
import { choice, decided } from '#api';
import { type Problem, refused } from '#shared';
import { isOpen } from './case.ts';
import { type CaseFacts, caseCommand, heldByOther, occurredAt, when } from './caseCommand.ts';
import { clinicians } from './caseSteps.ts';
import { loweringReasons, type PriorityReason, priorities, raisingReasons, urgencies } from './codes.ts';

const reasons = { ...raisingReasons, ...loweringReasons };

export const changePriority = caseCommand('change-priority', {
  summary: 'Changes the first priority, with a reason. Lowering it is for a clinician; the clock keeps its start.',
  body: z.strictObject({
    to: choice(priorities, 'a priority'),
    reason: choice(reasons, 'why it is changed'),
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const from = state.priority;
    const { to, reason } = body;
    if (from === to) return refused(noChange(priorities[to]));
    const lower = to === 'other';
    const problem =
      wrongReason(reason, lower) ?? (lower ? (notClinician(facts) ?? heldByOther(state, facts)) : undefined);
    if (problem) return refused(problem);
    const at = when(state, body.occurredAt, facts);
    return at.ok ? decided({ type: 'PriorityChanged', occurredAt: at.value, data: { from, to, reason } }) : at;
  },
});

const order = ['less-urgent', 'urgent', 'emergency'] as const;

export const changeUrgency = caseCommand('change-urgency', {
  summary: 'Changes how soon the patient must be seen, with a reason. The clock keeps its start.',
  body: z.strictObject({
    to: choice(urgencies, 'an urgency'),
    reason: choice(reasons, 'why it is changed'),
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state) || !('urgency' in state)) return refused();
    const from = state.urgency;
    const { to, reason } = body;
    if (from === to) return refused(noChange(urgencies[to]));
    const lower = order.indexOf(to) < order.indexOf(from);
    const problem = wrongReason(reason, lower) ?? (lower ? heldByOther(state, facts) : undefined);
    if (problem) return refused(problem);
    const at = when(state, body.occurredAt, facts);
    return at.ok ? decided({ type: 'UrgencyChanged', occurredAt: at.value, data: { from, to, reason } }) : at;
  },
});

/** What goes up and what comes down have lists of their own: "the patient has got worse" lowers nothing. */
function wrongReason(reason: PriorityReason, lower: boolean): Problem | undefined {
  const list = lower ? loweringReasons : raisingReasons;
  if (reason in list) return undefined;
  const message = `That is no reason to ${lower ? 'lower' : 'raise'} it. Choose one of: ${Object.keys(list).join(', ')}.`;
  return { field: 'reason', code: lower ? 'reason-does-not-lower' : 'reason-does-not-raise', message };
}

function notClinician(facts: CaseFacts): Problem | undefined {
  if (facts.actor.roles.some((role) => clinicians.includes(role))) return undefined;
  return { field: 'to', code: 'clinician-needed', message: 'Only a clinician may lower a priority. Ask one to do it.' };
}

function noChange(words: string): Problem {
  return { field: 'to', code: 'no-change', message: `It is “${words}” already. Choose another, or leave it.` };
}
