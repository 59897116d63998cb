import { z } from 'zod';
import { choice, decided, idOf, text } from '#api';
import { ok, refused } from '#shared';
import { caseCommand, textOf } from './caseCommand.ts';

const note = idOf('the special note');

export const readSpecialNote = caseCommand('read-special-note', {
  summary: 'Somebody opened the practice’s special note for this case: the practice is told that it was read.',
  body: z.strictObject({ note }),
  decide: (_, body, facts) => decided({ type: 'SpecialNoteRead', occurredAt: facts.now, data: { note: body.note } }),
});

export const answerSpecialNote = caseCommand('answer-special-note', {
  summary:
    'After use: is the special note still true, and if not, what is not? The answer goes to the practice that wrote it. The last answer holds.',
  body: z.strictObject({
    note,
    stillTrue: choice({ yes: 'Yes', no: 'No' }, 'whether it is still true'),
    what: text('what is no longer true', 500).optional(),
  }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    if (!state.beside.specialNotes.some(({ id }) => id === body.note)) {
      return refused({
        field: 'note',
        code: 'not-read',
        message: 'Nobody has read this note for this case. Read it first.',
      });
    }
    const stillTrue = body.stillTrue === 'yes';
    if (!stillTrue && body.what === undefined) {
      const message = 'Write what is no longer true: the practice reads it.';
      return refused({ field: 'what', code: 'missing', message });
    }
    const answered = {
      type: 'SpecialNoteAnswered',
      occurredAt: facts.now,
      data: { note: body.note, stillTrue },
    } as const;
    const writes = stillTrue ? [] : [textOf(state, 'note', { at: facts.now, body: body.what ?? '' })];
    return ok({ events: [answered], writes });
  },
});
