import type { Stage } from '#api';
import { append, asStored, type Database, inScope, type Tx } from '#database';
import { Conflict, type Instant } from '#shared';
import { isOpen } from '../case.ts';
import type { CaseKind } from '../caseCommand.ts';
import { foldCase, loadCase } from '../caseStore.ts';
import { WORKER } from '../work/workStore.ts';
import { dropLease, lapsedLeases, lockLapsed } from './leaseStore.ts';

type Around = { db: Database; stage: Stage<CaseKind>; now(tenant: number): Instant };

/**
 * Gives back each case whose lease has run out: an event like any other, so that the case says why nobody has it. Answers how many. Each is
 * given back by itself: one that was worked on in the same moment, or that is refused, is left for the next round and keeps no other waiting.
 */
export async function letLapse({ db, stage, now }: Around, tenants: readonly number[]): Promise<number> {
  let released = 0;
  for (const tenant of tenants) {
    const at = now(tenant);
    const looked: string[] = [];
    for (;;) {
      const found = await inScope(db, { tenants: [tenant] }, (tx) => lapsedLeases(tx, { tenant, now: at, looked }));
      if (found.length === 0) break;
      for (const { case: id } of found) {
        looked.push(id);
        if (await lets(db, { tenant, id, now: at, stage })) released += 1;
      }
    }
  }
  return released;
}

type Where = { tenant: number; id: string; now: Instant; stage: Stage<CaseKind> };

async function lets(db: Database, about: Where): Promise<boolean> {
  try {
    return await inScope(db, { tenants: [about.tenant] }, (tx) => giveBack(tx, about));
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

async function giveBack(tx: Tx, { tenant, id, now, stage }: Where): Promise<boolean> {
  // Read again and locked: whoever renewed it meanwhile keeps it.
  const lease = await lockLapsed(tx, { tenant, now, case: id });
  if (!lease) return false;
  const loaded = await loadCase(tx, tenant, id);
  if (!loaded || !isOpen(loaded.state) || loaded.state.holder?.account !== lease.account) {
    await dropLease(tx, { tenant, case: id });
    return false;
  }
  const { events: before, state } = loaded;
  const events = [{ type: 'CaseReleased' as const, occurredAt: now, data: {} }];
  const about = { tenant, stream: id, recordedAt: now, recordedBy: WORKER, source: 'job' as const };
  const after = [...before, ...asStored(about, before.length, events)];
  const setting = { tenant, service: state.service, stream: id, now, account: WORKER };
  const rows = await stage.rows({ setting, before, after, state: foldCase(after), decision: { events } }, tx);
  if (!rows.ok) return false;
  await append(tx, { ...about, expected: before.length, events, rows: rows.value });
  return true;
}
