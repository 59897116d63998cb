import type { Tx } from '#database';
import type { Content } from './content.ts';

/** Row types of this module's own tables; only its stores touch them. */
export type HandoverTables = {
  message_now: MessageNowTable;
  message_body: {
    tenant: number;
    message: string;
    version: number;
    content: Content;
    text: string;
    html: string;
    made_at: Date;
  };
  message_text: {
    tenant: number;
    id: string;
    message: string;
    kind: 'rejected' | 'settled' | 'rerouted' | 'acted';
    body: string;
    written_by: string;
    written_at: Date;
  };
  message_task: {
    tenant: number;
    stream: string;
    version: number;
    kind: 'closed' | 'note' | 'patient' | 'exception' | 'resolved';
    at: Date;
    done_at: Date | null;
    tries: number;
  };
  message_channel: {
    tenant: number;
    practice: number;
    channel: string;
    last_sent_at: Date | null;
    failing_since: Date | null;
    failure: string | null;
    failures: number;
  };
  message_bounce: {
    tenant: number;
    id: string;
    file: string;
    taken_at: Date;
    kind: 'failed' | 'delayed' | 'delivered' | 'unreadable';
    status: string | null;
    code: string | null;
    why: string | null;
    message: string | null;
    version: number | null;
    is_reminder: boolean;
    outcome: 'recorded' | 'overtaken' | 'for-somebody' | 'nothing-to-do';
    looked_by: string | null;
    looked_at: Date | null;
  };
  message_ledger: {
    tenant: number;
    service: number;
    night: string;
    run_at: Date;
    closed: number;
    acknowledged: number;
    told: unknown;
    exceptions: unknown;
    differences: unknown;
  };
};

export type MessageNowTable = {
  tenant: number;
  id: string;
  service: number;
  case: string;
  version: number;
  state: string;
  practice: number | null;
  for_practice: string;
  consulted_at: Date;
  due_at: Date | null;
  body_version: number | null;
  channel: string | null;
  send_at: Date | null;
  attempts: number;
  failure: string | null;
  tried_from: Date | null;
  sent_at: Date | null;
  received_at: Date | null;
  read_at: Date | null;
  acted_at: Date | null;
  rejected: string | null;
  settled: string | null;
  chase_at: Date | null;
  chase_step: number | null;
  claimed_until: Date | null;
  held_up_at: Date | null;
};

export const tables = (tx: Tx) => tx.withTables<HandoverTables>();
