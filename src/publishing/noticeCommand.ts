import { z } from 'zod';
import { type Context, choice, type Role, streamId, type TableCommand, text, time } from '#api';
import type { Tx } from '#database';
import { type Instant, newId, ok, type Problem, type Result, refused, showDay, showTime } from '#shared';
import { noticesNow, writeNotice } from './noticeStore.ts';
import { saysWords } from './noticeWords.ts';
import { lookAgain } from './scheduleStore.ts';

export const noticeRoles: readonly Role[] = ['shift-lead', 'administrator'];

export const noticeBody = z.strictObject({
  id: streamId('the new notice’s id'),
  service: text('the short name of the service', 60).optional(),
  place: text('a base', 60),
  says: choice(saysWords, 'open or shut'),
  goTo: text('where people are to go', 200).optional(),
  postedAt: time('when it was posted').optional(),
});

export type NoticeCommand = Omit<TableCommand<typeof noticeBody>, 'face'>;

/** The base's own record, which says the same as its notice, always: whoever keeps it is handed here by name. */
export type Doors = {
  /** Before the transaction: the record is there. */
  watch(place: { tenant: number; service: number; place: number; now: Instant }): Promise<void>;
  /** In it: the base is shut or opened as the notice says, where it is not so already. */
  follow(
    tx: Tx,
    said: { tenant: number; place: number; says: 'open' | 'shut'; at: Instant; by: string; now: Instant },
  ): Promise<void>;
};

/** What the public is told of a base. Notices are never changed: the next one takes the place of the last. */
export function postNotice(directory: Context['directory'], doors: Doors): NoticeCommand {
  return {
    name: 'post-notice',
    module: 'publishing',
    path: '/notices',
    roles: noticeRoles,
    summary: 'Tells the public that a base is open or shut, and where to go instead. The public page shows it at once.',
    body: noticeBody,
    async before({ body, tenant, service, now }) {
      const place = directory.placesOf(service).find(({ slug, kind }) => slug === body.place && kind === 'base');
      if (place) await doors.watch({ tenant, service, place: place.id, now });
    },
    async write(tx, { body, tenant, service: id, now, actor }): Promise<Result<void>> {
      const service = directory.serviceById(id);
      const place = directory.placesOf(id).find((known) => known.slug === body.place && known.kind === 'base');
      if (!service || !place) return refused(placeUnknown(directory, id, body.place));
      const before = (await noticesNow(tx, { tenant, service: id })).find((notice) => notice.place === place.id);
      const postedAt = body.postedAt ?? now;
      const wrongTime = outOfTurn(postedAt, { now, last: before?.postedAt });
      if (wrongTime) return refused(wrongTime);
      const { says, goTo } = body;
      const notice = { tenant, id: body.id, service, place, says, ...(goTo ? { goTo } : {}), postedAt };
      await writeNotice(tx, { ...notice, postedBy: actor.account }, { id: newId(), at: now });
      await doors.follow(tx, { tenant, place: place.id, says, at: postedAt, by: actor.account, now });
      // Posted earlier than it was written down: a shift that was released in between may have to say so.
      if (postedAt < now) await lookAgain(tx, [{ tenant, from: postedAt, to: now }]);
      return ok(undefined);
    },
  };
}

function placeUnknown(directory: Context['directory'], service: number, slug: string): Problem {
  const bases = directory.placesOf(service).filter(({ kind }) => kind === 'base');
  const message = `There is no base “${slug}” here. Choose one of: ${bases.map((base) => base.slug).join(', ')}.`;
  return { field: 'place', code: 'place-unknown', message };
}

type Moment = Parameters<typeof showTime>[0];

/** Notices of a base follow each other in time: an earlier one cannot be slipped in afterwards. */
function outOfTurn(postedAt: Moment, { now, last }: { now: Moment; last?: Moment }): Problem | undefined {
  if (postedAt > now) {
    const message = `${showTime(postedAt)} is later than the clock, which says ${showTime(now)}. Give the time at which it was posted.`;
    return { field: 'postedAt', code: 'later-than-now', message };
  }
  if (last === undefined || postedAt >= last) return undefined;
  const message = `The last notice of this base was posted on ${showDay(last)} at ${showTime(last)}. Give a time after that.`;
  return { field: 'postedAt', code: 'before-previous-notice', message };
}
