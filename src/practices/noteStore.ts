import { type Selectable, sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { type Instant, toIso } from '#shared';
import type { NoteVersion, Patient, SpecialNote } from './note.ts';
import type { EndReason } from './noteWords.ts';
import { searchable } from './practice.ts';
import type { Written } from './practiceStore.ts';
import { type PracticeTables, tables } from './tables.ts';

type Where = { tenant: number };

/** Notes of practices, each as last written; withdrawn ones where asked for. */
export async function notesOfPractices(
  tx: Tx,
  { tenant, practices, withdrawn = false }: Where & { practices: readonly number[]; withdrawn?: boolean },
): Promise<SpecialNote[]> {
  if (practices.length === 0) return [];
  let query = latest(tx, tenant).where('special_note.practice', 'in', [...practices]);
  if (!withdrawn) query = query.where('special_note_end.reason', 'is', null);
  const rows = await query.orderBy('special_note_version.review_by').orderBy('special_note.id').execute();
  return rows.map(noteOf);
}

/** The notes in force that may be about a person: by NHS number, or by name and date of birth. Equality on stored columns only. */
export async function notesLike(
  tx: Tx,
  tenant: number,
  { name, dateOfBirth, nhsNumber }: Patient,
): Promise<SpecialNote[]> {
  const rows = await latest(tx, tenant)
    .where('special_note_end.reason', 'is', null)
    .where(({ or, and, eb }) =>
      or([
        ...(nhsNumber === undefined ? [] : [eb('special_note.nhs_number', '=', nhsNumber)]),
        ...(dateOfBirth === undefined
          ? []
          : [
              and([
                eb('special_note.patient_search', '=', searchable(name)),
                eb('special_note.date_of_birth', '=', sql<Date>`${dateOfBirth}::date`),
              ]),
            ]),
      ]),
    )
    .orderBy('special_note_version.written_at', 'desc')
    .execute();
  return rows.map(noteOf);
}

export async function noteById(tx: Tx, { tenant, id }: Where & { id: string }): Promise<SpecialNote | undefined> {
  const row = await latest(tx, tenant).where('special_note.id', '=', id).executeTakeFirst();
  return row && noteOf(row);
}

/** A note as it was written each time, the last first. */
export async function versionsOf(tx: Tx, { tenant, id }: Where & { id: string }): Promise<NoteVersion[]> {
  const rows = await tables(tx)
    .selectFrom('special_note_version')
    .selectAll()
    .select(sql<string>`review_by::text`.as('review'))
    .where('tenant', '=', tenant)
    .where('note', '=', id)
    .orderBy('version', 'desc')
    .execute();
  return rows.map(versionOf);
}

export type NewVersion = Omit<NoteVersion, 'version' | 'writtenAt' | 'writtenBy'>;
export type NewNote = Where & { id: string; practice: number; patient: SpecialNote['patient']; said: NewVersion };

/** A note and its first version, with its audit row, which says nothing of the patient. */
export async function writeNote(
  tx: Tx,
  { tenant, id, practice, patient, said }: NewNote,
  written: Written,
): Promise<void> {
  await sql`insert into special_note (tenant, id, practice, patient_name, patient_search, date_of_birth, nhs_number, nhs_number_verified, made_at)
    values (${tenant}::int, ${id}::uuid, ${practice}::int, ${patient.name}, ${searchable(patient.name)}, ${patient.dateOfBirth}::date,
      ${patient.nhsNumber ?? null}, ${patient.nhsNumberVerified ?? false}, ${toIso(written.at)}::timestamptz)`.execute(
    tx,
  );
  await writeVersion(tx, { tenant, note: id, version: 1, said }, written);
}

export type Version = Where & { note: string; version: number; said: NewVersion };

/** One more version; Conflict where somebody has written it meanwhile. */
export async function writeVersion(tx: Tx, { tenant, note, version, said }: Version, written: Written): Promise<void> {
  const { kinds, body, entry = null, owner, reviewBy } = said;
  await sql`insert into special_note_version (tenant, note, version, kinds, body, entry, owner_name, review_by, written_at, written_by)
    values (${tenant}::int, ${note}::uuid, ${version}::int, ${[...kinds]}::text[], ${body}, ${entry}, ${owner}, ${reviewBy}::date,
      ${toIso(written.at)}::timestamptz, ${written.by}::uuid)`.execute(tx);
  const change = { version, kinds, reviewBy };
  await sql`${auditRow(auditOf(tenant, note, written, change))}`.execute(tx);
}

export async function endNote(
  tx: Tx,
  { tenant, note, reason, explanation }: Where & { note: string; reason: EndReason; explanation?: string },
  written: Written,
): Promise<void> {
  await sql`insert into special_note_end (tenant, note, reason, explanation, ended_at, ended_by)
    values (${tenant}::int, ${note}::uuid, ${reason}, ${explanation ?? null}, ${toIso(written.at)}::timestamptz, ${written.by}::uuid)`.execute(
    tx,
  );
  await sql`${auditRow(auditOf(tenant, note, written, { withdrawn: reason }))}`.execute(tx);
}

function auditOf(tenant: number, key: string, { id, at, by }: Written, change: Record<string, unknown>) {
  return { tenant, id, at, actor: by, entity: 'special-note', key, change };
}

function latest(tx: Tx, tenant: number) {
  return tables(tx)
    .selectFrom('special_note')
    .innerJoin('special_note_version', (join) =>
      join
        .onRef('special_note_version.tenant', '=', 'special_note.tenant')
        .onRef('special_note_version.note', '=', 'special_note.id'),
    )
    .leftJoin('special_note_end', (join) =>
      join
        .onRef('special_note_end.tenant', '=', 'special_note.tenant')
        .onRef('special_note_end.note', '=', 'special_note.id'),
    )
    .selectAll(['special_note', 'special_note_version'])
    .select([
      'special_note_end.reason',
      'special_note_end.explanation',
      'special_note_end.ended_at',
      'special_note_end.ended_by',
      sql<string>`special_note.date_of_birth::text`.as('born'),
      sql<string>`special_note_version.review_by::text`.as('review'),
    ])
    .where('special_note.tenant', '=', tenant)
    .where(
      'special_note_version.version',
      '=',
      sql<number>`(select max(v.version) from special_note_version v where v.tenant = special_note.tenant and v.note = special_note.id)`,
    );
}

type VersionRow = Selectable<PracticeTables['special_note_version']> & { review: string };
type Row = Selectable<PracticeTables['special_note']> &
  VersionRow & {
    born: string;
    reason: EndReason | null;
    explanation: string | null;
    ended_at: Date | null;
    ended_by: string | null;
  };

function versionOf(row: VersionRow): NoteVersion {
  const { version, kinds, body, entry, owner_name, review, written_at, written_by } = row;
  return {
    ...{ version, kinds, body, owner: owner_name, reviewBy: review, writtenBy: written_by },
    ...(entry === null ? {} : { entry }),
    writtenAt: written_at.getTime() as Instant,
  };
}

function noteOf(row: Row): SpecialNote {
  const { id, practice, reason, explanation, ended_at, ended_by } = row;
  const ended =
    reason && ended_at && ended_by ? { reason, at: ended_at.getTime() as Instant, by: ended_by } : undefined;
  return {
    id,
    practice,
    patient: {
      name: row.patient_name,
      dateOfBirth: row.born,
      nhsNumberVerified: row.nhs_number_verified,
      ...(row.nhs_number === null ? {} : { nhsNumber: row.nhs_number }),
    },
    latest: versionOf(row),
    ...(ended ? { ended: { ...ended, ...(explanation === null ? {} : { explanation }) } } : {}),
  };
}
