import { type ExpressionBuilder, sql } from 'kysely';
import { readStream, type Tx } from '#database';
import { type Instant, instant, toIso } from '#shared';
import { textsOf } from '../caseStore.ts';
import { entryRoutes } from '../codes.ts';
import { searchable } from '../patientSearch.ts';
import { notesOf } from '../triage/noteStore.ts';
import { type Asked, type Contact, decidedWords, deciderOf, type Found, firstSentence, samenessOf } from './contact.ts';
import { type TakingTables, takingTables } from './tables.ts';

/** More cases than anybody has in that time: somebody who rings hourly from a shared line is found all the same. */
const MOST = 200;

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

/**
 * Who was in touch in that time, the latest first, in one question: what a decision counts by. Whoever decides or looks records it, in the
 * same transaction.
 */
export async function contactsIn(tx: Tx, about: Omit<Looked, 'placeName'>): Promise<Found[]> {
  const { tenant, asked, from, to } = about;
  if (Object.values(asked).every((known) => known === undefined)) return [];
  const since = sql<Date>`${toIso(from)}::timestamptz`;
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
      sql<string[]>`(select coalesce(json_agg(again.at), '[]') from case_rang_back again
        where again.tenant = case_person.tenant and again."case" = case_person."case" and again.at >= ${since})`.as(
        'again',
      ),
    ])
    .where('case_person.tenant', '=', tenant)
    .where(matching({ asked }))
    .where(
      sql<boolean>`(coalesce(case_now.answered_at, case_now.opened_at) >= ${since} or exists (select from case_rang_back r
        where r.tenant = case_person.tenant and r."case" = case_person."case" and r.at >= ${since}))`,
    )
    .orderBy('case_now.opened_at', 'desc')
    .limit(MOST)
    .execute();
  const within = (at: Instant) => at >= from && at < to;
  const found = rows.flatMap((row): Found[] => {
    const sameness = samenessOf(asked, {
      name: row.patient_name,
      dateOfBirth: row.born ?? undefined,
      nhsNumber: row.nhs_number ?? undefined,
      ringBack: row.ring_back,
    });
    if (!sameness) return [];
    const opened = (row.answered_at ?? row.opened_at).getTime() as Instant;
    const again = row.again.map((at) => instant(at)).filter(within);
    const route = entryRoutes[(row.entry_route ?? 'telephone') as keyof typeof entryRoutes] ?? entryRoutes.telephone;
    const one = { case: row.id, number: row.number, isOpen: row.closed_at === null, sameness };
    return [
      ...(within(opened) ? [{ ...one, at: opened, rangBack: false, how: route.toLowerCase() }] : []),
      ...again.map((at) => ({ ...one, at, rangBack: true, how: 'telephone' })),
    ];
  });
  return found.sort((a, b) => b.at - a.at);
}

/** The same, each with what was decided. */
export async function earlierContacts(tx: Tx, looked: Looked): Promise<Contact[]> {
  const decided = new Map<string, Awaited<ReturnType<typeof decidedIn>>>();
  const contacts: Contact[] = [];
  for (const found of await contactsIn(tx, looked)) {
    // A ring-back decided nothing of its own.
    if (!found.rangBack && !decided.has(found.case)) decided.set(found.case, await decidedIn(tx, looked, found.case));
    contacts.push({ ...found, ...(found.rangBack ? {} : decided.get(found.case)) });
  }
  return contacts;
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
