import type { Stage } from '#api';
import { append, asStored, type Database, inScope, type Tx } from '#database';
import { Conflict, type Instant } from '#shared';
import { isOpen } from '../case.ts';
import type { CaseKind } from '../caseCommand.ts';
import { foldCase, loadCase } from '../caseStore.ts';
import { WORKER } from '../work/workStore.ts';
import { dropLease, lapsedLeases } from './leaseStore.ts';

type Around = { db: Database; stage: Stage<CaseKind>; now(tenant: number): Instant };

/**
 * Gives back each case whose lease has run out: an event like any other, so that the case says why nobody has it. Answers how many. A case that
 * was worked on in the same moment is left for the next round.
 */
export async function letLapse({ db, stage, now }: Around, tenants: readonly number[]): Promise<number> {
  let released = 0;
  for (const tenant of tenants) {
    try {
      released += await inScope(db, { tenants: [tenant] }, (tx) => inTenant(tx, { tenant, now: now(tenant), stage }));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  return released;
}

type Where = { tenant: number; now: Instant; stage: Stage<CaseKind> };

async function inTenant(tx: Tx, { tenant, now, stage }: Where): Promise<number> {
  let released = 0;
  for (const lease of await lapsedLeases(tx, { tenant, now })) {
    const loaded = await loadCase(tx, tenant, lease.case);
    if (!loaded || !isOpen(loaded.state) || loaded.state.holder?.account !== lease.account) {
      await dropLease(tx, { tenant, case: lease.case });
      continue;
    }
    const { events: before, state } = loaded;
    const events = [{ type: 'CaseReleased' as const, occurredAt: now, data: {} }];
    const about = { tenant, stream: lease.case, recordedAt: now, recordedBy: WORKER, source: 'job' as const };
    const after = [...before, ...asStored(about, before.length, events)];
    const setting = { tenant, service: state.service, stream: lease.case, now, account: WORKER };
    const rows = await stage.rows({ setting, before, after, state: foldCase(after), decision: { events } }, tx);
    if (!rows.ok) continue;
    await append(tx, { ...about, expected: before.length, events, rows: rows.value });
    released += 1;
  }
  return released;
}
