import { type Selectable, sql } from 'kysely';
import { closedCases } from '#calls';
import type { Tx } from '#database';
import { type Instant, instantFromMs, toIso } from '#shared';
import type { Asks, FailureCode } from './codes.ts';
import { type Difference, type Ledger, ledgerOf, nightOf, type Open, type Told } from './ledger.ts';
import type { Message } from './message.ts';
import { type MessageNowTable, tables } from './tables.ts';

type Where = { tenant: number; service: number };
export type Run = Ledger & { night: string; runAt: Instant };

/** The ledger of one night as it stands now. */
export async function ledgerNow(tx: Tx, { tenant, service, night }: Where & { night: string }): Promise<Ledger> {
  const period = nightOf(night);
  const closed = await closedCases(tx, { tenant, service, ...period });
  const ids = closed.map(({ id }) => id);
  const ours = tables(tx)
    .selectFrom('message_now')
    .select(['id', 'case', 'state', 'failure', 'consulted_at', 'for_practice', 'chase_step'])
    .where('tenant', '=', tenant)
    .where('service', '=', service);
  const ofThese = ids.length === 0 ? [] : await ours.where('case', 'in', ids).execute();
  const known = new Set(ids);
  // A message of this night whose case is not among the closed: its case was closed another day, or never.
  const others = await ours
    .where('consulted_at', '>=', new Date(period.from))
    .where('consulted_at', '<', new Date(period.to))
    .execute();
  const strays = await notClosed(
    tx,
    { tenant, service },
    others.filter((one) => !known.has(one.case)),
  );
  return ledgerOf(
    closed,
    [...ofThese, ...strays].map(({ id, case: about, state, failure, for_practice, chase_step }) => ({
      ...{ id, case: about, state: state as Message['state'], forPractice: for_practice as Asks },
      isPastFirstChase: (chase_step ?? 1) > 1,
      ...(failure === null ? {} : { failure: failure as FailureCode }),
    })),
  );
}

type Row = Pick<
  Selectable<MessageNowTable>,
  'id' | 'case' | 'state' | 'failure' | 'consulted_at' | 'for_practice' | 'chase_step'
>;

/** A consultation may have been complete on one side of 08:00 and its case closed on the other: that is no difference. */
async function notClosed(tx: Tx, { tenant, service }: Where, rows: Row[]): Promise<Row[]> {
  if (rows.length === 0) return [];
  const times = rows.map(({ consulted_at }) => consulted_at.getTime());
  const day = 86_400_000;
  const around = { from: (Math.min(...times) - 7 * day) as Instant, to: (Math.max(...times) + 31 * day) as Instant };
  const closed = new Set((await closedCases(tx, { tenant, service, ...around })).map(({ id }) => id));
  return rows.filter((row) => !closed.has(row.case));
}

/** Keeps one run. */
export async function keepRun(tx: Tx, { tenant, service }: Where, run: Run): Promise<void> {
  const { night, runAt, closed, acknowledged, told, open, differences } = run;
  await sql`insert into message_ledger (tenant, service, night, run_at, closed, acknowledged, told, exceptions, differences)
    values (${tenant}, ${service}, ${night}::date, ${toIso(runAt)}::timestamptz, ${closed}, ${acknowledged},
    ${told === undefined ? null : JSON.stringify(told)}::json, ${JSON.stringify(open)}::json, ${JSON.stringify(differences)}::json) on conflict do nothing`.execute(
    tx,
  );
}

type RunRow = {
  night: string;
  run_at: Date;
  closed: number;
  acknowledged: number;
  told: Told | null;
  exceptions: Open[];
  differences: Difference[];
};

/** The last run of each night, the newest night first. */
export async function lastRuns(tx: Tx, { tenant, service }: Where, limit = 30): Promise<Run[]> {
  const { rows } =
    await sql<RunRow>`select distinct on (night) night::text as night, run_at, closed, acknowledged, told, exceptions, differences
    from message_ledger where tenant = ${tenant} and service = ${service} order by night desc, run_at desc limit ${limit}`.execute(
      tx,
    );
  return rows.map(({ night, run_at, closed, acknowledged, told, exceptions: open, differences }) => ({
    ...{ night, closed, acknowledged, open, differences },
    ...(told === null ? {} : { told }),
    runAt: instantFromMs(run_at.getTime()),
  }));
}
