import { readStream, type Tx } from '#database';
import { hours, type Instant, plus } from '#shared';
import { clocksSettledSince } from '#standards';
import { tables } from './tables.ts';
import { rangBackBy } from './taking/takenStore.ts';
import { reachedSince } from './work/workStore.ts';

const LOOKED_BACK = hours(4);

/** Calls answered in the last hours, or whose caller was rung back and reached, from which no case was opened, and which were not about one either; the latest first. */
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
  const reached = await reachedSince(tx, { tenant, service, since: plus(now, -LOOKED_BACK) });
  const byPerson = settled.flatMap((clock) =>
    clock.reason === null && clock.stoppedAt !== null ? [{ id: clock.subject, answeredAt: clock.stoppedAt }] : [],
  );
  const answered = [...reached.map(({ call, at }) => ({ id: call, answeredAt: at })), ...byPerson].sort(
    (a, b) => b.answeredAt - a.answeredAt,
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
  const rangBack = await rangBackBy(
    tx,
    tenant,
    answered.map(({ id }) => id),
  );
  const withCase = new Set([...opened.map(({ call }) => call), ...rangBack.keys()]);
  const waiting = answered.filter(({ id }) => !withCase.has(id));
  const aboutNobody = await aboutNoPatient(
    tx,
    tenant,
    waiting.map(({ id }) => id),
  );
  return waiting.filter(({ id }) => !aboutNobody.has(id));
}

/** Those of which somebody said that they are about no patient. Few are asked for: the calls of the last minutes. */
async function aboutNoPatient(tx: Tx, tenant: number, calls: readonly string[]): Promise<Set<string>> {
  const settled = new Set<string>();
  for (const call of calls) {
    if ((await readStream(tx, tenant, call)).some(({ type }) => type === 'CallSettled')) settled.add(call);
  }
  return settled;
}
