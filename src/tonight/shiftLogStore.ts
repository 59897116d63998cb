import { type Selectable, sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { type Instant, newId, toIso } from '#shared';
import { type NightTables, nightTables, type Where } from './nightTables.ts';
import type { LogKind, LogLine, RingAnswer } from './rules/log.ts';

/** Lines of the shift log since an instant, in the order in which they were written. */
export async function logSince(tx: Tx, { tenant, service, since }: Where & { since: Instant }): Promise<LogLine[]> {
  const rows = await nightTables(tx)
    .selectFrom('shift_log')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where('at', '>=', new Date(since))
    .orderBy('at')
    .orderBy('id')
    .limit(2_000)
    .execute();
  return rows.map(lineOf);
}

export async function logLine(
  tx: Tx,
  tenant: number,
  id: string,
): Promise<(LogLine & { service: number }) | undefined> {
  const row = await nightTables(tx)
    .selectFrom('shift_log')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && { ...lineOf(row), service: row.service };
}

/** A line and its audit row; the words stay in the log. Conflict when there is a line with this id already. */
export async function writeLogLine(tx: Tx, where: Where, line: LogLine): Promise<void> {
  await nightTables(tx)
    .insertInto('shift_log')
    .values({
      ...where,
      id: line.id,
      at: new Date(line.at),
      by_account: line.by,
      kind: line.kind,
      person: line.person ?? null,
      place: line.place ?? null,
      shift: line.shift ?? null,
      subject: line.subject ?? null,
      answer: line.answer ?? null,
      try: line.try ?? null,
      words: line.words,
      corrects: line.corrects ?? null,
    })
    .execute();
  const { words: _, id: key, by: actor, at, ...codes } = line;
  const audit = {
    tenant: where.tenant,
    id: newId(),
    at,
    actor,
    entity: 'shift-log',
    key,
    change: { ...codes, at: toIso(at) },
  };
  await sql`${auditRow(audit)}`.execute(tx);
}

function lineOf(row: Selectable<NightTables['shift_log']>): LogLine {
  return {
    id: row.id,
    at: row.at.getTime() as Instant,
    by: row.by_account,
    kind: row.kind as LogKind,
    words: row.words,
    ...(row.person === null ? {} : { person: row.person }),
    ...(row.place === null ? {} : { place: row.place }),
    ...(row.shift === null ? {} : { shift: row.shift }),
    ...(row.subject === null ? {} : { subject: row.subject }),
    ...(row.answer === null ? {} : { answer: row.answer as RingAnswer }),
    ...(row.try === null ? {} : { try: row.try }),
    ...(row.corrects === null ? {} : { corrects: row.corrects }),
  };
}
