import type { StoredEvent } from '#database';
import type { Instant } from '#shared';
import type { RecordedMessageEvent } from './events.ts';
import { handoverSettings } from './settings.ts';

/** What an event of the log asks of this module: one thing at most. */
export type Task = { tenant: number; stream: string; version: number; kind: TaskKind; at: Instant };
/** Of a case: closed, a note, another patient. Of a message: it needs somebody, or needs nobody any more. */
export type TaskKind = 'closed' | 'note' | 'patient' | 'exception' | 'resolved';

export function taskOf(event: StoredEvent): Task | undefined {
  const kind = kindOf(event as unknown as RecordedMessageEvent & { type: string });
  const { tenant, stream, version, occurredAt: at } = event;
  return kind && { tenant, stream, version, kind, at };
}

const ofCases: { readonly [type: string]: TaskKind } = {
  CaseClosed: 'closed',
  NoteWritten: 'note',
  PatientReplaced: 'patient',
};
const ends: ReadonlySet<string> = new Set([
  'MessageSent',
  'MessageReceived',
  'MessageRead',
  'MessageActed',
  'MessageSettled',
  'WrongRecipientTold',
]);

function kindOf(event: RecordedMessageEvent): TaskKind | undefined {
  const { type, data } = event;
  if (ofCases[type]) return ofCases[type];
  if (ends.has(type)) return 'resolved';
  if (type === 'MessageRejected') return 'exception';
  if (type === 'MessageReopened') return data.sends ? undefined : 'exception';
  if (type === 'MessageReturned') return data.arrived ? undefined : 'exception';
  if (type === 'MessageChased') return data.does === 'ask-somebody' ? 'exception' : undefined;
  if (type !== 'SendFailed') return undefined;
  // Once, when it becomes one: later attempts are the same exception.
  return data.again === undefined || data.attempt === handoverSettings.exceptionAfter ? 'exception' : undefined;
}
