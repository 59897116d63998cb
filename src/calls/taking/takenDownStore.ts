import { readStream, type Tx } from '#database';
import { namesWithin } from '#people';
import type { Instant } from '#shared';
import { caseLine, openedFrom } from '../caseListStore.ts';
import { takingTables } from './tables.ts';
import { rangBackBy } from './takenStore.ts';

/** What a call has come to already: the case, by whom and when. `by` is an account. */
export type TakenDown = { case: string; number: string; by: string; name: string; at: Instant };

/** The case that was opened from a call, or the open one that it was about: whoever has its form open as well is told (H19). */
export async function takenDownFrom(tx: Tx, tenant: number, call: string): Promise<TakenDown | undefined> {
  const found = (await opened(tx, tenant, call)) ?? (await rangBack(tx, tenant, call));
  if (!found) return undefined;
  const line = await caseLine(tx, tenant, found.case);
  const names = await namesWithin(tx, [found.by]);
  return line && { ...found, number: line.number, name: names.get(found.by) ?? 'somebody' };
}

type Found = Pick<TakenDown, 'case' | 'by' | 'at'>;

async function opened(tx: Tx, tenant: number, call: string): Promise<Found | undefined> {
  const id = await openedFrom(tx, tenant, call);
  if (id === undefined) return undefined;
  const [birth] = await readStream(tx, tenant, id);
  return birth && { case: id, by: birth.recordedBy, at: birth.recordedAt };
}

async function rangBack(tx: Tx, tenant: number, call: string): Promise<Found | undefined> {
  const id = (await rangBackBy(tx, tenant, [call])).get(call);
  if (id === undefined) return undefined;
  const row = await takingTables(tx)
    .selectFrom('case_rang_back')
    .select(['by', 'at'])
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .where('call', '=', call)
    .executeTakeFirst();
  return row && { case: id, by: row.by, at: row.at.getTime() as Instant };
}
