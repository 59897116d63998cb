import { sql } from 'kysely';
import type { Tx } from '#database';
import type { Instant, Period } from '#shared';
import { type ClockRow, readClock, type StoredClock } from './clockRow.ts';
import { allClockColumns, amendedSql, everIn } from './clockStore.ts';

export type Counting = { tenant: number; service: number; measures: readonly string[] };

/** When the first and the last clock of a service counts, as of an instant; undefined before there is any. */
export async function countedSpan(
  tx: Tx,
  { tenant, service, measures }: Counting,
  asOf: Instant,
): Promise<{ first: Instant; last: Instant } | undefined> {
  // One step into the index a measure, whatever the number of clocks.
  const at = (
    direction: 'asc' | 'desc',
  ) => sql`(select counts_at from clock where tenant = ${tenant} and service = ${service}
    and measure = wanted.measure and counts_at <= ${new Date(asOf)} order by counts_at ${sql.raw(direction)} limit 1)`;
  const { rows } = await sql<{ first: Date | null; last: Date | null }>`
    select min(${at('asc')}) as first, max(${at('desc')}) as last
    from unnest(${[...measures]}::text[]) as wanted (measure)`.execute(tx);
  const [row] = rows;
  if (!row?.first || !row.last) return undefined;
  return { first: row.first.getTime() as Instant, last: row.last.getTime() as Instant };
}

/** Clocks of these measures whose present result is not what was first recorded, the oldest first; 500 at most. */
export async function amendedClocks(
  tx: Tx,
  { tenant, service, measures }: Counting,
  period: Period,
): Promise<StoredClock[]> {
  const { rows } = await sql<ClockRow>`select ${allClockColumns} from clock
    where tenant = ${tenant} and service = ${service} and measure = any (${[...measures]}::text[])
      and ${everIn(period)} and ${amendedSql}
    order by measure, counts_at, subject, lap limit 500`.execute(tx);
  return rows.map(readClock);
}
