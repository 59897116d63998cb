import { sql } from 'kysely';
import type { Fragment } from '#database';
import { type Instant, toIso } from '#shared';
import { textRow } from './caseStore.ts';
import { searchable } from './patientSearch.ts';
import { referrerRow } from './referral/referrerStore.ts';
import { takenRow } from './taking/takenStore.ts';
import { noteRow } from './triage/noteStore.ts';
import type { CaseWrite, LinkWrite, PersonWrite } from './writes.ts';

type About = { tenant: number; stream: string; by: string; at: Instant };

/** The rows of what a decision wrote beside its events: names, free text, notes and links. */
export function caseWriteRows(write: CaseWrite, about: About): Fragment[] {
  const written = { by: about.by, at: about.at };
  switch (write.table) {
    case 'person':
      return write.replaces
        ? [beforeRow(write.replaces.version, about), personRow(write, about)]
        : [personRow(write, about)];
    case 'text':
      return [textRow(about.tenant, write, written)];
    case 'note':
      return [noteRow(about.tenant, write, written)];
    case 'link':
      return [linkRow(write, about)];
    case 'referrer':
      return [referrerRow(about.tenant, about.stream, write)];
    case 'taken':
      return [takenRow(about.tenant, about.stream, write)];
    default:
      return write satisfies never;
  }
}

const person =
  sql.raw(`tenant, "case", patient_name, patient_search, date_of_birth, sex, nhs_number, nhs_number_verified,
  caller_name, caller_relation, ring_back, where_now, practice, home_address, with_whom, address_restricted`);

/** Who the patient is: a row of its own, so that it can be rectified, restricted or destroyed. */
function personRow(write: PersonWrite, { tenant, stream }: About): Fragment {
  const insert = sql`insert into case_person (${person})
    values (${tenant}::int, ${stream}::uuid, ${write.patientName}, ${searchable(write.patientName)},
    ${write.dateOfBirth ?? null}::date, ${write.sex ?? null}, ${write.nhsNumber ?? null}, ${write.nhsNumberVerified}::boolean,
    ${write.callerName ?? null}, ${write.callerRelation ?? null}, ${write.ringBack}, ${write.whereNow},
    ${write.practice ?? null}, ${write.homeAddress ?? null}, ${write.withWhom ?? null}, ${write.addressRestricted}::boolean)`;
  return write.replaces ? sql`${insert} on conflict (tenant, "case") do update set ${replaced}` : insert;
}

const replaced = sql.raw(
  `patient_name patient_search date_of_birth sex nhs_number nhs_number_verified caller_name caller_relation ring_back where_now
  practice home_address with_whom address_restricted`
    .split(/\s+/)
    .map((name) => `${name} = excluded.${name}`)
    .join(', '),
);

/** The identity as it stood when the statement began: put aside before the other takes its place. */
function beforeRow(version: number, { tenant, stream, by, at }: About): Fragment {
  return sql`insert into case_person_before (${person}, version, replaced_by, replaced_at)
    select ${person}, ${version}::int, ${by}::uuid, ${toIso(at)}::timestamptz
    from case_person where tenant = ${tenant}::int and "case" = ${stream}::uuid`;
}

function linkRow({ to, as }: LinkWrite, { tenant, stream, at }: About): Fragment {
  if (as === 'taken-away') {
    return sql`delete from case_link where tenant = ${tenant}::int and "case" = ${stream}::uuid and "to" = ${to}::uuid`;
  }
  return sql`insert into case_link (tenant, "case", "to", as_kind, linked_at)
    values (${tenant}::int, ${stream}::uuid, ${to}::uuid, ${as}, ${toIso(at)}::timestamptz)
    on conflict (tenant, "case", "to") do update set as_kind = excluded.as_kind, linked_at = excluded.linked_at`;
}
