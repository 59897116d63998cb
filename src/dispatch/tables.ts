import type { Tx } from '#database';

/** Row types of this module's own tables; only its stores touch them. */
export type DispatchTables = {
  base_now: {
    tenant: number;
    place: number;
    id: string;
    service: number;
    version: number;
    state: string;
    since: Date | null;
    by: string | null;
    reason: string | null;
    send_to: number | null;
    until_at: Date | null;
    found: { at: string; by: string; case?: string }[];
  };
  visit_report: {
    tenant: number;
    id: string;
    case: string;
    car: number;
    told: number;
    kind: 'have' | 'know-gone';
    shown: Buffer | null;
    at: Date;
    by: string;
  };
  visit_entry: { tenant: number; case: string; body: string; written_by: string; written_at: Date };
};

export const tables = (tx: Tx) => tx.withTables<DispatchTables>();
