import { sql } from 'kysely';
import type { Tx } from '#database';
import { type Instant, newId } from '#shared';

type AlertTables = {
  alert: {
    tenant: number;
    id: string;
    kind: string;
    subject: string | null;
    detail: unknown;
    raised_at: Date;
    last_raised_at: Date;
    times: number;
    acknowledged_at: Date | null;
    acknowledged_by: string | null;
    cleared_at: Date | null;
    service: number | null;
    said_at: Date | null;
    rings: number;
    step: number;
  };
  census_run: { tenant: number; at: Date; machine_at: Date; open_cases: number; faults: number };
};
const tables = (tx: Tx) => tx.withTables<AlertTables>();

/** Something that a person has to look at, until it is mended. `detail` holds codes and numbers of cases, never names. */
export type StoredAlert = {
  id: string;
  kind: string;
  subject?: string;
  detail: Record<string, unknown>;
  raisedAt: Instant;
  times: number;
  acknowledged?: { at: Instant; by: string };
  isCleared: boolean;
  clearedAt?: Instant;
  /** When it was last said, how often so far, and how far up the ladder it has climbed. */
  saidAt: Instant;
  rings: number;
  step: number;
};

export type Raised = {
  tenant: number;
  service?: number;
  kind: string;
  subject: string;
  detail: Record<string, unknown>;
  at: Instant;
};

/** Raises an alert once while it is not cleared; found again, it counts one more. */
export async function raiseAlert(tx: Tx, { tenant, service, kind, subject, detail, at }: Raised): Promise<void> {
  await sql`insert into alert (tenant, id, kind, subject, detail, raised_at, last_raised_at, service, said_at)
    values (${tenant}, ${newId()}, ${kind}, ${subject}, ${JSON.stringify(detail)}::json, ${new Date(at)}, ${new Date(at)},
      ${service ?? null}, ${new Date(at)})
    on conflict (tenant, kind, subject) where cleared_at is null
    do update set last_raised_at = excluded.last_raised_at, times = alert.times + 1, detail = excluded.detail`.execute(
    tx,
  );
}

/** Clears the alerts of a kind whose subject is not among those still at fault. */
export async function clearAlerts(
  tx: Tx,
  about: { tenant: number; service?: number; kind: string; still: readonly string[]; at: Instant },
): Promise<void> {
  const service = about.service ?? null;
  await sql`update alert set cleared_at = ${new Date(about.at)} where tenant = ${about.tenant} and kind = ${about.kind}
    and (${service}::int is null or service = ${service}) and cleared_at is null and subject <> all (${[...about.still]}::uuid[])`.execute(
    tx,
  );
}

/**
 * What is not mended yet: the longest first, those that nobody has acknowledged before the others. Of one service, those that
 * are the whole organisation's among them; or of all its services.
 */
export async function openAlerts(tx: Tx, tenant: number, service?: number): Promise<StoredAlert[]> {
  const rows = await tables(tx)
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('cleared_at', 'is', null)
    .$if(service !== undefined, (open) =>
      open.where(({ eb, or }) => or([eb('service', 'is', null), eb('service', '=', service ?? 0)])),
    )
    .orderBy(sql`acknowledged_at is not null`)
    .orderBy('raised_at')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(alertOf);
}

/** Those of a night that somebody acknowledged or that were mended, the last first. */
export async function pastAlerts(
  tx: Tx,
  { tenant, service, since }: { tenant: number; service: number; since: Instant },
): Promise<StoredAlert[]> {
  const rows = await tables(tx)
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('cleared_at', '>=', new Date(since))
    .where(({ eb, or }) => or([eb('service', 'is', null), eb('service', '=', service)]))
    .orderBy('cleared_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(alertOf);
}

/** It has been said once more. Whoever acknowledged it in between is not rung again. */
export async function writeSaid(
  tx: Tx,
  { tenant, id, at, rings, step }: { tenant: number; id: string; at: Instant; rings: number; step: number },
): Promise<void> {
  await tables(tx)
    .updateTable('alert')
    .set({ said_at: new Date(at), rings, step })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .where('acknowledged_at', 'is', null)
    .where('cleared_at', 'is', null)
    .execute();
}

export async function alertById(tx: Tx, tenant: number, id: string): Promise<StoredAlert | undefined> {
  const row = await tables(tx)
    .selectFrom('alert')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && alertOf(row);
}

export async function writeAcknowledgement(
  tx: Tx,
  about: { tenant: number; id: string; at: Instant; by: string },
): Promise<void> {
  await tables(tx)
    .updateTable('alert')
    .set({ acknowledged_at: new Date(about.at), acknowledged_by: about.by })
    .where('tenant', '=', about.tenant)
    .where('id', '=', about.id)
    .where('acknowledged_at', 'is', null)
    .execute();
}

export type CensusRun = { at: Instant; machineAt: Instant; openCases: number; faults: number };

export async function writeCensusRun(tx: Tx, tenant: number, run: CensusRun): Promise<void> {
  await tables(tx)
    .insertInto('census_run')
    .values({
      tenant,
      at: new Date(run.at),
      machine_at: new Date(run.machineAt),
      open_cases: run.openCases,
      faults: run.faults,
    })
    .execute();
}

/** Runs before an instant of the machine's clock: what they found is told by their alerts. */
export async function forgetCensusRuns(tx: Tx, before: Instant): Promise<void> {
  await tables(tx).deleteFrom('census_run').where('machine_at', '<', new Date(before)).execute();
}

export async function lastCensusRun(tx: Tx, tenant: number): Promise<CensusRun | undefined> {
  const row = await tables(tx)
    .selectFrom('census_run')
    .select(['at', 'machine_at', 'open_cases', 'faults'])
    .where('tenant', '=', tenant)
    .orderBy(sql`id`, 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      at: row.at.getTime() as Instant,
      machineAt: row.machine_at.getTime() as Instant,
      openCases: row.open_cases,
      faults: row.faults,
    }
  );
}

function alertOf(row: AlertTables['alert']): StoredAlert {
  return {
    id: row.id,
    kind: row.kind,
    ...(row.subject === null ? {} : { subject: row.subject }),
    detail: row.detail as Record<string, unknown>,
    raisedAt: row.raised_at.getTime() as Instant,
    times: row.times,
    ...(row.acknowledged_at && row.acknowledged_by
      ? { acknowledged: { at: row.acknowledged_at.getTime() as Instant, by: row.acknowledged_by } }
      : {}),
    isCleared: row.cleared_at !== null,
    ...(row.cleared_at === null ? {} : { clearedAt: row.cleared_at.getTime() as Instant }),
    saidAt: (row.said_at ?? row.last_raised_at).getTime() as Instant,
    rings: row.rings,
    step: row.step,
  };
}
