import { type Selectable, sql } from 'kysely';
import { streamFold } from '#api';
import {
  append,
  asStored,
  columnList,
  columnUpdates,
  type Fragment,
  readStream,
  type StoredEvent,
  type Tx,
} from '#database';
import { type Instant, toIso } from '#shared';
import { type Clock, clockRows, earliest, foldClocks, ruleFor } from '#standards';
import { type WrittenText, writtenText } from '../writtenText.ts';
import { type PassSetting, passEventTypes, type RecordedPassEvent, type StandDownReason } from './events.ts';
import { dueOf, endedAt, neededAt, noPass, type Pass, type PassState, replayPass, subjectOf } from './pass.ts';
import type { PassWrite } from './passCommands.ts';

type PassTables = {
  pass_now: {
    tenant: number;
    id: string;
    service: number;
    version: number;
    state: string;
    subject: string;
    case: string | null;
    call: string | null;
    place: number | null;
    at: string;
    needed_at: Date;
    needed_by: string;
    due_at: Date;
    ended_at: Date | null;
  };
  pass_text: {
    tenant: number;
    id: string;
    pass: string;
    kind: PassWrite['kind'];
    body: string;
    written_by: string;
    written_at: Date;
  };
  case_now: {
    tenant: number;
    id: string;
    service: number;
    number: string;
    call: string | null;
    closed_at: Date | null;
  };
};
const tables = (tx: Tx) => tx.withTables<PassTables>();

export const foldPass = streamFold<PassState, RecordedPassEvent>({
  birth: 'PassNeeded',
  types: passEventTypes,
  called: 'pass to 999',
  none: noPass,
  replay: replayPass,
});

export async function loadPass(
  tx: Tx,
  tenant: number,
  id: string,
): Promise<{ state: Pass; events: StoredEvent[] } | undefined> {
  const events = await readStream(tx, tenant, id);
  if (events[0]?.type !== 'PassNeeded') return undefined;
  const state = foldPass(events);
  return state.state === 'none' ? undefined : { state, events };
}

/** The row of pass_now that follows from a state and its clock: computed whole, never patched. */
export function passRow(tenant: number, state: PassState, clocks: readonly Clock[]): Fragment | undefined {
  if (state.state === 'none') return undefined;
  const running = state.state === 'running';
  const ended = endedAt(state);
  const row = {
    tenant,
    id: state.id,
    service: state.service,
    version: state.version,
    state: state.state,
    subject: subjectOf(state),
    case: state.case ?? null,
    call: state.call ?? null,
    place: state.place ?? null,
    at: state.at,
    needed_at: toIso(neededAt(state)),
    needed_by: state.by,
    due_at: toIso((running ? earliest(clocks)?.dueAt : undefined) ?? dueOf(state)),
    ended_at: ended === undefined ? null : toIso(ended),
  };
  return sql`insert into pass_now (${columns}) select ${columns} from json_populate_record(null::pass_now, ${JSON.stringify(row)}::json)
    on conflict (tenant, id) do update set ${updates}`;
}

const changing = ['version', 'state', 'subject', 'case', 'needed_at', 'due_at', 'ended_at'];
const columns = columnList([...changing, 'tenant', 'id', 'service', 'call', 'place', 'at', 'needed_by']);
const updates = columnUpdates(changing);

export function passTextRow(tenant: number, write: PassWrite, written: { by: string; at: Instant }): Fragment {
  return sql`insert into pass_text (tenant, id, pass, kind, body, written_by, written_at) values (${tenant}::int, ${write.id}::uuid,
    ${write.pass}::uuid, ${write.kind}, ${write.body}, ${written.by}::uuid, ${toIso(written.at)}::timestamptz)`;
}

type Needed = { tenant: number; id: string; case: string; service: number; at: Instant; now: Instant };

/** A pass that nobody pressed: an ambulance was decided on elsewhere. Once, however often it is asked for. */
export async function beginPassIn(tx: Tx, { tenant, id, service, at, now, case: of }: Needed): Promise<boolean> {
  if ((await readStream(tx, tenant, id)).length > 0 || (await runningFor(tx, tenant, of)) !== undefined) return false;
  const event = { type: 'PassNeeded', occurredAt: at, data: { service, case: of, at: 'telephone' } } as const;
  const about = { tenant, stream: id, recordedAt: now, recordedBy: BY_ITSELF, source: 'job' as const };
  const after = asStored(about, 0, [event]);
  const clocks = foldClocks(await ruleFor(tx, service, at), after);
  await append(tx, {
    ...about,
    expected: 0,
    events: [event],
    rows: [passRow(tenant, foldPass(after), clocks), ...clockRows({ tenant, subject: id, before: [], after: clocks })],
  });
  return true;
}

/** Who begins a pass by itself. */
export const BY_ITSELF = '01900000-0000-7000-8000-0000000f0120';

/** A pass as a strip, a board and a list show it: no name, no words. */
export type PassLine = {
  id: string;
  service: number;
  state: Pass['state'];
  case?: { id: string; number: string };
  call?: string;
  place?: number;
  at: PassSetting;
  neededAt: Instant;
  neededBy: string;
  dueAt: Instant;
  endedAt?: Instant;
};

/** Passes that 999 has not taken and nobody has stood down, the earliest due first. */
export async function openPasses(
  tx: Tx,
  { tenant, service }: { tenant: number; service: number },
): Promise<PassLine[]> {
  const rows = await lines(tx)
    .where('pass_now.tenant', '=', tenant)
    .where('pass_now.service', '=', service)
    .where('pass_now.ended_at', 'is', null)
    .orderBy('pass_now.due_at')
    .orderBy('pass_now.id')
    .execute();
  return rows.map(lineOf);
}

/** The same of every organisation in the scope: for the strip of each staff page. */
export async function runningPasses(tx: Tx): Promise<PassLine[]> {
  const rows = await lines(tx)
    .where('pass_now.ended_at', 'is', null)
    .orderBy('pass_now.due_at')
    .orderBy('pass_now.id')
    .execute();
  return rows.map(lineOf);
}

/** Whether a pass runs for this case: such a case is not closed. */
export async function passOpen(tx: Tx, tenant: number, id: string): Promise<boolean> {
  return (await runningFor(tx, tenant, id)) !== undefined;
}

/** Whether 999 has one of these (a case, or a call about it): it took a pass, or a clinician stood one down because 999 has them already. */
export async function passTaken(tx: Tx, tenant: number, subjects: readonly string[]): Promise<boolean> {
  const rows = await tables(tx)
    .selectFrom('pass_now')
    .select(['id', 'state'])
    .where('tenant', '=', tenant)
    .where('ended_at', 'is not', null)
    .where(({ or, eb }) => or([eb('subject', 'in', subjects), eb('case', 'in', subjects), eb('call', 'in', subjects)]))
    .execute();
  if (rows.some(({ state }) => state === 'taken')) return true;
  for (const { id } of rows) {
    const pass = (await loadPass(tx, tenant, id))?.state;
    if (pass?.state === 'stood-down' && with999Already.includes(pass.reason)) return true;
  }
  return false;
}

const with999Already: readonly StandDownReason[] = ['ambulance-there', 'passed-already'];

/** The passes of a case, the last first: for its page and its timeline. */
export async function passesOf(tx: Tx, tenant: number, id: string): Promise<PassLine[]> {
  const rows = await lines(tx)
    .where('pass_now.tenant', '=', tenant)
    .where('case_now.id', '=', id)
    .orderBy('pass_now.needed_at', 'desc')
    .execute();
  return rows.map(lineOf);
}

/** The pass that runs for a case, a call, or somebody who has yet to say for whom. */
export async function runningFor(tx: Tx, tenant: number, subject: string): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('pass_now')
    .select('id')
    .where('tenant', '=', tenant)
    .where('ended_at', 'is', null)
    .where(({ or, eb }) => or([eb('subject', '=', subject), eb('case', '=', subject), eb('call', '=', subject)]))
    .executeTakeFirst();
  return row?.id;
}

/** The case of a number as people say it: `2803-133`, or `133` among those that are open. */
export async function caseByNumber(
  tx: Tx,
  { tenant, service, number }: { tenant: number; service: number; number: string },
): Promise<string | undefined> {
  const rows = await tables(tx)
    .selectFrom('case_now')
    .select(['id', 'number'])
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where(({ or, eb }) => or([eb('closed_at', 'is', null), eb('number', '=', number)]))
    .execute();
  const exact = rows.find((row) => row.number === number);
  const said = rows.filter((row) => row.number.endsWith(`-${number.padStart(3, '0')}`));
  return exact?.id ?? (said.length === 1 ? said[0]?.id : undefined);
}

export type PassText = WrittenText<PassWrite['kind']>;

/** Whoever reads them writes the access record in the same transaction. */
export async function passTexts(tx: Tx, tenant: number, pass: string): Promise<PassText[]> {
  const rows = await tables(tx)
    .selectFrom('pass_text')
    .select(['id', 'kind', 'body', 'written_by', 'written_at'])
    .where('tenant', '=', tenant)
    .where('pass', '=', pass)
    .orderBy('written_at')
    .orderBy('id')
    .execute();
  return rows.map(writtenText);
}

function lines(tx: Tx) {
  return tables(tx)
    .selectFrom('pass_now')
    .leftJoin('case_now', (join) =>
      join
        .onRef('case_now.tenant', '=', 'pass_now.tenant')
        // Begun on a call, it is of the case that was opened from that call.
        .on(({ or, eb, ref }) =>
          or([eb('case_now.id', '=', ref('pass_now.case')), eb('case_now.call', '=', ref('pass_now.call'))]),
        ),
    )
    .selectAll('pass_now')
    .select(['case_now.number', 'case_now.id as of']);
}

type LineRow = Selectable<PassTables['pass_now']> & { number: string | null; of: string | null };

function lineOf(row: LineRow): PassLine {
  return {
    id: row.id,
    service: row.service,
    state: row.state as Pass['state'],
    ...(row.of === null || row.number === null ? {} : { case: { id: row.of, number: row.number } }),
    ...(row.call === null ? {} : { call: row.call }),
    ...(row.place === null ? {} : { place: row.place }),
    at: row.at as PassSetting,
    neededAt: row.needed_at.getTime() as Instant,
    neededBy: row.needed_by,
    dueAt: row.due_at.getTime() as Instant,
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.getTime() as Instant }),
  };
}
