import type pg from 'pg';
import { type ClockRow, clockColumns, readClock, type StoredClock } from './clockRow.ts';

export type ClockRange = { tenant: number; after: string; to: string };
const inRange = 'tenant = $1 and subject > $2::uuid and subject <= $3::uuid order by subject, measure, lap';

/** The stored clocks of subjects after one and up to another. */
export async function readClocks(client: pg.ClientBase, { tenant, after, to }: ClockRange): Promise<StoredClock[]> {
  const text = `select ${clockColumns.join(', ')} from clock where ${inRange}`;
  return (await client.query<ClockRow>(text, [tenant, after, to])).rows.map(readClock);
}

/** The stored clocks of one subject. */
export async function readClocksOf(client: pg.ClientBase, tenant: number, subject: string): Promise<StoredClock[]> {
  const text = `select ${clockColumns.join(', ')} from clock where tenant = $1 and subject = $2::uuid order by measure, lap`;
  return (await client.query<ClockRow>(text, [tenant, subject])).rows.map(readClock);
}

const cells = clockColumns
  .slice(2)
  .map((column) => (column.endsWith('_at') ? `(date_part('epoch', ${column}) * 1000)::bigint` : column))
  .join(', ');

/**
 * The same clocks, each as one text (see `clockText`), by subject: to compare a million of them costs a fifth of
 * reading a million rows of twenty columns.
 */
export async function readClockTexts(
  client: pg.ClientBase,
  { tenant, after, to }: ClockRange,
): Promise<Map<string, string[]>> {
  const text = `select subject, row(${cells})::text from clock where ${inRange}`;
  const { rows } = await client.query({ text, values: [tenant, after, to], rowMode: 'array' });
  const texts = new Map<string, string[]>();
  for (const [subject, clock] of rows as [string, string][]) {
    const known = texts.get(subject);
    if (known) known.push(clock);
    else texts.set(subject, [clock]);
  }
  return texts;
}

/** The next organisation that has a clock; undefined after the last. */
export async function tenantWithClocksAfter(client: pg.ClientBase, tenant: number): Promise<number | undefined> {
  const text = 'select min(tenant) as tenant from clock where tenant > $1';
  return (await client.query<{ tenant: number | null }>(text, [tenant])).rows[0]?.tenant ?? undefined;
}
