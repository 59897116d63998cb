import { sql } from 'kysely';
import type { Tx } from './connect.ts';
import { type StoredEvent, storedEvent } from './event.ts';

/** The first fact of each of these streams, by stream, for a list that has to say what each of its rows is. */
export async function readBirths(
  tx: Tx,
  tenant: number,
  streams: readonly string[],
): Promise<ReadonlyMap<string, StoredEvent>> {
  const { rows } = await sql<
    Parameters<typeof storedEvent>[0]
  >`select tenant, stream, version, type, shape, occurred_at,
    recorded_at, recorded_by, source, corrects, reason, data from event
    where tenant = ${tenant} and version = 1 and stream = any (${[...new Set(streams)]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.stream, storedEvent(row)]));
}
