import { sql } from 'kysely';
import { readStream, type Tx } from '#database';
import type { Instant } from '#shared';
import { type CaseState, replayCase } from './case.ts';
import { type CaseLine, lineOf } from './caseListStore.ts';
import { asCaseEvents } from './caseStore.ts';
import { type Before, changesIn, type DetailChange } from './detailChanges.ts';
import type { RecordedCaseEvent } from './events.ts';
import { tables } from './tables.ts';

/** A case with everything that happened to it, times as they are now in force. */
export type CaseHistory = {
  line: CaseLine;
  state: Exclude<CaseState, { state: 'none' }>;
  events: readonly RecordedCaseEvent[];
};

export type CaseHistories = {
  /** The cases opened since then, and whatever is open, in the order of their numbers. */
  read(tx: Tx, about: { tenant: number; service: number; since: Instant }): Promise<CaseHistory[]>;
};

/** Reads again only the streams that have grown: a list that is asked for each second costs what has happened, not what there is. */
export function createCaseHistories(): CaseHistories {
  const known = new Map<string, { version: number; read: Pick<CaseHistory, 'state' | 'events'> }>();
  return {
    async read(tx, { tenant, service, since }) {
      const rows = await tables(tx)
        .selectFrom('case_now')
        .selectAll()
        .where('tenant', '=', tenant)
        .where('service', '=', service)
        .where(({ or, eb }) => or([eb('opened_at', '>=', new Date(since)), eb('closed_at', 'is', null)]))
        .orderBy('number')
        .execute();
      const histories: CaseHistory[] = [];
      for (const row of rows) {
        const before = known.get(row.id);
        const read = before?.version === row.version ? before.read : await historyOf(tx, tenant, row.id);
        if (!read) continue;
        known.set(row.id, { version: row.version, read });
        histories.push({ line: lineOf(row), ...read });
      }
      if (known.size > 2 * rows.length + 100) {
        const kept = new Set(rows.map(({ id }) => id));
        for (const id of known.keys()) if (!kept.has(id)) known.delete(id);
      }
      return histories;
    },
  };
}

async function historyOf(
  tx: Tx,
  tenant: number,
  id: string,
): Promise<Pick<CaseHistory, 'state' | 'events'> | undefined> {
  const stored = asCaseEvents(await readStream(tx, tenant, id));
  const state = replayCase(id, stored);
  if (state.state === 'none') return undefined;
  const corrected = new Map(
    stored.flatMap(({ corrects, occurredAt }) => (corrects === undefined ? [] : [[corrects, occurredAt]])),
  );
  const events = stored.map((event) => ({ ...event, occurredAt: corrected.get(event.version) ?? event.occurredAt }));
  return { state, events };
}

/** Who a patient is, as far as a desk or a crew needs it. The caller writes the access record in the same transaction. */
export type Patient = {
  name: string;
  dateOfBirth?: string;
  nhsNumber?: string;
  ringBack: string;
  whereNow: string;
  homeAddress?: string;
  /** Their address is for those alone who must get there. */
  isRestricted: boolean;
};

export async function patientsOf(
  tx: Tx,
  tenant: number,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Patient>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('case_person')
    .select(['case', 'patient_name', 'nhs_number', 'ring_back', 'where_now', 'home_address', 'address_restricted'])
    .select(sql<string | null>`date_of_birth::text`.as('born'))
    .where('tenant', '=', tenant)
    .where('case', 'in', [...ids])
    .execute();
  return new Map(
    rows.map((row) => [
      row.case,
      {
        name: row.patient_name,
        ...(row.born === null ? {} : { dateOfBirth: row.born }),
        ...(row.nhs_number === null ? {} : { nhsNumber: row.nhs_number }),
        ringBack: row.ring_back,
        whereNow: row.where_now,
        ...(row.home_address === null ? {} : { homeAddress: row.home_address }),
        isRestricted: row.address_restricted,
      },
    ]),
  );
}

/** What of these patients is otherwise than it was. The caller writes the access record in the same transaction, as for the patients. */
export async function changesOf(
  tx: Tx,
  tenant: number,
  patients: ReadonlyMap<string, Patient>,
): Promise<ReadonlyMap<string, readonly DetailChange[]>> {
  if (patients.size === 0) return new Map();
  const rows = await tables(tx)
    .selectFrom('case_person_before')
    .select(['case', 'patient_name', 'nhs_number', 'ring_back', 'where_now', 'home_address'])
    .select(['replaced_at', 'replaced_by'])
    .select(sql<string | null>`date_of_birth::text`.as('born'))
    .where('tenant', '=', tenant)
    .where('case', 'in', [...patients.keys()])
    .orderBy('version')
    .execute();
  const versions = new Map<string, Before[]>();
  for (const row of rows) {
    const before: Before = {
      name: row.patient_name,
      ...(row.born === null ? {} : { dateOfBirth: row.born }),
      ...(row.nhs_number === null ? {} : { nhsNumber: row.nhs_number }),
      ringBack: row.ring_back,
      whereNow: row.where_now,
      ...(row.home_address === null ? {} : { homeAddress: row.home_address }),
      replacedAt: row.replaced_at.getTime() as Instant,
      replacedBy: row.replaced_by,
    };
    versions.set(row.case, [...(versions.get(row.case) ?? []), before]);
  }
  return new Map(
    [...versions].flatMap(([id, all]) => {
      const patient = patients.get(id);
      return patient ? [[id, changesIn(all, patient)] as const] : [];
    }),
  );
}
