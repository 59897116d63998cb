import type { Tx } from '#database';
import type { Sick } from '#rota';
import { showDay, showTime } from '#shared';
import { writeLogLine } from './shiftLogStore.ts';

/** Who rang in sick, and what that leaves open: a line of the shift log, in the transaction of the call. */
export async function logSickness(
  tx: Tx,
  { id, tenant, service, now, by, person, days, note, shifts }: Sick,
): Promise<void> {
  const open = shifts.map(({ role, from, to }) => `${role} ${showDay(from)} ${showTime(from)} to ${showTime(to)}`);
  const left = open.length === 0 ? 'No shift of theirs is touched.' : `Open now: ${open.join('; ')}.`;
  const words = [`For ${days} ${days === 1 ? 'day' : 'days'}.`, left, note ?? ''].filter(Boolean).join(' ');
  const [first] = shifts;
  const place = first ? { place: first.place } : {};
  await writeLogLine(tx, { tenant, service }, { id, at: now, by, kind: 'sick', person, words, ...place });
}
