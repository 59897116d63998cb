import { type Selectable, sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { type Instant, toIso } from '#shared';
import type { Patient } from './note.ts';
import type { DeclineReason } from './noteWords.ts';
import { searchable } from './practice.ts';
import type { Written } from './practiceStore.ts';
import { type PracticeTables, tables } from './tables.ts';

/** What the service asks of a practice about its notes. */
export type NoteRequest = {
  id: string;
  practice: number;
  kind: 'third-contact' | 'said-untrue';
  note?: string;
  case: string;
  caseNumber: string;
  contacts?: number;
  patient: Patient;
  askedAt: Instant;
  askedBy?: string;
};

/** What practices are asked and have not settled, the oldest first. */
export async function openRequests(tx: Tx, tenant: number, practices: readonly number[]): Promise<NoteRequest[]> {
  if (practices.length === 0) return [];
  const rows = await all(tx, tenant)
    .where('practice', 'in', [...practices])
    .where('settled', 'is', null)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  return rows.map(requestOf);
}

export async function requestById(
  tx: Tx,
  { tenant, id }: { tenant: number; id: string },
): Promise<NoteRequest | undefined> {
  const row = await all(tx, tenant).where('id', '=', id).where('settled', 'is', null).executeTakeFirst();
  return row && requestOf(row);
}

/** Asks; false where the same is asked of the practice already and not settled. */
export async function ask(tx: Tx, tenant: number, request: NoteRequest): Promise<boolean> {
  const { patient } = request;
  const search = searchable(patient.name);
  const { numAffectedRows } =
    await sql`insert into note_request (tenant, id, practice, kind, note, "case", case_number, contacts,
      patient_name, patient_search, date_of_birth, nhs_number, asked_at, asked_by)
    select ${tenant}::int, ${request.id}::uuid, ${request.practice}::int, ${request.kind}, ${request.note ?? null}::uuid,
      ${request.case}::uuid, ${request.caseNumber}, ${request.contacts ?? null}::int, ${patient.name}, ${search},
      ${patient.dateOfBirth ?? null}::date, ${patient.nhsNumber ?? null}, ${toIso(request.askedAt)}::timestamptz,
      ${request.askedBy ?? null}::uuid
    where not exists (select 1 from note_request there where there.tenant = ${tenant} and there.practice = ${request.practice}
      and there.kind = ${request.kind} and there.settled is null
      and (there.note = ${request.note ?? null}::uuid or there.nhs_number = ${patient.nhsNumber ?? null}
        or (there.note is null and there.patient_search = ${search} and there.date_of_birth is not distinct from ${patient.dateOfBirth ?? null}::date)))
    on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** When the practice was last asked for a note of this person and said no: it is not asked again for a while. */
export async function declinedSince(
  tx: Tx,
  about: { tenant: number; practice: number; patient: Patient; since: Instant },
) {
  const { tenant, practice, patient, since } = about;
  const row = await tables(tx)
    .selectFrom('note_request')
    .select('id')
    .where('tenant', '=', tenant)
    .where('practice', '=', practice)
    .where('settled', '=', 'declined')
    .where('settled_at', '>=', new Date(since))
    .where(({ or, eb }) =>
      or([
        eb('patient_search', '=', searchable(patient.name)),
        ...(patient.nhsNumber === undefined ? [] : [eb('nhs_number', '=', patient.nhsNumber)]),
      ]),
    )
    .executeTakeFirst();
  return row !== undefined;
}

export type Settling = {
  tenant: number;
  how: 'written' | 'still-true' | 'withdrawn' | 'declined';
  reason?: DeclineReason;
} & ({ request: string } | { note: string });

/** Settles one request, or everything that is asked of a note; each with its audit row. */
export async function settle(tx: Tx, settling: Settling, written: Written): Promise<void> {
  const { tenant, how, reason } = settling;
  let query = tables(tx)
    .updateTable('note_request')
    .set({ settled: how, settled_reason: reason ?? null, settled_at: new Date(written.at), settled_by: written.by })
    .where('tenant', '=', tenant)
    .where('settled', 'is', null);
  query = 'request' in settling ? query.where('id', '=', settling.request) : query.where('note', '=', settling.note);
  const settled = await query.returning('id').execute();
  if (settled.length === 0) return;
  const change = { settled: how, requests: settled.map(({ id }) => id), ...(reason ? { reason } : {}) };
  const { id, at, by } = written;
  const row = { tenant, id, at, actor: by, entity: 'note-request', key: settled[0]?.id ?? '', change };
  await sql`${auditRow(row)}`.execute(tx);
}

function all(tx: Tx, tenant: number) {
  return tables(tx)
    .selectFrom('note_request')
    .selectAll()
    .select(sql<string | null>`date_of_birth::text`.as('born'))
    .where('tenant', '=', tenant);
}

function requestOf(row: Selectable<PracticeTables['note_request']> & { born: string | null }): NoteRequest {
  const { id, practice, kind, note, contacts, asked_by } = row;
  return {
    ...{ id, practice, kind, case: row.case, caseNumber: row.case_number },
    ...(note === null ? {} : { note }),
    ...(contacts === null ? {} : { contacts }),
    patient: {
      name: row.patient_name,
      ...(row.born === null ? {} : { dateOfBirth: row.born }),
      ...(row.nhs_number === null ? {} : { nhsNumber: row.nhs_number }),
    },
    askedAt: row.asked_at.getTime() as Instant,
    ...(asked_by === null ? {} : { askedBy: asked_by }),
  };
}
