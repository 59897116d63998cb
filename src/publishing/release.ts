import type { Tx } from '#database';
import type { Instant, Period } from '#shared';
import type { Body, Named } from './body.ts';
import { noticesDuring } from './noticeStore.ts';
import { type FigureLine, periodBody } from './periodRelease.ts';
import { redirectionsFrom } from './redirectionStore.ts';
import { saysTheSame, standingRelease, writeRelease } from './releaseStore.ts';
import { type Due, settleDue, takeDue } from './scheduleStore.ts';
import { type Cover, requirementBody, shiftBody } from './shiftRelease.ts';

/** Where a release gets what it says: handed in by name, because this module knows no other's streams. */
export type Sources = {
  now(tenant: number): Instant;
  serviceOf(id: number): { named: Named; madeUp: boolean } | undefined;
  /** `area` only of a place that is not one of the service's own bases. */
  placeOf(id: number): (Named & { area: string | null }) | undefined;
  coverOf(tx: Tx, tenant: number, shift: string): Promise<Cover | undefined>;
  figuresOf(tx: Tx, about: { tenant: number; service: number; period: Period; asOf: Instant }): Promise<Figures>;
};
export type Figures = { rule: string; lines: FigureLine[] };

/**
 * Makes one release that is due, in the caller's transaction. One that was made already is made anew only if it would say
 * something else now: then the new one replaces it, with the reason, and the old one stays.
 */
export async function releaseDue(tx: Tx, due: Due, sources: Sources): Promise<void> {
  if (!(await takeDue(tx, due))) return;
  const madeAt = sources.now(due.tenant);
  const body = await bodyOf(tx, due, sources, madeAt);
  const before = await standingRelease(tx, due);
  if (body && !(before && saysTheSame(before.body, body))) {
    await writeRelease(tx, { ...due, madeAt, body, ...(before ? { replaces: before.id } : {}) });
  }
  await settleDue(tx, due);
}

async function bodyOf(tx: Tx, due: Due, sources: Sources, asOf: Instant): Promise<Body | undefined> {
  const about = sources.serviceOf(due.service);
  if (!about) throw new Error(`there is no service ${due.service} to release`);
  const { named: service, madeUp } = about;
  if (due.kind === 'period') {
    const figures = await sources.figuresOf(tx, { ...due, asOf });
    return periodBody({ service, madeUp, period: due.period, asOf, ...figures });
  }
  const place = due.place ?? 0;
  const base = sources.placeOf(place);
  if (!base) throw new Error(`there is no base ${place} to release`);
  const post = { service, madeUp, base: { slug: base.slug, name: base.name }, period: due.period };
  if (due.kind === 'requirement') return requirementBody(post);
  const cover = await sources.coverOf(tx, due.tenant, due.key);
  if (!cover) throw new Error(`there is no shift ${due.key} to release`);
  const within = { tenant: due.tenant, place, period: due.period };
  const sent = (await redirectionsFrom(tx, within)).map(({ to, ...one }) => {
    const elsewhere = sources.placeOf(to);
    return { ...one, to: elsewhere?.name ?? 'another place', area: elsewhere?.area ?? null };
  });
  return shiftBody(post, { cover, sent, notices: await noticesDuring(tx, within) });
}
