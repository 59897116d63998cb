import type { Tx } from '#database';

/** Row type of this module's own table; only its store touches it. */
export type RotaTables = {
  shift_now: {
    tenant: number;
    id: string;
    service: number;
    place: number;
    role: string;
    from_at: Date;
    to_at: Date;
    version: number;
    person: string | null;
    state: string;
    present: string[];
    ended: boolean;
  };
};

export const tables = (tx: Tx) => tx.withTables<RotaTables>();
