import { sql } from 'kysely';
import type { Fragment, Tx } from '#database';
import { type Instant, toIso } from '#shared';
import type { Note } from './note.ts';

/** One version of a note, decided as data: what it says never goes into an event. */
export type NoteWrite = {
  table: 'note';
  case: string;
  note: string;
  version: number;
  body: Note;
  complete: boolean;
  /** Why something was added after the case was closed. */
  why?: string;
};

export type WrittenNote = Omit<NoteWrite, 'table'> & { writtenBy: string; writtenAt: Instant };

/** The row of a version, which joins the events of its decision. A version is never written over: the same one twice is a conflict. */
export function noteRow(tenant: number, write: NoteWrite, written: { by: string; at: Instant }): Fragment {
  return sql`insert into case_note (tenant, "case", note, version, body, complete, why, written_by, written_at)
    values (${tenant}::int, ${write.case}::uuid, ${write.note}::uuid, ${write.version}::int, ${JSON.stringify(write.body)}::json,
    ${write.complete}::boolean, ${write.why ?? null}, ${written.by}::uuid, ${toIso(written.at)}::timestamptz)`;
}

type CaseNoteTable = {
  tenant: number;
  case: string;
  note: string;
  version: number;
  body: Note;
  complete: boolean;
  why: string | null;
  written_by: string;
  written_at: Date;
};
const tables = (tx: Tx) => tx.withTables<{ case_note: CaseNoteTable }>();

/** Every version of every note of a case, in the order in which they were written. The caller records who looked. */
export async function noteVersionsOf(tx: Tx, about: { tenant: number; case: string }): Promise<WrittenNote[]> {
  const rows = await tables(tx)
    .selectFrom('case_note')
    .selectAll()
    .where('tenant', '=', about.tenant)
    .where('case', '=', about.case)
    .orderBy('written_at')
    .orderBy('note')
    .orderBy('version')
    .execute();
  return rows.map((row) => ({
    case: row.case,
    note: row.note,
    version: row.version,
    body: row.body,
    complete: row.complete,
    ...(row.why === null ? {} : { why: row.why }),
    writtenBy: row.written_by,
    writtenAt: row.written_at.getTime() as Instant,
  }));
}

/** The notes of a case as they stand: the last version of each, the earliest consultation first. */
export async function notesOf(tx: Tx, about: { tenant: number; case: string }): Promise<WrittenNote[]> {
  return lastVersions(await noteVersionsOf(tx, about));
}

export function lastVersions(versions: readonly WrittenNote[]): WrittenNote[] {
  const last = new Map<string, WrittenNote>();
  for (const one of versions) if (one.version >= (last.get(one.note)?.version ?? 0)) last.set(one.note, one);
  return [...last.values()];
}

/** One note as it stands. */
export async function noteOf(tx: Tx, about: { tenant: number; case: string; note: string }) {
  return (await notesOf(tx, about)).find(({ note }) => note === about.note);
}
