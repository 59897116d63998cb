import type { Context } from '#api';
import { inScope, type Tx } from '#database';
import { everyTenant } from '#people';
import { addDays, atLocal, type Instant } from '#shared';
import { isBalanced, type Ledger, lastNight } from './ledger.ts';
import { keepRun, lastRuns, ledgerNow } from './ledgerStore.ts';

/** How many nights a server that was down makes up for, and how long an open night is reckoned anew. */
const NIGHTS = 31;

/**
 * Each morning at 08:05: the night that has ended, those that were missed, and every night that still has something open. What does not come
 * out is reckoned anew until it does: a message may only not have been written yet, and then nobody is to be told for a day that it is missing.
 */
export async function reckon(context: Context): Promise<void> {
  for (const tenant of await everyTenant(context.db)) {
    const now = context.clocks.now(tenant);
    for (const service of context.directory.services().filter((one) => one.tenant === tenant)) {
      const about = { tenant, service: service.id };
      const unbalanced = await inScope(context.db, { tenants: [tenant] }, (tx) => reckonService(tx, about, now));
      for (const night of unbalanced)
        context.log.error({ service: service.slug, night }, 'the ledger of messages does not come out');
    }
  }
}

type Where = { tenant: number; service: number };

async function reckonService(tx: Tx, about: Where, now: Instant): Promise<string[]> {
  const last = lastNight(now);
  const morning = atLocal(addDays(last, 1), '08:05');
  const runs = new Map((await lastRuns(tx, about, NIGHTS)).map((run) => [run.night, run]));
  const unbalanced: string[] = [];
  for (const night of nightsToReckon(last, runs, morning)) {
    const ledger = await ledgerNow(tx, { ...about, night });
    const before = runs.get(night);
    if (!before && ledger.closed === 0 && ledger.differences.length === 0) continue;
    if (before && before.runAt >= morning && isSame(before, ledger)) continue;
    await keepRun(tx, about, { ...ledger, night, runAt: now });
    if (!isBalanced(ledger)) unbalanced.push(night);
  }
  return unbalanced;
}

function isSame(before: Ledger, now: Ledger): boolean {
  const cases = ({ differences }: Ledger) => differences.map((one) => `${one.what} ${one.case}`).sort();
  return cases(before).join() === cases(now).join();
}

/**
 * Nights that do not come out, and those without a run since this morning that have none at all, had something open, or something that only
 * a machine had acknowledged: that opens again when nobody reads it.
 */
export function nightsToReckon(
  last: string,
  runs: ReadonlyMap<string, Pick<Ledger, 'open' | 'differences' | 'told'> & { runAt: Instant }>,
  morning: Instant,
): string[] {
  const nights = Array.from({ length: NIGHTS }, (_, back) => addDays(last, -back)).reverse();
  return nights.filter((night) => {
    const run = runs.get(night);
    if (!run) return true;
    return (
      run.differences.length > 0 || (run.runAt < morning && (run.open.length > 0 || (run.told?.received ?? 0) > 0))
    );
  });
}
