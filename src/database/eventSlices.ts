import type pg from 'pg';
import type { Instant } from '#shared';

export const firstUuid = '00000000-0000-0000-0000-000000000000';
export const lastUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** As much of an event as a fold reads. */
type Folded = { version: number; type: string; occurredAt: Instant; corrects?: number; data: Record<string, unknown> };

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

/** The next organisation that has an event; undefined after the last. */
export async function tenantWithEventsAfter(client: pg.ClientBase, tenant: number): Promise<number | undefined> {
  const text = 'select min(tenant) as tenant from event where tenant > $1';
  return (await client.query<{ tenant: number | null }>(text, [tenant])).rows[0]?.tenant ?? undefined;
}
