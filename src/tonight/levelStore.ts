import { sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { type Instant, newId, toIso } from '#shared';
import { nightTables, type Where } from './nightTables.ts';
import type { Tick } from './rules/cards.ts';
import type { Level, LevelRow } from './rules/pressure.ts';

/** Every change of the level since an instant, the earliest first. */
export async function levelsSince(tx: Tx, { tenant, service, since }: Where & { since: Instant }): Promise<LevelRow[]> {
  const rows = await nightTables(tx)
    .selectFrom('pressure_level')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where('at', '>=', new Date(since))
    .orderBy('at')
    .orderBy('id')
    .limit(2_000)
    .execute();
  return rows.map((row) => ({
    at: row.at.getTime() as Instant,
    how: row.how,
    level: row.level as Level,
    ...(row.by_account === null ? {} : { by: row.by_account }),
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.until === null ? {} : { until: row.until.getTime() as Instant }),
  }));
}

export type LevelWritten = LevelRow & { id: string; edition: string; why: unknown };

/** A change of the level. What a person changes has an audit row as well; what the rule does is nobody's act. */
export async function writeLevel(tx: Tx, where: Where, row: LevelWritten): Promise<void> {
  await nightTables(tx)
    .insertInto('pressure_level')
    .values({
      ...where,
      id: row.id,
      at: new Date(row.at),
      how: row.how,
      level: row.level,
      edition: row.edition,
      why: JSON.stringify(row.why),
      by_account: row.by ?? null,
      reason: row.reason ?? null,
      until: row.until === undefined ? null : new Date(row.until),
    })
    .execute();
  if (row.by === undefined) return;
  const change = { how: row.how, level: row.level, ...(row.until === undefined ? {} : { until: toIso(row.until) }) };
  const audit = {
    tenant: where.tenant,
    id: newId(),
    at: row.at,
    actor: row.by,
    entity: 'pressure-level',
    key: row.id,
    change,
  };
  await sql`${auditRow(audit)}`.execute(tx);
}

export async function ticksSince(tx: Tx, { tenant, service, since }: Where & { since: Instant }): Promise<Tick[]> {
  const rows = await nightTables(tx)
    .selectFrom('card_tick')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where('at', '>=', new Date(since))
    .orderBy('at')
    .orderBy('id')
    .limit(2_000)
    .execute();
  return rows.map(({ at, by_account: by, level, item, done }) => ({
    at: at.getTime() as Instant,
    by,
    level,
    item,
    done,
  }));
}

export async function writeTick(tx: Tx, where: Where, tick: Tick & { id: string }): Promise<void> {
  const { id, at, by, level, item, done } = tick;
  await nightTables(tx)
    .insertInto('card_tick')
    .values({ ...where, id, at: new Date(at), by_account: by, level, item, done })
    .execute();
  const audit = {
    tenant: where.tenant,
    id: newId(),
    at,
    actor: by,
    entity: 'action-card',
    key: id,
    change: { level, item, done },
  };
  await sql`${auditRow(audit)}`.execute(tx);
}
