import { sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { type Instant, newId, toIso } from '#shared';
import type { PolicyEditions, PolicyLine } from '../contact/policy.ts';
import { type LeaseLengths, leaseSetting } from '../lease/lease.ts';
import { type Edition, inForce } from './edition.ts';
import { type ContactValues, type LeaseValues, leaseLengths, policyLine, type SettingKind } from './values.ts';

type SettingTables = {
  call_setting: {
    tenant: number;
    id: string;
    service: number;
    kind: SettingKind;
    in_force_from: Date;
    body: unknown;
    reason: string;
    written_by: string;
    written_at: Date;
  };
};

export type Where = { tenant: number; service: number };
/** An edition as it was written: who, when, why, and from when it holds. */
export type WrittenEdition = {
  id: string;
  from: Instant;
  reason: string;
  by: string;
  at: Instant;
} & ({ kind: 'contact-urgent' | 'contact-other'; value: ContactValues } | { kind: 'lease'; value: LeaseValues });

export type CallSettings = {
  contact: PolicyEditions;
  leaseAt(at: Instant): LeaseLengths;
  /** Every edition, in the order in which they take each other's place. */
  editions: readonly WrittenEdition[];
};

/** What a service has set of its call-backs: a few rows, read whole. */
export async function readSettings(tx: Tx, { tenant, service }: Where): Promise<CallSettings> {
  const rows = await tx
    .withTables<SettingTables>()
    .selectFrom('call_setting')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .orderBy('in_force_from')
    .orderBy('written_at')
    .orderBy('id')
    .execute();
  const editions = rows.map(
    (row) =>
      ({
        id: row.id,
        kind: row.kind,
        from: row.in_force_from.getTime() as Instant,
        value: row.body,
        reason: row.reason,
        by: row.written_by,
        at: row.written_at.getTime() as Instant,
      }) as WrittenEdition,
  );
  const lease: Edition<LeaseLengths>[] = editions.flatMap(({ from, kind, value }) =>
    kind === 'lease' ? [{ from, value: leaseLengths(value) }] : [],
  );
  return {
    contact: { urgent: linesOf(editions, 'contact-urgent'), other: linesOf(editions, 'contact-other') },
    leaseAt: (at) => inForce(lease, at, leaseSetting),
    editions,
  };
}

function linesOf(editions: readonly WrittenEdition[], of: SettingKind): Edition<PolicyLine>[] {
  return editions.flatMap(({ from, kind, value, reason }) => {
    if (kind !== of || kind === 'lease') return [];
    return [{ from, value: policyLine(value, { tag: ['D'], says: `The service’s own: ${reason}` }) }];
  });
}

/** One more edition, with its audit row. */
export async function writeSetting(tx: Tx, where: Where, edition: WrittenEdition): Promise<void> {
  const { id, kind, from, value, reason, by, at } = edition;
  await tx
    .withTables<SettingTables>()
    .insertInto('call_setting')
    .values({
      ...where,
      id,
      kind,
      in_force_from: new Date(from),
      body: JSON.stringify(value),
      reason,
      written_by: by,
      written_at: new Date(at),
    })
    .execute();
  const change = { kind, from: toIso(from), ...value, reason };
  const audit = { tenant: where.tenant, id: newId(), at, actor: by, entity: 'call-setting', key: id, change };
  await sql`${auditRow(audit)}`.execute(tx);
}
