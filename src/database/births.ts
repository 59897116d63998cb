import { sql } from 'kysely';
import type { Tx } from './connect.ts';
import { eventRows, type NewEvent, type Recorded } from './event.ts';
import type { Fragment } from './log.ts';

/** Many new streams at once, for an import; `rows` are what follows from them in other tables. */
export type Births = Omit<Recorded, 'stream'> & {
  streams: readonly { stream: string; events: readonly NewEvent[] }[];
  rows: readonly (Fragment | undefined)[];
};

/**
 * Writes the first facts of new streams and the rows that follow, in one statement, as `append` does for one stream. A stream
 * that is there already: Conflict.
 */
export async function appendBirths(tx: Tx, { streams, rows, ...about }: Births): Promise<void> {
  const facts = streams.flatMap(({ stream, events }) =>
    eventRows({ ...about, stream }, 0, events).map(({ digest, data, ...columns }) => {
      const others = JSON.stringify({ ...columns, digest: `\\x${digest.toString('hex')}` });
      // The bytes of `data` are part of the digest: they go in as they are.
      return `${others.slice(0, -1)},"data":${data}}`;
    }),
  );
  if (facts.length === 0) return;
  const others = rows
    .filter((row) => row !== undefined)
    .map((row, index) => sql`, ${sql.ref(`rows_${index}`)} as (${row})`);
  await sql`with facts as (insert into event (tenant, stream, version, type, shape, occurred_at, recorded_at, recorded_by,
    source, corrects, reason, data, digest)
    select tenant, stream, version, type, shape, occurred_at, recorded_at, recorded_by, source, corrects, reason, data, digest
    from json_populate_recordset(null::event, ${`[${facts.join(',')}]`}::json))${sql.join(others, sql``)} select 1`.execute(
    tx,
  );
}
