import { sql } from 'kysely';
import type { Tx } from '#database';
import type { Instant } from '#shared';
import { type ClockRow, readClock, type StoredClock } from './clockRow.ts';
import { allClockColumns } from './clockStore.ts';

type Asked = { tenant: number; service: number; measure: string; since: Instant; limit?: number };

/** Clocks of one measure that count in the time since an instant and have been settled; the latest first. */
export async function clocksSettledSince(
  tx: Tx,
  { tenant, service, measure, since, limit = 50 }: Asked,
): Promise<StoredClock[]> {
  const { rows } =
    await sql<ClockRow>`select ${allClockColumns} from clock where tenant = ${tenant} and service = ${service}
    and measure = ${measure} and counts_at >= ${new Date(since)} and outcome in ('met', 'missed')
    order by counts_at desc limit ${limit}`.execute(tx);
  return rows.map(readClock);
}
