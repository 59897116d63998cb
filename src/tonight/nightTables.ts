import type { Tx } from '#database';

/** Row types of what tonight's people write down; only the stores of this module touch them. */
export type NightTables = {
  shift_log: {
    tenant: number;
    id: string;
    service: number;
    at: Date;
    by_account: string;
    kind: string;
    person: string | null;
    place: number | null;
    shift: string | null;
    subject: string | null;
    answer: string | null;
    try: number | null;
    words: string;
    corrects: string | null;
  };
  pressure_level: {
    tenant: number;
    id: string;
    service: number;
    at: Date;
    how: 'rule' | 'override' | 'override-ended';
    level: number;
    edition: string;
    why: unknown;
    by_account: string | null;
    reason: string | null;
    until: Date | null;
  };
  card_tick: {
    tenant: number;
    id: string;
    service: number;
    at: Date;
    by_account: string;
    level: number;
    item: string;
    done: boolean;
  };
  ranked_answer: {
    tenant: number;
    id: string;
    service: number;
    at: Date;
    by_account: string;
    action: string;
    kind: string;
    answer: 'accepted' | 'overruled';
    reason: string | null;
    words: string;
  };
  handover_sheet: { tenant: number; id: string; service: number; at: Date; body: unknown; digest: Buffer };
  handover_signature: {
    tenant: number;
    sheet: string;
    as_role: 'outgoing' | 'incoming';
    at: Date;
    by_account: string;
    digest: Buffer;
    remark: string | null;
  };
};

export const nightTables = (tx: Tx) => tx.withTables<NightTables>();
export type Where = { tenant: number; service: number };
