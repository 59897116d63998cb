import { sql } from 'kysely';
import type { Tx } from '#database';
import { type Instant, toIso } from '#shared';

/** What is being typed on one form: texts by the names of its boxes. */
export type Fields = Readonly<Record<string, string>>;
export type Draft = { fields: Fields; keptAt: Instant };
/** Whose draft, and of which form, such as `call 0199…` or `note 0199… 2`. */
export type DraftKey = { tenant: number; account: string; name: string };

/** Takes the place of what was kept before. `machineAt` decides when it is forgotten, for a demo's clock leaps. */
export async function keepDraft(
  tx: Tx,
  { tenant, account, name }: DraftKey,
  draft: Draft & { machineAt: Instant },
): Promise<void> {
  await sql`insert into draft (tenant, account, name, fields, kept_at, machine_at)
    values (${tenant}, ${account}, ${name}, ${JSON.stringify(draft.fields)}, ${toIso(draft.keptAt)}, ${toIso(draft.machineAt)})
    on conflict (tenant, account, name) do update
    set fields = excluded.fields, kept_at = excluded.kept_at, machine_at = excluded.machine_at`.execute(tx);
}

export async function draftOf(tx: Tx, { tenant, account, name }: DraftKey): Promise<Draft | undefined> {
  const { rows } = await sql<{ fields: Fields; kept_at: Date }>`select fields, kept_at from draft
    where tenant = ${tenant} and account = ${account} and name = ${name}`.execute(tx);
  const row = rows[0];
  return row && { fields: row.fields, keptAt: row.kept_at.getTime() as Instant };
}

/** Every draft of theirs whose name begins so, the latest first. */
export async function draftsNamed(tx: Tx, { tenant, account, name }: DraftKey): Promise<(Draft & { name: string })[]> {
  const { rows } = await sql<{ name: string; fields: Fields; kept_at: Date }>`select name, fields, kept_at from draft
    where tenant = ${tenant} and account = ${account} and starts_with(name, ${name}) order by kept_at desc`.execute(tx);
  return rows.map((row) => ({ name: row.name, fields: row.fields, keptAt: row.kept_at.getTime() as Instant }));
}

export async function forgetDraft(tx: Tx, { tenant, account, name }: DraftKey): Promise<void> {
  await sql`delete from draft where tenant = ${tenant} and account = ${account} and name = ${name}`.execute(tx);
}

/** Drafts that nobody has touched since; answers how many there were. */
export async function forgetDraftsBefore(tx: Tx, before: Instant): Promise<number> {
  const gone = await sql`delete from draft where machine_at < ${toIso(before)}`.execute(tx);
  return Number(gone.numAffectedRows ?? 0);
}
