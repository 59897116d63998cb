import { z } from 'zod';
import { decided } from '#api';
import { refused } from '#shared';
import { isOpen, placeOf } from './case.ts';
import { caseCommand, occurredAt, placeNamed, placeSlug, when } from './caseCommand.ts';
import { notOfThisCar } from './crew.ts';

export const arrive = caseCommand('arrive', {
  summary:
    'The patient is in the waiting room. Nothing stops: they are seen when the consultation starts (NQR 12), not when they come.',
  needs: ['places'],
  body: z.strictObject({ place: placeSlug('the base that they came to').optional(), occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state) || !('place' in state)) return refused();
    if (state.place === 'visit') {
      const message = 'The patient is to be seen at home. Change the place first, with its reason.';
      return refused({ code: 'other-place', message });
    }
    const said = body.place === undefined ? undefined : placeNamed({ ...base, slug: body.place }, facts);
    if (said && !said.ok) return said;
    const place = said?.value.id ?? placeOf(state);
    if (place === undefined) {
      return refused({ field: 'place', code: 'missing', message: 'Say which base they came to.' });
    }
    const at = when(state, body.occurredAt, facts);
    return at.ok ? decided({ type: 'PatientArrived', occurredAt: at.value, data: { place } }) : at;
  },
});

export const didNotWait = caseCommand('did-not-wait', {
  summary: 'The patient came and went away unseen. The case stays open and somebody is to ring them; no clock stops.',
  body: z.strictObject({ occurredAt }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const place = placeOf(state);
    if (place === undefined) {
      return refused({ code: 'not-at-a-base', message: 'This patient is not at a base. They are to be rung back.' });
    }
    const at = when(state, body.occurredAt, facts);
    return at.ok ? decided({ type: 'DidNotWait', occurredAt: at.value, data: { place } }) : at;
  },
});

export const didNotAttend = caseCommand('did-not-attend', {
  summary:
    'The patient never came, or nobody was there when the car came. The case stays open and somebody is to ring them.',
  needs: ['crew'],
  body: z.strictObject({ occurredAt }),
  decide(state, body, facts) {
    const place = placeOf(state);
    if (!isOpen(state) || place === undefined) return refused();
    const other = notOfThisCar(state, facts);
    if (other) return refused(other);
    const at = when(state, body.occurredAt, facts);
    if (!at.ok) return at;
    if (state.state === 'booked' && at.value < state.slotAt) {
      const message = 'They are not due yet. Wait until the time that they are booked for.';
      return refused({ field: 'occurredAt', code: 'not-due-yet', message });
    }
    return decided({ type: 'DidNotAttend', occurredAt: at.value, data: { place } });
  },
});

const base = { field: 'place', kinds: ['base', 'elsewhere'] as const };
