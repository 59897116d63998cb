import { type Selectable, sql } from 'kysely';
import { streamFold } from '#api';
import { columnList, columnUpdates, type Fragment, readStream, type StoredEvent, type Tx } from '#database';
import { type Instant, instantFromMs, toIso } from '#shared';
import type { Asks, ChannelName, FailureCode, RejectReason, SettleHow } from './codes.ts';
import type { Content } from './content.ts';
import { messageEventTypes, type RecordedMessageEvent } from './events.ts';
import { dueOf, type Message, type MessageState, nextChase, noMessage, replayMessage } from './message.ts';
import type { BodyWrite, WordsWrite } from './messageCommand.ts';
import { htmlOf, textOf } from './render.ts';
import { type MessageNowTable, tables } from './tables.ts';

export const foldMessage = streamFold<MessageState, RecordedMessageEvent>({
  birth: 'MessageDue',
  types: messageEventTypes,
  called: 'message',
  none: noMessage,
  replay: replayMessage,
});

/** A message with its history; undefined where there is none in this scope. */
export async function loadMessage(
  tx: Tx,
  tenant: number,
  id: string,
): Promise<{ message: Message; events: StoredEvent[] } | undefined> {
  const events = await readStream(tx, tenant, id);
  if (events[0]?.type !== 'MessageDue') return undefined;
  const message = foldMessage(events);
  return message.state === 'none' ? undefined : { message, events };
}

/** The row of message_now that follows from a state: computed whole, never patched. Who is sending it is beside that, and stays. */
export function messageRow(tenant: number, state: MessageState): Fragment | undefined {
  if (state.state === 'none') return undefined;
  const chase = nextChase(state);
  const row = {
    tenant,
    id: state.id,
    service: state.service,
    case: state.case,
    version: state.version,
    state: state.state,
    practice: state.practice ?? null,
    for_practice: state.forPractice,
    consulted_at: toIso(state.consultedAt),
    due_at: iso(dueOf(state.consultedAt)),
    body_version: state.body ?? null,
    channel: state.channel ?? null,
    send_at: iso(state.sendAt),
    attempts: state.attempts,
    failure: state.failure ?? null,
    tried_from: iso(state.triedFrom),
    sent_at: iso(state.sentAt),
    held_up_at: iso(state.heldUpAt),
    received_at: iso(state.receivedAt),
    read_at: iso(state.readAt),
    acted_at: iso(state.actedAt),
    rejected: state.rejected ?? null,
    settled: state.settled ?? null,
    chase_at: iso(chase?.at),
    chase_step: chase?.step ?? null,
  };
  return sql`insert into message_now (${columns}) select ${columns} from json_populate_record(null::message_now, ${JSON.stringify(row)}::json)
    on conflict (tenant, id) do update set ${updates}`;
}

const fixed = ['tenant', 'id', 'service', 'case', 'consulted_at', 'due_at'];
const changing = ['version', 'state', 'practice', 'for_practice', 'body_version', 'channel', 'send_at', 'attempts'];
changing.push('failure', 'tried_from', 'sent_at', 'received_at', 'read_at', 'acted_at', 'rejected', 'settled');
changing.push('chase_at', 'chase_step', 'held_up_at');
const columns = columnList([...fixed, ...changing]);
const updates = columnUpdates(changing);

/** The words of a version, frozen as they are sent. */
export function bodyRow(tenant: number, message: string, { version, content }: BodyWrite, at: Instant): Fragment {
  return sql`insert into message_body (tenant, message, version, content, text, html, made_at) values (${tenant}::int,
    ${message}::uuid, ${version}::int, ${JSON.stringify(content)}::json, ${textOf(content)}, ${htmlOf(content)}, ${toIso(at)}::timestamptz)`;
}

export function wordsRow(
  tenant: number,
  message: string,
  write: WordsWrite,
  written: { by: string; at: Instant },
): Fragment {
  return sql`insert into message_text (tenant, id, message, kind, body, written_by, written_at) values (${tenant}::int,
    ${write.id}::uuid, ${message}::uuid, ${write.kind}, ${write.body}, ${written.by}::uuid, ${toIso(written.at)}::timestamptz)`;
}

/** Where the message of a case is; undefined while none is due. */
export async function messageOfCase(tx: Tx, tenant: number, about: string): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('message_now')
    .select('id')
    .where('tenant', '=', tenant)
    .where('case', '=', about)
    .executeTakeFirst();
  return row?.id;
}

export type Body = { content: Content; text: string; html: string };

export async function bodyOf(
  tx: Tx,
  about: { tenant: number; message: string; version: number },
): Promise<Body | undefined> {
  return tables(tx)
    .selectFrom('message_body')
    .select(['content', 'text', 'html'])
    .where('tenant', '=', about.tenant)
    .where('message', '=', about.message)
    .where('version', '=', about.version)
    .executeTakeFirst();
}

export type Words = { kind: WordsWrite['kind']; body: string; writtenBy: string; writtenAt: Instant };

/** What was written beside the steps of a message, the oldest first. */
export async function wordsAbout(tx: Tx, tenant: number, message: string): Promise<Words[]> {
  const rows = await tables(tx)
    .selectFrom('message_text')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('message', '=', message)
    .orderBy('written_at')
    .orderBy('id')
    .execute();
  return rows.map(({ kind, body, written_by, written_at }) => ({
    ...{ kind, body, writtenBy: written_by },
    writtenAt: instantFromMs(written_at.getTime()),
  }));
}

/** A message as lists show it: no name, no free text. */
export type MessageLine = {
  id: string;
  /** Of its last event. */
  version: number;
  service: number;
  case: string;
  state: Message['state'];
  practice?: number;
  forPractice: Asks;
  consultedAt: Instant;
  dueAt?: Instant;
  body?: number;
  channel?: ChannelName;
  sendAt?: Instant;
  attempts: number;
  failure?: FailureCode;
  triedFrom?: Instant;
  sentAt?: Instant;
  heldUpAt?: Instant;
  receivedAt?: Instant;
  readAt?: Instant;
  actedAt?: Instant;
  rejected?: RejectReason;
  settled?: SettleHow;
};

export function lineOf(row: Selectable<MessageNowTable>): MessageLine {
  const at = (date: Date | null) => (date === null ? undefined : instantFromMs(date.getTime()));
  const known = {
    practice: row.practice ?? undefined,
    dueAt: at(row.due_at),
    body: row.body_version ?? undefined,
    channel: (row.channel ?? undefined) as ChannelName | undefined,
    sendAt: at(row.send_at),
    failure: (row.failure ?? undefined) as FailureCode | undefined,
    triedFrom: at(row.tried_from),
    sentAt: at(row.sent_at),
    heldUpAt: at(row.held_up_at),
    receivedAt: at(row.received_at),
    readAt: at(row.read_at),
    actedAt: at(row.acted_at),
    rejected: (row.rejected ?? undefined) as RejectReason | undefined,
    settled: (row.settled ?? undefined) as SettleHow | undefined,
  };
  return {
    id: row.id,
    version: row.version,
    service: row.service,
    case: row.case,
    state: row.state as Message['state'],
    forPractice: row.for_practice as Asks,
    consultedAt: instantFromMs(row.consulted_at.getTime()),
    attempts: row.attempts,
    ...known,
  };
}

/** One message as lists show it. */
export async function messageRowOf(tx: Tx, tenant: number, id: string): Promise<MessageLine | undefined> {
  const row = await tables(tx)
    .selectFrom('message_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && lineOf(row);
}

function iso(at: Instant | undefined): string | null {
  return at === undefined ? null : toIso(at);
}
