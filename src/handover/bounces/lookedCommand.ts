import { z } from 'zod';
import { streamId, type TableCommand, text } from '#api';
import { newId, ok, refused } from '#shared';
import { owners } from '../messageSteps.ts';
import { lookedAt } from './bounceStore.ts';

const body = z.strictObject({
  id: streamId('the letter’s id'),
  service: text('the short name of the service', 60).optional(),
});

/** A letter that no program can read or assign is somebody's, until they say that they have looked. */
export const lookAtLetter: Omit<TableCommand<typeof body>, 'face'> = {
  name: 'look-at-letter',
  module: 'handover',
  path: '/messages/letters/looked',
  roles: owners,
  summary: 'Says that somebody has looked at a letter that came back and has done what there was to do.',
  body,
  async write(tx, { body: { id }, tenant, now, actor }) {
    const done = await lookedAt(tx, { tenant, id, by: actor.account, at: now, audit: newId() });
    if (done) return ok(undefined);
    const message = 'Somebody has looked at it already, or there is no such letter.';
    return refused({ field: 'id', code: 'letter-unknown', message });
  },
};
