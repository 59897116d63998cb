import { type Selectable, sql } from 'kysely';
import { streamFold } from '#api';
import { columnList, columnUpdates, type Fragment, type Tx } from '#database';
import { type Instant, instant, toIso } from '#shared';
import { type DispatchTables, tables } from '../tables.ts';
import { type BaseState, type Found, noBase, replayBase, type Shutting } from './base.ts';
import { baseEventTypes, type RecordedBaseEvent, type ShutReason } from './events.ts';

export const foldBase = streamFold<BaseState, RecordedBaseEvent>({
  birth: 'BaseWatched',
  types: baseEventTypes,
  called: 'base',
  none: noBase,
  replay: replayBase,
});

/** The row of base_now that follows from a state: computed whole, never patched. */
export function baseRow(tenant: number, state: BaseState): Fragment | undefined {
  if (state.state === 'none') return undefined;
  const shut = state.state === 'shut' ? state : undefined;
  const row = {
    tenant,
    place: state.place,
    id: state.id,
    service: state.service,
    version: state.version,
    state: state.state,
    since: state.since === undefined ? null : toIso(state.since),
    by: state.by ?? null,
    reason: shut?.reason ?? null,
    send_to: shut?.sendTo ?? null,
    until_at: shut?.until === undefined ? null : toIso(shut.until),
    found: state.found.map(({ at, ...who }) => ({ at: toIso(at), ...who })),
  };
  return sql`insert into base_now (${columns}) select ${columns} from json_populate_record(null::base_now, ${JSON.stringify(row)}::json)
    on conflict (tenant, id) do update set ${updates}`;
}

// Two streams of one base cannot be: the second meets the key of its place, not of its id.
const changing = ['version', 'state', 'since', 'by', 'reason', 'send_to', 'until_at', 'found'];
const fixed = ['tenant', 'place', 'id', 'service'];
const columns = columnList([...fixed, ...changing]);
const updates = columnUpdates(changing);

/** A base as it stands; one of which nothing has ever been said is open. */
export type BaseNow = {
  place: number;
  id: string;
  version: number;
  state: 'open' | 'shut';
  since?: Instant;
  by?: string;
  shut?: Shutting;
  found: readonly Found[];
};

type Where = { tenant: number; service: number };

/** Every base of a service of which something has been said, as it stands. */
export async function basesNow(tx: Tx, { tenant, service }: Where): Promise<BaseNow[]> {
  const rows = await tables(tx)
    .selectFrom('base_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .orderBy('place')
    .execute();
  return rows.map(readBase);
}

export async function baseNow(tx: Tx, tenant: number, place: number): Promise<BaseNow | undefined> {
  const row = await tables(tx)
    .selectFrom('base_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('place', '=', place)
    .executeTakeFirst();
  return row && readBase(row);
}

function readBase(row: Selectable<DispatchTables['base_now']>): BaseNow {
  const since = row.since ? (row.since.getTime() as Instant) : undefined;
  const shut =
    row.state === 'shut' && since !== undefined && row.by !== null
      ? {
          since,
          by: row.by,
          reason: row.reason as ShutReason,
          ...(row.send_to === null ? {} : { sendTo: row.send_to }),
          ...(row.until_at === null ? {} : { until: row.until_at.getTime() as Instant }),
        }
      : undefined;
  return {
    place: row.place,
    id: row.id,
    version: row.version,
    state: row.state as 'open' | 'shut',
    ...(since === undefined ? {} : { since }),
    ...(row.by === null ? {} : { by: row.by }),
    ...(shut ? { shut } : {}),
    found: row.found.map(({ at, ...who }) => ({ at: instant(at), ...who })),
  };
}
