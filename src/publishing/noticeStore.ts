import { sql } from 'kysely';
import { auditRow, type Fragment, type Tx } from '#database';
import { type Instant, type Period, toIso } from '#shared';
import type { Notice } from './noticeTime.ts';
import { tables } from './tables.ts';

export type NewNotice = {
  tenant: number;
  id: string;
  service: { id: number; slug: string; name: string };
  place: { id: number; slug: string; name: string };
  says: 'open' | 'shut';
  goTo?: string;
  postedAt: Instant;
  postedBy: string;
};

/** The rows of a notice and of its audit, for the statement that shuts or opens the base. */
export function noticeRows(notice: NewNotice, audit: { id: string; at: Instant }): Fragment[] {
  const { tenant, service, place, says, goTo = null, postedBy } = notice;
  const postedAt = toIso(notice.postedAt);
  const change = { place: place.slug, says, goTo, postedAt };
  const row = sql`insert into public_notice (tenant, id, service, place, service_slug, place_slug, service_name, place_name, says, go_to,
      posted_at, posted_by)
    values (${tenant}::int, ${notice.id}::uuid, ${service.id}::int, ${place.id}::int, ${service.slug}, ${place.slug}, ${service.name},
      ${place.name}, ${says}, ${goTo}, ${postedAt}::timestamptz, ${postedBy}::uuid)`;
  return [row, auditRow({ tenant, ...audit, actor: postedBy, entity: 'public-notice', key: notice.id, change })];
}

/** The notice and its audit row; Conflict when there is a notice with this id already. */
export async function writeNotice(tx: Tx, notice: NewNotice, audit: { id: string; at: Instant }): Promise<void> {
  for (const row of noticeRows(notice, audit)) await sql`${row}`.execute(tx);
}

/** Notices that say something of a base within a stretch of time: those posted in it, and the one in force when it began. */
export async function noticesDuring(
  tx: Tx,
  { tenant, place, period }: { tenant: number; place: number; period: Period },
): Promise<Notice[]> {
  const of = tables(tx).selectFrom('public_notice').where('tenant', '=', tenant).where('place', '=', place);
  const before = of
    .where('posted_at', '<=', new Date(period.from))
    .orderBy('posted_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
  const since = of.where('posted_at', '>', new Date(period.from)).where('posted_at', '<', new Date(period.to));
  const columns = ['says', 'go_to', 'posted_at', 'id'] as const;
  const rows = [
    ...(await before.select(columns).execute()),
    ...(await since.select(columns).orderBy('posted_at').orderBy('id').execute()),
  ];
  return rows.map(({ says, go_to, posted_at }) => ({ says, goTo: go_to, at: posted_at.getTime() as Instant }));
}

/** What the public is told of one base now. */
export type NoticeNow = {
  place: number;
  says: 'open' | 'shut';
  goTo: string | null;
  postedAt: Instant;
  postedBy: string;
};

/** The notice in force at each base of a service, for staff. */
export async function noticesNow(
  tx: Tx,
  { tenant, service }: { tenant: number; service: number },
): Promise<NoticeNow[]> {
  const rows = await tables(tx)
    .selectFrom('public_notice')
    .distinctOn('place')
    .select(['place', 'says', 'go_to', 'posted_at', 'posted_by'])
    .where('tenant', '=', tenant)
    .where('service', '=', service)
    .orderBy('place')
    .orderBy('posted_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ place, says, go_to, posted_at, posted_by }) => ({
    place,
    says,
    goTo: go_to,
    postedAt: posted_at.getTime() as Instant,
    postedBy: posted_by,
  }));
}
