import { type Selectable, sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { type Instant, localDate } from '#shared';
import {
  holderOf,
  type MessageChannel,
  type Practice,
  type ReopenReason,
  type Standing,
  searchable,
  standingOf,
} from './practice.ts';
import { type PracticeTables, tables } from './tables.ts';

/** Every practice of a provider's directory, by name; those that have closed too. */
export async function practicesOf(tx: Tx, tenant: number): Promise<Practice[]> {
  const rows = await all(tx, tenant).orderBy('search').orderBy('code').execute();
  return rows.map(practiceOf);
}

export async function practiceByOds(tx: Tx, { tenant, code }: { tenant: number; code: string }) {
  const row = await all(tx, tenant).where('code', '=', code.trim().toUpperCase()).executeTakeFirst();
  return row && practiceOf(row);
}

/** Whether a practice is open on the day of an instant, and if not, which took its patients; undefined where there is none. */
export async function practiceFor(
  tx: Tx,
  { tenant, practice, at }: { tenant: number; practice: number; at: Instant },
): Promise<Standing | undefined> {
  const known = new Map((await practicesOf(tx, tenant)).map((one) => [one.id, one]));
  const found = known.get(practice);
  return found && standingOf(found, known, localDate(at));
}

/**
 * What a form offers while somebody types: open practices whose name holds a word that begins so, or whose code does. Under the
 * tenant's policy only a range on a stored column keeps its index, so the first words go first.
 */
export async function practicesLike(
  tx: Tx,
  { tenant, typed, at, limit = 10 }: { tenant: number; typed: string; at: Instant; limit?: number },
): Promise<Practice[]> {
  const words = searchable(typed);
  if (words === '') return [];
  const open = (await practicesOf(tx, tenant)).filter(
    ({ closedOn }) => closedOn === undefined || closedOn >= localDate(at),
  );
  const begins = (practice: Practice) => searchable(practice.name).startsWith(words);
  const fits = open.filter(
    (practice) =>
      begins(practice) ||
      ` ${searchable(practice.name)}`.includes(` ${words}`) ||
      practice.code.toLowerCase().startsWith(words),
  );
  return [...fits.filter(begins), ...fits.filter((practice) => !begins(practice))].slice(0, limit);
}

/** The one practice that is called so, word for word, or has this code: what a file or an old form wrote. */
export async function practiceNamed(tx: Tx, { tenant, text }: { tenant: number; text: string }) {
  const rows = await all(tx, tenant)
    .where(({ or, eb }) => or([eb('search', '=', searchable(text)), eb('code', '=', text.trim().toUpperCase())]))
    .limit(2)
    .execute();
  return rows.length === 1 && rows[0] ? practiceOf(rows[0]) : undefined;
}

/** By whom and when a row was changed. */
export type Written = { id: string; at: Instant; by: string };
export type NewPractice = Omit<Practice, 'id' | 'closedOn' | 'successor'>;

/** Adds a practice, with its audit row; undefined where its code is taken. */
export async function addPractice(tx: Tx, tenant: number, added: NewPractice, written: Written) {
  const { code, name, address, telephone, channel, channelAddress } = added;
  const { rows } = await sql<{
    id: number;
  }>`insert into practice (tenant, code, name, search, address, telephone, channel, channel_address)
    values (${tenant}::int, ${code}, ${name}, ${searchable(name)}, ${address}, ${telephone}, ${channel}, ${channelAddress})
    on conflict do nothing returning id`.execute(tx);
  const [made] = rows;
  if (made) await audit(tx, { tenant, code, change: { added } }, written);
  return made?.id;
}

/** Whoever has a folder or an address already. Whoever asks has the directory to themselves until they are done, so that no two take one. */
export async function addressHolder(
  tx: Tx,
  tenant: number,
  wanted: Pick<Practice, 'code' | 'channel' | 'channelAddress'>,
): Promise<Practice | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext('vigil practice addresses'), ${tenant})`.execute(tx);
  return holderOf(wanted, await practicesOf(tx, tenant));
}

export type PracticeChange = Partial<Omit<NewPractice, 'code'>>;

/** Changes what is known of a practice, with its audit row. */
export async function changePractice(
  tx: Tx,
  practice: Practice & { tenant: number },
  to: PracticeChange,
  written: Written,
) {
  const { tenant, id, code } = practice;
  const { channelAddress, ...same } = to;
  await tables(tx)
    .updateTable('practice')
    .set({
      ...same,
      ...(to.name === undefined ? {} : { search: searchable(to.name) }),
      ...(channelAddress === undefined ? {} : { channel_address: channelAddress }),
    })
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .execute();
  const from = Object.fromEntries(Object.keys(to).map((key) => [key, practice[key as keyof PracticeChange]]));
  await audit(tx, { tenant, code, change: { from, to } }, written);
}

export type Closing = { tenant: number; practice: Practice; on: string; successor?: Practice };

/** Closes a practice for good after a day, with its audit row. */
export async function closePractice(
  tx: Tx,
  { tenant, practice, on, successor }: Closing,
  written: Written,
): Promise<void> {
  await tables(tx)
    .updateTable('practice')
    .set({ closed_on: sql<Date>`${on}::date`, successor: successor?.id ?? null })
    .where('tenant', '=', tenant)
    .where('id', '=', practice.id)
    .execute();
  const change = { closedOn: on, successor: successor?.code ?? null };
  await audit(tx, { tenant, code: practice.code, change }, written);
}

/** A practice that was to close for good, or had, is open: its messages go to itself again. */
export async function reopenPractice(
  tx: Tx,
  { tenant, practice, reason }: { tenant: number; practice: Practice; reason: ReopenReason },
  written: Written,
): Promise<void> {
  await tables(tx)
    .updateTable('practice')
    .set({ closed_on: null, successor: null })
    .where('tenant', '=', tenant)
    .where('id', '=', practice.id)
    .execute();
  const change = { reopened: reason, wasClosedOn: practice.closedOn ?? null, successor: practice.successor ?? null };
  await audit(tx, { tenant, code: practice.code, change }, written);
}

type Changed = { tenant: number; code: string; change: Record<string, unknown> };

function audit(tx: Tx, { tenant, code, change }: Changed, { id, at, by }: Written) {
  return sql`${auditRow({ tenant, id, at, actor: by, entity: 'practice', key: code, change })}`.execute(tx);
}

function all(tx: Tx, tenant: number) {
  return tables(tx)
    .selectFrom('practice')
    .selectAll()
    .select(sql<string | null>`closed_on::text`.as('closed'))
    .where('tenant', '=', tenant);
}

type Row = Selectable<PracticeTables['practice']> & { closed: string | null };

function practiceOf(row: Row): Practice {
  const { id, code, name, address, telephone, closed, successor } = row;
  return {
    ...{ id, code, name, address, telephone },
    channel: row.channel as MessageChannel,
    channelAddress: row.channel_address,
    ...(closed === null ? {} : { closedOn: closed }),
    ...(successor === null ? {} : { successor }),
  };
}
