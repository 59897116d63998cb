import { sql } from 'kysely';
import type { Fragment, Tx } from '#database';
import { type Instant, toIso } from '#shared';
import type { CaseLine } from '../caseListStore.ts';
import type { Priority } from '../codes.ts';
import { searchable } from '../patientSearch.ts';
import type { ReferralWrite } from './receiveReferral.ts';

type Written = { tenant: number; service: number; by: string; at: Instant };

/** The referral as it came: codes and times in one row, words in another that can be rectified and destroyed. */
export function referralRows(write: ReferralWrite, { tenant, service, by, at }: Written): Fragment[] {
  return [
    sql`insert into referral (tenant, id, service, "case", source, reference, digest, dx_code, initial_dx, edition, pathways_version,
        triaged_at, received_at, received_by, due_at, duplicate_of, practice)
      values (${tenant}::int, ${write.case}::uuid, ${service}::int, ${write.case}::uuid, ${write.source}, ${write.reference},
        ${write.digest}::bytea, ${write.dxCode}, ${write.initialDx ?? null}, ${write.edition}, ${write.pathwaysVersion ?? null},
        ${write.triagedAt}::timestamptz, ${toIso(at)}::timestamptz, ${by}::uuid, ${write.dueAt ?? null}::timestamptz,
        ${write.duplicateOf ?? null}::uuid, ${write.practice ?? null})`,
    sql`insert into referral_text (tenant, referral, summary, special_needs, dx_text)
      values (${tenant}::int, ${write.case}::uuid, ${write.summary}, ${write.specialNeeds ?? null}, ${write.dxText ?? null})`,
  ];
}

/** How often a reference was received before. */
export async function sentBefore(
  tx: Tx,
  about: { tenant: number; service: number; source: string; reference: string },
): Promise<number> {
  const { tenant, service, source, reference } = about;
  // A range on the stored column, so that it keeps its index under the tenant's policy.
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from referral
    where tenant = ${tenant}::int and service = ${service}::int and source = ${source}
      and (reference = ${reference} or (reference > ${`${reference}#`} and reference < ${`${reference}$`}))`.execute(
    tx,
  );
  return rows[0]?.n ?? 0;
}

type Patient = { nhsNumber?: string; patientName: string; dateOfBirth?: string; ringBack?: string };

/** An open case of the same patient: by NHS number, else by name and date of birth, else by number to ring and date of birth. */
export async function openCaseOf(
  tx: Tx,
  { tenant, service, patient, besides }: { tenant: number; service: number; patient: Patient; besides: string },
): Promise<{ id: string; priority: Priority } | undefined> {
  const { nhsNumber = null, patientName, dateOfBirth = null, ringBack = null } = patient;
  const { rows } = await sql<{ id: string; priority: Priority }>`select c.id, c.priority from case_person p
    join case_now c on c.tenant = p.tenant and c.id = p."case"
    where p.tenant = ${tenant}::int and c.service = ${service}::int and c.closed_at is null and c.id <> ${besides}::uuid
      and (p.nhs_number = ${nhsNumber}
        or (p.patient_search = ${searchable(patientName)} and p.date_of_birth = ${dateOfBirth}::date)
        or (p.ring_back = ${ringBack} and p.date_of_birth = ${dateOfBirth}::date))
    order by (p.nhs_number = ${nhsNumber}) desc nulls last, c.priority desc, c.opened_at limit 1`.execute(tx);
  return rows[0];
}

export type ReferralLine = {
  id: string;
  case: { id: string; number: string; state: CaseLine['state']; isOpen: boolean };
  source: string;
  reference: string;
  dxCode: string;
  initialDx?: string;
  edition: string;
  triagedAt: Instant;
  receivedAt: Instant;
  dueAt?: Instant;
  duplicateOf?: string;
};

type Row = {
  id: string;
  case: string;
  number: string;
  state: string;
  closed_at: Date | null;
  source: string;
  reference: string;
  dx_code: string;
  initial_dx: string | null;
  edition: string;
  triaged_at: Date;
  received_at: Date;
  due_at: Date | null;
  duplicate_of: string | null;
};

const columns = sql`r.id, r."case", c.number, c.state, c.closed_at, r.source, r.reference, r.dx_code, r.initial_dx, r.edition,
  r.triaged_at, r.received_at, r.due_at, r.duplicate_of`;

/** The last to be received, the latest first: codes and times, no name. */
export async function recentReferrals(
  tx: Tx,
  { tenant, service, since }: { tenant: number; service: number; since: Instant },
): Promise<ReferralLine[]> {
  const { rows } =
    await sql<Row>`select ${columns} from referral r join case_now c on c.tenant = r.tenant and c.id = r."case"
    where r.tenant = ${tenant}::int and r.service = ${service}::int and r.received_at >= ${new Date(since)}
    order by r.received_at desc, r.id desc limit 200`.execute(tx);
  return rows.map(lineOf);
}

/** The referral that opened a case; undefined where it came another way. */
export async function referralOf(tx: Tx, tenant: number, id: string): Promise<ReferralLine | undefined> {
  const { rows } =
    await sql<Row>`select ${columns} from referral r join case_now c on c.tenant = r.tenant and c.id = r."case"
    where r.tenant = ${tenant}::int and r."case" = ${id}::uuid`.execute(tx);
  return rows[0] && lineOf(rows[0]);
}

function lineOf(row: Row): ReferralLine {
  return {
    id: row.id,
    case: { id: row.case, number: row.number, state: row.state as CaseLine['state'], isOpen: row.closed_at === null },
    source: row.source,
    reference: row.reference,
    dxCode: row.dx_code,
    ...(row.initial_dx === null ? {} : { initialDx: row.initial_dx }),
    edition: row.edition,
    triagedAt: row.triaged_at.getTime() as Instant,
    receivedAt: row.received_at.getTime() as Instant,
    ...(row.due_at === null ? {} : { dueAt: row.due_at.getTime() as Instant }),
    ...(row.duplicate_of === null ? {} : { duplicateOf: row.duplicate_of }),
  };
}

export type Pair = { lower: string; other: string; linkedAt: Instant };

/** Open cases of one patient, linked since then, of which one is the less urgent and nobody has begun on it. */
export async function unequalPairs(tx: Tx, tenant: number, since: Instant): Promise<Pair[]> {
  const { rows } = await sql<{
    lower: string;
    other: string;
    linked_at: Date;
  }>`select lower.id as lower, other.id as other, l.linked_at
    from case_link l
    join case_now lower on lower.tenant = l.tenant and lower.id in (l."case", l."to") and lower.priority = 'other'
    join case_now other on other.tenant = l.tenant and other.id in (l."case", l."to") and other.priority = 'urgent'
    where l.tenant = ${tenant}::int and l.as_kind = 'duplicate' and l.linked_at >= ${new Date(since)}::timestamptz
      and lower.closed_at is null and other.closed_at is null and lower.state = 'to-assess'`.execute(tx);
  return rows.map(({ lower, other, linked_at }) => ({ lower, other, linkedAt: linked_at.getTime() as Instant }));
}

/** Cases whose disposition came with a time that has run out, and that nobody has begun on. */
export async function runOut(
  tx: Tx,
  tenant: number,
  now: Instant,
): Promise<{ id: string; service: number; dx: string; dueBy: Instant }[]> {
  const { rows } = await sql<{
    id: string;
    service: number;
    dx: string;
    due_by: Date;
  }>`select id, service, dx, due_by from case_now
    where tenant = ${tenant}::int and closed_at is null and state = 'to-assess' and dx is not null
      and due_by <= ${new Date(now)}::timestamptz`.execute(tx);
  return rows.map((row) => ({ ...row, dueBy: row.due_by.getTime() as Instant }));
}
