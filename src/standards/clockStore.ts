import { sql } from 'kysely';
import { columnList, columnUpdates, type Fragment, type Tx } from '#database';
import type { Instant, Period } from '#shared';
import { type Clock, changedAfterLimit } from './clock/clock.ts';
import {
  type ClockRow,
  clockColumns,
  clockJson,
  clockKey,
  keyOf,
  readClock,
  type StoredClock,
  sameClock,
} from './clockRow.ts';

const columns = columnList(clockColumns);
const key = columnList(clockKey);
const updates = columnUpdates(clockColumns.filter((column) => !(clockKey as readonly string[]).includes(column)));

export type ClockChange = { tenant: number; subject: string; before: readonly Clock[]; after: readonly Clock[] };

/** What has to be written so that the table says `after` where it said `before`: for the `rows` of one `append`. */
export function clockRows({ tenant, subject, before, after }: ClockChange): Fragment[] {
  const old = new Map(before.map((clock) => [keyOf(clock), clock]));
  const changed = after.filter((clock) => {
    const was = old.get(keyOf(clock));
    return !was || !sameClock(was, clock);
  });
  const kept = new Set(after.map(keyOf));
  const gone = before.filter((clock) => !kept.has(keyOf(clock)));
  const fragments: Fragment[] = [];
  if (changed.length > 0) fragments.push(written(changed.map((clock) => clockJson(tenant, subject, clock))));
  if (gone.length > 0) fragments.push(removed(tenant, subject, gone));
  return fragments;
}

/** Clocks of many new streams at once, for an import; a clock that is there already is left as it is. */
export function newClockRows(
  tenant: number,
  streams: readonly { subject: string; clocks: readonly Clock[] }[],
): Fragment | undefined {
  const rows = streams.flatMap(({ subject, clocks }) => clocks.map((clock) => clockJson(tenant, subject, clock)));
  if (rows.length === 0) return undefined;
  return sql`${inserted(rows)} on conflict (${key}) do nothing`;
}

/** Insert or, where the row is there, update. */
export function written(rows: readonly object[]): Fragment {
  return sql`${inserted(rows)} on conflict (${key}) do update set ${updates}`;
}

// One parameter however many rows, so that the statement has one text and is planned once.
function inserted(rows: readonly object[]) {
  return sql`insert into clock (${columns}) select ${columns} from json_populate_recordset(null::clock, ${JSON.stringify(rows)}::json)`;
}

function removed(tenant: number, subject: string, gone: readonly Clock[]): Fragment {
  const pairs = sql.join(gone.map(({ measure, lap }) => sql`(${measure}, ${lap}::smallint)`));
  return sql`delete from clock where tenant = ${tenant} and subject = ${subject} and (measure, lap) in (${pairs})`;
}

/** Every clock of one stream, by measure and lap. */
export async function clocksOf(tx: Tx, tenant: number, subject: string): Promise<StoredClock[]> {
  const { rows } = await sql<ClockRow>`select ${columns} from clock
    where tenant = ${tenant} and subject = ${subject} order by measure, lap`.execute(tx);
  return rows.map(readClock);
}

export type OpenClocks = { tenant: number; service: number; dueBefore?: Instant; limit?: number };

/** Running clocks of a service, the earliest due first; `dueBefore` for "the next hour". */
export async function openClocks(tx: Tx, { tenant, service, dueBefore, limit }: OpenClocks): Promise<StoredClock[]> {
  const until = dueBefore === undefined ? sql`` : sql`and due_at < ${new Date(dueBefore)}`;
  const { rows } = await sql<ClockRow>`select ${columns} from clock
    where tenant = ${tenant} and service = ${service} and outcome in ('open', 'paused') and due_at is not null ${until}
    order by due_at, subject, measure, lap limit ${limit ?? 10_000}`.execute(tx);
  return rows.map(readClock);
}

export type WaitsAsked = { tenant: number; service: number; measure: string; since: Instant; now: Instant };

/** How long each clock of a measure ran that stopped since then, and how long each has run that still runs. */
export async function waitsSince(
  tx: Tx,
  { tenant, service, measure, since, now }: WaitsAsked,
): Promise<{ ended: number[]; running: number[] }> {
  const of = sql`tenant = ${tenant} and service = ${service} and measure = ${measure}`;
  const until = new Date(now);
  // By two indexes: what stopped in these hours counts in them or in the day before, and what runs has a limit.
  const { rows } = await sql<{ ms: string; running: boolean }>`
    select false as running, extract(epoch from stopped_at - started_at) * 1000 - paused_ms as ms from clock
    where ${of} and counts_at >= ${new Date(since - DAY_MS)} and outcome in ('met', 'missed')
      and stopped_at >= ${new Date(since)} and stopped_at <= ${until}
    union all
    select true, extract(epoch from ${until}::timestamptz - started_at) * 1000 - paused_ms from clock
    where ${of} and outcome in ('open', 'paused') and due_at is not null and started_at <= ${until}`.execute(tx);
  const lengths = (running: boolean) => rows.filter((row) => row.running === running).map(({ ms }) => Number(ms));
  return { ended: lengths(false), running: lengths(true) };
}
const DAY_MS = 24 * 3_600_000;

/** The SQL of `amended`. */
export const amendedSql = sql<boolean>`(first_outcome is not null
  and ((outcome, counted_ms) is distinct from (first_outcome, first_counted_ms) or first_counts_at is not null)
  and (outcome <> 'open' or reason is distinct from ${sql.lit(changedAfterLimit)}))`;

/** Clocks that count in a period, or did when they were first recorded. */
export function everIn({ from, to }: Period) {
  const [start, end] = [new Date(from), new Date(to)];
  return sql`(counts_at >= ${start} and counts_at < ${end}
    or first_counts_at is not null and first_counts_at >= ${start} and first_counts_at < ${end})`;
}

/** Every column, for stores of this module that read clocks in their own way. */
export const allClockColumns = columns;
