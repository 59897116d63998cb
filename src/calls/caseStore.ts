import { type Selectable, sql } from 'kysely';
import { columnList, columnUpdates, type Fragment, readStream, type StoredEvent, type Tx } from '#database';
import { type Instant, NotFound, toIso } from '#shared';
import type { Clock } from '#standards';
import { earliest } from '#standards';
import {
  type CaseState,
  type ClosedCase,
  isOpen,
  type OpenCase,
  placeOf,
  queueOf,
  replayCase,
  timeOf,
} from './case.ts';
import { type Judging, nextTryAt } from './caseClosing.ts';
import { caseEventTypes, type RecordedCaseEvent } from './events.ts';
import { type CasePersonTable, tables } from './tables.ts';
import { type Taken, takenOf } from './taking/takenStore.ts';
import type { PersonWrite, TextWrite } from './writes.ts';
import { type WrittenText, writtenText } from './writtenText.ts';

/** The events of a case's stream. Throws on a type that this edition of the product does not know. */
export function asCaseEvents(events: readonly StoredEvent[]): RecordedCaseEvent[] {
  for (const { type } of events) if (!known.has(type)) throw new Error(`${type} is no event of a case`);
  return events as unknown as RecordedCaseEvent[];
}
const known = new Set<string>(caseEventTypes);

/** NotFound for a stream that is no case. */
export function foldCase(events: readonly StoredEvent[]): CaseState {
  const [birth] = events;
  if (birth && birth.type !== 'CaseOpened') throw new NotFound(`${birth.stream} is no case`);
  return replayCase(events[0]?.stream ?? '', asCaseEvents(events));
}

/** A case with its history; undefined where there is none in this scope. */
export async function loadCase(
  tx: Tx,
  tenant: number,
  id: string,
): Promise<{ state: Exclude<CaseState, { state: 'none' }>; events: StoredEvent[] } | undefined> {
  const events = await readStream(tx, tenant, id);
  if (events[0]?.type !== 'CaseOpened') return undefined;
  const state = foldCase(events);
  return state.state === 'none' ? undefined : { state, events };
}

/** The row of case_now that follows from a state and its clocks: computed whole, never patched. */
export function caseRow(
  tenant: number,
  state: CaseState,
  clocks: readonly Clock[],
  judging: Judging,
): Fragment | undefined {
  if (state.state === 'none') return undefined;
  const open = isOpen(state) ? state : undefined;
  const due = open && earliest(clocks);
  const row = {
    tenant,
    id: state.id,
    service: state.service,
    number: state.number,
    version: state.version,
    state: state.state,
    queue: open ? queueOf(open) : null,
    held_by: state.holder?.account ?? null,
    held_since: iso(state.holder?.since ?? onTheRoadSince(state)),
    priority: state.priority,
    place_kind: 'place' in state ? (state.place ?? null) : state.state === 'advised' ? 'advice' : null,
    urgency: 'urgency' in state ? (state.urgency ?? null) : null,
    place: placeOf(state) ?? null,
    slot_at: state.state === 'booked' ? iso(state.slotAt) : null,
    call: state.call ?? null,
    opened_at: iso(timeOf(state, 'CaseOpened')),
    closed_at: iso(timeOf(state, 'CaseClosed')),
    outcome: state.state === 'closed' ? state.outcome : null,
    due_at: iso(due?.dueAt),
    due_measure: due?.measure ?? null,
    repeat_times: state.repeatTimes,
    ...nightOf(state, judging),
  };
  return sql`insert into case_now (${columns}) select ${columns} from json_populate_record(null::case_now, ${JSON.stringify(row)}::json)
    on conflict (tenant, id) do update set ${updates}`;
}

/** Since when a car has been on its way or at the door: nobody holds the case meanwhile, and a forecast goes from there. */
function onTheRoadSince(state: OpenCase | ClosedCase): Instant | undefined {
  if (state.state === 'visit-travelling') return timeOf(state, 'VisitSetOff');
  return state.state === 'visit-arrived' ? timeOf(state, 'VisitArrived') : undefined;
}

/** What lists of the night say of a case beyond its queue: how it came, who was tried, who is at the door. */
function nightOf(state: OpenCase | ClosedCase, judging: Judging) {
  const { entry, beside } = state;
  return {
    answered_at: iso(state.answeredAt),
    entry_route: state.entryRoute,
    practice: entry.practice ?? null,
    interpreter: entry.interpreter ?? null,
    dx: entry.dx ?? null,
    due_by: iso(entry.dueBy),
    arrived_at: iso(timeOf(state, 'PatientArrived') ?? entry.arrivedAt),
    tries: beside.tries.length,
    next_try_at: iso(isOpen(state) ? nextTryAt(state, judging) : undefined),
    comforted_at: iso(beside.comfort.at(-1)?.at),
    worse_at: iso(beside.worseAt),
    note_complete: beside.note?.complete ?? null,
  };
}

/** What a later event can change: never the id, the service, the number or the call. */
const changing = ['version', 'state', 'queue', 'held_by', 'held_since', 'priority', 'place_kind', 'urgency', 'place'];
changing.push('slot_at', 'opened_at', 'closed_at', 'outcome', 'due_at', 'due_measure', 'repeat_times');
changing.push(
  'answered_at',
  'arrived_at',
  'tries',
  'next_try_at',
  'comforted_at',
  'worse_at',
  'note_complete',
  'practice',
);
const fixed = ['tenant', 'id', 'service', 'number', 'call', 'entry_route', 'interpreter', 'dx', 'due_by'];
const columns = columnList([...fixed, ...changing]);
const updates = columnUpdates(changing);

export function textRow(tenant: number, write: TextWrite, written: { by: string; at: Instant }): Fragment {
  return sql`insert into case_text (tenant, id, "case", kind, body, written_by, written_at)
    values (${tenant}::int, ${write.id}::uuid, ${write.subject}::uuid, ${write.kind}, ${write.body},
    ${written.by}::uuid, ${toIso(written.at)}::timestamptz)`;
}

/** With what the call taker asked beside: another number, whether it was read back, which language. */
export type Person = Omit<PersonWrite, 'table' | 'replaces'> & Partial<Taken>;

/** Opening a case: the caller writes the access record in the same transaction. */
export async function personOf(tx: Tx, tenant: number, id: string): Promise<Person | undefined> {
  const row = await tables(tx)
    .selectFrom('case_person')
    .selectAll()
    .select(sql<string | null>`date_of_birth::text`.as('born'))
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .executeTakeFirst();
  return row && { ...personFrom(row), ...(await takenOf(tx, tenant, id)) };
}

/** Identities that were put right, the first as it was entered. Whoever asks writes the access record, as for the one that stands. */
export async function personsBefore(tx: Tx, tenant: number, id: string): Promise<(Person & Replaced)[]> {
  const rows = await tables(tx)
    .selectFrom('case_person_before')
    .selectAll()
    .select(sql<string | null>`date_of_birth::text`.as('born'))
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .orderBy('version')
    .execute();
  return rows.map((row) => ({
    ...personFrom(row),
    version: row.version,
    replacedBy: row.replaced_by,
    replacedAt: row.replaced_at.getTime() as Instant,
  }));
}
/** `version`: of the case when the identity was put right. */
export type Replaced = { version: number; replacedBy: string; replacedAt: Instant };

function personFrom(row: Selectable<CasePersonTable> & { born: string | null }): Person {
  return {
    patientName: row.patient_name,
    dateOfBirth: row.born ?? undefined,
    sex: row.sex ?? undefined,
    nhsNumber: row.nhs_number ?? undefined,
    nhsNumberVerified: row.nhs_number_verified,
    callerName: row.caller_name ?? undefined,
    callerRelation: row.caller_relation ?? undefined,
    ringBack: row.ring_back,
    whereNow: row.where_now,
    practice: row.practice ?? undefined,
    homeAddress: row.home_address ?? undefined,
    withWhom: (row.with_whom ?? undefined) as Person['withWhom'],
    addressRestricted: row.address_restricted,
  };
}

export type CaseText = WrittenText<TextWrite['kind']>;

/** Everything written about a case (or, for corrections, about a call), the oldest first. */
export async function textsOf(tx: Tx, tenant: number, id: string): Promise<CaseText[]> {
  const rows = await tables(tx)
    .selectFrom('case_text')
    .select(['id', 'kind', 'body', 'written_by', 'written_at'])
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .orderBy('written_at')
    .orderBy('id')
    .execute();
  return rows.map(writtenText);
}

function iso(at: Instant | undefined): string | null {
  return at === undefined ? null : toIso(at);
}
