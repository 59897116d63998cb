import { sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { type Instant, toIso } from '#shared';
import { tables } from '../tables.ts';
import type { Report } from './receipt.ts';

/** What crews have said of these visits, the earliest first. */
export async function reportsOn(tx: Tx, tenant: number, ids: readonly string[]): Promise<Report[]> {
  if (ids.length === 0) return [];
  const rows = await tables(tx)
    .selectFrom('visit_report')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('case', 'in', [...ids])
    .orderBy('at')
    .execute();
  return rows.map(({ shown, at, ...row }) => ({
    case: row.case,
    car: row.car,
    told: row.told,
    kind: row.kind,
    ...(shown === null ? {} : { shown: shown.toString('hex') }),
    at: at.getTime() as Instant,
    by: row.by,
  }));
}

/** What a crew says, and its audit row; Conflict when there is a report with this id already. */
export async function writeReport(
  tx: Tx,
  tenant: number,
  report: Report & { id: string },
  audit: string,
): Promise<void> {
  const { id, car, told, kind, shown, at, by } = report;
  await sql`insert into visit_report (tenant, id, "case", car, told, kind, shown, at, by)
    values (${tenant}, ${id}, ${report.case}, ${car}, ${told}, ${kind}, ${shown === undefined ? null : Buffer.from(shown, 'hex')},
      ${toIso(at)}, ${by})`.execute(tx);
  const change = { car, told, kind };
  await sql`${auditRow({ tenant, id: audit, at, actor: by, entity: 'visit-report', key: report.case, change })}`.execute(
    tx,
  );
}

export type Entry = { body: string; by: string; at: Instant };

/** How to get in, as it was last written, by case. */
export async function entriesOf(tx: Tx, tenant: number, ids: readonly string[]): Promise<ReadonlyMap<string, Entry>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('visit_entry')
    .distinctOn('case')
    .select(['case', 'body', 'written_by', 'written_at'])
    .where('tenant', '=', tenant)
    .where('case', 'in', [...ids])
    .orderBy('case')
    .orderBy('written_at', 'desc')
    .execute();
  return new Map(
    rows.map((row) => [row.case, { body: row.body, by: row.written_by, at: row.written_at.getTime() as Instant }]),
  );
}

export async function writeEntry(
  tx: Tx,
  tenant: number,
  { id, body, by, at, audit }: { id: string; body: string; by: string; at: Instant; audit: string },
): Promise<void> {
  await sql`insert into visit_entry (tenant, "case", body, written_by, written_at)
    values (${tenant}, ${id}, ${body}, ${by}, ${toIso(at)})`.execute(tx);
  // That it was written and by whom, never what: a door's code is for the crew alone.
  await sql`${auditRow({ tenant, id: audit, at, actor: by, entity: 'visit-entry', key: id, change: { length: body.length } })}`.execute(
    tx,
  );
}
