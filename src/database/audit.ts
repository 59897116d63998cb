import { sql } from 'kysely';
import { type Instant, toIso } from '#shared';
import type { Fragment } from './log.ts';

/** One change of a thing that is a table and not a stream: what, which, by whom, and from what to what. */
export type Audit = {
  tenant: number;
  id: string;
  at: Instant;
  actor: string;
  entity: string;
  key: string;
  change: Record<string, unknown>;
};

/** The audit row of a change, for the statement that makes the change. */
export function auditRow({ tenant, id, at, actor, entity, key, change }: Audit): Fragment {
  return sql`insert into audit (tenant, id, at, actor, entity, key, change) values (${tenant}::int, ${id}::uuid,
    ${toIso(at)}::timestamptz, ${actor}::uuid, ${entity}, ${key}, ${JSON.stringify(change)}::json)`;
}
