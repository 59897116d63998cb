import type { Tx } from '#database';
import { type Instant, plus } from '#shared';
import { waitsSince } from '#standards';
import type { CaseLine } from '../caseListStore.ts';
import type { Priority } from '../codes.ts';
import { type Told, type ToldWait, waitRule, waitToTell } from './wait.ts';

/** The same for whoever rings a patient about their wait; nothing of a case that waits for something else. */
export async function waitOfCase(
  tx: Tx,
  { tenant, service, line, now }: { tenant: number; service: number; line: CaseLine; now: Instant },
): Promise<Told | undefined> {
  const { priority, dueAt, state, answeredAt } = line;
  if (state !== 'to-assess' || dueAt === undefined || answeredAt === undefined) return undefined;
  const wait = await waitNow(tx, { tenant, service, priority, now });
  return { priority, wait, limit: { withinMs: dueAt - answeredAt, by: dueAt }, now, waitedMs: now - answeredAt };
}

/** NQR 9b and 9c: from a person’s answer to the call-back. */
const MEASURES = { urgent: 'assessment-urgent-in-20', other: 'assessment-other-in-60' } as const;

type Asked = { tenant: number; service: number; priority: Priority; now: Instant };

/** What the last hours say of a wait for a call-back of this priority, in this service. */
export async function waitNow(tx: Tx, { priority, now, ...where }: Asked): Promise<ToldWait> {
  const since = plus(now, -waitRule.overMs);
  return waitToTell(await waitsSince(tx, { ...where, measure: MEASURES[priority], since, now }));
}
