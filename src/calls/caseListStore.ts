import { type Selectable, sql } from 'kysely';
import type { Tx } from '#database';
import type { Instant } from '#shared';
import type { CaseState } from './case.ts';
import type { EntryRoute, LinkKind, Outcome, Place, Priority, Queue, Urgency } from './codes.ts';
import { nameRanges } from './patientSearch.ts';
import { type CaseNowTable, tables } from './tables.ts';

/** A case as lists and boards show it: no name, no free text. */
export type CaseLine = {
  id: string;
  number: string;
  state: Exclude<CaseState['state'], 'none'>;
  queue?: Queue;
  heldBy?: string;
  /** Since when somebody has had it; of a visit, since when its car has been on its way or at the door. */
  heldSince?: Instant;
  priority: Priority;
  placeKind?: Place;
  urgency?: Urgency;
  place?: number;
  slotAt?: Instant;
  call?: string;
  openedAt: Instant;
  closedAt?: Instant;
  outcome?: Outcome;
  dueAt?: Instant;
  dueMeasure?: string;
  repeatTimes: number;
  answeredAt?: Instant;
  entryRoute?: EntryRoute;
  /** The registered practice, from the directory. */
  practice?: number;
  interpreter?: string;
  dx?: string;
  dueBy?: Instant;
  arrivedAt?: Instant;
  tries: number;
  /** When the next try to reach them counts. */
  nextTryAt?: Instant;
  comfortedAt?: Instant;
  worseAt?: Instant;
  noteComplete?: boolean;
};

type Where = { tenant: number; service: number };

/** Open cases in the order in which they fall due; of one queue, or of all (a board). */
export async function openCases(tx: Tx, { tenant, service }: Where, queue?: Queue, limit = 1000): Promise<CaseLine[]> {
  let query = tables(tx)
    .selectFrom('case_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .where('closed_at', 'is', null);
  if (queue !== undefined) query = query.where('queue', '=', queue);
  const rows = await query.orderBy('due_at').orderBy('number').limit(limit).execute();
  return rows.map(lineOf);
}

/** One case as lists show it. */
export async function caseLine(tx: Tx, tenant: number, id: string): Promise<CaseLine | undefined> {
  const row = await tables(tx)
    .selectFrom('case_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && lineOf(row);
}

/** Several cases, by when they were opened. */
export async function caseLines(tx: Tx, tenant: number, ids: readonly string[]): Promise<CaseLine[]> {
  if (ids.length === 0) return [];
  const rows = await tables(tx)
    .selectFrom('case_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('id', 'in', [...ids])
    .orderBy('opened_at')
    .execute();
  return rows.map(lineOf);
}

/** Other cases of whoever has the same NHS number or the same number to ring back: the last first. */
export async function casesOfSamePatient(tx: Tx, tenant: number, id: string, limit = 20): Promise<CaseLine[]> {
  const rows = await tables(tx)
    .selectFrom('case_person as this')
    .innerJoin('case_person as that', (join) =>
      join
        .onRef('that.tenant', '=', 'this.tenant')
        .on(({ or, eb }) =>
          or([
            eb('that.nhs_number', '=', eb.ref('this.nhs_number')),
            eb('that.ring_back', '=', eb.ref('this.ring_back')),
          ]),
        ),
    )
    .innerJoin('case_now', (join) =>
      join.onRef('case_now.tenant', '=', 'that.tenant').onRef('case_now.id', '=', 'that.case'),
    )
    .selectAll('case_now')
    .where('this.tenant', '=', tenant)
    .where('this.case', '=', id)
    .where('that.case', '<>', id)
    .orderBy('case_now.opened_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(lineOf);
}

/** Cases that this one points at, or that point at it. */
export async function linkedCases(tx: Tx, tenant: number, id: string): Promise<(CaseLine & { as: LinkKind })[]> {
  const links = await tables(tx)
    .selectFrom('case_link')
    .select(['case', 'to', 'as_kind'])
    .where('tenant', '=', tenant)
    .where(({ or, eb }) => or([eb('case', '=', id), eb('to', '=', id)]))
    .execute();
  const kinds = new Map(links.map((link) => [link.case === id ? link.to : link.case, link.as_kind as LinkKind]));
  const lines = await caseLines(tx, tenant, [...kinds.keys()]);
  return lines.flatMap((line) => {
    const as = kinds.get(line.id);
    return as === undefined ? [] : [{ ...line, as }];
  });
}

/** The last cases to be opened, open and closed. */
export async function recentCases(tx: Tx, { tenant, service }: Where, limit = 100): Promise<CaseLine[]> {
  const rows = await tables(tx)
    .selectFrom('case_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(lineOf);
}

/** Times of a base that are taken, among open cases. */
export async function takenSlots(tx: Tx, about: { tenant: number; place: number; from: Instant; to: Instant }) {
  const rows = await tables(tx)
    .selectFrom('case_now')
    .select(['id', 'number', 'slot_at'])
    .where('tenant', '=', about.tenant)
    .where('place', '=', about.place)
    .where('slot_at', '>=', new Date(about.from))
    .where('slot_at', '<', new Date(about.to))
    .where('closed_at', 'is', null)
    .orderBy('slot_at')
    .execute();
  return rows.flatMap(({ id, number, slot_at }) => (slot_at ? [{ id, number, at: slot_at.getTime() as Instant }] : []));
}

/** Another open case has this place and time. */
export async function hasSlot(
  tx: Tx,
  about: { tenant: number; besides: string; place: number; at: Instant },
): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('case_now')
    .select('id')
    .where('tenant', '=', about.tenant)
    .where('place', '=', about.place)
    .where('slot_at', '=', new Date(about.at))
    .where('closed_at', 'is', null)
    .where('id', '<>', about.besides)
    .executeTakeFirst();
  return row !== undefined;
}

export async function hasNumber(tx: Tx, about: Where & { number: string }): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('case_now')
    .select('id')
    .where('tenant', '=', about.tenant)
    .where('service', '=', about.service)
    .where('number', '=', about.number)
    .executeTakeFirst();
  return row !== undefined;
}

/** Cases of any of these numbers, the latest first: by number nobody is looked for, so no name is told. */
export async function casesNumbered(tx: Tx, tenant: number, numbers: readonly string[]): Promise<CaseLine[]> {
  if (numbers.length === 0) return [];
  const rows = await tables(tx)
    .selectFrom('case_now')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('number', 'in', [...numbers])
    .orderBy('opened_at', 'desc')
    .limit(50)
    .execute();
  return rows.map(lineOf);
}

/** The case that was opened from a call. */
export async function openedFrom(tx: Tx, tenant: number, call: string): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('case_now')
    .select('id')
    .where('tenant', '=', tenant)
    .where('call', '=', call)
    .executeTakeFirst();
  return row?.id;
}

export type Found = CaseLine & { patientName: string; dateOfBirth?: string };

/**
 * By NHS number, by number to ring back or by the beginning of a surname, whichever the text can be. Every comparison
 * is equality or a range on stored columns, so that it keeps its index under the tenant's policy. The caller records
 * what was searched, in the same transaction.
 */
export async function searchCases(tx: Tx, tenant: number, typed: string, limit = 50): Promise<Found[]> {
  const digits = typed.replace(/^\s*\+44/, '0').replace(/[\s()-]/g, '');
  const numeric = /^\d{6,15}$/.test(digits);
  const ranges = numeric ? [] : nameRanges(typed);
  if (!numeric && ranges.length === 0) return [];
  const rows = await tables(tx)
    .selectFrom('case_person')
    .innerJoin('case_now', (join) =>
      join.onRef('case_now.tenant', '=', 'case_person.tenant').onRef('case_now.id', '=', 'case_person.case'),
    )
    .selectAll('case_now')
    .select(['case_person.patient_name', sql<string | null>`case_person.date_of_birth::text`.as('born')])
    .where('case_person.tenant', '=', tenant)
    .where(({ eb, or, and }) =>
      or(
        numeric
          ? [eb('case_person.nhs_number', '=', digits), eb('case_person.ring_back', '=', digits)]
          : ranges.map(({ from, before }) =>
              and([eb('case_person.patient_search', '>=', from), eb('case_person.patient_search', '<', before)]),
            ),
      ),
    )
    .orderBy('case_now.opened_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...lineOf(row),
    patientName: row.patient_name,
    ...(row.born === null ? {} : { dateOfBirth: row.born }),
  }));
}

export function lineOf(row: Selectable<CaseNowTable>): CaseLine {
  return {
    id: row.id,
    number: row.number,
    state: row.state as CaseLine['state'],
    queue: (row.queue ?? undefined) as Queue | undefined,
    heldBy: row.held_by ?? undefined,
    heldSince: at(row.held_since),
    priority: row.priority as Priority,
    placeKind: (row.place_kind ?? undefined) as Place | undefined,
    urgency: (row.urgency ?? undefined) as Urgency | undefined,
    place: row.place ?? undefined,
    slotAt: at(row.slot_at),
    call: row.call ?? undefined,
    openedAt: row.opened_at.getTime() as Instant,
    closedAt: at(row.closed_at),
    outcome: (row.outcome ?? undefined) as Outcome | undefined,
    dueAt: at(row.due_at),
    dueMeasure: row.due_measure ?? undefined,
    repeatTimes: row.repeat_times,
    answeredAt: at(row.answered_at),
    entryRoute: (row.entry_route ?? undefined) as EntryRoute | undefined,
    practice: row.practice ?? undefined,
    interpreter: row.interpreter ?? undefined,
    dx: row.dx ?? undefined,
    dueBy: at(row.due_by),
    arrivedAt: at(row.arrived_at),
    tries: row.tries,
    nextTryAt: at(row.next_try_at),
    comfortedAt: at(row.comforted_at),
    worseAt: at(row.worse_at),
    noteComplete: row.note_complete ?? undefined,
  };
}

function at(date: Date | null): Instant | undefined {
  return date === null ? undefined : (date.getTime() as Instant);
}
