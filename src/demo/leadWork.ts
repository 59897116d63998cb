import { atLocal } from '#shared';
import { SUNDAY } from './moments.ts';
import type { Notebook } from './notebook.ts';

const LEAD = 'd.okafor';

/** What Dana Okafor said that she had seen, by what each alert is about. The service raised it; she finds it among the open ones. */
const seen: readonly { at: string; where: { kind: string; place?: string; number?: string } }[] = [
  { at: '20:33:00', where: { kind: 'no-doctor', place: 'canal-bridge' } },
  { at: '21:04:00', where: { kind: 'overdue-case', number: '2803-081' } },
  { at: '21:37:00', where: { kind: 'channel-dropped' } },
  { at: '22:24:00', where: { kind: 'overdue-work', number: '2803-112' } },
  // The message that has not gone, which Y. Castell has.
  { at: '22:25:30', where: { kind: 'overdue-work' } },
  { at: '22:33:00', where: { kind: 'overdue-case', number: '2803-103' } },
  { at: '22:46:20', where: { kind: 'overdue-case', number: '2803-124' } },
];

/** Four of the six items of action card 3. A patient has still to be moved from the shut base, and somebody is late. */
const done: readonly { at: string; item: string }[] = [
  { at: '20:41:10', item: 'notice-true' },
  { at: '20:44:00', item: 'tell-director' },
  { at: '20:46:30', item: 'call-in' },
  { at: '20:53:00', item: 'tell-111' },
];

/** What the shift lead of Easter Sunday did in the control room, beside what she wrote in the log. */
export function leadWork(book: Notebook): void {
  for (const { at: time, where } of seen) {
    const at = atLocal(SUNDAY, time);
    const find = { path: `/alerts?service=${book.service}`, list: 'alerts', where };
    const path = '/alerts/:found/acknowledge';
    const stream = book.id(at, `alert ${where.kind} ${where.number ?? where.place}`);
    book.write({ at, actor: LEAD, stream, awaits: true, find, command: 'acknowledge-alert', path, body: {} });
  }
  for (const { at: time, item } of done) {
    const at = atLocal(SUNDAY, time);
    const id = book.id(at, `card 3 ${item}`);
    const body = { id, service: book.service, level: 3, item };
    const path = '/tonight/level/done';
    book.write({ at, actor: LEAD, stream: id, with: ['action card'], command: 'tick-card-item', path, body });
  }
}
