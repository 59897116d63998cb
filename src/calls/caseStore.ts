import { sql } from 'kysely';
import { columnList, columnUpdates, type Fragment, readStream, type StoredEvent, type Tx } from '#database';
import { type Instant, NotFound, toIso } from '#shared';
import type { Clock } from '#standards';
import { earliest } from '#standards';
import { type CaseState, isOpen, placeOf, queueOf, replayCase, timeOf } from './case.ts';
import { caseEventTypes, type RecordedCaseEvent } from './events.ts';
import { searchable } from './patientSearch.ts';
import { tables } from './tables.ts';
import type { PersonWrite, TextWrite } from './writes.ts';

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
export function caseRow(tenant: number, state: CaseState, clocks: readonly Clock[]): Fragment | undefined {
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
    held_since: iso(state.holder?.since),
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
  };
  return sql`insert into case_now (${columns}) select ${columns} from json_populate_record(null::case_now, ${JSON.stringify(row)}::json)
    on conflict (tenant, id) do update set ${updates}`;
}

/** What a later event can change: never the id, the service, the number or the call. */
const changing = ['version', 'state', 'queue', 'held_by', 'held_since', 'priority', 'place_kind', 'urgency', 'place'];
changing.push('slot_at', 'opened_at', 'closed_at', 'outcome', 'due_at', 'due_measure', 'repeat_times');
const fixed = ['tenant', 'id', 'service', 'number', 'call'];
const columns = columnList([...fixed, ...changing]);
const updates = columnUpdates(changing);

/** Who the patient is: a row of its own, so that it can be rectified, restricted or destroyed. */
export function personRow(tenant: number, id: string, person: PersonWrite): Fragment {
  const search = searchable(person.patientName);
  return sql`insert into case_person (tenant, "case", patient_name, patient_search, date_of_birth, nhs_number,
    nhs_number_verified, caller_name, caller_relation, ring_back, where_now, practice)
    values (${tenant}::int, ${id}::uuid, ${person.patientName}, ${search}, ${person.dateOfBirth ?? null}::date,
    ${person.nhsNumber ?? null}, ${person.nhsNumberVerified}::boolean, ${person.callerName ?? null},
    ${person.callerRelation ?? null}, ${person.ringBack}, ${person.whereNow}, ${person.practice ?? null})`;
}

export function textRow(tenant: number, write: TextWrite, written: { by: string; at: Instant }): Fragment {
  return sql`insert into case_text (tenant, id, "case", kind, body, written_by, written_at)
    values (${tenant}::int, ${write.id}::uuid, ${write.subject}::uuid, ${write.kind}, ${write.body},
    ${written.by}::uuid, ${toIso(written.at)}::timestamptz)`;
}

export type Person = Omit<PersonWrite, 'table'>;

/** Opening a case: the caller writes the access record in the same transaction. */
export async function personOf(tx: Tx, tenant: number, id: string): Promise<Person | undefined> {
  const row = await tables(tx)
    .selectFrom('case_person')
    .selectAll()
    .select(sql<string | null>`date_of_birth::text`.as('born'))
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .executeTakeFirst();
  return (
    row && {
      patientName: row.patient_name,
      dateOfBirth: row.born ?? undefined,
      nhsNumber: row.nhs_number ?? undefined,
      nhsNumberVerified: row.nhs_number_verified,
      callerName: row.caller_name ?? undefined,
      callerRelation: row.caller_relation ?? undefined,
      ringBack: row.ring_back,
      whereNow: row.where_now,
      practice: row.practice ?? undefined,
    }
  );
}

export type CaseText = { id: string; kind: TextWrite['kind']; body: string; writtenBy: string; writtenAt: Instant };

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
  return rows.map(({ id, kind, body, written_by, written_at }) => ({
    id,
    kind,
    body,
    writtenBy: written_by,
    writtenAt: written_at.getTime() as Instant,
  }));
}

function iso(at: Instant | undefined): string | null {
  return at === undefined ? null : toIso(at);
}
