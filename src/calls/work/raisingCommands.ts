import type { Context } from '#api';
import { ensureYear, inScope } from '#database';
import { raiseWorkIn, type WorkToRaise } from './workStore.ts';

/**
 * Raises what is owed, unless it was raised before: for the followers of other modules. Each item has an id that follows from what it
 * is about, so that raising it twice is once. Gives the ids.
 */
export async function raiseWork(
  context: Pick<Context, 'db' | 'clocks' | 'waker'>,
  items: readonly WorkToRaise[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const work of items) {
    const now = context.clocks.now(work.tenant);
    for (const at of [work.raisedAt, now]) await ensureYear(context.db, at);
    const { id } = await inScope(context.db, { tenants: [work.tenant] }, (tx) => raiseWorkIn(tx, work, now));
    ids.push(id);
  }
  if (ids.length > 0) context.waker.touch();
  return ids;
}
