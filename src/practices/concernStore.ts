import { type Selectable, sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { Conflict, type Instant, toIso } from '#shared';
import type { Concern, ConcernLine } from './concern.ts';
import { type ConcernStep, concernLifecycle } from './concernSteps.ts';
import type { Written } from './practiceStore.ts';
import { type PracticeTables, tables } from './tables.ts';

type Where = { tenant: number };

/** The concerns of practices, or of all of them, the newest first. */
export async function concernsOf(
  tx: Tx,
  { tenant, practices, limit = 500 }: Where & { practices?: readonly number[]; limit?: number },
): Promise<Concern[]> {
  if (practices?.length === 0) return [];
  let query = all(tx, tenant);
  if (practices) query = query.where('practice', 'in', [...practices]);
  return (await query.orderBy('number', 'desc').limit(limit).execute()).map(concernOf);
}

export async function concernById(tx: Tx, { tenant, id }: Where & { id: string }): Promise<Concern | undefined> {
  const row = await all(tx, tenant).where('id', '=', id).executeTakeFirst();
  return row && concernOf(row);
}

/** What was answered and asked again, in order. */
export async function linesOf(tx: Tx, { tenant, concern }: Where & { concern: string }): Promise<ConcernLine[]> {
  const rows = await tables(tx)
    .selectFrom('concern_line')
    .select(['id', 'kind', 'body', 'at', 'by'])
    .where('tenant', '=', tenant)
    .where('concern', '=', concern)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(({ at, ...line }) => ({ ...line, at: at.getTime() as Instant }));
}

/** Writes a concern down under the next number of the provider; two at once wait for each other. */
export async function writeConcern(
  tx: Tx,
  concern: Omit<Concern, 'number' | 'state'> & Where,
  written: Written,
): Promise<number> {
  const { tenant, id, practice, about, body, raisedAt, raisedBy } = concern;
  await sql`select pg_advisory_xact_lock(hashtext('vigil concern'), ${tenant}::int)`.execute(tx);
  const { rows } = await sql<{
    number: number;
  }>`insert into concern (tenant, id, number, practice, about, "case", body, state, raised_at,
      raised_by, due_on)
    select ${tenant}::int, ${id}::uuid, coalesce(max(number), 0) + 1, ${practice}::int, ${about}, ${concern.case ?? null}::uuid, ${body},
      'raised', ${toIso(raisedAt)}::timestamptz, ${raisedBy}::uuid, ${concern.dueOn ?? null}::date
    from concern where tenant = ${tenant} returning number`.execute(tx);
  const number = rows[0]?.number ?? 0;
  await audit(tx, { tenant, id, step: 'raise-concern', change: { number, practice } }, written);
  return number;
}

export type Change = Partial<Pick<Concern, 'state' | 'dueOn' | 'hasBy' | 'firstAnsweredAt' | 'answeredAt'>>;

/** One step of a concern, with what was said in it and its audit row. */
export async function changeConcern(
  tx: Tx,
  about: Where & {
    id: string;
    from: Concern['state'];
    step: ConcernStep;
    change: Change;
    line?: Pick<ConcernLine, 'kind' | 'body'>;
  },
  written: Written,
): Promise<void> {
  const { tenant, id, step, change, line } = about;
  const { state, dueOn, hasBy, firstAnsweredAt, answeredAt } = change;
  const { numUpdatedRows } = await tables(tx)
    .updateTable('concern')
    .set({
      ...(state ? { state } : {}),
      ...('dueOn' in change ? { due_on: dueOn === undefined ? null : sql<Date>`${dueOn}::date` } : {}),
      ...(hasBy ? { has_by: hasBy } : {}),
      ...(firstAnsweredAt ? { first_answered_at: new Date(firstAnsweredAt) } : {}),
      ...(answeredAt ? { answered_at: new Date(answeredAt) } : {}),
    })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('state', '=', about.from)
    .executeTakeFirst();
  // Somebody else took a step in between: it is decided anew on what is there now.
  if (Number(numUpdatedRows) === 0) throw new Conflict('the concern has moved on');
  if (line) {
    await tables(tx)
      .insertInto('concern_line')
      .values({ tenant, id: written.id, concern: id, ...line, at: new Date(written.at), by: written.by })
      .execute();
  }
  await audit(tx, { tenant, id, step, change: { state, ...(dueOn ? { dueOn } : {}) } }, written);
}

type Audited = { tenant: number; id: string; step: ConcernStep; change: Record<string, unknown> };

function audit(tx: Tx, { tenant, id, step, change }: Audited, written: Written) {
  const { event } = concernLifecycle.steps[step];
  const row = {
    tenant,
    id: written.id,
    at: written.at,
    actor: written.by,
    entity: 'concern',
    key: id,
    change: { event, ...change },
  };
  return sql`${auditRow(row)}`.execute(tx);
}

function all(tx: Tx, tenant: number) {
  return tables(tx)
    .selectFrom('concern')
    .selectAll()
    .select(sql<string | null>`due_on::text`.as('due'))
    .where('tenant', '=', tenant);
}

function concernOf(row: Selectable<PracticeTables['concern']> & { due: string | null }): Concern {
  const { id, number, practice, about, body, state, raised_by, due, has_by, first_answered_at, answered_at } = row;
  return {
    ...{ id, number, practice, about, body, state, raisedBy: raised_by },
    raisedAt: row.raised_at.getTime() as Instant,
    ...(row.case === null ? {} : { case: row.case }),
    ...(due === null ? {} : { dueOn: due }),
    ...(has_by === null ? {} : { hasBy: has_by }),
    ...(first_answered_at === null ? {} : { firstAnsweredAt: first_answered_at.getTime() as Instant }),
    ...(answered_at === null ? {} : { answeredAt: answered_at.getTime() as Instant }),
  };
}
