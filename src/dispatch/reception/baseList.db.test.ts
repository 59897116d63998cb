import { afterAll, beforeAll, expect, it } from 'vitest';
import { hours, plus, toIso } from '#shared';
import { anEvening, type Evening } from '../dispatch.testing.ts';

let evening: Evening;
beforeAll(async () => {
  evening = await anEvening();
});
afterAll(() => evening.close());

it('writes down who follows the list of a base without its page, once however often they ask', async () => {
  const { dana, nurse, tells, toBook, db } = evening;
  const id = await toBook('Tomas Reed');
  const at = toIso(plus(evening.now(), hours(1)));
  expect(await tells(dana, `/api/cases/${id}/book-base`, { place: 'foundry-lane', at })).toMatchObject({ status: 200 });
  const follows = () => nurse.get('/bases/foundry-lane/live?poll=1');
  const seen = await follows();
  expect([seen.statusCode, seen.body.includes('Tomas Reed')]).toEqual([200, true]);
  await follows();
  const { rows } = await db.sealer.query<{ action: string }>('select action from access where actor = $1', [
    nurse.account,
  ]);
  expect(rows.filter(({ action }) => action === 'follow-base-list')).toHaveLength(1);
});
