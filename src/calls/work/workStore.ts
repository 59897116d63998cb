import { type Selectable, sql } from 'kysely';
import { streamFold } from '#api';
import {
  append,
  asStored,
  columnList,
  columnUpdates,
  type Fragment,
  readStream,
  type StoredEvent,
  type Tx,
} from '#database';
import type { Role } from '#people';
import { type Instant, toIso } from '#shared';
import { clockRows, foldClocks, ruleFor } from '#standards';
import { writtenText } from '../writtenText.ts';
import { type RecordedWorkEvent, type WorkEvent, workEventTypes } from './events.ts';
import type { WorkKind } from './kinds.ts';
import { noWork, replayWork, type Work, type WorkState, workId } from './work.ts';
import type { WorkWrite } from './workCommands.ts';

type WorkTables = {
  work_now: {
    tenant: number;
    id: string;
    service: number;
    version: number;
    state: string;
    kind: string;
    case: string | null;
    call: string | null;
    place: number | null;
    message: string | null;
    raised_at: Date;
    due_at: Date;
    for_roles: string[];
    taken_by: string | null;
    taken_at: Date | null;
    ended_at: Date | null;
    result: string | null;
  };
  work_text: { tenant: number; id: string; work: string; body: string; written_by: string; written_at: Date };
  case_now: { tenant: number; id: string; number: string; closed_at: Date | null };
};
const tables = (tx: Tx) => tx.withTables<WorkTables>();

/** Who raises and ends work by itself: nobody presses anything. */
export const WORKER = '01900000-0000-7000-8000-0000000f0120';

export const foldWork = streamFold<WorkState, RecordedWorkEvent>({
  birth: 'WorkRaised',
  types: workEventTypes,
  called: 'work item',
  none: noWork,
  replay: replayWork,
});

export async function loadWork(
  tx: Tx,
  tenant: number,
  id: string,
): Promise<{ state: Work; events: StoredEvent[] } | undefined> {
  const events = await readStream(tx, tenant, id);
  if (events[0]?.type !== 'WorkRaised') return undefined;
  const state = foldWork(events);
  return state.state === 'none' ? undefined : { state, events };
}

/** The row of work_now that follows from a state: computed whole, never patched. */
export function workRow(tenant: number, state: WorkState): Fragment | undefined {
  if (state.state === 'none') return undefined;
  const taken = state.state === 'taken' ? state : undefined;
  const ended = state.state === 'done' || state.state === 'withdrawn' ? state : undefined;
  const row = {
    tenant,
    id: state.id,
    service: state.service,
    version: state.version,
    state: state.state,
    kind: state.kind,
    case: state.case ?? null,
    call: state.call ?? null,
    place: state.place ?? null,
    message: state.message ?? null,
    raised_at: toIso(state.raisedAt),
    due_at: toIso(state.dueAt),
    for_roles: state.forRoles,
    taken_by: taken?.by ?? null,
    taken_at: taken ? toIso(taken.since) : null,
    ended_at: ended ? toIso(ended.endedAt) : null,
    result: state.state === 'done' ? state.result : state.state === 'withdrawn' ? state.reason : null,
  };
  return sql`insert into work_now (${columns}) select ${columns} from json_populate_record(null::work_now, ${JSON.stringify(row)}::json)
    on conflict (tenant, id) do update set ${updates}`;
}

const changing = ['version', 'state', 'taken_by', 'taken_at', 'ended_at', 'result'];
const fixed = [
  'tenant',
  'id',
  'service',
  'kind',
  'case',
  'call',
  'place',
  'message',
  'raised_at',
  'due_at',
  'for_roles',
];
const columns = columnList([...fixed, ...changing]);
const updates = columnUpdates(changing);

export function workTextRow(tenant: number, write: WorkWrite, written: { by: string; at: Instant }): Fragment {
  return sql`insert into work_text (tenant, id, work, body, written_by, written_at) values (${tenant}::int, ${write.id}::uuid,
    ${write.work}::uuid, ${write.body}, ${written.by}::uuid, ${toIso(written.at)}::timestamptz)`;
}

/** The clocks of a work item before and after, as rows to write: the rule is that of its birth. */
export async function workClockRows(
  tx: Tx,
  {
    tenant,
    stream,
    before,
    after,
  }: { tenant: number; stream: string; before: readonly StoredEvent[]; after: readonly StoredEvent[] },
): Promise<Fragment[]> {
  const birth = after[0];
  if (!birth || typeof birth.data.service !== 'number') throw new Error('a birth names its service');
  const rule = await ruleFor(tx, birth.data.service, birth.occurredAt);
  return clockRows({ tenant, subject: stream, before: foldClocks(rule, before), after: foldClocks(rule, after) });
}

type Written = { tenant: number; id: string; events: readonly WorkEvent[]; now: Instant };

/** What Vigil itself says of a work item, in the transaction of whoever follows the log. */
export async function writeWork(tx: Tx, { tenant, id, events, now }: Written): Promise<void> {
  const before = await readStream(tx, tenant, id);
  const about = { tenant, stream: id, recordedAt: now, recordedBy: WORKER, source: 'job' as const };
  const after = [...before, ...asStored(about, before.length, events)];
  const clocks = await workClockRows(tx, { tenant, stream: id, before, after });
  await append(tx, { ...about, expected: before.length, events, rows: [workRow(tenant, foldWork(after)), ...clocks] });
}

/** Something that is owed; `subject` tells one item of a kind from another raised at the same moment. */
export type WorkToRaise = {
  tenant: number;
  service: number;
  kind: WorkKind;
  subject: string;
  raisedAt: Instant;
  dueAt: Instant;
  forRoles: readonly Role[];
  case?: string;
  call?: string;
  place?: number;
  message?: string;
};

/** Raises it unless it was raised before; gives its id. In the transaction of whoever follows the log. */
export async function raiseWorkIn(tx: Tx, work: WorkToRaise, now: Instant): Promise<{ id: string; isNew: boolean }> {
  const { tenant, subject, raisedAt, dueAt, ...data } = work;
  const id = workId(work.kind, subject, raisedAt);
  if ((await readStream(tx, tenant, id)).length > 0) return { id, isNew: false };
  const event = { type: 'WorkRaised', occurredAt: raisedAt, data: { ...data, dueAt: toIso(dueAt) } } as const;
  await writeWork(tx, { tenant, id, events: [event], now });
  return { id, isNew: true };
}

/** A work item as lists show it: no name, no number, no words. */
export type WorkLine = {
  id: string;
  service: number;
  state: Work['state'];
  kind: WorkKind;
  case?: { id: string; number: string };
  call?: string;
  place?: number;
  message?: string;
  raisedAt: Instant;
  dueAt: Instant;
  forRoles: readonly Role[];
  takenBy?: string;
  takenAt?: Instant;
  endedAt?: Instant;
  result?: string;
};

/** What is owed in a service, the earliest due first; `dueBefore` for "the next hour". */
export async function openWork(
  tx: Tx,
  { tenant, service, dueBefore }: { tenant: number; service: number; dueBefore?: Instant },
): Promise<WorkLine[]> {
  let query = lines(tx, tenant).where('work_now.service', '=', service).where('work_now.ended_at', 'is', null);
  if (dueBefore !== undefined) query = query.where('work_now.due_at', '<', new Date(dueBefore));
  const rows = await query.orderBy('work_now.due_at').orderBy('work_now.id').execute();
  return rows.map(lineOf);
}

/** Everything that was owed on a case or of a call, done and withdrawn too, in the order in which it was raised. */
export async function workOf(tx: Tx, tenant: number, of: { case: string } | { call: string }): Promise<WorkLine[]> {
  const [column, id] = 'case' in of ? (['work_now.case', of.case] as const) : (['work_now.call', of.call] as const);
  const rows = await lines(tx, tenant)
    .where(column, '=', id)
    .orderBy('work_now.raised_at')
    .orderBy('work_now.id')
    .execute();
  return rows.map(lineOf);
}

/** Owed on cases that are closed: nobody owes that any more. */
export async function owedOnClosed(tx: Tx, tenant: number): Promise<string[]> {
  const rows = await lines(tx, tenant)
    .where('work_now.ended_at', 'is', null)
    .where('case_now.closed_at', 'is not', null)
    .where('work_now.message', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** Ring-backs that are owed to callers of this number. */
export async function owedToNumber(tx: Tx, tenant: number, call: string): Promise<WorkLine[]> {
  const rows = await lines(tx, tenant)
    .where('work_now.ended_at', 'is', null)
    .where('work_now.kind', '=', 'ring-back-abandoned')
    .where(
      sql<boolean>`work_now.call in (select other.call from call_line other join call_line this on this.tenant = other.tenant
        and this.number = other.number where this.tenant = ${tenant}::int and this.call = ${call}::uuid)`,
    )
    .execute();
  return rows.map(lineOf);
}

/** Other calls from the number of this one. */
export async function callsOfSameNumber(tx: Tx, tenant: number, call: string): Promise<string[]> {
  const { rows } = await sql<{ call: string }>`select other.call from call_line other join call_line this
    on this.tenant = other.tenant and this.number = other.number
    where this.tenant = ${tenant}::int and this.call = ${call}::uuid and other.call <> this.call`.execute(tx);
  return rows.map((row) => row.call);
}

/** When a ring-back of this call reached the caller: a case that is opened from it runs from then. */
export async function reachedAt(tx: Tx, tenant: number, call: string): Promise<Instant | undefined> {
  const reached = (await workOf(tx, tenant, { call })).find(({ result }) => result === 'reached');
  return reached?.endedAt;
}

/** Callers who were reached again since then, the last first: each needs a case. */
export async function reachedSince(
  tx: Tx,
  { tenant, service, since }: { tenant: number; service: number; since: Instant },
): Promise<{ call: string; at: Instant }[]> {
  const rows = await lines(tx, tenant)
    .where('work_now.service', '=', service)
    .where('work_now.kind', '=', 'ring-back-abandoned')
    .where('work_now.result', '=', 'reached')
    .where('work_now.ended_at', '>=', new Date(since))
    .orderBy('work_now.ended_at', 'desc')
    .execute();
  return rows.map(lineOf).flatMap(({ call, endedAt }) => (call && endedAt ? [{ call, at: endedAt }] : []));
}

/** What was said of an item, the oldest first. Whoever reads it writes the access record in the same transaction. */
export async function workTexts(tx: Tx, tenant: number, work: string) {
  const rows = await tables(tx)
    .selectFrom('work_text')
    .select(['id', 'body', 'written_by', 'written_at'])
    .where('tenant', '=', tenant)
    .where('work', '=', work)
    .orderBy('written_at')
    .execute();
  return rows.map(writtenText);
}

export async function workLine(tx: Tx, tenant: number, id: string): Promise<WorkLine | undefined> {
  const row = await lines(tx, tenant).where('work_now.id', '=', id).executeTakeFirst();
  return row && lineOf(row);
}

function lines(tx: Tx, tenant: number) {
  return tables(tx)
    .selectFrom('work_now')
    .leftJoin('case_now', (join) =>
      join.onRef('case_now.tenant', '=', 'work_now.tenant').onRef('case_now.id', '=', 'work_now.case'),
    )
    .selectAll('work_now')
    .select('case_now.number')
    .where('work_now.tenant', '=', tenant);
}

function lineOf(row: Selectable<WorkTables['work_now']> & { number: string | null }): WorkLine {
  const at = (date: Date | null) => (date === null ? undefined : (date.getTime() as Instant));
  return {
    id: row.id,
    service: row.service,
    state: row.state as Work['state'],
    kind: row.kind as WorkKind,
    ...(row.case === null ? {} : { case: { id: row.case, number: row.number ?? '' } }),
    ...(row.call === null ? {} : { call: row.call }),
    ...(row.place === null ? {} : { place: row.place }),
    ...(row.message === null ? {} : { message: row.message }),
    raisedAt: row.raised_at.getTime() as Instant,
    dueAt: row.due_at.getTime() as Instant,
    forRoles: row.for_roles as Role[],
    ...(row.taken_by === null ? {} : { takenBy: row.taken_by, takenAt: at(row.taken_at) }),
    ...(row.ended_at === null ? {} : { endedAt: at(row.ended_at) }),
    ...(row.result === null ? {} : { result: row.result }),
  };
}
