import { type Selectable, sql } from 'kysely';
import { streamFold } from '#api';
import { auditRow, columnList, columnUpdates, type Fragment, readStream, type StoredEvent, type Tx } from '#database';
import { type Instant, type Period, toIso, uuidv7FromKey } from '#shared';
import { type RecordedShiftEvent, type ShiftRole, shiftEventTypes } from './events.ts';
import { bookingOf, noShift, presentIn, replayShift, type Shift, type ShiftState } from './shift.ts';
import type { ShiftWrite } from './shiftCommand.ts';
import { type RotaTables, tables } from './tables.ts';

export const foldShift = streamFold<ShiftState, RecordedShiftEvent>({
  birth: 'ShiftRequired',
  types: shiftEventTypes,
  called: 'shift',
  none: noShift,
  replay: replayShift,
});

/** The row of shift_now that follows from a state: computed whole, never patched. */
export function shiftRow(tenant: number, state: ShiftState): Fragment | undefined {
  if (state.state === 'none') return undefined;
  const row = {
    tenant,
    id: state.id,
    service: state.service,
    place: state.place,
    role: state.role,
    from_at: toIso(state.from),
    to_at: toIso(state.to),
    version: state.version,
    person: bookingOf(state)?.person ?? null,
    state: state.state,
    present: presentIn(state),
    ended: state.state === 'ended',
  };
  return sql`insert into shift_now (${columns}) select ${columns} from json_populate_record(null::shift_now, ${JSON.stringify(row)}::json)
    on conflict (tenant, id) do update set ${updates}`;
}

const changing = ['version', 'person', 'state', 'present', 'ended'];
const fixed = ['tenant', 'id', 'service', 'place', 'role', 'from_at', 'to_at'];
const columns = columnList([...fixed, ...changing]);
const updates = columnUpdates(changing);

/** The words of a correction: the rota has no patient text, so its audit row holds them. */
export function correctionRow(tenant: number, write: ShiftWrite, written: { by: string; at: Instant }): Fragment {
  const id = uuidv7FromKey(written.at, `${write.key}:${write.change.version}:${written.by}`);
  return auditRow({ tenant, id, at: written.at, actor: written.by, ...write });
}

/** A shift with its history; undefined where there is none in this scope. */
export async function loadShift(
  tx: Tx,
  tenant: number,
  id: string,
): Promise<{ state: Shift; events: StoredEvent[] } | undefined> {
  const events = await readStream(tx, tenant, id);
  if (events[0]?.type !== 'ShiftRequired') return undefined;
  const state = foldShift(events);
  return state.state === 'none' ? undefined : { state, events };
}

export type ShiftLine = {
  id: string;
  place: number;
  role: ShiftRole;
  from: Instant;
  to: Instant;
  booked?: string;
  state: Shift['state'];
  present: string[];
};

type Within = { tenant: number; service: number; period: Period };

/** Shifts that touch a period, by place and beginning. */
export async function shiftsIn(tx: Tx, { tenant, service, period }: Within): Promise<ShiftLine[]> {
  const rows = await tables(tx)
    .selectFrom('shift_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where('from_at', '<', new Date(period.to))
    .where('to_at', '>', new Date(period.from))
    .orderBy('place')
    .orderBy('from_at')
    .orderBy('role')
    .execute();
  return rows.map(lineOf);
}

/** Shifts whose time is over and which nobody has ended yet, for the job that ends them. */
export async function shiftsToEnd(tx: Tx, tenant: number, now: Instant): Promise<{ id: string; to: Instant }[]> {
  const rows = await tables(tx)
    .selectFrom('shift_now')
    .select(['id', 'to_at'])
    .where('tenant', '=', tenant)
    .where('ended', '=', false)
    .where('to_at', '<=', new Date(now))
    .orderBy('to_at')
    .execute();
  return rows.map(({ id, to_at }) => ({ id, to: to_at.getTime() as Instant }));
}

/** The same with who came and went, replayed from their events: for strips and hour boxes. */
export async function shiftStatesIn(tx: Tx, within: Within): Promise<Shift[]> {
  const shifts: Shift[] = [];
  for (const { id } of await shiftsIn(tx, within)) {
    const loaded = await loadShift(tx, within.tenant, id);
    if (loaded) shifts.push(loaded.state);
  }
  return shifts;
}

function lineOf(row: Selectable<RotaTables['shift_now']>): ShiftLine {
  return {
    id: row.id,
    place: row.place,
    role: row.role as ShiftRole,
    from: row.from_at.getTime() as Instant,
    to: row.to_at.getTime() as Instant,
    ...(row.person === null ? {} : { booked: row.person }),
    state: row.state as Shift['state'],
    present: row.present,
  };
}
