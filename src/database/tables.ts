import type { Generated } from 'kysely';

/** Row types of the tables that the database module itself owns. A module's store adds its own with `tx.withTables<...>()`. */
export type SpineTables = {
  event: EventTable;
  access: AccessTable;
  request: RequestTable;
  seal: SealTable;
  follower: { name: string; xid: string; position: string; polled_at: Date | null };
  audit: { tenant: number; id: string; at: Date; actor: string; entity: string; key: string; change: string };
};

export type EventTable = {
  tenant: number;
  stream: string;
  version: number;
  type: string;
  shape: number;
  occurred_at: Date;
  recorded_at: Date;
  recorded_by: string;
  source: string;
  corrects: number | null;
  reason: string | null;
  data: string;
  digest: Buffer;
  position: Generated<string>;
  xid: Generated<string>;
};

export type AccessTable = {
  tenant: number;
  id: string;
  at: Date;
  actor: string;
  session: string | null;
  action: string;
  subject: string | null;
  detail: string | null;
  digest: Buffer;
  position: Generated<string>;
  xid: Generated<string>;
};

export type RequestTable = {
  tenant: number;
  actor: string;
  key: string;
  digest: Buffer;
  status: number;
  subject: string | null;
  at: Generated<Date>;
};

export type SealTable = {
  log: 'event' | 'access';
  number: string;
  from_xid: string;
  to_xid: string;
  rows: number;
  digest: Buffer;
  at: Date;
};
