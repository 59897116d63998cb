import type { Tx } from '#database';
import { type Instant, localParts } from '#shared';
import { tables } from './tables.ts';

/** Numbers of a service's cases, such as 2803-131: day, month, and the how-manieth. A refused opening leaves a gap. */
export type CaseNumbers = { next(tx: Tx, about: Numbering): Promise<string> };
export type Numbering = { tenant: number; service: number; at: Instant; stream: string };

const remembered = 1000;

/**
 * Counts in memory, so that openings do not wait for one another. Where another process has counted too, the number
 * is taken when it is written; the same stream then asks again, and the count is read anew.
 */
export function createCaseNumbers(): CaseNumbers {
  const last = new Map<string, number>();
  const asked = new Set<string>();
  return {
    async next(tx, about) {
      const { day, month } = localParts(about.at);
      const date = `${String(day).padStart(2, '0')}${String(month).padStart(2, '0')}`;
      const key = `${about.tenant} ${about.service} ${date}`;
      const known = asked.has(about.stream) ? undefined : last.get(key);
      const before = known ?? (await highest(tx, about, date));
      // Others may have counted on while the database was asked.
      const number = Math.max(before, known === undefined ? (last.get(key) ?? 0) : 0) + 1;
      if (asked.size >= remembered) asked.clear();
      if (last.size >= remembered) last.clear();
      asked.add(about.stream);
      last.set(key, number);
      return `${date}-${String(number).padStart(3, '0')}`;
    },
  };
}

async function highest(tx: Tx, { tenant, service }: Numbering, date: string): Promise<number> {
  const rows = await tables(tx)
    .selectFrom('case_now')
    .select('number')
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where('number', '>=', `${date}-`)
    .where('number', '<', `${date}.`)
    .execute();
  return rows.reduce((most, { number }) => Math.max(most, Number(number.slice(5)) || 0), 0);
}
