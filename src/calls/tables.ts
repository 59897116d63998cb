import type { Tx } from '#database';
import type { Sex } from './codes.ts';
import type { TextKind } from './writes.ts';

/** Row types of this module's own tables; only its stores touch them. */
export type CallsTables = {
  case_now: CaseNowTable;
  case_person: CasePersonTable;
  case_text: CaseTextTable;
  case_person_before: CasePersonTable & { version: number; replaced_by: string; replaced_at: Date };
  case_link: CaseLinkTable;
  case_lease: CaseLeaseTable;
};

export type CaseNowTable = {
  tenant: number;
  id: string;
  service: number;
  number: string;
  version: number;
  state: string;
  queue: string | null;
  held_by: string | null;
  held_since: Date | null;
  priority: string;
  place_kind: string | null;
  urgency: string | null;
  place: number | null;
  slot_at: Date | null;
  call: string | null;
  opened_at: Date;
  closed_at: Date | null;
  outcome: string | null;
  due_at: Date | null;
  due_measure: string | null;
  repeat_times: number;
  answered_at: Date | null;
  entry_route: string | null;
  practice: number | null;
  interpreter: string | null;
  dx: string | null;
  due_by: Date | null;
  arrived_at: Date | null;
  tries: number;
  next_try_at: Date | null;
  comforted_at: Date | null;
  worse_at: Date | null;
  note_complete: boolean | null;
};

export type CasePersonTable = {
  tenant: number;
  case: string;
  patient_name: string;
  patient_search: string;
  date_of_birth: string | null;
  sex: Sex | null;
  nhs_number: string | null;
  nhs_number_verified: boolean;
  caller_name: string | null;
  caller_relation: string | null;
  ring_back: string;
  where_now: string;
  practice: string | null;
  home_address: string | null;
  with_whom: string | null;
  address_restricted: boolean;
};

export type CaseLinkTable = { tenant: number; case: string; to: string; as_kind: string; linked_at: Date };

export type CaseLeaseTable = {
  tenant: number;
  case: string;
  service: number;
  account: string;
  taken_at: Date;
  renewed_at: Date;
  expires_at: Date;
  /** The holder's last step on the case: renewed and no step for long is a lease that is stuck. */
  stepped_at: Date;
};

export type CaseTextTable = {
  tenant: number;
  id: string;
  case: string;
  kind: TextKind;
  version: number;
  body: string;
  written_by: string;
  written_at: Date;
};

export const tables = (tx: Tx) => tx.withTables<CallsTables>();
