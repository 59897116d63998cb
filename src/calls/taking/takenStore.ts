import { sql } from 'kysely';
import type { Fragment, StoredEvent, Tx } from '#database';
import { toIso } from '#shared';
import type { TakenWrite } from '../writes.ts';
import { takingTables } from './tables.ts';

/** What the form asked beside who the patient is. */
export function takenRow(tenant: number, stream: string, { secondNumber, readBack, language }: TakenWrite): Fragment {
  return sql`insert into case_taken (tenant, "case", second_number, read_back, language)
    values (${tenant}::int, ${stream}::uuid, ${secondNumber ?? null}, ${readBack}::boolean, ${language ?? null})`;
}

/** One row for each time that somebody rang again, from the events that are about to be written. */
export function rangBackRows(tenant: number, stream: string, events: readonly StoredEvent[]): Fragment[] {
  return events.flatMap((event, index) => {
    if (event.type !== 'CaseNotedRepeat') return [];
    // Also one that no call of ours brought: somebody who came to the desk again was in touch again.
    const told = events.slice(index).find(({ type }) => type === 'RangBack');
    const call = typeof told?.data.call === 'string' ? told.data.call : null;
    return [
      sql`insert into case_rang_back (tenant, "case", version, call, worse, at, by)
        values (${tenant}::int, ${stream}::uuid, ${event.version}::int, ${call}::uuid, ${told?.data.worse === true}::boolean,
        ${toIso(event.occurredAt)}::timestamptz, ${event.recordedBy}::uuid)`,
    ];
  });
}

export type Taken = { secondNumber?: string; readBack: boolean; language?: string };

/** Shown with who the patient is, to those who may see that. */
export async function takenOf(tx: Tx, tenant: number, id: string): Promise<Taken | undefined> {
  const row = await takingTables(tx)
    .selectFrom('case_taken')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .executeTakeFirst();
  return (
    row && {
      readBack: row.read_back,
      ...(row.second_number === null ? {} : { secondNumber: row.second_number }),
      ...(row.language === null ? {} : { language: row.language }),
    }
  );
}

/** The open case that a call was a ring-back about. */
export async function rangBackBy(tx: Tx, tenant: number, calls: readonly string[]): Promise<Map<string, string>> {
  if (calls.length === 0) return new Map();
  const rows = await takingTables(tx)
    .selectFrom('case_rang_back')
    .select(['call', 'case'])
    .where('tenant', '=', tenant)
    .where('call', 'in', [...calls])
    .execute();
  return new Map(rows.flatMap((row) => (row.call ? [[row.call, row.case] as const] : [])));
}

/** The calls in which somebody rang back about a case. */
export async function callsAbout(tx: Tx, tenant: number, id: string): Promise<string[]> {
  const rows = await takingTables(tx)
    .selectFrom('case_rang_back')
    .select('call')
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .execute();
  return rows.flatMap(({ call }) => call ?? []);
}
