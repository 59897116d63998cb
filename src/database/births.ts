import { sql } from 'kysely';
import { toIso } from '#shared';
import type { Tx } from './connect.ts';
import { eventRows, type NewEvent, type Recorded } from './event.ts';
import type { Fragment } from './log.ts';

/** Many new streams at once, for an import; `rows` are what follows from them in other tables. */
export type Births = Omit<Recorded, 'stream'> & {
  streams: readonly { stream: string; events: readonly Omit<NewEvent, 'corrects' | 'reason'>[] }[];
  rows: readonly (Fragment | undefined)[];
};

/**
 * Writes the first facts of new streams and the rows that follow, in one statement, as `append` does for one stream. A stream
 * that is there already: Conflict.
 */
export async function appendBirths(tx: Tx, { streams, rows, ...about }: Births): Promise<void> {
  const facts = streams.flatMap(({ stream, events }) => eventRows({ ...about, stream }, 0, events).map(factJson));
  if (facts.length === 0) return;
  const others = rows
    .filter((row) => row !== undefined)
    .map((row, index) => sql`, ${sql.ref(`rows_${index}`)} as (${row})`);
  // What is the same for all of them is sent once: reading the JSON is most of the cost.
  await sql`with facts as (insert into event (tenant, stream, version, type, shape, occurred_at, recorded_at, recorded_by,
    source, data, digest)
    select ${about.tenant}::int, stream, version, type, shape, occurred_at, ${toIso(about.recordedAt)}::timestamptz,
      ${about.recordedBy}::uuid, ${about.source}, data, digest
    from json_to_recordset(${`[${facts.join(',')}]`}::json) as fact
      (stream uuid, version int, type text, shape smallint, occurred_at timestamptz, digest bytea, data json))
    ${sql.join(others, sql``)} select 1`.execute(tx);
}

/** The bytes of `data` are part of the digest: they go in as they are. */
function factJson({
  stream,
  version,
  type,
  shape,
  occurred_at,
  digest,
  data,
}: ReturnType<typeof eventRows>[number]): string {
  const fact = JSON.stringify({ stream, version, type, shape, occurred_at, digest: `\\x${digest.toString('hex')}` });
  return `${fact.slice(0, -1)},"data":${data}}`;
}
