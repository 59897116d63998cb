import { z } from 'zod';
import { choice, idOf } from '#api';
import { ok, refused } from '#shared';
import { caseCommand } from './caseCommand.ts';
import { linkKinds, unlinkReasons } from './codes.ts';

const to = idOf('the other case');

export const linkCase = caseCommand('link-case', {
  summary:
    'Links two cases: the same matter again, the same contact twice, or the same patient. Both stay as they are.',
  needs: ['linked'],
  body: z.strictObject({ to, as: choice(linkKinds, 'what they have in common') }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    const no = (code: string, message: string) => refused({ field: 'to', code, message });
    if (body.to === state.id) return no('the-same-case', 'This is the same case. Choose the other one.');
    if (!facts.linkedIsCase) return no('case-unknown', 'There is no such case. Choose it from the list.');
    if (state.beside.links.some((link) => link.to === body.to && link.as === body.as)) {
      return no('no-change', 'They are linked so already.');
    }
    const link = { to: body.to, as: body.as };
    return ok({
      events: [{ type: 'CaseLinked', occurredAt: facts.now, data: link }],
      writes: [{ table: 'link', ...link }],
    });
  },
});

export const unlinkCase = caseCommand('unlink-case', {
  summary: 'Takes a link away, with a reason. That they were linked stays on record.',
  body: z.strictObject({ to, reason: choice(unlinkReasons, 'why') }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    if (!state.beside.links.some((link) => link.to === body.to)) {
      return refused({ field: 'to', code: 'not-linked', message: 'They are not linked.' });
    }
    return ok({
      events: [{ type: 'CaseUnlinked', occurredAt: facts.now, data: { to: body.to, reason: body.reason } }],
      writes: [{ table: 'link', to: body.to, as: 'taken-away' }],
    });
  },
});
