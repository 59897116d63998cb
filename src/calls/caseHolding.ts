import { z } from 'zod';
import { choice, decided, text } from '#api';
import type { Role } from '#people';
import { ok, refused } from '#shared';
import { isOpen, naturalQueue, type OpenCase, queueOf } from './case.ts';
import { type CaseKind, caseCommand, textOf } from './caseCommand.ts';
import { moveReasons, type Queue, queues } from './codes.ts';

const mayTakeFromOthers: readonly Role[] = ['shift-lead', 'medical-director'];

/** Whether somebody may take a case out of another person's hands. */
export function mayTakeBack(roles: readonly Role[]): boolean {
  return roles.some((role) => mayTakeFromOthers.includes(role));
}

export const takeCase = caseCommand('take-case', {
  summary: 'Takes the case: one person at a time has it.',
  body: z.strictObject({}),
  decide(state, _, facts) {
    if (isOpen(state) && state.holder) {
      return refused({ code: 'held-by-you', message: 'You have this case already. Go on with it.' });
    }
    return decided({ type: 'CaseTaken', occurredAt: facts.now, data: { by: facts.actor.account } });
  },
});

export const releaseCase = caseCommand('release-case', {
  summary: 'Gives the case back to its queue. A shift lead may take it out of another person’s hands.',
  body: z.strictObject({}),
  decide(state, _, facts) {
    if (!isOpen(state) || !state.holder) {
      return refused({ code: 'held-by-nobody', message: 'Nobody has this case. Take it if you want it.' });
    }
    const { account } = state.holder;
    if (account !== facts.actor.account && !mayTakeBack(facts.actor.roles)) {
      const message = `${account} has this case. Only they or the shift lead can give it back.`;
      return refused({ code: 'held-by-other', message });
    }
    return decided({ type: 'CaseReleased', occurredAt: facts.now, data: {} });
  },
});

export const moveCase = caseCommand('move-case', {
  summary: 'Moves the case to another queue. Its clocks keep their start, and nobody holds it.',
  body: z.strictObject({
    to: choice(queues, 'a queue'),
    reason: choice(moveReasons, 'why it is moved'),
    explanation: text('an explanation', 2000).optional(),
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const problem = cannotMove(state, body.to);
    if (problem) return refused({ field: 'to', ...problem });
    const { to, reason, explanation } = body;
    const events: CaseKind['event'][] = [{ type: 'CaseMoved', occurredAt: facts.now, data: { to, reason } }];
    if (explanation === undefined) return ok({ events });
    return ok({ events, writes: [textOf(state, 'move', { at: facts.now, body: explanation })] });
  },
});

/** A queue where somebody is at work can only be gone back to; a ring-back queue must agree with the priority. */
function cannotMove(state: OpenCase, to: Queue): { code: string; message: string } | undefined {
  if (to === queueOf(state))
    return { code: 'no-change', message: `It is in “${queues[to]}” already. Choose another queue.` };
  if (to === naturalQueue(state)) return undefined;
  if (to === 'in-assessment' || to === 'in-consultation' || to === 'to-close') {
    return {
      code: 'queue-of-work',
      message: `Nobody can put it in “${queues[to]}”: it gets there when the work is done.`,
    };
  }
  if (to !== 'to-assess-urgent' && to !== 'to-assess-other') return undefined;
  if (to !== `to-assess-${state.priority}`) {
    return {
      code: 'change-priority-instead',
      message: 'That queue is for another priority. Change the priority, with its reason, instead.',
    };
  }
  return undefined;
}
