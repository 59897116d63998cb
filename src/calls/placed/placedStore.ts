import { type Selectable, sql } from 'kysely';
import { streamFold } from '#api';
import { columnList, columnUpdates, type Fragment, type Tx } from '#database';
import { type Instant, toIso } from '#shared';
import { placedEventTypes, type RecordedPlacedEvent } from './events.ts';
import { notPlaced, type PlacedCall, type PlacedState, replayPlaced } from './placed.ts';
import type { Rung } from './placedCommands.ts';

type PlacedTables = {
  placed_call_now: {
    tenant: number;
    id: string;
    service: number;
    version: number;
    state: string;
    case: string;
    placed_at: Date;
    connected_at: Date | null;
    ended_at: Date | null;
  };
  case_now: { tenant: number; id: string; service: number; held_by: string | null; closed_at: Date | null };
  case_person: { tenant: number; case: string; ring_back: string };
  case_taken: { tenant: number; case: string; second_number: string | null };
};
const tables = (tx: Tx) => tx.withTables<PlacedTables>();

export const foldPlaced = streamFold<PlacedState, RecordedPlacedEvent>({
  birth: 'CallPlaced',
  types: placedEventTypes,
  called: 'call to a patient',
  none: notPlaced,
  replay: replayPlaced,
});

/** The row that follows from a state: computed whole, never patched. */
export function placedRow(tenant: number, state: PlacedState): Fragment | undefined {
  if (state.state === 'none') return undefined;
  const row = {
    tenant,
    id: state.id,
    service: state.service,
    version: state.version,
    state: state.state,
    case: state.case,
    placed_at: toIso(state.placedAt),
    connected_at: state.connectedAt === undefined ? null : toIso(state.connectedAt),
    ended_at: state.endedAt === undefined ? null : toIso(state.endedAt),
  };
  return sql`insert into placed_call_now (${columns}) select ${columns}
    from json_populate_record(null::placed_call_now, ${JSON.stringify(row)}::json) on conflict (tenant, id) do update set ${updates}`;
}

const changing = ['version', 'state', 'connected_at', 'ended_at'];
const columns = columnList([...changing, 'tenant', 'id', 'service', 'case', 'placed_at']);
const updates = columnUpdates(changing);

/** The calls to the patient of a case, the first first. */
export async function placedFor(tx: Tx, tenant: number, id: string): Promise<PlacedCall[]> {
  const rows = await tables(tx)
    .selectFrom('placed_call_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .orderBy('placed_at')
    .orderBy('id')
    .execute();
  return rows.map(callOf);
}

function callOf(row: Selectable<PlacedTables['placed_call_now']>): PlacedCall {
  const { id, version, service, case: of } = row;
  return {
    ...{ id, version, service, case: of },
    placedAt: row.placed_at.getTime() as Instant,
    ...(row.connected_at === null ? {} : { connectedAt: row.connected_at.getTime() as Instant }),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.getTime() as Instant }),
  };
}

type Whom = { tenant: number; service: number; case?: string; digits?: string };

/** Open cases of the service that are meant: by id, or by a number to ring back. */
export async function openCasesRung(tx: Tx, { tenant, service, case: id, digits }: Whom): Promise<Rung[]> {
  if (id === undefined && digits === undefined) return [];
  const rows = await tables(tx)
    .selectFrom('case_now')
    .innerJoin('case_person', (join) =>
      join.onRef('case_person.tenant', '=', 'case_now.tenant').onRef('case_person.case', '=', 'case_now.id'),
    )
    .leftJoin('case_taken', (join) =>
      join.onRef('case_taken.tenant', '=', 'case_now.tenant').onRef('case_taken.case', '=', 'case_now.id'),
    )
    .select(['case_now.id', 'case_now.held_by'])
    .where('case_now.tenant', '=', tenant)
    .where('case_now.service', '=', service)
    .where('case_now.closed_at', 'is', null)
    .where(({ eb, or }) =>
      id === undefined
        ? or([eb('case_person.ring_back', '=', digits ?? ''), eb('case_taken.second_number', '=', digits ?? '')])
        : eb('case_now.id', '=', id),
    )
    .orderBy('case_now.id')
    .execute();
  return rows.map(({ id: of, held_by }) => ({ id: of, isHeld: held_by !== null }));
}
