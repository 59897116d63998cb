import { z } from 'zod';
import { decided } from '#api';
import { refused } from '#shared';
import { isOpen } from './case.ts';
import { caseCommand, occurredAt, when } from './caseCommand.ts';
import { notOfThisCar } from './crew.ts';

export const setOff = caseCommand('set-off', {
  summary: 'The car sets off to this visit. The face-to-face clock runs on (NQR 12).',
  needs: ['crew'],
  body: z.strictObject({ occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state) || !('car' in state)) return refused();
    const other = notOfThisCar(state, facts);
    if (other) return refused(other);
    const at = when(state, body.occurredAt, facts);
    return at.ok ? decided({ type: 'VisitSetOff', occurredAt: at.value, data: { car: state.car } }) : at;
  },
});

export const arriveVisit = caseCommand('arrive-visit', {
  summary: 'The car is at the door. Their consultation starts when the clinician starts to see them (NQR 12).',
  needs: ['crew'],
  body: z.strictObject({ occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state) || !('car' in state)) return refused();
    const other = notOfThisCar(state, facts);
    if (other) return refused(other);
    const at = when(state, body.occurredAt, facts);
    return at.ok ? decided({ type: 'VisitArrived', occurredAt: at.value, data: { car: state.car } }) : at;
  },
});
