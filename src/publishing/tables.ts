import type { Tx } from '#database';

/** Row types of this module's own tables; only its stores touch them. */
export type PublishingTables = {
  release_due: {
    tenant: number;
    service: number;
    kind: ReleaseKind;
    key: string;
    place: number | null;
    from_at: Date;
    to_at: Date;
    due_at: Date;
    state: 'waiting' | 'released' | 'stale';
  };
  redirection: {
    tenant: number;
    stream: string;
    version: number;
    from_place: number;
    to_place: number;
    miles: string;
    at: Date;
  };
  public_notice: {
    tenant: number;
    id: string;
    service: number;
    place: number;
    service_slug: string;
    place_slug: string;
    service_name: string;
    place_name: string;
    says: 'open' | 'shut';
    go_to: string | null;
    posted_at: Date;
    posted_by: string;
  };
};

export type ReleaseKind = 'requirement' | 'shift' | 'period';

export const tables = (tx: Tx) => tx.withTables<PublishingTables>();
