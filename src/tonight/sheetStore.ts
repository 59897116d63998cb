import { sql } from 'kysely';
import { auditRow, type Tx } from '#database';
import { canonicalJson, type Instant, newId, sha256 } from '#shared';
import { nightTables, type Where } from './nightTables.ts';
import type { SheetBody } from './rules/sheet.ts';

export type Signature = { as: 'outgoing' | 'incoming'; by: string; at: Instant; isTrue: boolean; remark?: string };
export type StoredSheet = {
  id: string;
  service: number;
  at: Instant;
  body: SheetBody;
  digest: string;
  /** Whether the content still has the digest that was signed. */
  isTrue: boolean;
  signatures: readonly Signature[];
};

export const digestOfSheet = (body: SheetBody): Buffer => sha256(canonicalJson(body as never)) as Buffer;

/** The sheet as it stands from now on, and the signature of whoever hands over. */
export async function writeSheet(
  tx: Tx,
  where: Where,
  sheet: { id: string; at: Instant; by: string; body: SheetBody },
): Promise<void> {
  const { id, at, by, body } = sheet;
  const digest = digestOfSheet(body);
  await nightTables(tx)
    .insertInto('handover_sheet')
    .values({ ...where, id, at: new Date(at), body: canonicalJson(body as never), digest })
    .execute();
  await sign(tx, { tenant: where.tenant, sheet: id, as: 'outgoing', by, at, digest });
}

export type Signing = {
  tenant: number;
  sheet: string;
  as: Signature['as'];
  by: string;
  at: Instant;
  digest: Buffer;
  remark?: string;
};

export async function sign(tx: Tx, signing: Signing): Promise<void> {
  const { tenant, sheet, as, by, at, digest, remark = null } = signing;
  await nightTables(tx)
    .insertInto('handover_signature')
    .values({ tenant, sheet, as_role: as, at: new Date(at), by_account: by, digest, remark })
    .execute();
  const change = { signed: as, digest: digest.toString('hex') };
  await sql`${auditRow({ tenant, id: newId(), at, actor: by, entity: 'handover-sheet', key: sheet, change })}`.execute(
    tx,
  );
}

export async function sheetById(tx: Tx, tenant: number, id: string): Promise<StoredSheet | undefined> {
  const [row] = await sheets(tx, { tenant, id });
  return row;
}

/** The last sheets of a service, the newest first. */
export const lastSheets = (tx: Tx, { tenant, service }: Where): Promise<StoredSheet[]> =>
  sheets(tx, { tenant, service });

async function sheets(tx: Tx, about: { tenant: number; service?: number; id?: string }): Promise<StoredSheet[]> {
  let query = nightTables(tx).selectFrom('handover_sheet').selectAll().where('tenant', '=', about.tenant);
  if (about.service !== undefined) query = query.where('service', '=', about.service);
  if (about.id !== undefined) query = query.where('id', '=', about.id);
  const rows = await query.orderBy('at', 'desc').orderBy('id', 'desc').limit(30).execute();
  if (rows.length === 0) return [];
  const signed = await nightTables(tx)
    .selectFrom('handover_signature')
    .selectAll()
    .where('tenant', '=', about.tenant)
    .where(
      'sheet',
      'in',
      rows.map(({ id }) => id),
    )
    // Whoever hands over has signed before whoever takes over, within one millisecond too.
    .orderBy('at')
    .orderBy('as_role', 'desc')
    .execute();
  return rows.map(({ id, service, at, body, digest }) => ({
    ...{ id, service, at: at.getTime() as Instant, body: body as SheetBody, digest: digest.toString('hex') },
    isTrue: digestOfSheet(body as SheetBody).equals(digest),
    signatures: signed
      .filter(({ sheet }) => sheet === id)
      .map((one) => ({
        as: one.as_role,
        by: one.by_account,
        at: one.at.getTime() as Instant,
        isTrue: one.digest.equals(digest),
        ...(one.remark === null ? {} : { remark: one.remark }),
      })),
  }));
}
