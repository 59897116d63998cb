import { z } from 'zod';
import { choice, text, ticked } from '#api';
import { ok, refused } from '#shared';
import { isOpen } from '../case.ts';
import { type CaseKind, caseCommand, noted, occurredAt, textOf } from '../caseCommand.ts';
import { raisedAt, raises } from '../caseRaising.ts';
import { contactResults, welfareBy, welfareResults } from '../codes.ts';

export const tryContact = caseCommand('try-contact', {
  summary:
    'The patient was rung, and what came of it. A try is written down when it is made: no time can be given. Where nobody was reached, the case goes back to its queue.',
  body: z.strictObject({
    result: choice(contactResults, 'what came of it'),
    note: text('what was heard', 2000).optional(),
    keep: ticked('that you keep the case').optional(),
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const data = { result: body.result, try: state.beside.tries.length + 1 };
    const events: CaseKind['event'][] = [{ type: 'ContactTried', occurredAt: facts.now, data }];
    const atWork = state.state === 'in-assessment' || state.state === 'in-consultation';
    if (body.result !== 'spoke' && !body.keep && !atWork && state.holder?.account === facts.actor.account) {
      events.push({ type: 'CaseReleased', occurredAt: facts.now, data: {} });
    }
    if (body.note === undefined) return ok({ events });
    return ok({ events, writes: [textOf(state, 'contact', { at: facts.now, body: body.note })] });
  },
});

export const welfareCheck = caseCommand('welfare-check', {
  summary:
    'Somebody went to look whether the patient is safe: who, and what they found. Whoever needs help goes up in the same decision.',
  body: z.strictObject({
    by: choice(welfareBy, 'who went to look'),
    result: choice(welfareResults, 'what they found'),
    note: text('what they said', 2000).optional(),
    occurredAt,
  }),
  decide(state, body, facts) {
    if (!isOpen(state)) return refused();
    const at = noted(state, body.occurredAt, facts);
    if (!at.ok) return at;
    const checked = {
      type: 'WelfareChecked',
      occurredAt: at.value,
      data: { by: body.by, result: body.result },
    } as const;
    const up = body.result === 'needs-help' ? raises(state, 'got-worse', raisedAt(state, at.value)) : [];
    const writes = body.note === undefined ? [] : [textOf(state, 'contact', { at: facts.now, body: body.note })];
    return ok({ events: [checked, ...up], writes });
  },
});
