import { sql } from 'kysely';
import type { Tx } from '#database';
import { type Instant, toIso } from '#shared';
import type { UseKind } from './noteWords.ts';
import { tables } from './tables.ts';

/** What became of a note in a case. */
export type NoteUse = {
  note: string;
  version: number;
  case: string;
  caseNumber: string;
  /** The version of the case's event that says so: the same fact read twice is one row. */
  event: number;
  what: UseKind;
  at: Instant;
  by: string;
};

export async function keepUse(tx: Tx, tenant: number, use: NoteUse): Promise<void> {
  await sql`insert into special_note_use (tenant, note, version, "case", event, case_number, what, at, by)
    values (${tenant}::int, ${use.note}::uuid, ${use.version}::int, ${use.case}::uuid, ${use.event}::int, ${use.caseNumber},
      ${use.what}, ${toIso(use.at)}::timestamptz, ${use.by}::uuid)
    on conflict do nothing`.execute(tx);
}

/** Notes that somebody opened for a case. */
export async function notesReadFor(tx: Tx, tenant: number, id: string): Promise<Set<string>> {
  const rows = await tables(tx)
    .selectFrom('special_note_use')
    .select('note')
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .where('what', '<>', 'not-read')
    .execute();
  return new Set(rows.map(({ note }) => note));
}

/** What became of notes, the last first. */
export async function usesOf(tx: Tx, tenant: number, notes: readonly string[], limit = 200): Promise<NoteUse[]> {
  if (notes.length === 0) return [];
  const rows = await tables(tx)
    .selectFrom('special_note_use')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('note', 'in', [...notes])
    .orderBy('at', 'desc')
    .orderBy('event', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ note, version, case_number, event, what, at, by, case: id }) => ({
    ...{ note, version, case: id, caseNumber: case_number, event, what, by },
    at: at.getTime() as Instant,
  }));
}
