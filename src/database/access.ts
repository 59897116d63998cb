import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type Instant, toIso, uuidv7 } from '#shared';
import type { Tx } from './connect.ts';
import { digestOf } from './event.ts';
import type { Fragment } from './log.ts';

/** Who saw, searched or changed what. `detail` holds ids, codes and filters; never what was found. */
export type Access = {
  tenant: number;
  at: Instant;
  actor: string;
  session?: string;
  action: string;
  subject?: string;
  detail?: Record<string, unknown>;
};

export type AccessColumns = {
  tenant: number;
  id: string;
  at: string;
  actor: string;
  session: string | null;
  action: string;
  subject: string | null;
  detail: string | null;
};

export function accessDigest(row: AccessColumns): Buffer {
  return digestOf([row.tenant, row.id, row.at, row.actor, row.session, row.action, row.subject, row.detail]);
}

/** The access row as a fragment for `append`, so that an act and its record stand or fall together. */
export function accessRow(access: Access): Fragment {
  const row: AccessColumns = {
    tenant: access.tenant,
    id: uuidv7(access.at, randomBytes(10)),
    at: toIso(access.at),
    actor: access.actor,
    session: access.session ?? null,
    action: access.action,
    subject: access.subject ?? null,
    detail: access.detail ? JSON.stringify(access.detail) : null,
  };
  return sql`insert into access (tenant, id, at, actor, session, action, subject, detail, digest) values (${row.tenant}::int,
    ${row.id}::uuid, ${row.at}::timestamptz, ${row.actor}::uuid, ${row.session}::uuid, ${row.action}, ${row.subject}::uuid,
    ${row.detail}::json, ${accessDigest(row)}::bytea)`;
}

/** Writes the record of a view or a search, in the transaction that read what was viewed. */
export async function recordAccess(tx: Tx, access: Access): Promise<void> {
  await sql`${accessRow(access)}`.execute(tx);
}

export type Looked = { id: string; at: Instant; actor: string; action: string };

/** Who looked at something and who changed it, the first first. Reading this is itself a view: the caller records it. */
export async function accessesOf(tx: Tx, about: { tenant: number; subjects: readonly string[] }): Promise<Looked[]> {
  const { rows } = await sql<{ id: string; at: Date; actor: string; action: string }>`select id, at, actor, action
    from access where tenant = ${about.tenant} and subject = any(${about.subjects}::uuid[]) order by at, position`.execute(
    tx,
  );
  return rows.map(({ id, at, actor, action }) => ({ id, at: at.getTime() as Instant, actor, action }));
}
