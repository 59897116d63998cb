import { sql } from 'kysely';
import { appendBirths, type Database, ensureYear, inScope, type Tx } from '#database';
import { type Instant, uuidv7FromKey } from '#shared';
import { foldClocks, newClockRows, ruleFor } from '#standards';
import type { BankCall } from './bankRow.ts';

export type ImportInto = {
  tenant: number;
  service: { id: number; slug: string };
  recordedAt: Instant;
  recordedBy: string;
};

/**
 * Writes calls that are not there yet, their clocks with them, in one transaction; returns how many were new. A call is known by
 * its key: one that is there stays as it is, whatever this row says.
 */
export async function writeCalls(db: Database, into: ImportInto, calls: readonly BankCall[]): Promise<number> {
  for (const at of calls.map(({ presentedAt }) => presentedAt)) await ensureYear(db, at);
  return inScope(db, { tenants: [into.tenant] }, async (tx) => {
    const there = await keysThere(tx, into, calls);
    const fresh = calls.filter(({ key }) => !there.has(key) && there.add(key));
    await writeNew(tx, into, fresh);
    return fresh.length;
  });
}

async function keysThere(tx: Tx, { tenant, service }: ImportInto, calls: readonly BankCall[]): Promise<Set<string>> {
  // One import of a service asks and writes at a time; the other waits here, before it has written anything.
  await sql`select pg_advisory_xact_lock(hashtext('vigil import'), ${service.id}::int)`.execute(tx);
  const { rows } = await sql<{ key: string }>`select key from imported_call
    where tenant = ${tenant} and service = ${service.id} and key = any (${calls.map(({ key }) => key)}::text[])`.execute(
    tx,
  );
  return new Set(rows.map(({ key }) => key));
}

async function writeNew(tx: Tx, { tenant, service, recordedAt, recordedBy }: ImportInto, calls: readonly BankCall[]) {
  const streams = [];
  for (const { key, presentedAt, events } of calls) {
    const stream = uuidv7FromKey(presentedAt, `${service.slug}\n${key}`);
    const numbered = events.map((event, index) => ({ ...event, version: index + 1 }));
    const clocks = foldClocks(await ruleFor(tx, service.id, presentedAt), numbered);
    streams.push({ key, stream, subject: stream, events, clocks });
  }
  const keys = streams.map(({ key }) => key);
  const ids = streams.map(({ stream }) => stream);
  await appendBirths(tx, {
    tenant,
    recordedAt,
    recordedBy,
    source: 'import',
    streams,
    rows: [
      newClockRows(tenant, streams),
      sql`insert into imported_call (tenant, service, key, stream)
        select ${tenant}::int, ${service.id}::int, given.key, given.stream
        from unnest(${keys}::text[], ${ids}::uuid[]) as given (key, stream)`,
    ],
  });
}
