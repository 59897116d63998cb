import { type ExpressionBuilder, sql } from 'kysely';
import { readStream, type Tx } from '#database';
import type { Instant } from '#shared';
import { textsOf } from '../caseStore.ts';
import { entryRoutes } from '../codes.ts';
import { searchable } from '../patientSearch.ts';
import { notesOf } from '../triage/noteStore.ts';
import { type Asked, type Contact, decidedWords, deciderOf, firstSentence, samenessOf } from './contact.ts';
import { type TakingTables, takingTables } from './tables.ts';

/** More cases than anybody is shown: somebody who rings hourly is found all the same. */
const MOST = 40;

export type Looked = {
  tenant: number;
  asked: Asked;
  /** Contacts from here on, up to but without `to`. */
  from: Instant;
  to: Instant;
  placeName: (id: number) => string | undefined;
};

/** Where a person can be found by, equality on stored columns only, so that each comparison keeps its index. */
function matching({ asked }: Pick<Looked, 'asked'>) {
  return ({ eb, or, and }: ExpressionBuilder<TakingTables, 'case_person'>) => {
    const { name, dateOfBirth, nhsNumber, ringBack } = asked;
    const named = name !== undefined && searchable(name) !== '' && dateOfBirth !== undefined;
    return or([
      ...(nhsNumber === undefined ? [] : [eb('case_person.nhs_number', '=', nhsNumber)]),
      ...(ringBack === undefined ? [] : [eb('case_person.ring_back', '=', ringBack)]),
      ...(named
        ? [
            and([
              eb('case_person.patient_search', '=', searchable(name)),
              eb('case_person.date_of_birth', '=', sql<string>`${dateOfBirth}::date`),
            ]),
          ]
        : []),
    ]);
  };
}

/** Earlier contacts of a patient, the latest first. The caller records that somebody looked, in the same transaction. */
export async function earlierContacts(tx: Tx, looked: Looked): Promise<Contact[]> {
  const { tenant, asked, from, to } = looked;
  const rows = await takingTables(tx)
    .selectFrom('case_person')
    .innerJoin('case_now', (join) =>
      join.onRef('case_now.tenant', '=', 'case_person.tenant').onRef('case_now.id', '=', 'case_person.case'),
    )
    .select([
      'case_now.id',
      'case_now.number',
      'case_now.opened_at',
      'case_now.answered_at',
      'case_now.entry_route',
      'case_now.closed_at',
      'case_person.patient_name',
      'case_person.nhs_number',
      'case_person.ring_back',
      sql<string | null>`case_person.date_of_birth::text`.as('born'),
    ])
    .where('case_person.tenant', '=', tenant)
    .where(matching({ asked }))
    .orderBy('case_now.opened_at', 'desc')
    .limit(MOST)
    .execute();
  const found: Contact[] = [];
  for (const row of rows) {
    const sameness = samenessOf(asked, {
      name: row.patient_name,
      dateOfBirth: row.born ?? undefined,
      nhsNumber: row.nhs_number ?? undefined,
      ringBack: row.ring_back,
    });
    if (!sameness) continue;
    const opened = (row.answered_at ?? row.opened_at).getTime() as Instant;
    const rangBack = await rangBackAt(tx, tenant, row.id);
    const within = (at: Instant) => at >= from && at < to;
    if (!within(opened) && !rangBack.some(within)) continue;
    const decided = await decidedIn(tx, looked, row.id);
    const route = entryRoutes[(row.entry_route ?? 'telephone') as keyof typeof entryRoutes] ?? entryRoutes.telephone;
    const one = { case: row.id, number: row.number, isOpen: row.closed_at === null, sameness };
    if (within(opened)) found.push({ ...one, ...decided, at: opened, rangBack: false, how: route.toLowerCase() });
    for (const at of rangBack.filter(within)) found.push({ ...one, at, rangBack: true, how: 'telephone' });
  }
  return found.sort((a, b) => b.at - a.at);
}

async function rangBackAt(tx: Tx, tenant: number, id: string): Promise<Instant[]> {
  const rows = await takingTables(tx)
    .selectFrom('case_rang_back')
    .select('at')
    .where('tenant', '=', tenant)
    .where('case', '=', id)
    .execute();
  return rows.map(({ at }) => at.getTime() as Instant);
}

async function decidedIn(tx: Tx, { tenant, placeName }: Looked, id: string) {
  const events = await readStream(tx, tenant, id);
  const decided = decidedWords(events, placeName);
  const by = deciderOf(events);
  const said = await shortLine(tx, tenant, id);
  return {
    ...(decided === undefined ? {} : { decided }),
    ...(said ? { said } : {}),
    ...(by === undefined ? {} : { by }),
  };
}

/** What was thought or planned, in a sentence: of the last note, else of the last text. */
async function shortLine(tx: Tx, tenant: number, id: string): Promise<string | undefined> {
  const note = (await notesOf(tx, { tenant, case: id })).at(-1)?.body;
  const written = note?.impression ?? note?.plan ?? note?.safetyNet ?? note?.complaint;
  const text = written ?? (await textsOf(tx, tenant, id)).findLast(({ kind }) => kind === 'note')?.body;
  return text && firstSentence(text);
}

/** Who a patient is by our own last record of them: what an index that cannot be reached would have said. */
export async function ownCopy(tx: Tx, { tenant, asked }: Pick<Looked, 'tenant' | 'asked'>) {
  const rows = await takingTables(tx)
    .selectFrom('case_person')
    .innerJoin('case_now', (join) =>
      join.onRef('case_now.tenant', '=', 'case_person.tenant').onRef('case_now.id', '=', 'case_person.case'),
    )
    .select([
      'case_now.opened_at',
      'case_now.practice as practiceId',
      'case_person.nhs_number',
      'case_person.nhs_number_verified',
      'case_person.patient_name',
      'case_person.ring_back',
      'case_person.practice',
      sql<string | null>`case_person.date_of_birth::text`.as('born'),
    ])
    .where('case_person.tenant', '=', tenant)
    .where(matching({ asked: { ...asked, ringBack: undefined } }))
    .orderBy('case_now.opened_at', 'desc')
    .limit(MOST)
    .execute();
  return rows
    .filter(
      (row) =>
        samenessOf(
          { ...asked, ringBack: undefined },
          {
            name: row.patient_name,
            dateOfBirth: row.born ?? undefined,
            nhsNumber: row.nhs_number ?? undefined,
            ringBack: row.ring_back,
          },
        ) === 'same',
    )
    .map((row) => ({
      nhsNumber: row.nhs_number_verified ? (row.nhs_number ?? undefined) : undefined,
      practiceId: row.practiceId ?? undefined,
      practice: row.practice ?? undefined,
    }));
}

/**
 * Whether an earlier case keeps this patient's address back: then the next one does too, whoever takes it. Only putting the patient right
 * takes it away again.
 */
export async function isRestrictedAlready(
  tx: Tx,
  { tenant, asked }: { tenant: number; asked: Omit<Asked, 'ringBack'> },
): Promise<boolean> {
  const { name, dateOfBirth, nhsNumber } = asked;
  if (nhsNumber === undefined && (name === undefined || dateOfBirth === undefined)) return false;
  const row = await takingTables(tx)
    .selectFrom('case_person')
    .innerJoin('case_now', (join) =>
      join.onRef('case_now.tenant', '=', 'case_person.tenant').onRef('case_now.id', '=', 'case_person.case'),
    )
    .select('case_person.address_restricted as restricted')
    .where('case_person.tenant', '=', tenant)
    .where(matching({ asked: { name, dateOfBirth, nhsNumber } }))
    .orderBy('case_now.opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.restricted === true;
}
