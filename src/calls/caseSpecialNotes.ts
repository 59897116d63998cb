import { z } from 'zod';
import { choice, decided, idOf } from '#api';
import { refused } from '#shared';
import { caseCommand } from './caseCommand.ts';

const note = idOf('the special note');

export const readSpecialNote = caseCommand('read-special-note', {
  summary: 'Somebody opened the practice’s special note for this case: the practice is told that it was read.',
  body: z.strictObject({ note }),
  decide: (_, body, facts) => decided({ type: 'SpecialNoteRead', occurredAt: facts.now, data: { note: body.note } }),
});

export const answerSpecialNote = caseCommand('answer-special-note', {
  summary: 'After use: is the special note still true? The answer goes to the practice that wrote it.',
  body: z.strictObject({ note, stillTrue: choice({ yes: 'Yes', no: 'No' }, 'whether it is still true') }),
  decide(state, body, facts) {
    if (state.state === 'none') return refused();
    if (!state.beside.specialNotes.some(({ id }) => id === body.note)) {
      return refused({
        field: 'note',
        code: 'not-read',
        message: 'Nobody has read this note for this case. Read it first.',
      });
    }
    const data = { note: body.note, stillTrue: body.stillTrue === 'yes' };
    return decided({ type: 'SpecialNoteAnswered', occurredAt: facts.now, data });
  },
});
