import { sql } from 'kysely';
import type { Tx } from '#database';
import type { Instant } from '#shared';

/** Messages that have not been sent, or came back, by whom they are for: an outage is one line a practice, not one a patient. */
export type UnsentTo = { practice?: number; unsent: number; oldest: Instant };

export async function unsentByPractice(
  tx: Tx,
  { tenant, service }: { tenant: number; service: number },
): Promise<UnsentTo[]> {
  const { rows } = await sql<{ practice: number | null; unsent: number; oldest: Date }>`
    select practice, count(*)::int as unsent, min(consulted_at) as oldest from message_now
    where tenant = ${tenant} and service = ${service}
      and (state in ('due', 'queued', 'failed', 'given-back') or (send_at is not null and sent_at is null))
    group by practice order by unsent desc, oldest`.execute(tx);
  return rows.map(({ practice, unsent, oldest }) => ({
    ...(practice === null ? {} : { practice }),
    ...{ unsent, oldest: oldest.getTime() as Instant },
  }));
}
