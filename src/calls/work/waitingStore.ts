import { sql } from 'kysely';
import type { Tx } from '#database';
import type { Instant } from '#shared';
import type { Waiting } from './comfort.ts';

/** States in which a patient waits and nobody of ours is with them. */
export const waitingStates: readonly string[] = [
  'to-assess',
  'to-book',
  'booked',
  'sent-elsewhere',
  'visit-requested',
  'visit-assigned',
  'visit-travelling',
];

type Row = {
  id: string;
  service: number;
  due_at: Date;
  slot_at: Date | null;
  opened_at: Date;
  raised: number;
  comforted_at: Date | null;
  last_result: string | null;
  last_ended: Date | null;
};

/** Cases whose limit comes before then, or whose booked time is past it, and on which no comfort call is owed now. */
export async function waitingCases(
  tx: Tx,
  tenant: number,
  before: Instant,
): Promise<(Waiting & { service: number })[]> {
  const { rows } = await sql<Row>`select c.id, c.service, c.due_at, c.slot_at, c.opened_at, c.comforted_at,
      count(w.id)::int as raised,
      (array_agg(w.result order by w.ended_at desc) filter (where w.state = 'done'))[1] as last_result,
      max(w.ended_at) filter (where w.state = 'done') as last_ended
    from case_now c left join work_now w on w.tenant = c.tenant and w."case" = c.id and w.kind = 'comfort-call'
    where c.tenant = ${tenant}::int and c.closed_at is null and c.state = any(${[...waitingStates]}::text[])
      and (c.due_at < ${new Date(before)}::timestamptz or c.slot_at > c.due_at)
    group by c.tenant, c.id having count(w.id) filter (where w.ended_at is null) = 0`.execute(tx);
  return rows.map((row) => {
    const last = lastOf(row);
    return {
      id: row.id,
      service: row.service,
      dueAt: row.due_at.getTime() as Instant,
      ...(row.slot_at === null ? {} : { expectedAt: row.slot_at.getTime() as Instant }),
      openedAt: row.opened_at.getTime() as Instant,
      raised: row.raised,
      ...(last ? { last } : {}),
    };
  });
}

/** A comfort call that somebody made without being asked counts as much. */
function lastOf({ comforted_at, last_ended, last_result }: Row): Waiting['last'] {
  const [spoke, ended] = [comforted_at?.getTime() ?? 0, last_ended?.getTime() ?? 0];
  if (spoke === 0 && ended === 0) return undefined;
  return spoke > ended
    ? { at: spoke as Instant, reached: true }
    : { at: ended as Instant, reached: last_result === 'spoke' };
}
