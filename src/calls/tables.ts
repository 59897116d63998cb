import type { Tx } from '#database';

/** Row types of this module's own tables; only its stores touch them. */
export type CallsTables = {
  case_now: CaseNowTable;
  case_person: CasePersonTable;
  case_text: CaseTextTable;
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
};

export type CasePersonTable = {
  tenant: number;
  case: string;
  patient_name: string;
  patient_search: string;
  date_of_birth: string | null;
  nhs_number: string | null;
  nhs_number_verified: boolean;
  caller_name: string | null;
  caller_relation: string | null;
  ring_back: string;
  where_now: string;
  practice: string | null;
};

export type CaseTextTable = {
  tenant: number;
  id: string;
  case: string;
  kind: 'complaint' | 'note' | 'correction' | 'move';
  version: number;
  body: string;
  written_by: string;
  written_at: Date;
};

export const tables = (tx: Tx) => tx.withTables<CallsTables>();
