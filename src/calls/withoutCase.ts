import type { Tx } from '#database';
import { hours, type Instant, plus } from '#shared';
import { clocksSettledSince } from '#standards';
import { tables } from './tables.ts';

const LOOKED_BACK = hours(4);

/** Calls answered in the last hours from which no case was opened, the latest first. */
export async function answeredWithoutCase(
  tx: Tx,
  about: { tenant: number; service: number; now: Instant },
): Promise<{ id: string; answeredAt: Instant }[]> {
  const { tenant, service, now } = about;
  const settled = await clocksSettledSince(tx, {
    tenant,
    service,
    measure: 'answer',
    since: plus(now, -LOOKED_BACK),
    limit: 500,
  });
  const answered = settled.flatMap((clock) =>
    clock.reason === null && clock.stoppedAt !== null ? [{ id: clock.subject, answeredAt: clock.stoppedAt }] : [],
  );
  if (answered.length === 0) return [];
  const opened = await tables(tx)
    .selectFrom('case_now')
    .select('call')
    .where('tenant', '=', tenant)
    .where(
      'call',
      'in',
      answered.map(({ id }) => id),
    )
    .execute();
  const withCase = new Set(opened.map(({ call }) => call));
  return answered.filter(({ id }) => !withCase.has(id));
}
