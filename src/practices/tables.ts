import type { Tx } from '#database';
import type { ConcernState } from './concernSteps.ts';
import type { EndReason, NoteKind, UseKind } from './noteWords.ts';
import type { MessageChannel, Post } from './practice.ts';

/** Row types of this module's own tables; only its stores touch them. */
export type PracticeTables = {
  practice: {
    tenant: number;
    id: number;
    code: string;
    name: string;
    search: string;
    address: string;
    telephone: string;
    channel: MessageChannel;
    channel_address: string;
    closed_on: Date | null;
    successor: number | null;
  };
  practice_member: {
    tenant: number;
    practice: number;
    account: string;
    post: Post;
    since: Date;
    ended_at: Date | null;
  };
  special_note: {
    tenant: number;
    id: string;
    practice: number;
    patient_name: string;
    patient_search: string;
    date_of_birth: Date;
    nhs_number: string | null;
    nhs_number_verified: boolean;
    made_at: Date;
  };
  special_note_version: {
    tenant: number;
    note: string;
    version: number;
    kinds: NoteKind[];
    body: string;
    entry: string | null;
    owner_name: string;
    review_by: Date;
    written_at: Date;
    written_by: string;
  };
  special_note_end: {
    tenant: number;
    note: string;
    reason: EndReason;
    explanation: string | null;
    ended_at: Date;
    ended_by: string;
  };
  special_note_use: {
    tenant: number;
    note: string;
    version: number;
    case: string;
    event: number;
    case_number: string;
    what: UseKind;
    at: Date;
    by: string;
  };
  note_request: {
    tenant: number;
    id: string;
    practice: number;
    kind: 'third-contact' | 'said-untrue';
    note: string | null;
    case: string;
    case_number: string;
    contacts: number | null;
    patient_name: string;
    patient_search: string;
    date_of_birth: Date | null;
    nhs_number: string | null;
    asked_at: Date;
    asked_by: string | null;
    settled: 'written' | 'still-true' | 'withdrawn' | 'declined' | null;
    settled_reason: string | null;
    settled_at: Date | null;
    settled_by: string | null;
  };
  concern: {
    tenant: number;
    id: string;
    number: number;
    practice: number;
    about: string;
    case: string | null;
    body: string;
    state: ConcernState;
    raised_at: Date;
    raised_by: string;
    due_on: Date | null;
    has_by: string | null;
    first_answered_at: Date | null;
    answered_at: Date | null;
  };
  concern_line: {
    tenant: number;
    id: string;
    concern: string;
    kind: 'answer' | 'question';
    body: string;
    at: Date;
    by: string;
  };
};

export const tables = (tx: Tx) => tx.withTables<PracticeTables>();
