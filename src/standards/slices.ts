import type pg from 'pg';
import type { Instant } from '#shared';
import type { Folded } from './clock/clock.ts';
import { type ClockRow, clockColumns, readClock, type StoredClock } from './clockRow.ts';

export const firstUuid = '00000000-0000-0000-0000-000000000000';
export const lastUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Whole streams of one tenant, in order, up to and including `to`. */
export type Slice = { streams: { stream: string; events: Folded[] }[]; to: string; last: boolean };

type Line = [stream: string, version: number, type: string, occurred: string, corrects: number | null, data: string];

/**
 * The streams after `after`, about `rows` events of them, so that memory stays flat whatever the log holds. The stream
 * that the limit cuts off is left for the next slice; one stream longer than a slice is read whole.
 */
export async function readSlice(
  client: pg.ClientBase,
  { tenant, after, rows }: { tenant: number; after: string; rows: number },
): Promise<Slice> {
  const lines = await readLines(client, `tenant = $1 and stream > $2::uuid order by stream, version limit ${rows}`, [
    tenant,
    after,
  ]);
  const last = lines.length < rows;
  const streams = streamsOf(lines);
  if (last) return { streams, to: lastUuid, last };
  const cut = streams.pop();
  if (streams.length > 0 || !cut) return { streams, to: streams.at(-1)?.stream ?? lastUuid, last };
  const whole = await readLines(client, 'tenant = $1 and stream = $2::uuid order by version', [tenant, cut.stream]);
  return { streams: streamsOf(whole), to: cut.stream, last };
}

async function readLines(client: pg.ClientBase, where: string, values: unknown[]): Promise<Line[]> {
  const text = `select stream, version, type, (date_part('epoch', occurred_at) * 1000)::bigint, corrects, data::text from event where ${where}`;
  return (await client.query<Line>({ text, values, rowMode: 'array' })).rows;
}

function streamsOf(lines: readonly Line[]): Slice['streams'] {
  const streams: Slice['streams'] = [];
  let current: Slice['streams'][number] | undefined;
  for (const [stream, version, type, occurred, corrects, data] of lines) {
    if (current?.stream !== stream) {
      current = { stream, events: [] };
      streams.push(current);
    }
    const occurredAt = Number(occurred) as Instant;
    current.events.push({
      version,
      type,
      occurredAt,
      data: JSON.parse(data),
      ...(corrects === null ? {} : { corrects }),
    });
  }
  return streams;
}

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

/** The next organisation that has an event or a clock; undefined after the last. */
export async function tenantAfter(client: pg.ClientBase, tenant: number): Promise<number | undefined> {
  const { rows } = await client.query<{ tenant: number | null }>(
    'select least((select min(tenant) from event where tenant > $1), (select min(tenant) from clock where tenant > $1)) as tenant',
    [tenant],
  );
  return rows[0]?.tenant ?? undefined;
}
