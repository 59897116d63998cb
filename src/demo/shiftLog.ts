import { atLocal } from '#shared';
import { SUNDAY } from './moments.ts';
import type { Notebook } from './notebook.ts';

type Line = { at: string; by?: string; words?: string; person?: string; place?: string; answer?: string };

/** What Dana Okafor wrote down on Easter Sunday: whom she rang, and what she did. */
const lines: readonly Line[] = [
  { at: '16:04:00', words: 'Handover from K. Lindqvist. Canal Bridge: Dr Lowe not sure of 20:00, unwell.' },
  { at: '18:05:30', words: 'Dr Lowe is sick. Canal Bridge has no doctor from 20:00.', place: 'canal-bridge' },
  { at: '18:20:00', person: 'l.fenn', place: 'canal-bridge', answer: 'cannot-come' },
  { at: '19:12:00', person: 'j.farrow', place: 'canal-bridge', answer: 'no-reply' },
  { at: '19:40:00', person: 'c.lowe', place: 'canal-bridge', answer: 'no-reply' },
  { at: '20:10:00', person: 'c.lowe', place: 'canal-bridge', answer: 'no-reply' },
  { at: '20:34:30', words: 'Canal Bridge shut. Sign on door: ring 111.', place: 'canal-bridge' },
  { at: '22:15:00', person: 'j.sayle', place: 'car-2', words: 'For Car 2 at 00:00.', answer: 'no-reply' },
  { at: '22:41:00', person: 'c.lowe', place: 'canal-bridge', answer: 'no-reply' },
];

export function shiftLog(book: Notebook): void {
  for (const { at: time, by = 'd.okafor', ...said } of lines) {
    const at = atLocal(SUNDAY, time);
    const id = book.id(at, 'log line');
    const body = { id, service: book.service, kind: said.person ? 'rang' : 'note', ...said };
    book.write({
      at,
      actor: by,
      stream: id,
      with: ['shift log'],
      command: 'write-log-line',
      path: '/tonight/log',
      body,
    });
  }
}
